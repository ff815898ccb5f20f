-- Which sets new posts belong to: those their row names and the one asked for; where that is none,
-- the default.
INSERT INTO post_set
SELECT
    platform,
    post_id,
    set_name
FROM (
    SELECT platform, post_id, coalesce($set_name, $default_set)::VARCHAR AS set_name
    FROM stage_post
    WHERE sets IS NULL
    UNION ALL
    SELECT platform, post_id, unnest(list_distinct(list_append(sets, $set_name::VARCHAR)))
    FROM stage_post
    WHERE sets IS NOT NULL
)
ANTI JOIN conflict USING (platform, post_id)
ANTI JOIN known USING (platform, post_id)
WHERE set_name IS NOT NULL;
