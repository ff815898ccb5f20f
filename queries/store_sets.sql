-- The sets in the store, and what is in each.
--
-- grain:     name
-- name       varchar    the set
-- posts      bigint     posts that belong to it
-- starts_at  timestamp  the first of them, UTC
-- ends_at    timestamp  the last of them, UTC
-- is_all     boolean    every post in the store belongs to it
SELECT
    post_set.set_name   AS name,
    count(*)            AS posts,
    min(post.posted_at) AS starts_at,
    max(post.posted_at) AS ends_at,
    count(*) = (SELECT count(*) FROM post) AS is_all
FROM post_set
INNER JOIN post USING (platform, post_id)
GROUP BY post_set.set_name
ORDER BY name
