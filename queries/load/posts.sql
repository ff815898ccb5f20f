-- Posts that are new and of which no two rows disagree: nearly all of a first load.
INSERT INTO post BY NAME
SELECT
    said.* EXCLUDE (
        seq, may_repeat, text, copy_key, copy_head, copy_length, sets,
        likes, reposts, replies, quotes, views, reach, saves, clicks
    ),
    $load_id::BIGINT AS load_id,
    $observed_at::TIMESTAMP AS text_at,
    CASE WHEN handle IS NOT NULL THEN $observed_at::TIMESTAMP END AS handle_at
FROM stage_post AS said
ANTI JOIN conflict USING (platform, post_id)
ANTI JOIN known USING (platform, post_id);
