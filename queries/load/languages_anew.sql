-- Texts of which a decided language has just changed: whatever engines made of them is forgotten,
-- and they are scored again.
DELETE FROM score USING stage_language WHERE score.text_no = stage_language.text_no;

INSERT INTO pending
SELECT text_no
FROM stage_language
ANTI JOIN pending USING (text_no);
