-- Posts of this load that were written and are to be merged after all: back to the stage.
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
