-- The words of texts, as the store keeps them.
--
-- grain:     text_hash
-- :hashes    varchar[]? names of the texts wanted; none when absent
-- text_hash  varchar    names the text
-- text       varchar    its words; never NULL here
WITH wanted AS (
    SELECT DISTINCT
        hex_number(digits[:16])  AS hash_high,
        hex_number(digits[17:])  AS hash_low
    FROM (SELECT unnest(coalesce($hashes::VARCHAR[], [])) AS digits)
)
SELECT
    hex_name(hash_high) || hex_name(hash_low) AS text_hash,
    text.text
FROM text
SEMI JOIN wanted USING (hash_high, hash_low)
WHERE text.text IS NOT NULL
ORDER BY hash_high, hash_low
