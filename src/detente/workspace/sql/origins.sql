-- Whom articles go back to.
SELECT article_id, origin FROM story_members
WHERE article_id IN (SELECT value FROM json_each(:ids))
  AND (recorded_to IS NULL AND :moment IS NULL
       OR recorded_from <= :moment AND (recorded_to IS NULL OR recorded_to > :moment))
