-- The store, schema 2: what was read, as of when, and from which export.
--
-- Instants are UTC without a zone. `platform` + `post_id` names a post to the world and `post_no`
-- inside the store; `text_no` names a text, and an account is the number that its pseudonym writes
-- in hex. Numbers, because names of 16 to 32 letters in every row and every join were half of all
-- work. No table has a key or an index: finding what a load repeats among all costs a fraction of
-- keeping one, and survives a kill -9 better. Every conflict rule is in load/merge.sql, and none
-- depends on the order in which files came.
--
-- What few posts have lies in tables of its own, because a column costs its time even where it is
-- empty. Whoever reads by hand takes the views at the end: they show posts as one thinks of them.
--
-- How a column is packed is named where DuckDB's own choice would cost a load a sixth of its time:
-- zstd packs words and ids tighter and sooner, and hashes are too random to gain from packing.

CREATE TABLE meta (
    key   VARCHAR NOT NULL, -- schema_version, duckdb_version, store_id, store_text, key_print, scored:ENGINE
    value VARCHAR NOT NULL
);

-- One row per export loaded or refused: the ledger.
CREATE TABLE load (
    load_id     BIGINT NOT NULL,
    path        VARCHAR NOT NULL,
    name        VARCHAR NOT NULL,
    sha256      VARCHAR NOT NULL, -- of the content
    bytes       BIGINT,
    source      VARCHAR,
    set_name    VARCHAR,          -- the set asked for; rows may name their own
    observed_at TIMESTAMP,        -- the instant its counts are as of
    rows        BIGINT NOT NULL,  -- new + updated + unchanged + rejected
    new         BIGINT NOT NULL,
    updated     BIGINT NOT NULL,
    unchanged   BIGINT NOT NULL,
    rejected    BIGINT NOT NULL,
    totals      BIGINT NOT NULL,  -- counts over a span of time, never posts
    refused     VARCHAR,          -- why nothing of it was loaded
    starts_at   TIMESTAMP,        -- of its posts
    ends_at     TIMESTAMP,
    warnings    VARCHAR NOT NULL, -- JSON: [{"code", "text"}]
    options     VARCHAR NOT NULL, -- JSON: zone, columns, … it was read with
    loaded_at   TIMESTAMP NOT NULL
);

-- One row per platform and post. Its counts are those of the load that brought it first, as of
-- that load's observed_at.
CREATE TABLE post (
    post_no     INTEGER NOT NULL,  -- in the order in which they came
    platform    VARCHAR NOT NULL,
    post_id     VARCHAR USING COMPRESSION zstd NOT NULL,
    posted_at   TIMESTAMP NOT NULL,
    account     UBIGINT USING COMPRESSION uncompressed, -- keyed hash of the account id
    handle      UBIGINT USING COMPRESSION uncompressed, -- keyed hash of the handle
    own         BOOLEAN,           -- TRUE: the export proves that its owner wrote it
    kind        VARCHAR NOT NULL,  -- post | reply | comment | repost | quote
    lang        VARCHAR,           -- the export's own tag
    text_no     INTEGER,           -- NULL: no text
    text_length INTEGER NOT NULL,  -- characters, before masking
    text_cut    BOOLEAN NOT NULL,  -- the export shortened it: it ends with …
    id_made     BOOLEAN NOT NULL,  -- the export had no id, so ingest made one
    set_no      INTEGER,           -- the first set it was in; NULL: it is in none
    load_id     INTEGER NOT NULL,  -- the load that brought it first
    likes       BIGINT,
    reposts     BIGINT,
    replies     BIGINT,
    quotes      BIGINT
);

-- What few posts have: where they stand, and what they answer or repeat.
CREATE TABLE post_detail (
    post_no      INTEGER NOT NULL,
    url          VARCHAR,          -- whole for the brand's own; else without the account, or NULL
    reply_to     VARCHAR,          -- an id; keyed hash where the export names the handle
    repost_of    VARCHAR,
    quote_of     VARCHAR,
    conversation VARCHAR
);

-- When a post was last seen with its text and its handle, where that was later than its first load.
CREATE TABLE post_seen (
    post_no   INTEGER NOT NULL,
    text_at   TIMESTAMP NOT NULL,  -- newest export that shows this text
    handle_at TIMESTAMP            -- newest export that shows this handle
);

CREATE TABLE named_set (
    set_no   INTEGER NOT NULL,
    set_name VARCHAR NOT NULL
);

-- The sets of a post beside its first.
CREATE TABLE membership (
    post_no INTEGER NOT NULL,
    set_no  INTEGER NOT NULL
);

