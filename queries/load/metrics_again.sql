-- Counts of posts that the store has, or that several rows tell of: what the export says as of its
-- own instant, beside what older and newer ones say as of theirs.
CREATE OR REPLACE TEMP TABLE counts_said AS
SELECT
    platform, post_id,
    max(likes) AS likes, max(reposts) AS reposts, max(replies) AS replies, max(quotes) AS quotes,
    max(views) AS views, max(reach) AS reach, max(saves) AS saves, max(clicks) AS clicks,
    max(followers) AS followers, max(score) AS score
FROM (
    SELECT
        platform, post_id,
        likes, reposts, replies, quotes, views, reach, saves, clicks, followers, score
    FROM stage_post
    SEMI JOIN (SELECT * FROM known UNION ALL SELECT * FROM conflict) USING (platform, post_id)
    WHERE coalesce(
        likes, reposts, replies, quotes, views, reach, saves, clicks, followers, score
    ) IS NOT NULL
    UNION ALL
    SELECT
        platform, post_id,
        likes, reposts, replies, quotes, views, reach, saves, clicks, followers, score
    FROM post_metrics
    SEMI JOIN known USING (platform, post_id)
    WHERE observed_at = $observed_at::TIMESTAMP
)
GROUP BY platform, post_id;

DELETE FROM post_metrics
USING known
WHERE
    post_metrics.observed_at = $observed_at::TIMESTAMP
    AND post_metrics.platform = known.platform
    AND post_metrics.post_id = known.post_id;

INSERT INTO post_metrics BY NAME
SELECT *, $observed_at::TIMESTAMP AS observed_at FROM counts_said;
