-- Distinct texts that the store does not have yet, as their first rows bring them.
INSERT INTO text
SELECT
    text_hash,
    CASE WHEN $keep_text THEN text END AS text,
    copy_key,
    copy_head,
    copy_length,
    NULL                               AS lang,
    NULL                               AS lang_by
FROM stage_post
SEMI JOIN (
    -- Rows first and words after: to sort out doubles with their words would cost three times it.
    SELECT min(seq) AS seq
    FROM stage_post
    ANTI JOIN text USING (text_hash)
    WHERE stage_post.text IS NOT NULL
    GROUP BY text_hash
) USING (seq);
