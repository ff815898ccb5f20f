-- Which of those counts the export changed; and the ones that posts carry themselves.
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
