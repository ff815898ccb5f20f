-- Plain figures before the incident, from it to the apology, and after.
--
-- grain:          phase
-- :engine         varchar    id of the engine whose scores count
-- :began_at       timestamp  the incident
-- :apologised_at  timestamp? the apology; without one there is no aftermath
-- :sets           varchar[]? sets that count; all when absent
-- phase           varchar    baseline, incident or aftermath
-- starts_at       timestamp  first post of the phase, UTC
-- ends_at         timestamp  last post of the phase, UTC
-- posts           bigint     how many posts
-- authors         bigint     accounts among them, as far as exports say
-- scored          bigint     how many have a score
-- compound        double     mean of the scores, NULL without any
-- negative_share  double     share of the scored with a compound of -0.05 or less
WITH phased AS (
    SELECT
        post.posted_at,
        post.author,
        score.compound,
        CASE
            WHEN post.posted_at < $began_at::TIMESTAMP THEN 'baseline'
            WHEN post.posted_at >= $apologised_at::TIMESTAMP THEN 'aftermath'
            ELSE 'incident'
        END AS phase
    FROM post
    LEFT JOIN score ON score.text_hash = post.text_hash AND score.engine = $engine::VARCHAR
    WHERE
        $sets::VARCHAR[] IS NULL
        OR (post.platform, post.post_id) IN (
            SELECT (platform, post_id) FROM post_set WHERE list_contains($sets::VARCHAR[], set_name)
        )
)
SELECT
    phase,
    min(posted_at)                    AS starts_at,
    max(posted_at)                    AS ends_at,
    count(*)                          AS posts,
    count(DISTINCT author)            AS authors,
    count(compound)                   AS scored,
    favg(compound)                    AS compound,
    avg((compound <= -0.05)::INTEGER) AS negative_share
FROM phased
GROUP BY phase
ORDER BY starts_at, phase
