-- Posts that several rows of this load tell of.
CREATE OR REPLACE TEMP TABLE repeat AS
SELECT post.post_no
FROM post
SEMI JOIN (
    SELECT
        platform,
        post_id
    FROM post
    SEMI JOIN candidate USING (post_no)
    WHERE post_no >= $first
    GROUP BY platform, post_id
    HAVING count(*) > 1
) AS again USING (platform, post_id)
WHERE post_no >= $first;
