-- Where decided languages wait to be written to their texts.
CREATE TEMP TABLE IF NOT EXISTS stage_language (
    text_no INTEGER,
    kind    INTEGER -- place in the decisions
);

DELETE FROM stage_language;
