-- The posts with the most likes, reposts, replies and quotes together, newest known counts.
--
-- grain:      platform, post_id
-- :since      timestamp? first instant kept
-- :until      timestamp? first instant left out
-- :most       bigint?    how many rows; 20 when absent
-- platform    varchar    where it was posted
-- post_id     varchar    the platform's id, or one made at ingest
-- posted_at   timestamp  when, UTC
-- own         boolean    its export proves that the brand wrote it
-- engagement  bigint     likes, reposts, replies and quotes
-- views       bigint     NULL when no export says
-- text        varchar    its words, as the store keeps them
SELECT
    post.platform,
    post.post_id,
    post.posted_at,
    coalesce(post.own, FALSE) AS own,
    (
        coalesce(counts.likes, 0) + coalesce(counts.reposts, 0)
        + coalesce(counts.replies, 0) + coalesce(counts.quotes, 0)
    )::BIGINT                 AS engagement,
    counts.views,
    text.text
FROM post
INNER JOIN newest_counts AS counts USING (post_no)
LEFT JOIN text USING (text_no)
WHERE
    ($since::TIMESTAMP IS NULL OR post.posted_at >= $since::TIMESTAMP)
    AND ($until::TIMESTAMP IS NULL OR post.posted_at < $until::TIMESTAMP)
ORDER BY engagement DESC, post.posted_at, post.platform, post.post_id
LIMIT coalesce($most::BIGINT, 20)
