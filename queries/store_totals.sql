-- What the store holds, in one row.
--
-- grain:     one row
-- :engine    varchar?   id of an engine, or the beginning of one; any engine when absent
-- :own_keys  varchar[]? hashes of the brand's accounts
-- posts      bigint     posts in the store
-- own        bigint     the brand's own: proven by their export, or of its accounts
-- scored     bigint     those with a score
-- unscored   bigint     the others
-- starts_at  timestamp  the first post, UTC
-- ends_at    timestamp  the last post, UTC
-- rejected   bigint     rows refused in all loads
-- refused    bigint     exports refused as a whole
SELECT
    count(*)                                                       AS posts,
    count(*) FILTER (is_own)                                       AS own,
    count(*) FILTER (is_scored)                                    AS scored,
    count(*) FILTER (NOT is_scored)                                AS unscored,
    min(posted_at)                                                 AS starts_at,
    max(posted_at)                                                 AS ends_at,
    (SELECT coalesce(sum(rejected), 0)::BIGINT FROM load)          AS rejected,
    (SELECT count(*) FROM load WHERE refused IS NOT NULL)          AS refused
FROM (
    SELECT
        post_no IN (
            SELECT post_no FROM own_post_no(coalesce($own_keys::VARCHAR[], []))
        ) AS is_own,
        posted_at,
        starts_with('external@', coalesce($engine::VARCHAR, ''))
        AND post_no IN (SELECT post_no FROM post_metrics WHERE score IS NOT NULL)
        OR coalesce(text_no IN (
            SELECT score.text_no
            FROM score
            WHERE compound IS NOT NULL AND starts_with(engine, coalesce($engine::VARCHAR, ''))
        ), FALSE) AS is_scored
    FROM post
)
