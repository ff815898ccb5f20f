-- Texts whose own words do not tell their language, with the languages that their account and their
-- set usually write in. A text of several accounts (or sets) has none of its own.
--
-- grain:         text_hash
-- :author_texts  bigint   posts in one language that make it an account's usual one
-- :author_share  double   share of the account's posts that must be in it
-- :set_texts     bigint   the same, for a set
-- :set_share     double   the same, for a set
-- place          bigint   its row number
-- text_hash      varchar  the text
-- text           varchar  its words, as they are kept
-- lang           varchar  its language, as decided so far
-- lang_by        varchar  author, set, or NULL: in doubt
-- author_lang    varchar  the language its account usually writes in
-- set_lang       varchar  the language that dominates its set
WITH doubtful AS (
    SELECT
        rowid::BIGINT AS place,
        text_hash,
        text,
        lang,
        lang_by
    FROM text
    WHERE
        text IS NOT NULL
        AND lang IS NOT NULL
        AND (lang_by IS NULL OR lang_by IN ('author', 'set'))
),
company AS (
    SELECT
        text_hash,
        CASE WHEN count(DISTINCT coalesce(author, '')) = 1 THEN min(author) END AS author,
        CASE WHEN count(DISTINCT set_name) = 1 THEN min(set_name) END AS set_name
    FROM post
    SEMI JOIN doubtful USING (text_hash)
    LEFT JOIN post_set USING (platform, post_id)
    GROUP BY text_hash
),
told AS (
    SELECT
        post.platform,
        post.post_id,
        post.author,
        text.lang
    FROM post
    INNER JOIN text USING (text_hash)
    WHERE text.lang_by IN ('export', 'script', 'detected') AND text.lang <> 'zxx'
),
by_author AS (
    SELECT
        author,
        lang,
        count(*) AS posts
    FROM told
    SEMI JOIN company USING (author)
    GROUP BY author, lang
),
author_usual AS (
    SELECT
        author,
        arg_max(lang, posts) AS author_lang
    FROM by_author
    GROUP BY author
    HAVING max(posts) >= $author_texts AND max(posts) >= $author_share * sum(posts)
),
by_set AS (
    SELECT
        set_name,
        lang,
        count(*) AS posts
    FROM told
    INNER JOIN post_set USING (platform, post_id)
    SEMI JOIN company USING (set_name)
    GROUP BY set_name, lang
),
set_usual AS (
    SELECT
        set_name,
        arg_max(lang, posts) AS set_lang
    FROM by_set
    GROUP BY set_name
    HAVING max(posts) >= $set_texts AND max(posts) >= $set_share * sum(posts)
)
SELECT
    place,
    text_hash,
    text,
    lang,
    lang_by,
    author_lang,
    set_lang
FROM doubtful
LEFT JOIN company USING (text_hash)
LEFT JOIN author_usual USING (author)
LEFT JOIN set_usual USING (set_name)
