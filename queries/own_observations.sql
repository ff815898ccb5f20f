-- Every observation of the counts of the brand's own posts: how they grew from export to export.
--
-- grain:        platform, post_id, observed_at
-- :own_keys     varchar[]? hashes of the brand's accounts
-- platform      varchar    where it was posted
-- post_id       varchar    the platform's id, or one made at ingest
-- posted_at     timestamp  when, UTC
-- observed_at   timestamp  the instant the counts are as of
-- likes         bigint     NULL when that export does not say
-- reposts       bigint     the same
-- replies       bigint     the same
-- quotes        bigint     the same
-- views         bigint     the same
-- reach         bigint     the same
-- saves         bigint     the same
-- clicks        bigint     the same
-- followers     bigint     of the account
SELECT
    post.platform,
    post.post_id,
    post.posted_at,
    counts_over_time.* EXCLUDE (platform, post_id, score)
FROM counts_over_time
INNER JOIN post USING (platform, post_id)
SEMI JOIN own_post_no(coalesce($own_keys::VARCHAR[], [])) USING (post_no)
ORDER BY post.posted_at, post.platform, post.post_id, counts_over_time.observed_at
