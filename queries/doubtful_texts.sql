-- Texts whose own words do not tell their language and whose account or set may tell another than
-- before, with the languages that these usually write in. A text of several accounts (or sets) has
-- none of its own.
--
-- grain:         text_no
-- :author_texts  bigint   posts in one language that make it an account's usual one
-- :author_share  double   share of the account's posts that must be in it
-- :set_texts     bigint   the same, for a set
-- :set_share     double   the same, for a set
-- text_no        integer  its number
-- text           varchar  its words, as they are kept
-- lang           varchar  its language, as decided so far
-- lang_by        varchar  author, set, or NULL: in doubt
-- author_lang    varchar  the language its account usually writes in
-- set_lang       varchar  the language that dominates its set
WITH doubtful AS (
    SELECT
        text_no,
        lang,
        lang_by
    FROM text
    WHERE
        text IS NOT NULL
        AND lang IS NOT NULL
        AND (lang_by IS NULL OR lang_by IN ('author', 'set'))
),
in_set AS (
    SELECT
        post_no,
        set_no
    FROM membership
),
company AS (
    SELECT
        text_no,
        CASE
            WHEN count(author) = count(*) AND min(author) = max(author) THEN min(author)
        END AS author,
        CASE WHEN min(set_no) = max(set_no) THEN min(set_no) END AS set_no
    FROM (
        SELECT
            text_no,
            coalesce(account, handle) AS author,
            set_no
        FROM post
        SEMI JOIN doubtful USING (text_no)
        UNION ALL
        SELECT
            post.text_no,
            coalesce(post.account, post.handle) AS author,
            in_set.set_no
        FROM in_set
        INNER JOIN post USING (post_no)
        SEMI JOIN doubtful ON doubtful.text_no = post.text_no
    )
    GROUP BY text_no
),
told AS (
    SELECT
        post.post_no,
        coalesce(post.account, post.handle) AS author,
        post.set_no,
        text.lang
    FROM post
    INNER JOIN text USING (text_no)
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
        set_no,
        lang,
        sum(posts) AS posts
    FROM (
        SELECT
            set_no,
            lang,
            count(*) AS posts
        FROM told
        WHERE set_no IS NOT NULL
        GROUP BY set_no, lang
        UNION ALL
        SELECT
            in_set.set_no,
            told.lang,
            count(*) AS posts
        FROM in_set
        INNER JOIN told USING (post_no)
        GROUP BY in_set.set_no, told.lang
    )
    GROUP BY set_no, lang
),
set_usual AS (
    SELECT
        set_no,
        arg_max(lang, posts) AS set_lang
    FROM by_set
    GROUP BY set_no
    HAVING max(posts) >= $set_texts AND max(posts) >= $set_share * sum(posts)
),
asked AS (
    SELECT
        doubtful.text_no,
        doubtful.lang,
        doubtful.lang_by,
        author_usual.author_lang,
        set_usual.set_lang
    FROM doubtful
    LEFT JOIN company USING (text_no)
    LEFT JOIN author_usual USING (author)
    LEFT JOIN set_usual USING (set_no)
    -- What the same company has settled before need not be asked again.
    WHERE
        CASE
            WHEN lang_by = 'author' THEN author_lang IS DISTINCT FROM lang
            WHEN lang_by = 'set' THEN author_lang IS NOT NULL OR set_lang IS DISTINCT FROM lang
            ELSE author_lang IS NOT NULL OR set_lang IS NOT NULL
        END
)
SELECT
    text_no,
    text.text,
    asked.lang,
    asked.lang_by,
    asked.author_lang,
    asked.set_lang
FROM asked
INNER JOIN text USING (text_no)
ORDER BY text_no
