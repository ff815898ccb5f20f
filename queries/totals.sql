-- Counts over a span of time, as daily overviews and counts files give them.
--
-- grain:     platform, account, starts_at, ends_at, metric
-- platform   varchar    where
-- account    varchar    whose, when the export says
-- starts_at  timestamp  first instant counted, UTC
-- ends_at    timestamp  first instant not counted, UTC
-- metric     varchar    posts, views, likes, replies, …
-- value      bigint     how many
SELECT
    platform,
    account,
    starts_at,
    ends_at,
    metric,
    value
FROM total
ORDER BY platform, account, metric, starts_at, ends_at
