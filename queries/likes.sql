-- Posts by their likes, most first: the order in which audience posts are quoted.
--
-- grain:     platform, post_id
-- :since     timestamp? first instant kept
-- :most      bigint?    how many rows; all when absent
-- platform   varchar    where it was posted
-- post_id    varchar    the platform's id, or one made at ingest
-- posted_at  timestamp  when, UTC
-- likes      bigint     newest known
SELECT
    post.platform,
    post.post_id,
    post.posted_at,
    newest_counts.likes
FROM post
INNER JOIN newest_counts USING (post_no)
WHERE
    newest_counts.likes IS NOT NULL
    AND ($since::TIMESTAMP IS NULL OR post.posted_at >= $since::TIMESTAMP)
ORDER BY newest_counts.likes DESC, post.posted_at, post.platform, post.post_id
LIMIT $most::BIGINT
