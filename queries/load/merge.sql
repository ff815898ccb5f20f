-- Posts of which two rows disagree. Whatever the order of the exports, the same exports make the same
-- posts, because each rule takes the greatest of all that was ever said:
--
--   time       the most precise (seconds, then minutes, then a bare day), then the earliest
--   text       a whole one before one cut short with …; of whole ones that of the newest export
--              (an edit), then the longer; of cut ones the longer
--   handle     that of the newest export; account: that of any export that has one
--   own        once proven, proven
--   kind       repost, quote, reply, comment, post: the first that was ever said
--   the rest   what is known before what is not, then the greatest
--   counts     all kept, by the instant they are as of; of one instant, the greatest
CREATE OR REPLACE TEMP TABLE merged AS
WITH said AS (
    SELECT
        seq, platform, post_id, posted_at, account, handle, own, kind, lang, url, text_no, reply_to,
        repost_of, quote_of, conversation, text_length, text_cut, id_made,
        $observed_at::TIMESTAMP AS text_at,
        CASE WHEN handle IS NOT NULL THEN $observed_at::TIMESTAMP END AS handle_at
    FROM stage_post
    SEMI JOIN conflict USING (platform, post_id)
    UNION ALL
    SELECT
        -1 AS seq, platform, post_id, posted_at, account, handle, own, kind, lang, url, text_no,
        reply_to, repost_of, quote_of, conversation, text_length, text_cut, id_made,
        text_at, handle_at
    FROM had
    SEMI JOIN conflict USING (platform, post_id)
),
best AS (
    SELECT
        said.platform,
        said.post_id,
        min(said.seq) AS seq,
        first(posted_at ORDER BY
            CASE
                WHEN posted_at <> date_trunc('minute', posted_at) THEN 0
                WHEN posted_at <> date_trunc('day', posted_at) THEN 1
                ELSE 2
            END, posted_at
        ) AS posted_at,
        max(said.account) AS account,
        first(handle ORDER BY handle_at DESC, handle DESC) FILTER (handle IS NOT NULL) AS handle,
        bool_or(said.own) AS own,
        first(kind ORDER BY list_position(['repost', 'quote', 'reply', 'comment', 'post'], kind))
            AS kind,
        max(said.lang) AS lang,
        max(said.url) AS url,
        -- By hash in the end, because numbers of texts tell in which order they came.
        first(
            {'text_no': said.text_no, 'length': text_length, 'cut': text_cut, 'seen_at': text_at}
            ORDER BY
                said.text_no IS NULL, text_cut,
                CASE WHEN text_cut THEN NULL ELSE text_at END DESC NULLS LAST,
                text_length DESC, text.hash_high DESC, text.hash_low DESC, text_at DESC
        ) AS words,
        max(said.reply_to) AS reply_to,
        max(said.repost_of) AS repost_of,
        max(said.quote_of) AS quote_of,
        max(said.conversation) AS conversation,
        bool_or(id_made) AS id_made,
        max(said.handle_at) AS handle_at
    FROM said
    LEFT JOIN text USING (text_no)
    GROUP BY platform, post_id
)
SELECT
    had.post_no,
    had.first_at,
    best.* EXCLUDE (words),
    words.text_no,
    words.length AS text_length,
    words.cut AS text_cut,
    words.seen_at AS text_at
FROM best
LEFT JOIN (SELECT post_no, platform, post_id, first_at FROM had) AS had USING (platform, post_id);

INSERT INTO moved
SELECT
    platform,
    post_id,
    max(abs(epoch(said.posted_at) - epoch(merged.posted_at)))::BIGINT AS seconds
FROM merged
INNER JOIN (
    SELECT platform, post_id, posted_at FROM stage_post
    UNION ALL
    SELECT platform, post_id, posted_at FROM had
) AS said USING (platform, post_id)
WHERE said.posted_at <> date_trunc('day', said.posted_at)
GROUP BY platform, post_id
HAVING seconds >= 900;

INSERT INTO changed
SELECT merged.post_no
FROM merged
INNER JOIN had USING (post_no)
WHERE
    ROW(
        merged.posted_at, merged.account, merged.handle, merged.own, merged.kind, merged.lang,
        merged.url, merged.text_no, merged.reply_to, merged.repost_of, merged.quote_of,
        merged.conversation
    ) IS DISTINCT FROM ROW(
        had.posted_at, had.account, had.handle, had.own, had.kind, had.lang,
        had.url, had.text_no, had.reply_to, had.repost_of, had.quote_of,
        had.conversation
    );

UPDATE post
SET
    posted_at = merged.posted_at,
    account = merged.account,
    handle = merged.handle,
    own = merged.own,
    kind = merged.kind,
    lang = merged.lang,
    text_no = merged.text_no,
    text_length = merged.text_length,
    text_cut = merged.text_cut
FROM merged
WHERE post.post_no = merged.post_no;

DELETE FROM post_detail USING merged WHERE post_detail.post_no = merged.post_no;
DELETE FROM post_seen USING merged WHERE post_seen.post_no = merged.post_no;

INSERT INTO post BY NAME
SELECT
    $next + row_number() OVER (ORDER BY seq) - 1 AS post_no,
    platform, post_id, posted_at, account, handle, own, kind, lang, text_no, text_length, text_cut,
    id_made,
    $load_id AS load_id
FROM merged
WHERE post_no IS NULL;

INSERT INTO post_seen
SELECT
    post_no,
    text_at,
    handle_at
FROM merged
WHERE
    post_no IS NOT NULL
    AND (text_at IS DISTINCT FROM first_at OR handle_at IS DISTINCT FROM first_at);

-- Where each merged post stands now.
UPDATE merged
SET post_no = post.post_no
FROM post
WHERE
    merged.post_no IS NULL AND post.post_no >= $next
    AND post.platform = merged.platform AND post.post_id = merged.post_id;

INSERT INTO post_detail
SELECT
    post_no,
    url,
    reply_to,
    repost_of,
    quote_of,
    conversation
FROM merged
WHERE coalesce(url, reply_to, repost_of, quote_of, conversation) IS NOT NULL;
