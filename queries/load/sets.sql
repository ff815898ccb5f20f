-- Sets of staged posts: each once, and those that a post is newly in.
CREATE OR REPLACE TEMP TABLE joined AS
SELECT DISTINCT
    place.post_no,
    staged.set_no
FROM (SELECT platform, post_id, unnest(set_nos) AS set_no FROM stage_post) AS staged
INNER JOIN place USING (platform, post_id)
ANTI JOIN (SELECT * FROM set_post SEMI JOIN place USING (post_no)) AS had_set
    ON had_set.post_no = place.post_no AND had_set.set_no = staged.set_no;

INSERT INTO joined_another
SELECT
    joined.post_no,
    now_set.set_name,
    had_set.set_name AS had
FROM joined
INNER JOIN (SELECT * FROM set_post SEMI JOIN had USING (post_no)) AS before USING (post_no)
INNER JOIN named_set AS now_set ON now_set.set_no = joined.set_no
INNER JOIN named_set AS had_set ON had_set.set_no = before.set_no
-- Posts that only came along were in no set that anybody meant.
WHERE $came_along NOT IN (now_set.set_name, had_set.set_name);

INSERT INTO membership
SELECT
    post_no,
    set_no
FROM joined;
