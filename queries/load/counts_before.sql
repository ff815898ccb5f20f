-- The newest known counts of posts that were here, before the export adds its own.
CREATE OR REPLACE TEMP TABLE counts_before AS
SELECT * FROM post_counts SEMI JOIN known USING (platform, post_id);
