-- The language tags that posts bear, as their exports give them.
--
-- grain: tag
-- tag    varchar  NULL: none
-- posts  bigint   posts that bear it
SELECT
    lang AS tag,
    count(*) AS posts
FROM post
GROUP BY lang
ORDER BY posts DESC, tag
