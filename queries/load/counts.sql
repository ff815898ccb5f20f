-- Counts of staged posts: what the export says as of its own instant, beside what older and newer
-- ones say as of theirs. Which posts of the store changed by it is told.
CREATE OR REPLACE TEMP TABLE place AS
SELECT DISTINCT
    post.post_no,
    had.first_at,
    stage_post.platform,
    stage_post.post_id
FROM stage_post
INNER JOIN post USING (platform, post_id)
LEFT JOIN had USING (post_no);

CREATE OR REPLACE TEMP TABLE had_counts AS
SELECT * FROM observation SEMI JOIN had USING (post_no);

CREATE OR REPLACE TEMP TABLE counts_said AS
SELECT
    post_no,
    $observed_at::TIMESTAMP AS observed_at,
    max(likes) AS likes, max(reposts) AS reposts, max(replies) AS replies, max(quotes) AS quotes,
    max(views) AS views, max(reach) AS reach, max(saves) AS saves, max(clicks) AS clicks,
    max(followers) AS followers, max(score) AS score
FROM (
    SELECT
        place.post_no,
        likes, reposts, replies, quotes, views, reach, saves, clicks, followers, score
    FROM stage_post
    INNER JOIN place USING (platform, post_id)
    WHERE coalesce(
        likes, reposts, replies, quotes, views, reach, saves, clicks, followers, score
    ) IS NOT NULL
    UNION ALL
    SELECT
        post_no,
        likes, reposts, replies, quotes, views, reach, saves, clicks, followers, score
    FROM had_counts
    WHERE observed_at = $observed_at::TIMESTAMP
)
GROUP BY post_no;

-- One row tells all of one instant.
DELETE FROM post_metrics
USING place
WHERE
    post_metrics.post_no = place.post_no
    AND coalesce(post_metrics.observed_at, place.first_at) = $observed_at::TIMESTAMP;

UPDATE post
SET likes = NULL, reposts = NULL, replies = NULL, quotes = NULL
FROM place
WHERE post.post_no = place.post_no AND place.first_at = $observed_at::TIMESTAMP;

INSERT INTO post_metrics BY NAME
SELECT * FROM counts_said;

CREATE OR REPLACE TEMP TABLE newest AS
SELECT
    post_no,
    is_after,
    ROW(
        arg_max(likes, observed_at), arg_max(reposts, observed_at), arg_max(replies, observed_at),
        arg_max(quotes, observed_at), arg_max(views, observed_at), arg_max(reach, observed_at),
        arg_max(saves, observed_at), arg_max(clicks, observed_at), arg_max(followers, observed_at),
        arg_max(score, observed_at)
    ) AS counts
FROM (
    SELECT *, FALSE AS is_after FROM had_counts
    UNION ALL
    SELECT *, TRUE FROM had_counts WHERE observed_at <> $observed_at::TIMESTAMP
    UNION ALL
    SELECT *, TRUE FROM counts_said SEMI JOIN had USING (post_no)
)
GROUP BY post_no, is_after;

INSERT INTO changed
SELECT post_no
FROM (SELECT post_no, counts FROM newest WHERE is_after) AS after
LEFT JOIN (SELECT post_no, counts FROM newest WHERE NOT is_after) AS before USING (post_no)
WHERE after.counts IS DISTINCT FROM before.counts;
