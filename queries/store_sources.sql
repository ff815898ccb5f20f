-- The kinds of export that brought the posts, each post counted where it came from first.
--
-- grain:     name
-- name       varchar    the source
-- loads      bigint     exports of that kind
-- posts      bigint     posts they brought first
-- starts_at  timestamp  the first of those, UTC
-- ends_at    timestamp  the last of those, UTC
SELECT
    load.source                  AS name,
    count(DISTINCT load.load_id) AS loads,
    count(post.post_id)          AS posts,
    min(post.posted_at)          AS starts_at,
    max(post.posted_at)          AS ends_at
FROM load
LEFT JOIN post USING (load_id)
WHERE load.refused IS NULL AND load.source IS NOT NULL
GROUP BY load.source
ORDER BY name
