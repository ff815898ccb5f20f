-- Texts of which this load brought another tag: their language is to be decided anew, and scored
-- again. Those whose words are not kept stay as they are.
CREATE OR REPLACE TEMP TABLE new_tag AS
SELECT
    text_no,
    CASE WHEN count(*) = count(tag) AND min(tag) = max(tag) THEN min(tag) ELSE '' END AS tag
FROM stage_tag
GROUP BY text_no;

DELETE FROM score
USING new_tag, text
WHERE
    score.text_no = new_tag.text_no AND text.text_no = new_tag.text_no AND text.text IS NOT NULL;

INSERT INTO pending
SELECT text_no
FROM new_tag
SEMI JOIN (SELECT text_no FROM text WHERE text IS NOT NULL) AS kept USING (text_no)
ANTI JOIN pending AS waiting USING (text_no);

UPDATE text
SET
    tag = new_tag.tag,
    lang = CASE WHEN text.text IS NULL THEN text.lang END,
    lang_by = CASE WHEN text.text IS NULL THEN text.lang_by END
FROM new_tag
WHERE text.text_no = new_tag.text_no;
