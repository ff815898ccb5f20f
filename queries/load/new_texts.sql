-- Staged texts that the store has not had, with the language their export gives.
SELECT
    text_hash,
    any_value(text) AS text,
    max(lang)       AS lang
FROM stage_text
SEMI JOIN stage_post USING (text_hash)
ANTI JOIN text USING (text_hash)
GROUP BY text_hash
ORDER BY text_hash
