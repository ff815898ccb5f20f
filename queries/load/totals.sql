-- Counts over a span of time. The newest export's value stands; of one instant, the greatest.
CREATE OR REPLACE TEMP TABLE total_said AS
SELECT
    platform, account, starts_at, ends_at, metric,
    max(value) AS value,
    $observed_at::TIMESTAMP AS observed_at
FROM stage_total
GROUP BY platform, account, starts_at, ends_at, metric;

CREATE OR REPLACE TEMP TABLE total_known AS
SELECT
    said.*,
    ROW(said.observed_at, said.value) > ROW(had.observed_at, had.value) AS newer,
    said.value <> had.value AS differs
FROM total_said AS said
INNER JOIN total AS had
    ON had.platform = said.platform
    AND had.account IS NOT DISTINCT FROM said.account
    AND had.starts_at = said.starts_at
    AND had.ends_at = said.ends_at
    AND had.metric = said.metric;

UPDATE total
SET
    value = known.value,
    observed_at = known.observed_at,
    load_id = CASE WHEN known.differs THEN $load_id::BIGINT ELSE total.load_id END
FROM total_known AS known
WHERE
    known.newer
    AND total.platform = known.platform
    AND total.account IS NOT DISTINCT FROM known.account
    AND total.starts_at = known.starts_at
    AND total.ends_at = known.ends_at
    AND total.metric = known.metric;

INSERT INTO total BY NAME
SELECT
    said.*,
    $load_id::BIGINT AS load_id
FROM total_said AS said
WHERE NOT EXISTS (
    SELECT 1
    FROM total_known AS known
    WHERE
        known.platform = said.platform
        AND known.account IS NOT DISTINCT FROM said.account
        AND known.starts_at = said.starts_at
        AND known.ends_at = said.ends_at
        AND known.metric = said.metric
);
