-- A store of schema 1, attached as `old`, into the empty tables of schema 2. Rows keep their order,
-- so that what is told in the order of the file stays as it was.
INSERT INTO load SELECT * FROM old.load;

INSERT INTO reject SELECT * FROM old.reject;

INSERT INTO total SELECT * FROM old.total;

INSERT INTO named_set
SELECT
    row_number() OVER (ORDER BY set_name) - 1 AS set_no,
    set_name
FROM (SELECT DISTINCT set_name FROM old.post_set);

CREATE TEMP TABLE text_number AS
SELECT
    text_hash,
    row_number() OVER (ORDER BY rowid) - 1 AS text_no
FROM old.text;

-- What the posts of a text agreed on is what a tag is now.
INSERT INTO text
SELECT
    text_number.text_no,
    hex_number(text.text_hash[:16]) AS hash_high,
    hex_number(text.text_hash[17:]) AS hash_low,
    text.text,
    text.copy_key,
    text.copy_head,
    text.copy_length,
    tagged.tag,
    text.lang,
    text.lang_by
FROM old.text AS text
INNER JOIN text_number USING (text_hash)
LEFT JOIN (
    SELECT
        text_hash,
        CASE WHEN min(lang) = max(lang) THEN min(lang) ELSE '' END AS tag
    FROM old.post
    WHERE lang IS NOT NULL
    GROUP BY text_hash
) AS tagged USING (text_hash)
ORDER BY text_number.text_no;

INSERT INTO score
SELECT
    text_number.text_no,
    score.engine,
    score.compound,
    score.hits,
    score.reason
FROM old.score AS score
INNER JOIN text_number USING (text_hash)
ORDER BY score.engine, text_number.text_no;

CREATE TEMP TABLE post_number AS
SELECT
    post.platform,
    post.post_id,
    row_number() OVER (ORDER BY post.rowid) - 1 AS post_no,
    load.observed_at                            AS first_at
FROM old.post AS post
INNER JOIN old.load AS load USING (load_id);

CREATE TEMP TABLE joined AS
SELECT
    post_number.post_no,
    named_set.set_no,
    row_number() OVER (PARTITION BY post_number.post_no ORDER BY named_set.set_no) AS place
FROM old.post_set AS post_set
INNER JOIN post_number USING (platform, post_id)
INNER JOIN named_set USING (set_name);

CREATE TEMP TABLE observed AS
SELECT
    post_number.post_no,
    coalesce(post_metrics.observed_at = post_number.first_at, FALSE) AS is_first,
    post_metrics.* EXCLUDE (platform, post_id)
FROM old.post_metrics AS post_metrics
INNER JOIN post_number USING (platform, post_id);

INSERT INTO post BY NAME
SELECT
    post_number.post_no,
    post.platform,
    post.post_id,
    post.posted_at,
    CASE WHEN post.author IS DISTINCT FROM post.handle THEN hex_number(post.author) END AS account,
    hex_number(post.handle) AS handle,
    post.own,
    post.kind,
    post.lang,
    text_number.text_no,
    post.text_length,
    post.text_cut,
    post.id_made,
    joined.set_no,
    post.load_id,
    observed.likes,
    observed.reposts,
    observed.replies,
    observed.quotes
FROM old.post AS post
INNER JOIN post_number USING (platform, post_id)
LEFT JOIN text_number USING (text_hash)
LEFT JOIN joined ON joined.post_no = post_number.post_no AND joined.place = 1
LEFT JOIN observed ON observed.post_no = post_number.post_no AND observed.is_first
ORDER BY post_number.post_no;

INSERT INTO membership
SELECT
    post_no,
    set_no
FROM joined
WHERE place > 1
ORDER BY ALL;

INSERT INTO post_detail
SELECT
    post_number.post_no,
    post.url,
    post.reply_to,
    post.repost_of,
    post.quote_of,
    post.conversation
FROM old.post AS post
INNER JOIN post_number USING (platform, post_id)
WHERE
    coalesce(post.url, post.reply_to, post.repost_of, post.quote_of, post.conversation)
    IS NOT NULL
ORDER BY post_number.post_no;

INSERT INTO post_seen
SELECT
    post_number.post_no,
    post.text_at,
    post.handle_at
FROM old.post AS post
INNER JOIN post_number USING (platform, post_id)
WHERE
    post.text_at IS DISTINCT FROM post_number.first_at
    OR post.handle_at IS DISTINCT FROM
    CASE WHEN post.handle IS NOT NULL THEN post_number.first_at END
ORDER BY post_number.post_no;

INSERT INTO post_metrics BY NAME
SELECT
    post_no,
    CASE WHEN NOT is_first THEN observed_at END AS observed_at,
    CASE WHEN NOT is_first THEN likes END       AS likes,
    CASE WHEN NOT is_first THEN reposts END     AS reposts,
    CASE WHEN NOT is_first THEN replies END     AS replies,
    CASE WHEN NOT is_first THEN quotes END      AS quotes,
    views, reach, saves, clicks, followers, score
FROM observed
WHERE
    NOT is_first
    OR coalesce(views, reach, saves, clicks, followers, score) IS NOT NULL
ORDER BY post_no, observed_at;

DELETE FROM meta;

INSERT INTO meta
SELECT
    key,
    CASE WHEN key = 'schema_version' THEN '2' ELSE value END AS value
FROM old.meta;
