-- Texts that an engine has not seen yet, each once, with what is known of its language.
--
-- grain:     text_hash
-- :engine    varchar  id of the engine that is to score them
-- :most      bigint?  how many rows; all when absent
-- text_hash  varchar  names the text
-- text       varchar  its words; a store that keeps hashes has none to score
-- tag        varchar  the language most of its exports give
-- author     varchar  account of its first post
-- set_name   varchar  a set of its first post
-- lang       varchar  language decided for another engine, when there was one
-- lang_by    varchar  what told that language
WITH waiting AS (
    SELECT
        text_hash,
        text,
        lang,
        lang_by
    FROM text
    WHERE
        text IS NOT NULL
        AND text_hash NOT IN (SELECT score.text_hash FROM score WHERE engine = $engine::VARCHAR)
),
posted AS (
    SELECT
        text_hash,
        mode(lang ORDER BY lang)                                   AS tag,
        first(author ORDER BY posted_at, post.platform, post.post_id) AS author,
        first(set_name ORDER BY posted_at, post.platform, post.post_id, set_name) AS set_name
    FROM post
    SEMI JOIN waiting USING (text_hash)
    LEFT JOIN post_set USING (platform, post_id)
    GROUP BY text_hash
)
SELECT
    waiting.text_hash,
    waiting.text,
    posted.tag,
    posted.author,
    posted.set_name,
    waiting.lang,
    waiting.lang_by
FROM waiting
INNER JOIN posted USING (text_hash)
ORDER BY waiting.text_hash
LIMIT $most::BIGINT
