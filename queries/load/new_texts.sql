-- Staged texts that the store has not had, with the language their export gives.
SELECT
    text_hash,
    any_value(stage_post.text) AS text,
    max(stage_post.lang)       AS lang
FROM stage_post
ANTI JOIN text USING (text_hash)
WHERE text_hash IS NOT NULL
GROUP BY text_hash
ORDER BY text_hash
