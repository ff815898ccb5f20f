-- The rows refused, by export and reason.
--
-- grain:    load_id, reason
-- load_id   bigint   number of the load
-- name      varchar  the export
-- reason    varchar  why
-- rows      bigint   how many
-- first     bigint   line of the first
SELECT
    reject.load_id,
    load.name,
    reject.reason,
    count(*)         AS rows,
    min(reject.line) AS first
FROM reject
INNER JOIN load USING (load_id)
GROUP BY reject.load_id, load.name, reject.reason
ORDER BY reject.load_id, rows DESC, reject.reason
