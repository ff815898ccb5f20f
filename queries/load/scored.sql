-- An engine has looked at every text there is. Others may have scored a text that was looked at
-- again, so they begin from the start.
DELETE FROM meta
WHERE
    starts_with(key, 'scored:')
    AND (key = 'scored:' || $engine OR EXISTS (SELECT 1 FROM pending));

DELETE FROM pending;

INSERT INTO meta VALUES ('scored:' || $engine, $mark);
