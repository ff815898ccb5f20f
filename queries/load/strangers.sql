-- Staged rows that have the id of a post in the store and tell of another one: nothing of author,
-- time (as exactly as the less exact of the two tells it) and text is the same, and author or text
-- are told by both. Numbers of rows are such ids, and those that a program rounded.
CREATE OR REPLACE TEMP MACRO are_strangers(one, other) AS NOT (
    coalesce(one['account'] = other['account'], FALSE)
    OR coalesce(one['handle'] = other['handle'], FALSE)
    OR coalesce(one['text_no'] = other['text_no'], FALSE)
    OR coalesce(one['copy_head'] = other['copy_head'], FALSE)
    OR same_moment(one['posted_at'], other['posted_at'])
)
AND (
    one['text_no'] IS NOT NULL AND other['text_no'] IS NOT NULL
    OR one['account'] IS NOT NULL AND other['account'] IS NOT NULL
    OR one['handle'] IS NOT NULL AND other['handle'] IS NOT NULL
);

CREATE OR REPLACE TEMP TABLE stranger AS
SELECT
    said.place,
    said.platform,
    said.post_id AS base,
    said.fact
FROM (
    SELECT
        stage_post.rowid AS place,
        platform,
        post_id,
        {
            'account': account, 'handle': handle, 'posted_at': posted_at, 'text_no': text_no,
            'copy_head': copy_head, 'hash_high': hash_high, 'hash_low': hash_low
        } AS fact
    FROM stage_post
    SEMI JOIN conflict USING (platform, post_id)
    LEFT JOIN text USING (text_no)
) AS said
INNER JOIN (
    SELECT
        platform,
        post_id,
        {
            'account': account, 'handle': handle, 'posted_at': posted_at, 'text_no': text_no,
            'copy_head': copy_head
        } AS fact
    FROM had
    LEFT JOIN text USING (text_no)
) AS had USING (platform, post_id)
WHERE are_strangers(said.fact, had.fact);
