-- Posts of this load that the store has under another id: one of the two ids we made, because an
-- export had none or had it destroyed, and platform, author, time (as exactly as the less exact of
-- the two tells it) and text are the same. The platform's own id stands; of two made ones that of
-- the more exact time. Which export came first never matters.
--
-- Nobody named is no author: such posts are the same only to the minute, with words too many for
-- chance. Two ids of the platform's are two posts, whatever else is the same.
CREATE OR REPLACE TEMP TABLE newcomer AS
SELECT
    post.platform,
    post.post_id,
    post.id_made,
    post.posted_at,
    date_trunc('day', post.posted_at) AS day,
    post.account,
    post.handle,
    coalesce(post.text_no, -1)        AS text_no,
    text.copy_length,
    exact_to(post.posted_at)          AS exactness
FROM post
LEFT JOIN text USING (text_no)
WHERE post.post_no >= $first AND (post.id_made OR $made_in_store)
QUALIFY row_number() OVER (PARTITION BY post.platform, post.post_id ORDER BY post.post_no) = 1;

CREATE OR REPLACE TEMP TABLE resident AS
SELECT
    post.post_no,
    post.platform,
    post.post_id,
    post.id_made,
    post.posted_at,
    date_trunc('day', post.posted_at) AS day,
    post.account,
    post.handle,
    coalesce(post.text_no, -1)        AS text_no,
    exact_to(post.posted_at)          AS exactness
FROM (SELECT * FROM post WHERE post_no < $first) AS post
SEMI JOIN newcomer
    ON
        newcomer.platform = post.platform
        AND newcomer.text_no = coalesce(post.text_no, -1)
        AND newcomer.day = date_trunc('day', post.posted_at)
-- What this load tells of by its id is in no doubt.
ANTI JOIN stage_post ON stage_post.platform = post.platform AND stage_post.post_id = post.post_id;

CREATE OR REPLACE TEMP TABLE twin AS
WITH pair AS (
    SELECT said, had
    FROM newcomer AS said
    INNER JOIN resident AS had USING (platform, text_no, day, account)
    UNION
    SELECT said, had
    FROM newcomer AS said
    INNER JOIN resident AS had USING (platform, text_no, day, handle)
    WHERE coalesce(said.account = had.account, TRUE)
    UNION
    SELECT said, had
    FROM newcomer AS said
    INNER JOIN resident AS had
        ON
            had.platform = said.platform
            AND had.text_no = said.text_no
            AND date_trunc('minute', had.posted_at) = date_trunc('minute', said.posted_at)
    WHERE
        coalesce(said.account = had.account, said.handle = had.handle) IS NULL
        AND said.copy_length >= 20
        AND 'day' NOT IN (said.exactness, had.exactness)
),
-- As many of the one as of the other: the first of these is the first of those.
ranked AS (
    SELECT
        said,
        had,
        row_number() OVER (
            PARTITION BY had.post_no ORDER BY said.id_made, length(said.post_id), said.post_id
        ) AS said_place,
        row_number() OVER (
            PARTITION BY said.platform, said.post_id
            ORDER BY had.id_made, length(had.post_id), had.post_id
        ) AS had_place
    FROM pair
    WHERE
        (said.id_made OR had.id_made)
        AND same_moment(said.posted_at, had.posted_at)
        AND (said.text_no >= 0 OR 'day' NOT IN (said.exactness, had.exactness))
)
SELECT
    had.post_no,
    said.platform,
    said.post_id AS said_id,
    CASE
        WHEN said.id_made <> had.id_made THEN had.id_made
        WHEN said.exactness <> had.exactness THEN said.exactness = 'second' OR had.exactness = 'day'
        ELSE (length(said.post_id), said.post_id) < (length(had.post_id), had.post_id)
    END          AS is_said,
    CASE WHEN is_said THEN said.post_id ELSE had.post_id END AS post_id,
    said.id_made AND had.id_made AS id_made
FROM ranked
WHERE said_place = had_place
QUALIFY
    row_number() OVER (PARTITION BY had.post_no ORDER BY said_place) = 1
    AND row_number() OVER (PARTITION BY said.platform, said.post_id ORDER BY had_place) = 1;

CREATE OR REPLACE TEMP TABLE repeat AS
SELECT post.post_no
FROM post
SEMI JOIN twin ON twin.platform = post.platform AND twin.said_id = post.post_id
WHERE post.post_no >= $first;

UPDATE post
SET post_id = twin.post_id, id_made = twin.id_made
FROM twin
WHERE
    post.post_no >= $first AND post.platform = twin.platform AND post.post_id = twin.said_id;

UPDATE post
SET post_id = twin.post_id, id_made = twin.id_made
FROM twin
WHERE twin.is_said AND post.post_no = twin.post_no;

INSERT INTO changed SELECT post_no FROM twin WHERE is_said;
