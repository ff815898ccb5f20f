-- Where decided languages wait to be written to their texts.
CREATE TEMP TABLE IF NOT EXISTS stage_language (
    place BIGINT, -- row number of the text
    kind  INTEGER -- place in the decisions
);

DELETE FROM stage_language;
