-- Which exports brought posts to which sets: asked for by name, or named by the rows themselves.
--
-- grain:    load_id, set_name
-- load_id   bigint   number of the load
-- set_name  varchar  a set that its posts belong to
WITH sized AS (
    SELECT
        set_name,
        count(*) = (SELECT count(*) FROM post) AS is_all
    FROM post_set
    GROUP BY set_name
)
-- A set that holds every post has what any load brought: no post has to be looked up.
SELECT
    brought.load_id,
    sized.set_name
FROM (SELECT DISTINCT load_id FROM post) AS brought
CROSS JOIN sized
WHERE sized.is_all
UNION
SELECT
    post.load_id,
    post_set.set_name
FROM post
INNER JOIN post_set USING (platform, post_id)
WHERE post_set.set_name IN (SELECT set_name FROM sized WHERE NOT is_all)
UNION
SELECT
    load.load_id,
    load.set_name
FROM load
WHERE load.refused IS NULL AND load.set_name IS NOT NULL
ORDER BY ALL
