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
WITH scored_text AS (
    SELECT text_no FROM score WHERE engine = $engine AND text_no >= $first AND text_no < $until
),
-- By number first: to look at the words of all would take most of the time.
wanted AS (
    SELECT
        text.text_no,
        scored_text.text_no IS NOT NULL AS scored
    FROM text
    LEFT JOIN scored_text ON scored_text.text_no = text.text_no
    WHERE
        text.text_no >= $first
        AND text.text_no < $until
        AND (NOT $pending::BOOLEAN OR text.text_no IN (SELECT text_no FROM pending))
        AND (scored_text.text_no IS NULL OR text.lang IS NULL)
)
SELECT
    text_no,
    text.text,
    text.lang,
    text.lang_by,
    nullif(text.tag, '') AS tag,
    wanted.scored
FROM text
INNER JOIN wanted USING (text_no)
WHERE text.text IS NOT NULL
ORDER BY text_no
