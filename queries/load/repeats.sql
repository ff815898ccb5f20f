-- Posts that several rows of this load tell of: back to the stage, where rows are merged.
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

INSERT INTO stage_post BY NAME
SELECT
    post_no AS seq,
    post.* EXCLUDE (post_no, set_no, load_id),
    joined.set_nos,
    post_detail.* EXCLUDE (post_no),
    post_metrics.* EXCLUDE (post_no, observed_at, likes, reposts, replies, quotes)
FROM post
SEMI JOIN repeat USING (post_no)
LEFT JOIN post_detail USING (post_no)
LEFT JOIN post_metrics USING (post_no)
LEFT JOIN (
    SELECT
        post_no,
        list(set_no) AS set_nos
    FROM set_post
    SEMI JOIN repeat USING (post_no)
    GROUP BY post_no
) AS joined USING (post_no);

DELETE FROM post_detail USING repeat WHERE post_detail.post_no = repeat.post_no;
DELETE FROM post_metrics USING repeat WHERE post_metrics.post_no = repeat.post_no;
DELETE FROM membership USING repeat WHERE membership.post_no = repeat.post_no;
DELETE FROM post USING repeat WHERE post.post_no = repeat.post_no;
