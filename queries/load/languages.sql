-- Decided languages to their texts, each different decision given once.
UPDATE text
SET
    lang = decided.lang,
    lang_by = decided.lang_by
FROM (
    SELECT
        text_no,
        ($lang::VARCHAR[])[kind + 1]    AS lang,
        ($lang_by::VARCHAR[])[kind + 1] AS lang_by
    FROM stage_language
) AS decided
WHERE text.text_no = decided.text_no;
