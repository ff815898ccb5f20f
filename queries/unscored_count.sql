-- How many texts an engine has not looked at yet.
--
-- grain:  one row
-- :engine varchar id of the engine
-- texts   bigint  distinct texts without a score or a reason from it
SELECT count(*) AS texts
FROM text
ANTI JOIN (SELECT text_hash FROM score WHERE engine = $engine::VARCHAR) USING (text_hash)
WHERE text IS NOT NULL
