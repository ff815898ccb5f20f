-- Which texts of a block the store has, and the tag of each.
SELECT
    incoming.number,
    text.text_no,
    text.tag
FROM incoming
INNER JOIN text USING (hash_high, hash_low)
