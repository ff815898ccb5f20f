-- Which posts have a score, and why the others have none.
--
-- grain:    platform, lang, reason
-- :engine   varchar  id of the engine whose scores count
-- platform  varchar  where it was posted
-- lang      varchar  decided language, else the export's tag, else und
-- reason    varchar  why there is no score; scored when there is one
-- posts     bigint   how many posts
SELECT
    post.platform,
    coalesce(text.lang, post.lang, 'und') AS lang,
    CASE
        WHEN score.compound IS NOT NULL THEN 'scored'
        WHEN post.text_no IS NULL THEN 'empty'
        ELSE coalesce(score.reason, 'not-scored-yet')
    END                                   AS reason,
    count(*)                              AS posts
FROM post
LEFT JOIN text USING (text_no)
LEFT JOIN score ON score.text_no = post.text_no AND score.engine = $engine::VARCHAR
GROUP BY ALL
ORDER BY post.platform, posts DESC, lang, reason
