-- Where an export waits until it is read to its end: only then is known as of when it speaks.
CREATE TEMP TABLE IF NOT EXISTS stage_post (
    seq          BIGINT,  -- order within the export
    platform     VARCHAR,
    post_id      VARCHAR,
    posted_at    TIMESTAMP,
    author       VARCHAR,
    handle       VARCHAR,
    own          BOOLEAN,
    kind         VARCHAR,
    lang         VARCHAR,
    url          VARCHAR,
    text_hash    VARCHAR,
    text         VARCHAR, -- with the next three, only where it comes for the first time
    copy_key     UBIGINT, -- of that text: the hash of its letters and digits alone
    copy_head    UBIGINT, -- the same of its first 40
    copy_length  INTEGER, -- how many that are
    reply_to     VARCHAR,
    repost_of    VARCHAR,
    quote_of     VARCHAR,
    conversation VARCHAR,
    followers    BIGINT,
    score        DOUBLE,
    text_length  INTEGER,
    text_cut     BOOLEAN,
    id_made      BOOLEAN,
    may_repeat   BOOLEAN, -- two rows alike may well be two posts
    sets         VARCHAR[], -- those its row names
    likes        BIGINT,
    reposts      BIGINT,
    replies      BIGINT,
    quotes       BIGINT,
    views        BIGINT,
    reach        BIGINT,
    saves        BIGINT,
    clicks       BIGINT
);

CREATE TEMP TABLE IF NOT EXISTS stage_total (
    platform  VARCHAR,
    account   VARCHAR,
    starts_at TIMESTAMP,
    ends_at   TIMESTAMP,
    metric    VARCHAR,
    value     BIGINT
);

CREATE TEMP TABLE IF NOT EXISTS stage_reject (line BIGINT, reason VARCHAR, text VARCHAR);

-- Posts that were in the store, and of which the export changed something.
CREATE TEMP TABLE IF NOT EXISTS changed (platform VARCHAR, post_id VARCHAR);
