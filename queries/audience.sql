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
-- :decided          boolean?   false leaves lang the export's tag: no text has to be looked up for it
-- platform          varchar    where it was posted
-- post_id           varchar    the platform's id, or one made at ingest
-- posted_at         timestamp  when, UTC
-- author            varchar    hash of the account, NULL when the export does not say
-- kind              varchar    post, reply, comment, repost or quote
-- lang              varchar    decided language, else the export's tag
-- source            varchar    the kind of export that brought it first
-- load_id           bigint     number of the load that brought it first
-- text_hash         varchar    names its text; NULL without text
-- compound          double     its score, NULL when not scored
-- hits              integer    lexicon words found
-- reason            varchar    why it has no score
-- is_repost_of_own  boolean    it reposts a post of the brand
-- is_copy_of_own    boolean    its words are those the brand wrote in a post, or in a paragraph of one
WITH own AS (
    SELECT
        platform,
        post_id
    FROM own_post(coalesce($own_keys::VARCHAR[], []))
),
copy AS (
    SELECT *
    FROM copy_of_own(coalesce($own_keys::VARCHAR[], []))
),
named AS (
    SELECT
        handle,
        author
    FROM author_of_handle
)
SELECT
    post.platform,
    post.post_id,
    post.posted_at,
    coalesce(named.author, post.author)                                   AS author,
    post.kind,
    coalesce(text.lang, post.lang)                                        AS lang,
    load.source,
    post.load_id,
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
    is_copy(copy.is_whole, copy.is_head, copy.copy_length, post.kind, post.text_cut)
                                                                          AS is_copy_of_own
FROM post
ANTI JOIN own USING (platform, post_id)
LEFT JOIN text ON text.text_hash = post.text_hash AND coalesce($decided::BOOLEAN, TRUE)
LEFT JOIN score ON score.text_hash = post.text_hash AND score.engine = $engine::VARCHAR
LEFT JOIN copy ON copy.text_hash = post.text_hash
LEFT JOIN load ON load.load_id = post.load_id
LEFT JOIN named ON named.handle = post.author
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
        OR post.text_hash IN (
            SELECT text_hash FROM text
            WHERE
                $terms::VARCHAR[] IS NOT NULL
                AND list_bool_or(
                    list_transform($terms::VARCHAR[], lambda term: contains(lower(text), lower(term)))
                )
        )
    )
ORDER BY post.posted_at, post.platform, post.post_id
