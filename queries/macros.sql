-- What questions share, made anew for every connection: a store keeps none of it, so that a store
-- made by an older version answers as the newest does.

-- What copies of a text share with it: its letters and digits, in lower case. The same as
-- copy_form in texts/copies.py and its twin texts/kernel/copies.c; whoever changes one changes all.
-- tests/store/test_store_copies.py holds this to copy_form.
CREATE OR REPLACE TEMP MACRO copy_form(words) AS regexp_replace(
    lower(words),
    '(?:https?://|www\.|t\.co/)\S+|(?:\brt\s+)?@[\w.]+|\[(?:email|phone|iban)\]|[^\p{L}\p{N}@\[]+|[@\[]',
    '', 'g'
);

-- How exactly a time is told: a whole minute, or a midnight, may be all that an export knew.
CREATE OR REPLACE TEMP MACRO exact_to(moment) AS CASE moment
    WHEN date_trunc('day', moment) THEN 'day'
    WHEN date_trunc('minute', moment) THEN 'minute'
    ELSE 'second'
END;

-- Whether two times are the same, as exactly as the less exact of the two tells it.
CREATE OR REPLACE TEMP MACRO same_moment(one, other) AS CASE
    WHEN 'day' IN (exact_to(one), exact_to(other))
        THEN date_trunc('day', one) = date_trunc('day', other)
    WHEN 'minute' IN (exact_to(one), exact_to(other))
        THEN date_trunc('minute', one) = date_trunc('minute', other)
    ELSE date_trunc('second', one) = date_trunc('second', other)
END;

-- Texts that repeat what the brand wrote: a whole post, a paragraph of one, or how one begins.
-- What the brand reposts is someone else's: only what it wrote itself can be copied from it. Few
-- texts are copies: they are found among the texts once, not for each post.
CREATE OR REPLACE TEMP MACRO copy_of_own(keys) AS TABLE
WITH written AS (
    SELECT
        text,
        copy_key,
        copy_head
    FROM text
    WHERE text_no IN (
        SELECT post.text_no
        FROM post
        SEMI JOIN own_post_no(keys) USING (post_no)
        LEFT JOIN post_detail USING (post_no)
        WHERE post.kind <> 'repost' AND post_detail.repost_of IS NULL
    )
),
paragraph AS (
    SELECT copy_form(unnest(string_split(text, chr(10)))) AS form
    FROM written
),
own_copy AS (
    SELECT copy_key FROM written WHERE copy_key IS NOT NULL
    UNION
    SELECT md5_number_lower(form) AS copy_key FROM paragraph WHERE length(form) >= 40
)
SELECT
    text_no,
    copy_length,
    coalesce(copy_key IN (SELECT copy_key FROM own_copy), FALSE) AS is_whole,
    coalesce(
        copy_head IN (SELECT copy_head FROM written WHERE copy_head IS NOT NULL), FALSE
    )                                                            AS is_head
FROM text
WHERE is_whole OR is_head;

-- Posts that pass on one of the brand's own, by anyone.
CREATE OR REPLACE TEMP MACRO repost_of_own(keys) AS TABLE
SELECT post.post_no
FROM post_detail
INNER JOIN post USING (post_no)
SEMI JOIN own_post_no(keys) AS own
    ON own.platform = post.platform AND own.post_id = post_detail.repost_of
WHERE post_detail.repost_of IS NOT NULL;

-- Whether a post with such a text is a copy: whole, and too long for chance unless it says that it
-- passes something on; or cut, and the same as far as it goes.
CREATE OR REPLACE TEMP MACRO is_copy(is_whole, is_head, copy_length, kind, text_cut) AS coalesce(
    is_whole AND (copy_length >= 20 OR kind IN ('repost', 'quote')) OR text_cut AND is_head, FALSE
);
