-- How many texts an engine has not looked at yet.
--
-- grain:  one row
-- :engine varchar id of the engine
-- :first  bigint? first number that may be unscored; all may when absent
-- texts   bigint  distinct texts without a score or a reason from it
SELECT count(*) AS texts
FROM text
ANTI JOIN (
    SELECT text_no
    FROM score
    WHERE engine = $engine::VARCHAR AND text_no >= coalesce($first::BIGINT, 0)
) AS looked_at USING (text_no)
WHERE text.text IS NOT NULL AND text_no >= coalesce($first::BIGINT, 0)
