-- Which exports brought posts to which sets: asked for by name, or named by the rows themselves.
--
-- grain:    load_id, set_name
-- load_id   bigint   number of the load
-- set_name  varchar  a set that its posts belong to
SELECT
    post.load_id,
    post_set.set_name
FROM post
INNER JOIN post_set USING (platform, post_id)
UNION
SELECT
    load.load_id,
    load.set_name
FROM load
WHERE load.refused IS NULL AND load.set_name IS NOT NULL
ORDER BY ALL
