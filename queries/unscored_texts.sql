-- Distinct texts that an engine has not scored, or whose language is not decided yet. A tag that
-- the posts of a text do not agree on is none. In the order they lie in, because writing their
-- languages back in any other is fifty times slower.
--
-- grain:     text_no
-- :engine    varchar  the engine's id
-- :first     bigint   first number read
-- :until     bigint   first number no longer read
-- :pending   boolean  only those of them that are to be looked at again
-- text_no    integer  its number
-- text       varchar  its words, as they are kept
-- lang       varchar  its language, once decided
-- lang_by    varchar  what decided it; NULL: in doubt
-- tag        varchar  the export's own language tag
-- scored     boolean  the engine has scored it; only the language is missing
SELECT
    text.text_no,
    text.text,
    text.lang,
    text.lang_by,
    nullif(text.tag, '')      AS tag,
    score.text_no IS NOT NULL AS scored
FROM text
LEFT JOIN (
    SELECT text_no FROM score WHERE engine = $engine AND text_no >= $first AND text_no < $until
) AS score
    ON score.text_no = text.text_no
WHERE
    text.text_no >= $first
    AND text.text_no < $until
    AND (NOT $pending::BOOLEAN OR text.text_no IN (SELECT text_no FROM pending))
    AND text.text IS NOT NULL
    AND (score.text_no IS NULL OR text.lang IS NULL)
ORDER BY text.text_no
