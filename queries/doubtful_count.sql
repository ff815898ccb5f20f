-- How many texts there are whose own words do not tell their language.
--
-- grain: one row
-- texts  bigint  distinct texts that their account and their set are asked about
SELECT count(*) AS texts
FROM text
WHERE
    text IS NOT NULL
    AND lang IS NOT NULL
    AND (lang_by IS NULL OR lang_by IN ('author', 'set'))
