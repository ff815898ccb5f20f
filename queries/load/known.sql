-- Staged posts that the store has, and those that are staged twice.
CREATE OR REPLACE TEMP TABLE known AS
SELECT DISTINCT
    platform,
    post_id
FROM stage_post
SEMI JOIN post USING (platform, post_id);

-- Posts of which two exports tell times a quarter of an hour apart or more.
CREATE OR REPLACE TEMP TABLE moved (platform VARCHAR, post_id VARCHAR, seconds BIGINT);

-- Known posts that were in other sets: a person may not have meant them to be in two.
CREATE OR REPLACE TEMP TABLE joined_another (
    platform VARCHAR,
    post_id  VARCHAR,
    set_name VARCHAR,
    had      VARCHAR
);

CREATE OR REPLACE TEMP TABLE conflict AS
SELECT
    platform,
    post_id
FROM stage_post
GROUP BY platform, post_id
HAVING count(*) > 1;
