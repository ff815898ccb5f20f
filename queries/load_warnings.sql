-- What each export says that a reader of its numbers must know.
--
-- grain:    load_id, code
-- load_id   bigint   number of the load
-- name      varchar  the export
-- set_name  varchar  the set its posts joined
-- code      varchar  stable name of the warning
-- text      varchar  what it says
SELECT
    load.load_id,
    load.name,
    load.set_name,
    told.warning.code AS code,
    told.warning.text AS text
FROM load
CROSS JOIN unnest(from_json(load.warnings, '[{"code": "VARCHAR", "text": "VARCHAR"}]')) AS told (warning)
WHERE load.refused IS NULL
ORDER BY code, load.name, load.load_id
