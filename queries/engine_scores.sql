-- What one engine made of each distinct text, and in which language it took it to be.
--
-- grain:     text_hash
-- :engine    varchar  the engine's id
-- text       varchar  its words, as they are kept
-- lang       varchar  its language
-- lang_by    varchar  what told it: export, script, detected, author, set; NULL: in doubt
-- compound   double   −1…1; NULL: not scored
-- reason     varchar  why not
-- hits       integer  words the lexicon knows
-- text_hash  varchar  the text
SELECT
    text,
    lang,
    lang_by,
    compound,
    reason,
    hits,
    hex_name(hash_high) || hex_name(hash_low) AS text_hash
FROM score
INNER JOIN text USING (text_no)
WHERE engine = $engine
ORDER BY hash_high, hash_low
