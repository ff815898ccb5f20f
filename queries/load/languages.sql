-- Decided languages to their texts.
UPDATE text
SET
    lang = stage_language.lang,
    lang_by = stage_language.lang_by
FROM stage_language
WHERE text.text_hash = stage_language.text_hash;
