-- How far the numbers of distinct texts go: what reading them in parts needs to know.
--
-- grain: one row
-- rows bigint one more than the greatest number, counting from 0
SELECT coalesce(max(text_no) + 1, 0)::BIGINT AS rows
FROM text
