-- Which sets the export's posts belong to: those their row names and the one asked for; where that
-- is none, the default.
INSERT INTO post_set
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
ANTI JOIN post_set USING (platform, post_id, set_name);
