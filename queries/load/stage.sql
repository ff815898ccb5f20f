-- Where rows wait that the store may know already, or that several rows of an export tell of, until
-- the export is read to its end: only then is known as of when it speaks.
CREATE TEMP TABLE IF NOT EXISTS stage_post (
    seq          BIGINT,    -- order within the export
    platform     VARCHAR,
    post_id      VARCHAR,
    posted_at    TIMESTAMP,
    account      UBIGINT,
    handle       UBIGINT,
    own          BOOLEAN,
    kind         VARCHAR,
    lang         VARCHAR,
    text_no      INTEGER,
    text_length  INTEGER,
    text_cut     BOOLEAN,
    id_made      BOOLEAN,
    set_nos      INTEGER[],
    url          VARCHAR,
    reply_to     VARCHAR,
    repost_of    VARCHAR,
    quote_of     VARCHAR,
    conversation VARCHAR,
    likes        BIGINT,
    reposts      BIGINT,
    replies      BIGINT,
    quotes       BIGINT,
    views        BIGINT,
    reach        BIGINT,
    saves        BIGINT,
    clicks       BIGINT,
    followers    BIGINT,
    score        DOUBLE
);

CREATE TEMP TABLE IF NOT EXISTS stage_total (
    platform  VARCHAR,
    account   VARCHAR,
    starts_at TIMESTAMP,
    ends_at   TIMESTAMP,
    metric    VARCHAR,
    value     BIGINT
);

-- Posts of this load that may be told of twice in it, by number.
CREATE TEMP TABLE IF NOT EXISTS candidate (post_no INTEGER);

-- Posts that were in the store, and of which the export changed something.
CREATE TEMP TABLE IF NOT EXISTS changed (post_no INTEGER);

-- Texts of which this load brought another tag.
CREATE TEMP TABLE IF NOT EXISTS stage_tag (text_no INTEGER, tag VARCHAR);