-- Counts that do not stand in the post: the rarer ones, and those of later exports. One row per
-- post and observation.
CREATE TABLE post_metrics (
    post_no     INTEGER NOT NULL,
    observed_at TIMESTAMP,         -- NULL: as of the load that brought the post
    likes       BIGINT,
    reposts     BIGINT,
    replies     BIGINT,
    quotes      BIGINT,
    views       BIGINT,
    reach       BIGINT,
    saves       BIGINT,
    clicks      BIGINT,
    followers   BIGINT,
    score       DOUBLE             -- of somebody else's engine
);

-- Distinct texts, after masking.
CREATE TABLE text (
    text_no     INTEGER NOT NULL,  -- in the order in which they came
    hash_high   UBIGINT USING COMPRESSION uncompressed NOT NULL, -- with hash_low: the first half
    hash_low    UBIGINT USING COMPRESSION uncompressed NOT NULL, -- of its SHA-256
    text        VARCHAR USING COMPRESSION zstd, -- NULL in a store that keeps hashes only
    copy_key    UBIGINT USING COMPRESSION uncompressed, -- hash of what a copy shares: letters and digits alone
    copy_head   UBIGINT USING COMPRESSION uncompressed, -- the same of its first 40; NULL when there are fewer
    copy_length INTEGER NOT NULL,  -- how many letters and digits that is
    tag         VARCHAR,           -- the language tag of its posts; '': they do not agree on one
    lang        VARCHAR,           -- decided language
    lang_by     VARCHAR            -- export | script | detected | author | set
);

-- Texts to be looked at again: a later post brought another tag, or their company has changed.
CREATE TABLE pending (
    text_no INTEGER NOT NULL
);

CREATE TABLE score (
    text_no  INTEGER NOT NULL,
    engine   VARCHAR NOT NULL,
    compound DOUBLE,           -- NULL: cannot be scored, and reason says why
    hits     INTEGER NOT NULL, -- lexicon words found
    reason   VARCHAR           -- language:no | language:und | empty | …
);

-- Counts over a span of time, from daily overviews and counts files.
CREATE TABLE total (
    platform    VARCHAR NOT NULL,
    account     VARCHAR,
    starts_at   TIMESTAMP NOT NULL,
    ends_at     TIMESTAMP NOT NULL,
    metric      VARCHAR NOT NULL,
    value       BIGINT NOT NULL,
    observed_at TIMESTAMP NOT NULL,
    load_id     BIGINT NOT NULL
);

CREATE TABLE reject (
    load_id BIGINT NOT NULL,
    line    BIGINT NOT NULL,
    reason  VARCHAR NOT NULL,
    text    VARCHAR           -- the raw row, only with --keep-rejected
);

-- A pseudonym or half a hash as 16 hex digits, and back.
CREATE MACRO hex_name(number) AS lpad(lower(hex(number)), 16, '0');
CREATE MACRO hex_number(name) AS ('0x' || name)::UBIGINT;

-- Every count that was ever observed, under its instant. A post whose first counts stand in two
-- tables has two rows of one instant, of which each knows what the other does not.
CREATE VIEW observation AS
SELECT
    post.post_no,
    load.observed_at,
    post.likes,
    post.reposts,
    post.replies,
    post.quotes,
    NULL::BIGINT AS views,
    NULL::BIGINT AS reach,
    NULL::BIGINT AS saves,
    NULL::BIGINT AS clicks,
    NULL::BIGINT AS followers,
    NULL::DOUBLE AS score
FROM post
INNER JOIN load USING (load_id)
WHERE coalesce(post.likes, post.reposts, post.replies, post.quotes) IS NOT NULL
UNION ALL
SELECT
    post_no, observed_at,
    likes, reposts, replies, quotes, views, reach, saves, clicks, followers, score
FROM post_metrics
WHERE observed_at IS NOT NULL
UNION ALL
SELECT
    first.post_no, load.observed_at,
    first.likes, first.reposts, first.replies, first.quotes, first.views, first.reach, first.saves,
    first.clicks, first.followers, first.score
FROM post_metrics AS first
INNER JOIN post USING (post_no)
INNER JOIN load USING (load_id)
WHERE first.observed_at IS NULL;

-- The newest known value of each count. A newer export that lacks a column does not hide what an
-- older one knew; observed_at is that of the newest observation.
CREATE VIEW newest_counts AS
SELECT
    post_no,
    max(observed_at)                AS observed_at,
    arg_max(likes, observed_at)     AS likes,
    arg_max(reposts, observed_at)   AS reposts,
    arg_max(replies, observed_at)   AS replies,
    arg_max(quotes, observed_at)    AS quotes,
    arg_max(views, observed_at)     AS views,
    arg_max(reach, observed_at)     AS reach,
    arg_max(saves, observed_at)     AS saves,
    arg_max(clicks, observed_at)    AS clicks,
    arg_max(followers, observed_at) AS followers,
    arg_max(score, observed_at)     AS score
