-- Empty the stage for the next export.
TRUNCATE stage_post;
TRUNCATE stage_text;
TRUNCATE stage_set;
TRUNCATE stage_total;
TRUNCATE stage_reject;
TRUNCATE changed;
