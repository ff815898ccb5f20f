-- How many staged posts are new by their id and yet look like a post of the store: one of the two
-- has an id that we made, the other its platform's, and text, minute and author are the same.
SELECT count(DISTINCT (said.platform, said.post_id))
FROM (SELECT * FROM stage_post ANTI JOIN post USING (platform, post_id)) AS said
INNER JOIN post AS had
    ON
        said.platform = had.platform
        AND said.text_hash = had.text_hash
        AND date_trunc('minute', said.posted_at) = date_trunc('minute', had.posted_at)
        AND said.id_made <> had.id_made
WHERE said.author IS NULL OR had.author IS NULL OR said.author = had.author;
