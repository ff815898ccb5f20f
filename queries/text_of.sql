-- The words of texts, as the store keeps them.
--
-- grain:     text_hash
-- :hashes    varchar[]? names of the texts wanted; none when absent
-- text_hash  varchar    names the text
-- text       varchar    its words; never NULL here
SELECT
    text_hash,
    text
FROM text
WHERE
    text IS NOT NULL
    AND text_hash IN (SELECT unnest(coalesce($hashes::VARCHAR[], [])))
ORDER BY text_hash
