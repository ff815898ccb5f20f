-- Counts of posts that are new, as of the export's instant: one row tells all there is.
INSERT INTO post_metrics BY NAME
SELECT
    platform, post_id,
    likes, reposts, replies, quotes, views, reach, saves, clicks, followers, score,
    $observed_at::TIMESTAMP AS observed_at
FROM stage_post
ANTI JOIN conflict USING (platform, post_id)
ANTI JOIN known USING (platform, post_id)
WHERE coalesce(
    likes, reposts, replies, quotes, views, reach, saves, clicks, followers, score
) IS NOT NULL;
