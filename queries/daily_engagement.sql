-- Engagement by UTC day and platform, as of the newest export of each post.
--
-- grain:      day, platform
-- :since      timestamp? first instant kept
-- :until      timestamp? first instant left out
-- day         date       the UTC calendar day
-- platform    varchar    where it was posted
-- posts       bigint     posts published that day
-- counted     bigint     those of them with any count
-- likes       bigint     likes they have; NULL when no export says
-- reposts     bigint     the same for reposts
-- replies     bigint     the same for replies
-- views       bigint     the same for views
SELECT
    post.posted_at::DATE             AS day,
    post.platform,
    count(*)                         AS posts,
    count(newest_counts.post_no)      AS counted,
    sum(newest_counts.likes)::BIGINT AS likes,
    sum(newest_counts.reposts)::BIGINT AS reposts,
    sum(newest_counts.replies)::BIGINT AS replies,
    sum(newest_counts.views)::BIGINT   AS views
FROM post
LEFT JOIN newest_counts USING (post_no)
WHERE
    ($since::TIMESTAMP IS NULL OR post.posted_at >= $since::TIMESTAMP)
    AND ($until::TIMESTAMP IS NULL OR post.posted_at < $until::TIMESTAMP)
GROUP BY day, post.platform
ORDER BY day, post.platform
