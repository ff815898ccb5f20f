-- The exports loaded or refused, newest first: the ledger.
--
-- grain:       load_id
-- :most        bigint?    how many rows; all when absent
-- load_id      bigint     number of the load
-- name         varchar    the export
-- sha256       varchar    of its content
-- source       varchar    what it was read as
-- set_name     varchar    the set its posts joined
-- observed_at  timestamp  the instant its counts are as of, UTC
-- rows         bigint     new + updated + unchanged + rejected
-- new          bigint     posts seen for the first time
-- updated      bigint     posts of which it knew something newer
-- unchanged    bigint     posts of which it did not
-- rejected     bigint     rows refused
-- totals       bigint     counts over a span of time
-- refused      varchar    why nothing of it was loaded
-- starts_at    timestamp  its first post, UTC
-- ends_at      timestamp  its last post, UTC
SELECT
    load_id,
    name,
    sha256,
    source,
    set_name,
    observed_at,
    rows,
    new,
    updated,
    unchanged,
    rejected,
    totals,
    refused,
    starts_at,
    ends_at
FROM load
ORDER BY load_id DESC
LIMIT $most::BIGINT
