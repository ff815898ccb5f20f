-- Distinct texts that the store does not have yet.
INSERT INTO text
SELECT
    text_hash,
    CASE WHEN $keep_text THEN text END                                     AS text,
    CASE WHEN form <> '' THEN md5_number_lower(form) END                   AS copy_key,
    CASE WHEN length(form) >= 40 THEN md5_number_lower(left(form, 40)) END AS copy_head,
    length(form)::INTEGER                                                  AS copy_length,
    NULL                                                                   AS lang,
    NULL                                                                   AS lang_by
FROM (
    SELECT DISTINCT ON (text_hash)
        text_hash,
        text,
        form
    FROM stage_post
    WHERE text IS NOT NULL
)
ANTI JOIN text USING (text_hash);