FROM observation
GROUP BY post_no;

CREATE VIEW post_counts AS
SELECT
    post.platform,
    post.post_id,
    newest_counts.* EXCLUDE (post_no)
FROM newest_counts
INNER JOIN post USING (post_no);

-- How the counts of posts grew from export to export.
CREATE VIEW counts_over_time AS
SELECT
    post.platform,
    post.post_id,
    observation.observed_at,
    max(observation.likes)     AS likes,
    max(observation.reposts)   AS reposts,
    max(observation.replies)   AS replies,
    max(observation.quotes)    AS quotes,
    max(observation.views)     AS views,
    max(observation.reach)     AS reach,
    max(observation.saves)     AS saves,
    max(observation.clicks)    AS clicks,
    max(observation.followers) AS followers,
    max(observation.score)     AS score
FROM observation
INNER JOIN post USING (post_no)
GROUP BY post.platform, post.post_id, observation.observed_at;

-- Which posts belong to which sets, by number and by name.
CREATE VIEW set_post AS
SELECT
    post_no,
    set_no
FROM post
WHERE set_no IS NOT NULL
UNION ALL
SELECT
    post_no,
    set_no
FROM membership;

CREATE VIEW post_set AS
SELECT
    post.platform,
    post.post_id,
    named_set.set_name
FROM set_post
INNER JOIN named_set USING (set_no)
INNER JOIN post USING (post_no);

-- Posts as one thinks of them: one row each, with every column and pseudonyms in hex.
CREATE VIEW posts AS
SELECT
    post.platform,
    post.post_id,
    post.posted_at,
    hex_name(coalesce(post.account, post.handle))                             AS author,
    hex_name(post.handle)                                                     AS handle,
    post.own,
    post.kind,
    post.lang,
    post_detail.url,
    hex_name(text.hash_high) || hex_name(text.hash_low)                       AS text_hash,
    text.text,
    post_detail.reply_to,
    post_detail.repost_of,
    post_detail.quote_of,
    post_detail.conversation,
    newest_counts.followers,
    newest_counts.score,
    post.load_id,
    post.text_length,
    post.text_cut,
    post.id_made,
    coalesce(post_seen.text_at, load.observed_at)                             AS text_at,
    CASE
        WHEN post.handle IS NOT NULL THEN coalesce(post_seen.handle_at, load.observed_at)
    END                                                                       AS handle_at,
    post.post_no,
    post.text_no
FROM post
INNER JOIN load USING (load_id)
LEFT JOIN post_detail USING (post_no)
LEFT JOIN post_seen USING (post_no)
LEFT JOIN newest_counts USING (post_no)
LEFT JOIN text USING (text_no);

-- What our engines made of each post; `posts.score` is that of somebody else's, from the export.
CREATE VIEW post_scores AS
SELECT
    post.platform,
    post.post_id,
    score.engine,
    score.compound,
    score.reason,
    text.lang
FROM post
INNER JOIN text USING (text_no)
INNER JOIN score USING (text_no);

-- One hash per person. An export that knows only handles is joined to one that knows account ids,
-- where a handle has exactly one id.
CREATE VIEW account_of_handle AS
SELECT
    handle,
    min(account) AS account
FROM post
WHERE account IS NOT NULL AND handle IS NOT NULL
GROUP BY handle
HAVING min(account) = max(account);

CREATE VIEW author_of_handle AS
SELECT
    hex_name(handle)  AS handle,
    hex_name(account) AS author
FROM account_of_handle;

-- The brand's own posts: proven by their export, or written by one of its accounts. `keys` holds
-- the pseudonyms of those accounts; a handle also finds the posts that carry only its account id.
CREATE MACRO own_post_no(keys) AS TABLE
SELECT
    post_no,
    platform,
    post_id
FROM post
WHERE
    own
    OR list_contains(list_transform(keys, lambda name: hex_number(name)), account)
    OR list_contains(list_transform(keys, lambda name: hex_number(name)), handle)
    OR account IN (
        SELECT named.account
        FROM post AS named
        WHERE list_contains(list_transform(keys, lambda name: hex_number(name)), named.handle)
    );

CREATE MACRO own_post(keys) AS TABLE
SELECT
    platform,
    post_id
FROM own_post_no(keys);
