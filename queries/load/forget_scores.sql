-- Scores of one engine that the languages it may read, or the language of the text, no longer allow;
-- and refusals that no longer hold. Texts that are not kept cannot be scored again, so theirs stay.
DELETE FROM score
USING text
WHERE
    score.text_no = text.text_no
    AND score.engine = $engine
    AND text.text IS NOT NULL
    AND text.lang IS NOT NULL
    AND CASE
        WHEN text.lang = 'zxx' OR list_contains($languages, text.lang)
            THEN starts_with(coalesce(score.reason, ''), 'language:')
        ELSE score.reason IS DISTINCT FROM
            'language:' || CASE WHEN text.lang_by IS NULL THEN 'und' ELSE text.lang END
    END;
