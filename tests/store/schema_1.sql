-- The store: what was read, as of when, and from which export.
--
-- Instants are UTC without a zone. `platform` + `post_id` names a post; no table has a key or an
-- index, because an anti-join keeps rows apart at 0.6 of the cost and survives a kill -9 better.
-- Every conflict rule is in load/merge.sql, and none depends on the order in which files came.
--
-- How a column is packed is named where DuckDB's own choice would cost a load a sixth of its time:
-- zstd packs words and ids tighter and sooner, and hashes are too random to gain from packing.

CREATE TABLE meta (
    key   VARCHAR NOT NULL, -- schema_version, duckdb_version, store_id, store_text, key_print
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

-- One row per platform and post.
CREATE TABLE post (
    platform     VARCHAR NOT NULL,
    post_id      VARCHAR USING COMPRESSION zstd NOT NULL,
    posted_at    TIMESTAMP NOT NULL,
    author       VARCHAR,          -- keyed hash of the account id, else of the handle
    handle       VARCHAR,          -- keyed hash of the handle
    own          BOOLEAN,          -- TRUE: the export proves that its owner wrote it
    kind         VARCHAR NOT NULL, -- post | reply | comment | repost | quote
    lang         VARCHAR,          -- the export's own tag
    url          VARCHAR,          -- whole for the brand's own; else without the account, or NULL
    text_hash    VARCHAR USING COMPRESSION uncompressed, -- NULL: no text
    reply_to     VARCHAR,          -- an id; keyed hash where the export names the handle
    repost_of    VARCHAR,
    quote_of     VARCHAR,
    conversation VARCHAR,
    followers    BIGINT,           -- newest known, as post_metrics tells it
    score        DOUBLE,           -- newest external score
    load_id      BIGINT NOT NULL,  -- the load that brought it first
    text_length  INTEGER NOT NULL, -- characters, before masking
    text_cut     BOOLEAN NOT NULL, -- the export shortened it: it ends with …
    id_made      BOOLEAN NOT NULL, -- the export had no id, so ingest made one
    text_at      TIMESTAMP NOT NULL, -- newest export that shows this text
    handle_at    TIMESTAMP           -- newest export that shows this handle
);

CREATE TABLE post_set (
    platform VARCHAR NOT NULL,
    post_id  VARCHAR USING COMPRESSION zstd NOT NULL,
    set_name VARCHAR NOT NULL
);

-- What an export says that is true only as of the export: one row per post and observation.
CREATE TABLE post_metrics (
    platform    VARCHAR NOT NULL,
    post_id     VARCHAR USING COMPRESSION zstd NOT NULL,
    observed_at TIMESTAMP NOT NULL,
    likes       BIGINT,
    reposts     BIGINT,
    replies     BIGINT,
    quotes      BIGINT,
    views       BIGINT,
    reach       BIGINT,
    saves       BIGINT,
    clicks      BIGINT,
    followers   BIGINT,
    score       DOUBLE
);

-- Distinct texts, after masking.
CREATE TABLE text (
    text_hash   VARCHAR USING COMPRESSION uncompressed NOT NULL,
    text        VARCHAR USING COMPRESSION zstd, -- NULL in a store that keeps hashes only
    copy_key    UBIGINT,          -- hash of what a copy shares: letters and digits alone
    copy_head   UBIGINT,          -- the same of its first 40; NULL when there are fewer
    copy_length INTEGER NOT NULL, -- how many letters and digits that is
    lang        VARCHAR,          -- decided language
    lang_by     VARCHAR           -- export | script | detected | author | set
);

CREATE TABLE score (
    text_hash VARCHAR USING COMPRESSION uncompressed NOT NULL,
    engine    VARCHAR NOT NULL,
    compound  DOUBLE,           -- NULL: cannot be scored, and reason says why
    hits      INTEGER NOT NULL, -- lexicon words found
    reason    VARCHAR           -- language:no | language:und | empty | …
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

-- The newest known value of each count. A newer export that lacks a column does not hide what an
-- older one knew; observed_at is that of the newest observation.
CREATE VIEW post_counts AS
SELECT
    platform,
    post_id,
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
FROM post_metrics
GROUP BY platform, post_id;

-- One hash per person. An export that knows only handles is joined to one that knows account ids,
-- where a handle has exactly one id.
CREATE VIEW author_of_handle AS
SELECT
    handle,
    min(author) AS author
FROM post
WHERE author <> handle
GROUP BY handle
HAVING count(DISTINCT author) = 1;

-- The brand's own posts: proven by their export, or written by one of its accounts. `keys` holds
-- the hashes of those accounts; a handle also finds the posts that carry only its account id.
CREATE MACRO own_post(keys) AS TABLE
SELECT
    platform,
    post_id
FROM post
WHERE
    own
    OR list_contains(keys, author)
    OR list_contains(keys, handle)
    OR author IN (
        SELECT named.author FROM post AS named WHERE list_contains(keys, named.handle)
    );
