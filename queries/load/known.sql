-- Staged posts that the store has, as it has them; and those that are staged twice.
CREATE OR REPLACE TEMP TABLE had AS
SELECT
    post.*,
    post_detail.* EXCLUDE (post_no),
    load.observed_at                                                       AS first_at,
    coalesce(post_seen.text_at, load.observed_at)                          AS text_at,
    CASE
        WHEN post.handle IS NOT NULL THEN coalesce(post_seen.handle_at, load.observed_at)
    END                                                                    AS handle_at
FROM post
SEMI JOIN stage_post USING (platform, post_id)
INNER JOIN load USING (load_id)
LEFT JOIN post_detail USING (post_no)
LEFT JOIN post_seen USING (post_no);

-- Posts of which two exports tell times a quarter of an hour apart or more.
CREATE OR REPLACE TEMP TABLE moved (platform VARCHAR, post_id VARCHAR, seconds BIGINT);

-- Known posts that were in other sets: a person may not have meant them to be in two.
CREATE OR REPLACE TEMP TABLE joined_another (post_no INTEGER, set_name VARCHAR, had VARCHAR);

CREATE OR REPLACE TEMP TABLE conflict AS
SELECT
    platform,
    post_id
FROM stage_post
GROUP BY platform, post_id
HAVING count(*) > 1;
