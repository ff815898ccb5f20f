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
WITH counted AS (
    SELECT
        platform,
        post_id,
        coalesce(
            least(
                max(observed_at) FILTER (likes IS NOT NULL),
                max(observed_at) FILTER (reposts IS NOT NULL),
                max(observed_at) FILTER (replies IS NOT NULL),
                max(observed_at) FILTER (quotes IS NOT NULL)
            ),
            max(observed_at)
        ) AS observed_at
    FROM post_metrics
    SEMI JOIN own_post(coalesce($own_keys::VARCHAR[], [])) USING (platform, post_id)
    GROUP BY platform, post_id
)
SELECT
    post.platform,
    post.post_id,
    post.posted_at,
    coalesce(author_of_handle.author, post.author) AS account,
    post.kind,
    coalesce(text.lang, post.lang)                 AS lang,
    text.text,
    post.text_hash,
    post.url,
    post.reply_to,
    post.repost_of,
    post.quote_of,
    post.conversation,
    counted.observed_at,
    post_counts.likes,
    post_counts.reposts,
    post_counts.replies,
    post_counts.quotes,
    post_counts.views,
    post_counts.reach,
    post_counts.saves,
    post_counts.clicks,
    post.followers
FROM post
SEMI JOIN own_post(coalesce($own_keys::VARCHAR[], [])) USING (platform, post_id)
LEFT JOIN text USING (text_hash)
LEFT JOIN post_counts USING (platform, post_id)
LEFT JOIN counted USING (platform, post_id)
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
ORDER BY post.posted_at, post.platform, post.post_id
