-- The words of everything that was posted in a span of time, each text once.
--
-- grain:     text_hash
-- :since     timestamp? first instant kept
-- :until     timestamp? first instant left out
-- text_hash  varchar    names the text
-- text_no    integer    its number in this store
-- text       varchar    its words; never NULL here
SELECT
    hex_name(hash_high) || hex_name(hash_low) AS text_hash,
    text_no,
    text
FROM text
SEMI JOIN (
    SELECT text_no
    FROM post
    WHERE
        ($since::TIMESTAMP IS NULL OR posted_at >= $since::TIMESTAMP)
        AND ($until::TIMESTAMP IS NULL OR posted_at < $until::TIMESTAMP)
) AS said USING (text_no)
WHERE text IS NOT NULL
ORDER BY hash_high, hash_low
