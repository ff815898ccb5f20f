-- Words that several posts share, whatever the case, links, handles and punctuation.
--
-- grain:     copy_key
-- :fewest    bigint?    least number of posts; 2 when absent
-- copy_key   ubigint    names what the posts share
-- posts      bigint     how many posts
-- authors    bigint     accounts among them, as far as exports say
-- first_at   timestamp  the first of them, UTC
-- last_at    timestamp  the last of them, UTC
-- text       varchar    the words of the first
SELECT
    text.copy_key,
    count(*)                                                              AS posts,
    count(DISTINCT coalesce(post.account, post.handle))                   AS authors,
    min(post.posted_at)                                                   AS first_at,
    max(post.posted_at)                                                   AS last_at,
    first(text.text ORDER BY post.posted_at, post.platform, post.post_id) AS text
FROM post
INNER JOIN text USING (text_no)
WHERE text.copy_key IS NOT NULL
GROUP BY text.copy_key
HAVING count(*) >= coalesce($fewest::BIGINT, 2)
ORDER BY posts DESC, first_at, text.copy_key
