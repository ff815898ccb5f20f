-- How many posts each hour of the store holds: where to cut it in parts that fit in memory.
--
-- grain:  hour
-- hour    timestamp  its beginning, UTC
-- posts   bigint     how many posts
SELECT
    date_trunc('hour', posted_at) AS hour,
    count(*)                      AS posts
FROM post
GROUP BY hour
ORDER BY hour
