-- Mean compound and share of negative posts by UTC day, on days with scored posts.
--
-- grain:          day
-- :engine         varchar    id of the engine whose scores count
-- :sets           varchar[]? sets that count; all when absent
-- :since          timestamp? first instant kept
-- :until          timestamp? first instant left out
-- day             date       the UTC calendar day
-- posts           bigint     posts that have a score
-- compound        double     their mean, -1 to 1
-- negative_share  double     share with a compound of -0.05 or less
SELECT
    post.posted_at::DATE                        AS day,
    count(*)                                    AS posts,
    favg(score.compound)                        AS compound,
    avg((score.compound <= -0.05)::INTEGER)     AS negative_share
FROM post
INNER JOIN score ON score.text_hash = post.text_hash AND score.engine = $engine::VARCHAR
WHERE
    score.compound IS NOT NULL
    AND ($since::TIMESTAMP IS NULL OR post.posted_at >= $since::TIMESTAMP)
    AND ($until::TIMESTAMP IS NULL OR post.posted_at < $until::TIMESTAMP)
    AND (
        $sets::VARCHAR[] IS NULL
        OR (post.platform, post.post_id) IN (
            SELECT (platform, post_id) FROM post_set WHERE list_contains($sets::VARCHAR[], set_name)
        )
    )
GROUP BY day
ORDER BY day
