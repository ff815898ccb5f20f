-- Which rows of a block tell of posts that the store had before this load.
SELECT place
FROM incoming
SEMI JOIN (SELECT platform, post_id FROM post WHERE post_no < $first) USING (platform, post_id)
