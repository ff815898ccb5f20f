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
-- author_no         ubigint    the same as a number, which takes less time
-- kind              varchar    post, reply, comment, repost or quote
-- lang              varchar    decided language, else the export's tag
-- source            varchar    the kind of export that brought it first
-- load_id           bigint     number of the load that brought it first
-- text_hash         varchar    names its text; NULL without text
-- text_no           integer    its number in this store
-- compound          double     its score, NULL when not scored
-- hits              integer    lexicon words found
-- reason            varchar    why it has no score
-- is_repost_of_own  boolean    it reposts a post of the brand
-- is_copy_of_own    boolean    its words are those the brand wrote in a post, or in a paragraph of one
WITH own AS (
    SELECT post_no
    FROM own_post_no(coalesce($own_keys::VARCHAR[], []))
),
copy AS (
    SELECT *
    FROM copy_of_own(coalesce($own_keys::VARCHAR[], []))
),
shared AS (
    SELECT *
    FROM repost_of_own(coalesce($own_keys::VARCHAR[], []))
),
named AS (
    SELECT
        handle,
        account
    FROM account_of_handle
),
chosen AS (
    SELECT set_no
    FROM named_set
    WHERE list_contains($sets::VARCHAR[], set_name)
),
foreign_score AS (
    SELECT
        post_no,
        arg_max(score, observed_at) AS score
    FROM observation
    WHERE score IS NOT NULL AND starts_with($engine::VARCHAR, 'external@')
    GROUP BY post_no
)
SELECT
    post.platform,
    post.post_id,
    post.posted_at,
    hex_name(coalesce(named.account, post.account, post.handle))          AS author,
    coalesce(named.account, post.account, post.handle)                    AS author_no,
    post.kind,
    coalesce(text.lang, post.lang)                                        AS lang,
    load.source,
    post.load_id::BIGINT                                                  AS load_id,
    hex_name(text.hash_high) || hex_name(text.hash_low)                   AS text_hash,
    post.text_no,
    CASE
        WHEN starts_with($engine::VARCHAR, 'external@') THEN foreign_score.score
        ELSE score.compound
    END                                                                   AS compound,
    score.hits,
    CASE
        WHEN starts_with($engine::VARCHAR, 'external@')
            THEN CASE WHEN foreign_score.score IS NULL THEN 'external:absent' END
        WHEN post.text_no IS NULL THEN 'empty'
        WHEN score.text_no IS NULL THEN 'not-scored-yet'
        ELSE score.reason
    END                                                                   AS reason,
    shared.post_no IS NOT NULL                                            AS is_repost_of_own,
    is_copy(copy.is_whole, copy.is_head, copy.copy_length, post.kind, post.text_cut)
                                                                          AS is_copy_of_own
FROM post
ANTI JOIN own USING (post_no)
LEFT JOIN text ON text.text_no = post.text_no AND coalesce($decided::BOOLEAN, TRUE)
LEFT JOIN score ON score.text_no = post.text_no AND score.engine = $engine::VARCHAR
LEFT JOIN copy ON copy.text_no = post.text_no
LEFT JOIN shared ON shared.post_no = post.post_no
LEFT JOIN foreign_score ON foreign_score.post_no = post.post_no
LEFT JOIN load ON load.load_id = post.load_id
LEFT JOIN named ON named.handle = post.handle AND post.account IS NULL
WHERE
    ($since::TIMESTAMP IS NULL OR post.posted_at >= $since::TIMESTAMP)
    AND ($until::TIMESTAMP IS NULL OR post.posted_at < $until::TIMESTAMP)
    AND ($platforms::VARCHAR[] IS NULL OR list_contains($platforms::VARCHAR[], post.platform))
    AND (
        $sets::VARCHAR[] IS NULL
        OR post.set_no IN (SELECT set_no FROM chosen)
        OR post.post_no IN (SELECT post_no FROM membership SEMI JOIN chosen USING (set_no))
    )
    AND (
        $terms::VARCHAR[] IS NULL
        OR post.text_no IN (
            SELECT text_no FROM text
            WHERE
                $terms::VARCHAR[] IS NOT NULL
                AND list_bool_or(
                    list_transform($terms::VARCHAR[], lambda term: contains(lower(text), lower(term)))
                )
        )
    )
ORDER BY post.posted_at, post.platform, post.post_id
