-- Decided languages to their texts, each different decision given once. By row number, which stays
-- as it is while nothing is deleted: to find half a million texts by hash costs as much again.
UPDATE text
SET
    lang = decided.lang,
    lang_by = decided.lang_by
FROM (
    SELECT
        place,
        ($lang::VARCHAR[])[kind + 1]    AS lang,
        ($lang_by::VARCHAR[])[kind + 1] AS lang_by
    FROM stage_language
) AS decided
WHERE text.rowid = decided.place;
