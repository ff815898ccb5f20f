-- Distinct texts that the store does not have yet.
INSERT INTO text
SELECT
    text_hash,
    CASE WHEN $keep_text THEN text END AS text,
    copy_hash(form) AS copy_key,
    CASE WHEN length(form) >= 40 THEN copy_hash(left(form, 40)) END AS copy_head,
    length(form)::INTEGER AS copy_length,
    NULL AS lang,
    NULL AS lang_by
FROM (
    SELECT
        text_hash,
        text,
        copy_form(text) AS form
    FROM (SELECT text_hash, any_value(text) AS text FROM stage_text GROUP BY text_hash)
    SEMI JOIN stage_post USING (text_hash)
    ANTI JOIN text USING (text_hash)
);
