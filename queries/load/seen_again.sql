-- Seen again unchanged: only the instant moves, so that a later, older export cannot win.
UPDATE post
SET
    text_at = CASE
        WHEN said.text_hash IS NOT DISTINCT FROM post.text_hash
            THEN greatest(post.text_at, $observed_at::TIMESTAMP)
        ELSE post.text_at
    END,
    handle_at = CASE
        WHEN said.handle = post.handle THEN greatest(post.handle_at, $observed_at::TIMESTAMP)
        ELSE post.handle_at
    END
FROM (SELECT platform, post_id, text_hash, handle FROM stage_post) AS said
WHERE
    post.platform = said.platform AND post.post_id = said.post_id
    AND (
        post.text_at < $observed_at::TIMESTAMP
        OR post.handle_at < $observed_at::TIMESTAMP AND said.handle = post.handle
    );
