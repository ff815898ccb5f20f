-- Empty the stage for the next export.
TRUNCATE stage_post;
TRUNCATE stage_total;
TRUNCATE candidate;
TRUNCATE changed;
TRUNCATE stage_tag;
