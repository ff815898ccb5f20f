-- What two engines made of each distinct text, and how many posts say it.
--
-- grain:   text_hash
-- :first   varchar  one engine's id
-- :second  varchar  the other's
-- text_hash        varchar  the text
-- text             varchar  its words, as they are kept; NULL where they are not
-- lang             varchar  its language
-- posts            bigint   posts with these words
-- first_compound   double   −1…1; NULL: not scored
-- second_compound  double   −1…1; NULL: not scored
WITH said AS (
    SELECT
        text_no,
        count(*) AS posts
    FROM post
    WHERE text_no IS NOT NULL
    GROUP BY text_no
)
SELECT
    hex_name(text.hash_high) || hex_name(text.hash_low) AS text_hash,
    text.text,
    text.lang,
    coalesce(said.posts, 0)::BIGINT AS posts,
    one.compound AS first_compound,
    two.compound AS second_compound
FROM text
LEFT JOIN said USING (text_no)
LEFT JOIN score AS one
    ON one.text_no = text.text_no AND one.engine = $first
LEFT JOIN score AS two
    ON two.text_no = text.text_no AND two.engine = $second
ORDER BY text.hash_high, text.hash_low
