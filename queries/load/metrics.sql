-- What the export says as of its own instant, beside what older and newer ones say as of theirs.
CREATE OR REPLACE TEMP TABLE counts_before AS
SELECT * FROM post_counts SEMI JOIN known USING (platform, post_id);

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

CREATE OR REPLACE TEMP TABLE counts_after AS
SELECT * FROM post_counts SEMI JOIN known USING (platform, post_id);

UPDATE post
SET
    followers = counts_after.followers,
    score = counts_after.score
FROM counts_after
WHERE
    post.platform = counts_after.platform AND post.post_id = counts_after.post_id
    AND ROW(post.followers, post.score)
    IS DISTINCT FROM ROW(counts_after.followers, counts_after.score);

INSERT INTO changed
SELECT
    counts_after.platform,
    counts_after.post_id
FROM counts_after
LEFT JOIN counts_before USING (platform, post_id)
WHERE
    ROW(
        counts_after.likes, counts_after.reposts, counts_after.replies, counts_after.quotes,
        counts_after.views, counts_after.reach, counts_after.saves, counts_after.clicks,
        counts_after.followers, counts_after.score
    ) IS DISTINCT FROM ROW(
        counts_before.likes, counts_before.reposts, counts_before.replies, counts_before.quotes,
        counts_before.views, counts_before.reach, counts_before.saves, counts_before.clicks,
        counts_before.followers, counts_before.score
    );
