-- Known posts of which the export says something else, or something more.
INSERT INTO conflict
SELECT
    platform,
    post_id
FROM stage_post AS said
INNER JOIN had USING (platform, post_id)
WHERE
    said.posted_at <> had.posted_at
    OR coalesce(said.account, said.handle) IS NOT NULL
    AND coalesce(said.account, said.handle) IS DISTINCT FROM coalesce(had.account, had.handle)
    OR said.handle IS NOT NULL AND said.handle IS DISTINCT FROM had.handle
    OR said.own IS NOT NULL AND said.own IS DISTINCT FROM had.own
    OR said.kind <> had.kind
    OR said.lang IS NOT NULL AND said.lang IS DISTINCT FROM had.lang
    OR said.url IS NOT NULL AND said.url IS DISTINCT FROM had.url
    OR said.text_no IS NOT NULL AND said.text_no IS DISTINCT FROM had.text_no
    OR said.reply_to IS NOT NULL AND said.reply_to IS DISTINCT FROM had.reply_to
    OR said.repost_of IS NOT NULL AND said.repost_of IS DISTINCT FROM had.repost_of
    OR said.quote_of IS NOT NULL AND said.quote_of IS DISTINCT FROM had.quote_of
    OR said.conversation IS NOT NULL AND said.conversation IS DISTINCT FROM had.conversation
EXCEPT
SELECT * FROM conflict;
