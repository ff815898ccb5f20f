-- Empty the stage for the next export.
TRUNCATE stage_post;
TRUNCATE stage_total;
TRUNCATE stage_reject;
TRUNCATE changed;
