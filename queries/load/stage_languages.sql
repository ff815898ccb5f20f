-- Where decided languages wait to be written to their texts.
CREATE TEMP TABLE IF NOT EXISTS stage_language (
    text_hash VARCHAR,
    lang      VARCHAR,
    lang_by   VARCHAR
);

DELETE FROM stage_language;
