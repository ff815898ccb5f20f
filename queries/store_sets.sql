-- The sets in the store, and what is in each.
--
-- grain:     name
-- name       varchar    the set
-- posts      bigint     posts that belong to it
-- starts_at  timestamp  the first of them, UTC
-- ends_at    timestamp  the last of them, UTC
-- is_all     boolean    every post in the store belongs to it
WITH sized AS (
    SELECT
        set_no,
        set_name,
        count(*)                               AS posts,
        count(*) = (SELECT count(*) FROM post) AS is_all
    FROM set_post
    INNER JOIN named_set USING (set_no)
    GROUP BY set_no, set_name
),
-- A set that holds every post, as most stores have one, begins and ends with them.
dated AS (
    SELECT
        sized.set_name,
        min(post.posted_at) AS starts_at,
        max(post.posted_at) AS ends_at
    FROM sized
    CROSS JOIN post
    WHERE sized.is_all
    GROUP BY sized.set_name
    UNION ALL
    SELECT
        sized.set_name,
        min(post.posted_at) AS starts_at,
        max(post.posted_at) AS ends_at
    FROM sized
    INNER JOIN set_post USING (set_no)
    INNER JOIN post USING (post_no)
    WHERE NOT sized.is_all
    GROUP BY sized.set_name
)
SELECT
    sized.set_name AS name,
    sized.posts,
    dated.starts_at,
    dated.ends_at,
    sized.is_all
FROM sized
INNER JOIN dated USING (set_name)
ORDER BY name
