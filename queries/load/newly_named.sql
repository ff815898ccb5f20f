-- Staged rows that got an id which the store has not: they are merged into a post of their own.
INSERT INTO conflict
SELECT DISTINCT
    platform,
    post_id
FROM stage_post
ANTI JOIN had USING (platform, post_id)
ANTI JOIN conflict AS staged USING (platform, post_id);
