-- Plain figures of each set before the incident, from it to the apology, and after. The brand's own
-- posts, reposts and copies of them are left out, as in a measurement.
--
-- grain:          set_name, phase
-- :engine         varchar    id of the engine whose scores count
-- :own_keys       varchar[]? hashes of the brand's accounts
-- :began_at       timestamp  the incident
-- :apologised_at  timestamp? the apology; without one there is no aftermath
-- :sets           varchar[]? sets that count; all when absent
-- set_name        varchar    the set, NULL where posts are in none; a post of two sets counts in both
-- phase           varchar    baseline, incident or aftermath
-- starts_at       timestamp  first post of the phase, UTC
-- ends_at         timestamp  last post of the phase, UTC
-- posts           bigint     how many posts
-- authors         bigint     accounts among them, as far as exports say
-- scored          bigint     how many have a score
-- compound        double     mean of the scores, NULL without any
-- negative_share  double     share of the scored with a compound of -0.05 or less
WITH own AS (
    SELECT post_no
    FROM own_post_no(coalesce($own_keys::VARCHAR[], []))
),
copy AS (
    SELECT *
    FROM copy_of_own(coalesce($own_keys::VARCHAR[], []))
),
shared AS (
    SELECT *
    FROM repost_of_own(coalesce($own_keys::VARCHAR[], []))
),
phased AS (
    SELECT
        named_set.set_name,
        post.posted_at,
        coalesce(post.account, post.handle) AS author,
        score.compound,
        CASE
            WHEN post.posted_at < $began_at::TIMESTAMP THEN 'baseline'
            WHEN post.posted_at >= $apologised_at::TIMESTAMP THEN 'aftermath'
            ELSE 'incident'
        END AS phase
    FROM post
    LEFT JOIN set_post ON set_post.post_no = post.post_no
    LEFT JOIN named_set ON named_set.set_no = set_post.set_no
    LEFT JOIN score ON score.text_no = post.text_no AND score.engine = $engine::VARCHAR
    ANTI JOIN own ON own.post_no = post.post_no
    ANTI JOIN shared ON shared.post_no = post.post_no
    LEFT JOIN copy ON copy.text_no = post.text_no
    WHERE
        NOT is_copy(copy.is_whole, copy.is_head, copy.copy_length, post.kind, post.text_cut)
        AND ($sets::VARCHAR[] IS NULL OR list_contains($sets::VARCHAR[], named_set.set_name))
)
SELECT
    set_name,
    phase,
    min(posted_at)                    AS starts_at,
    max(posted_at)                    AS ends_at,
    count(*)                          AS posts,
    count(DISTINCT author)            AS authors,
    count(compound)                   AS scored,
    favg(compound)                    AS compound,
    avg((compound <= -0.05)::INTEGER) AS negative_share
FROM phased
GROUP BY set_name, phase
ORDER BY set_name, starts_at, phase
