-- What everyone but the brand wrote, with its score, oldest first. Reposts and copies of the
-- brand's own posts are marked, because a thousand of them say nothing of anyone's mood.
--
-- grain:            platform, post_id
-- :engine           varchar    id of the engine whose scores count; one that begins with external@ means the export's
-- :own_keys         varchar[]? hashes of the brand's accounts
-- :sets             varchar[]? sets that count; all when absent
-- :platforms        varchar[]? platforms that count; all when absent
-- :terms            varchar[]? words of which one must occur, whatever the case; none when absent
-- :since            timestamp? first instant kept
-- :until            timestamp? first instant left out
-- platform          varchar    where it was posted
-- post_id           varchar    the platform's id, or one made at ingest
-- posted_at         timestamp  when, UTC
-- author            varchar    hash of the account, NULL when the export does not say
-- kind              varchar    post, reply, comment, repost or quote
-- lang              varchar    decided language, else the export's tag
-- source            varchar    the kind of export that brought it first
-- text_hash         varchar    names its text; NULL without text
-- compound          double     its score, NULL when not scored
-- hits              integer    lexicon words found
-- reason            varchar    why it has no score
-- is_repost_of_own  boolean    it reposts a post of the brand
-- is_copy_of_own    boolean    its words are those the brand wrote in a post, or in a paragraph of one
WITH own AS (
    SELECT
        post.platform,
        post.post_id,
        post.kind <> 'repost' AND post.repost_of IS NULL AS is_written,
        text.text,
        text.copy_key,
        text.copy_head
    FROM post
    SEMI JOIN own_post(coalesce($own_keys::VARCHAR[], [])) USING (platform, post_id)
    LEFT JOIN text USING (text_hash)
),
-- What the brand reposts is someone else's: only what it wrote itself can be copied from it.
paragraph AS (
    SELECT regexp_replace(
        lower(unnest(string_split(text, chr(10)))),
        '(?:https?://|www\.|t\.co/)\S+|(?:\brt\s+)?@[\w.]+|\[(?:email|phone|iban)\]|[^\p{L}\p{N}@\[]+|[@\[]',
        '', 'g'
    ) AS form
    FROM own
    WHERE is_written
),
own_copy AS (
    SELECT copy_key FROM own WHERE is_written AND copy_key IS NOT NULL
    UNION
    SELECT md5_number_lower(form) AS copy_key FROM paragraph WHERE length(form) >= 40
)
SELECT
    post.platform,
    post.post_id,
    post.posted_at,
    coalesce(author_of_handle.author, post.author)                        AS author,
    post.kind,
    coalesce(text.lang, post.lang)                                        AS lang,
    load.source,
    post.text_hash,
    CASE
        WHEN starts_with($engine::VARCHAR, 'external@') THEN post.score
        ELSE score.compound
    END                                                                   AS compound,
    score.hits,
    CASE
        WHEN starts_with($engine::VARCHAR, 'external@')
            THEN CASE WHEN post.score IS NULL THEN 'external:absent' END
        WHEN post.text_hash IS NULL THEN 'empty'
        WHEN score.text_hash IS NULL THEN 'not-scored-yet'
        ELSE score.reason
    END                                                                   AS reason,
    (post.platform, post.repost_of) IN (SELECT (platform, post_id) FROM own)
    AND post.repost_of IS NOT NULL                                        AS is_repost_of_own,
    coalesce(
        text.copy_key IN (SELECT copy_key FROM own_copy)
        AND (text.copy_length >= 20 OR post.kind IN ('repost', 'quote'))
        OR post.text_cut
        AND text.copy_head IN (SELECT copy_head FROM own WHERE is_written AND copy_head IS NOT NULL),
        FALSE
    )                                                                     AS is_copy_of_own
FROM post
ANTI JOIN own USING (platform, post_id)
LEFT JOIN text USING (text_hash)
LEFT JOIN score ON score.text_hash = post.text_hash AND score.engine = $engine::VARCHAR
LEFT JOIN load ON load.load_id = post.load_id
LEFT JOIN author_of_handle ON author_of_handle.handle = post.author
WHERE
    ($since::TIMESTAMP IS NULL OR post.posted_at >= $since::TIMESTAMP)
    AND ($until::TIMESTAMP IS NULL OR post.posted_at < $until::TIMESTAMP)
    AND ($platforms::VARCHAR[] IS NULL OR list_contains($platforms::VARCHAR[], post.platform))
    AND (
        $sets::VARCHAR[] IS NULL
        OR (post.platform, post.post_id) IN (
            SELECT (platform, post_id) FROM post_set WHERE list_contains($sets::VARCHAR[], set_name)
        )
    )
    AND (
        $terms::VARCHAR[] IS NULL
        OR list_bool_or(
            list_transform($terms::VARCHAR[], lambda term: contains(lower(text.text), lower(term)))
        )
    )
ORDER BY post.posted_at, post.platform, post.post_id
