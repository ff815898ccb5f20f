-- How many posts of this load are new by their id and yet look like a post the store had: one of the
-- two has an id that we made, the other its platform's, and text, minute and author are the same.
SELECT count(DISTINCT said.post_no)
FROM (SELECT * FROM post WHERE post_no >= $first) AS said
INNER JOIN (SELECT * FROM post WHERE post_no < $first) AS had
    ON
        said.platform = had.platform
        AND said.text_no = had.text_no
        AND date_trunc('minute', said.posted_at) = date_trunc('minute', had.posted_at)
        AND said.id_made <> had.id_made
WHERE
    coalesce(said.account, said.handle) IS NULL
    OR coalesce(had.account, had.handle) IS NULL
    OR coalesce(said.account, said.handle) = coalesce(had.account, had.handle);
