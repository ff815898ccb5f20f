-- Texts whose words are not kept, and that an engine did not score while they were there.
INSERT INTO score
SELECT
    text_no,
    $engine AS engine,
    NULL AS compound,
    0 AS hits,
    'text-not-kept' AS reason
FROM text
ANTI JOIN (SELECT text_no FROM score WHERE engine = $engine) USING (text_no)
WHERE text IS NULL;
