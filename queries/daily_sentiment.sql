-- Mean compound and share of negative posts by set and UTC day, on days with scored posts. The
-- brand's own posts, reposts and copies of them are left out, as in a measurement: they are
-- nobody's mood.
--
-- grain:          set_name, day
-- :engine         varchar    id of the engine whose scores count
-- :own_keys       varchar[]? hashes of the brand's accounts
-- :sets           varchar[]? sets that count; all when absent
-- :since          timestamp? first instant kept
-- :until          timestamp? first instant left out
-- set_name        varchar    the set, NULL where posts are in none; a post of two sets counts in both
-- day             date       the UTC calendar day
-- posts           bigint     posts that have a score
-- compound        double     their mean, -1 to 1
-- negative_share  double     share with a compound of -0.05 or less
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
)
SELECT
    named_set.set_name,
    post.posted_at::DATE                        AS day,
    count(*)                                    AS posts,
    favg(score.compound)                        AS compound,
    avg((score.compound <= -0.05)::INTEGER)     AS negative_share
FROM post
LEFT JOIN set_post ON set_post.post_no = post.post_no
LEFT JOIN named_set ON named_set.set_no = set_post.set_no
INNER JOIN score ON score.text_no = post.text_no AND score.engine = $engine::VARCHAR
ANTI JOIN own ON own.post_no = post.post_no
ANTI JOIN shared ON shared.post_no = post.post_no
LEFT JOIN copy ON copy.text_no = post.text_no
WHERE
    score.compound IS NOT NULL
    AND NOT is_copy(copy.is_whole, copy.is_head, copy.copy_length, post.kind, post.text_cut)
    AND ($since::TIMESTAMP IS NULL OR post.posted_at >= $since::TIMESTAMP)
    AND ($until::TIMESTAMP IS NULL OR post.posted_at < $until::TIMESTAMP)
    AND ($sets::VARCHAR[] IS NULL OR list_contains($sets::VARCHAR[], named_set.set_name))
GROUP BY named_set.set_name, day
ORDER BY named_set.set_name, day
