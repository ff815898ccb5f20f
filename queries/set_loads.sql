-- Which exports brought posts to which sets: asked for by name, or named by the rows themselves.
--
-- grain:    load_id, set_name
-- load_id   bigint   number of the load
-- set_name  varchar  a set that its posts belong to
WITH sized AS (
    SELECT
        set_no,
        set_name,
        count(*) = (SELECT count(*) FROM post) AS is_all
    FROM set_post
    INNER JOIN named_set USING (set_no)
    GROUP BY set_no, set_name
)
-- A set that holds every post has what any load brought: no post has to be looked up.
SELECT
    brought.load_id,
    sized.set_name
FROM (SELECT DISTINCT load_id::BIGINT AS load_id FROM post) AS brought
CROSS JOIN sized
WHERE sized.is_all
UNION
SELECT
    post.load_id::BIGINT AS load_id,
    sized.set_name
FROM post
INNER JOIN set_post USING (post_no)
INNER JOIN sized ON sized.set_no = set_post.set_no AND NOT sized.is_all
UNION
SELECT
    load.load_id,
    load.set_name
FROM load
WHERE load.refused IS NULL AND load.set_name IS NOT NULL
ORDER BY ALL
