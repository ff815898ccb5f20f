-- Strangers get an id of their own. All posts of one id are numbered by their time and words, so
-- that every order of the exports gives the same numbers: the first keeps the id, the second is
-- `other-2-of-ID`, and so on.
CREATE OR REPLACE TEMP TABLE namesake AS
SELECT
    post.post_no,
    post.platform,
    regexp_replace(post.post_id, '^other-[0-9]+-of-', '') AS base,
    post.post_id,
    {
        'account': account, 'handle': handle, 'posted_at': posted_at, 'text_no': post.text_no,
        'copy_head': copy_head, 'hash_high': hash_high, 'hash_low': hash_low
    } AS fact
FROM post
SEMI JOIN stranger
    ON
        stranger.platform = post.platform
        AND stranger.base = regexp_replace(post.post_id, '^other-[0-9]+-of-', '')
LEFT JOIN text ON text.text_no = post.text_no;

-- Which of them each stranger is, if it is one: the first that it is no stranger to.
CREATE OR REPLACE TEMP TABLE acquaintance AS
SELECT
    stranger.place,
    min(namesake.post_no) AS post_no
FROM stranger
LEFT JOIN namesake
    ON
        namesake.platform = stranger.platform
        AND namesake.base = stranger.base
        AND NOT are_strangers(stranger.fact, namesake.fact)
GROUP BY stranger.place;

CREATE OR REPLACE TEMP TABLE numbered AS
SELECT
    post_no,
    platform,
    base,
    row_number() OVER (
        PARTITION BY platform, base
        ORDER BY
            fact['posted_at'], fact['hash_high'] NULLS FIRST, fact['hash_low'] NULLS FIRST
    ) AS number,
    CASE WHEN number = 1 THEN base ELSE 'other-' || number || '-of-' || base END AS post_id
FROM (
    SELECT
        post_no,
        platform,
        base,
        fact
    FROM namesake
    UNION ALL
    -- What rows of one export tell under one id is one post: others lost it while they were read.
    SELECT
        NULL AS post_no,
        platform,
        base,
        min(fact) AS fact
    FROM (
        SELECT
            stranger.platform,
            stranger.base,
            stranger.fact
        FROM stranger
        INNER JOIN acquaintance USING (place)
        WHERE acquaintance.post_no IS NULL
    )
    GROUP BY platform, base
);

UPDATE stage_post
SET post_id = numbered.post_id
FROM stranger, acquaintance, numbered
WHERE
    stage_post.rowid = stranger.place
    AND acquaintance.place = stranger.place
    AND numbered.platform = stranger.platform
    AND numbered.base = stranger.base
    AND numbered.post_no IS NOT DISTINCT FROM acquaintance.post_no;

UPDATE post
SET post_id = numbered.post_id
FROM numbered
WHERE post.post_no = numbered.post_no AND post.post_id <> numbered.post_id;
