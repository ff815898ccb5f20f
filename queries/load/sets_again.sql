-- The same for posts that the store has, or that several rows tell of: each set once.
CREATE OR REPLACE TEMP TABLE joined AS
SELECT DISTINCT
    platform,
    post_id,
    set_name
FROM (
    SELECT platform, post_id, unnest(sets) AS set_name
    FROM stage_post
    WHERE sets IS NOT NULL
    UNION ALL
    SELECT platform, post_id, $set_name::VARCHAR
    FROM stage_post
    WHERE $set_name::VARCHAR IS NOT NULL
    UNION ALL
    SELECT platform, post_id, $default_set::VARCHAR
    FROM stage_post
    WHERE $set_name::VARCHAR IS NULL AND $default_set::VARCHAR IS NOT NULL AND sets IS NULL
)
SEMI JOIN (SELECT * FROM known UNION ALL SELECT * FROM conflict) USING (platform, post_id)
ANTI JOIN post_set USING (platform, post_id, set_name);

INSERT INTO joined_another
SELECT
    joined.platform,
    joined.post_id,
    joined.set_name,
    post_set.set_name AS had
FROM joined
SEMI JOIN known USING (platform, post_id)
INNER JOIN post_set USING (platform, post_id);

INSERT INTO post_set
SELECT * FROM joined;
