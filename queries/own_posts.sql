-- What the brand itself posted, with the newest known counts, oldest first.
--
-- grain:        platform, post_id
-- :own_keys     varchar[]? hashes of the brand's accounts
-- :sets         varchar[]? sets that count; all when absent
-- :platforms    varchar[]? platforms that count; all when absent
-- :since        timestamp? first instant kept
-- :until        timestamp? first instant left out
-- platform      varchar    where it was posted
-- post_id       varchar    the platform's id, or one made at ingest
-- posted_at     timestamp  when, UTC
-- account       varchar    hash of the account, NULL when the export does not say
-- kind          varchar    post, reply, comment, repost or quote
-- lang          varchar    decided language, else the export's tag
-- text          varchar    its words, masked as the store keeps them; NULL when it keeps hashes
-- text_hash     varchar    names its text; NULL without text
-- url           varchar    where it stands
-- reply_to      varchar    id of the post it answers
-- repost_of     varchar    id of the post it repeats
-- quote_of      varchar    id of the post it quotes
-- conversation  varchar    id of the thread
-- observed_at   timestamp  the instant of its engagement: of the oldest count in it, where they differ
-- likes         bigint     newest known
-- reposts       bigint     newest known
-- replies       bigint     newest known
-- quotes        bigint     newest known
-- views         bigint     newest known
-- reach         bigint     newest known
-- saves         bigint     newest known
-- clicks        bigint     newest known
-- followers     bigint     of the account, newest known
WITH own AS (
    SELECT
        post.*,
        coalesce(post.account, post.handle) AS author
    FROM post
    SEMI JOIN own_post_no(coalesce($own_keys::VARCHAR[], [])) USING (post_no)
    WHERE
        ($since::TIMESTAMP IS NULL OR post.posted_at >= $since::TIMESTAMP)
        AND ($until::TIMESTAMP IS NULL OR post.posted_at < $until::TIMESTAMP)
        AND ($platforms::VARCHAR[] IS NULL OR list_contains($platforms::VARCHAR[], post.platform))
),
-- What post_counts tells, of own posts alone: the view would count every post of the store first.
-- observed_at is the oldest instant of the newest counts, since a post's age is taken from it.
counted AS (
    SELECT
        post_no,
        coalesce(
            least(
                max(observed_at) FILTER (likes IS NOT NULL),
                max(observed_at) FILTER (reposts IS NOT NULL),
                max(observed_at) FILTER (replies IS NOT NULL),
                max(observed_at) FILTER (quotes IS NOT NULL)
            ),
            max(observed_at)
        )                               AS observed_at,
        arg_max(likes, observed_at)     AS likes,
        arg_max(reposts, observed_at)   AS reposts,
        arg_max(replies, observed_at)   AS replies,
        arg_max(quotes, observed_at)    AS quotes,
        arg_max(views, observed_at)     AS views,
        arg_max(reach, observed_at)     AS reach,
        arg_max(saves, observed_at)     AS saves,
        arg_max(clicks, observed_at)    AS clicks,
        arg_max(followers, observed_at) AS followers
    FROM observation
    SEMI JOIN own USING (post_no)
    GROUP BY post_no
),
worded AS (
    SELECT
        text_no,
        hash_high,
        hash_low,
        lang,
        text
    FROM text
    SEMI JOIN own USING (text_no)
),
chosen AS (
    SELECT set_no
    FROM named_set
    WHERE list_contains($sets::VARCHAR[], set_name)
)
SELECT
    own.platform,
    own.post_id,
    own.posted_at,
    hex_name(coalesce(account_of_handle.account, own.author))       AS account,
    own.kind,
    coalesce(worded.lang, own.lang)                                 AS lang,
    worded.text,
    hex_name(worded.hash_high) || hex_name(worded.hash_low)         AS text_hash,
    post_detail.url,
    post_detail.reply_to,
    post_detail.repost_of,
    post_detail.quote_of,
    post_detail.conversation,
    counted.observed_at,
    counted.likes,
    counted.reposts,
    counted.replies,
    counted.quotes,
    counted.views,
    counted.reach,
    counted.saves,
    counted.clicks,
    counted.followers
FROM own
LEFT JOIN worded USING (text_no)
LEFT JOIN counted USING (post_no)
LEFT JOIN post_detail USING (post_no)
LEFT JOIN account_of_handle ON account_of_handle.handle = own.author
WHERE
    $sets::VARCHAR[] IS NULL
    OR own.set_no IN (SELECT set_no FROM chosen)
    OR own.post_no IN (SELECT post_no FROM membership SEMI JOIN chosen USING (set_no))
ORDER BY own.posted_at, own.platform, own.post_id
