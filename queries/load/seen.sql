-- Seen again unchanged: only the instant moves, so that a later, older export cannot win.
CREATE OR REPLACE TEMP TABLE seen_again AS
SELECT
    had.post_no,
    CASE
        WHEN said.text_no IS NOT DISTINCT FROM had.text_no
            THEN greatest(had.text_at, $observed_at::TIMESTAMP)
        ELSE had.text_at
    END AS text_at,
    CASE
        WHEN said.handle = had.handle THEN greatest(had.handle_at, $observed_at::TIMESTAMP)
        ELSE had.handle_at
    END AS handle_at
FROM stage_post AS said
INNER JOIN had USING (platform, post_id)
ANTI JOIN conflict USING (platform, post_id)
WHERE
    said.text_no IS NOT DISTINCT FROM had.text_no AND had.text_at < $observed_at::TIMESTAMP
    OR said.handle = had.handle AND had.handle_at < $observed_at::TIMESTAMP;

DELETE FROM post_seen USING seen_again WHERE post_seen.post_no = seen_again.post_no;

INSERT INTO post_seen SELECT * FROM seen_again;
