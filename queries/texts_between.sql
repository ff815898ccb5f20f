-- The words of everything that was posted in a span of time, each text once.
--
-- grain:     text_hash
-- :since     timestamp? first instant kept
-- :until     timestamp? first instant left out
-- text_hash  varchar    names the text
-- text       varchar    its words; never NULL here
SELECT
    text_hash,
    text
FROM text
SEMI JOIN (
    SELECT text_hash
    FROM post
    WHERE
        ($since::TIMESTAMP IS NULL OR posted_at >= $since::TIMESTAMP)
        AND ($until::TIMESTAMP IS NULL OR posted_at < $until::TIMESTAMP)
) AS said USING (text_hash)
WHERE text IS NOT NULL
ORDER BY text_hash
