-- The rows that were refused, under their load.
INSERT INTO reject
SELECT
    $load_id::BIGINT AS load_id,
    line,
    reason,
    text
FROM stage_reject;
