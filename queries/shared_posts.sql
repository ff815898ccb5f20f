-- How many posts belong both to the sets that are measured and to the control.
--
-- grain:    one row
-- :sets     varchar[]  the sets that are measured
-- :control  varchar[]  the sets they are compared with
-- posts     bigint     posts of both
SELECT count(*) AS posts
FROM (
    SELECT DISTINCT post_no
    FROM set_post
    INNER JOIN named_set USING (set_no)
    WHERE list_contains($sets::VARCHAR[], set_name)
)
SEMI JOIN (
    SELECT post_no
    FROM set_post
    INNER JOIN named_set USING (set_no)
    WHERE list_contains($control::VARCHAR[], set_name)
) USING (post_no)
