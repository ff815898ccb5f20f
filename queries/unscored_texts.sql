-- Distinct texts that an engine has not scored, or whose language is not decided yet. A tag that
-- the posts of a text do not agree on is none. In the order they lie in, because writing their
-- languages back in any other is fifty times slower.
--
-- grain:     text_hash
-- :engine    varchar  the engine's id
-- :first     bigint   first row number read
-- :until     bigint   first row number no longer read
-- :only_tag  varchar? the tag, where all posts of the store bear the same
-- place      bigint   its row number
-- text_hash  varchar  the text
-- text       varchar  its words, as they are kept
-- lang       varchar  its language, once decided
-- lang_by    varchar  what decided it; NULL: in doubt
-- tag        varchar  the export's own language tag
-- scored     boolean  the engine has scored it; only the language is missing
WITH wanted AS (
    SELECT
        text.rowid::BIGINT AS place,
        text.text_hash,
        text.text,
        text.lang,
        text.lang_by,
        score.text_hash IS NOT NULL AS scored
    FROM text
    LEFT JOIN score
        ON score.text_hash = text.text_hash AND score.engine = $engine
    WHERE
        text.rowid >= $first
        AND text.rowid < $until
        AND text.text IS NOT NULL
        AND (score.text_hash IS NULL OR text.lang IS NULL)
),
tagged AS (
    SELECT
        text_hash,
        CASE WHEN min(lang) = max(lang) THEN min(lang) END AS tag
    FROM post
    SEMI JOIN wanted USING (text_hash)
    WHERE lang IS NOT NULL AND $only_tag::VARCHAR IS NULL
    GROUP BY text_hash
)
SELECT
    place,
    text_hash,
    text,
    lang,
    lang_by,
    coalesce($only_tag::VARCHAR, tag) AS tag,
    scored
FROM wanted
LEFT JOIN tagged USING (text_hash)
ORDER BY place
