-- Posts of which two rows disagree. Whatever the order of the exports, the same exports make the same
-- posts, because each rule takes the greatest of all that was ever said:
--
--   time       the most precise (seconds, then minutes, then a bare day), then the earliest
--   text       a whole one before one cut short with …; of whole ones that of the newest export
--              (an edit), then the longer; of cut ones the longer
--   handle     that of the newest export; author: an account id before a handle
--   own        once proven, proven
--   kind       repost, quote, reply, comment, post: the first that was ever said
--   the rest   what is known before what is not, then the greatest
--   counts     all kept, by the instant they are as of; of one instant, the greatest
CREATE OR REPLACE TEMP TABLE merged AS
WITH said AS (
    SELECT
        platform, post_id, posted_at, author, handle, own, kind, lang, url, text_hash, reply_to,
        repost_of, quote_of, conversation, followers, score, text_length, text_cut, id_made,
        $observed_at::TIMESTAMP AS text_at,
        CASE WHEN handle IS NOT NULL THEN $observed_at::TIMESTAMP END AS handle_at
    FROM stage_post
    SEMI JOIN conflict USING (platform, post_id)
    UNION ALL
    SELECT
        platform, post_id, posted_at, author, handle, own, kind, lang, url, text_hash, reply_to,
        repost_of, quote_of, conversation, followers, score, text_length, text_cut, id_made,
        text_at, handle_at
    FROM post
    SEMI JOIN conflict USING (platform, post_id)
),
best AS (
    SELECT
        platform,
        post_id,
        first(posted_at ORDER BY
            CASE
                WHEN posted_at <> date_trunc('minute', posted_at) THEN 0
                WHEN posted_at <> date_trunc('day', posted_at) THEN 1
                ELSE 2
            END, posted_at
        ) AS posted_at,
        max(author) FILTER (author IS DISTINCT FROM handle) AS account,
        first(handle ORDER BY handle_at DESC, handle DESC) FILTER (handle IS NOT NULL) AS handle,
        bool_or(own) AS own,
        first(kind ORDER BY list_position(['repost', 'quote', 'reply', 'comment', 'post'], kind))
            AS kind,
        max(lang) AS lang,
        max(url) AS url,
        first(
            {'hash': text_hash, 'length': text_length, 'cut': text_cut, 'seen_at': text_at}
            ORDER BY
                text_hash IS NULL, text_cut,
                CASE WHEN text_cut THEN NULL ELSE text_at END DESC NULLS LAST,
                text_length DESC, text_hash DESC, text_at DESC
        ) AS words,
        max(reply_to) AS reply_to,
        max(repost_of) AS repost_of,
        max(quote_of) AS quote_of,
        max(conversation) AS conversation,
        max(followers) AS followers,
        max(score) AS score,
        bool_or(id_made) AS id_made,
        max(handle_at) AS handle_at
    FROM said
    GROUP BY platform, post_id
)
SELECT
    platform, post_id, posted_at,
    coalesce(account, handle) AS author,
    handle, own, kind, lang, url,
    words.hash AS text_hash,
    reply_to, repost_of, quote_of, conversation, followers, score,
    words.length AS text_length,
    words.cut AS text_cut,
    id_made,
    words.seen_at AS text_at,
    handle_at
FROM best;

INSERT INTO moved
SELECT
    platform,
    post_id,
    max(abs(epoch(said.posted_at) - epoch(merged.posted_at)))::BIGINT AS seconds
FROM merged
INNER JOIN (
    SELECT platform, post_id, posted_at FROM stage_post
    UNION ALL
    SELECT platform, post_id, posted_at FROM post
) AS said USING (platform, post_id)
WHERE said.posted_at <> date_trunc('day', said.posted_at)
GROUP BY platform, post_id
HAVING seconds >= 900;

INSERT INTO changed
SELECT
    platform,
    post_id
FROM merged
INNER JOIN post USING (platform, post_id)
WHERE
    ROW(
        merged.posted_at, merged.author, merged.handle, merged.own, merged.kind, merged.lang,
        merged.url, merged.text_hash, merged.reply_to, merged.repost_of, merged.quote_of,
        merged.conversation
    ) IS DISTINCT FROM ROW(
        post.posted_at, post.author, post.handle, post.own, post.kind, post.lang,
        post.url, post.text_hash, post.reply_to, post.repost_of, post.quote_of,
        post.conversation
    );

UPDATE post
SET
    posted_at = merged.posted_at,
    author = merged.author,
    handle = merged.handle,
    own = merged.own,
    kind = merged.kind,
    lang = merged.lang,
    url = merged.url,
    text_hash = merged.text_hash,
    reply_to = merged.reply_to,
    repost_of = merged.repost_of,
    quote_of = merged.quote_of,
    conversation = merged.conversation,
    text_length = merged.text_length,
    text_cut = merged.text_cut,
    text_at = merged.text_at,
    handle_at = merged.handle_at
FROM merged
WHERE post.platform = merged.platform AND post.post_id = merged.post_id;

INSERT INTO post BY NAME
SELECT
    merged.*,
    $load_id::BIGINT AS load_id
FROM merged
ANTI JOIN known USING (platform, post_id);
