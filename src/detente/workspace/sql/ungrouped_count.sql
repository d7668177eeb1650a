-- How many articles stand in no story yet.
SELECT count(*) AS number FROM articles AS a
WHERE a.recorded_to IS NULL
  AND NOT EXISTS (SELECT 1 FROM story_members AS m WHERE m.article_id = a.id AND m.recorded_to IS NULL)
