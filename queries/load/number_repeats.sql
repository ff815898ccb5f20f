-- Tell rows without an id apart that say the same: the second gets -2, the third -3. Only where
-- they may well be two posts (no author, or a time known to the day); else they are one post twice.
UPDATE stage_post
SET post_id = numbered.post_id
FROM (
    SELECT
        seq,
        post_id || '-' || row_number() OVER (PARTITION BY platform, post_id ORDER BY seq) AS post_id
    FROM stage_post
    WHERE id_made AND may_repeat
    QUALIFY row_number() OVER (PARTITION BY platform, post_id ORDER BY seq) > 1
) AS numbered
WHERE stage_post.seq = numbered.seq;
