-- Stories of several articles, newest first.
SELECT story FROM (
  SELECT m.story, count(*) AS articles, count(DISTINCT m.origin) AS origins,
         max(CASE WHEN (:since IS NULL OR a.published >= :since) AND (:until IS NULL OR a.published < :until)
                  THEN coalesce(a.published, a.known_on) END) AS newest,
         max(:actor IS NULL OR EXISTS (
           SELECT 1 FROM fingerprints AS f, json_each(f.record, '$.actors') AS code
           WHERE f.article_id = m.article_id AND code.value = :actor)) AS wanted
  FROM story_members AS m
  JOIN articles AS a ON a.id = m.article_id
  WHERE (:as_of IS NULL OR a.known_on <= :as_of)
    AND (m.recorded_to IS NULL AND a.recorded_to IS NULL AND :moment IS NULL
         OR m.recorded_from <= :moment AND (m.recorded_to IS NULL OR m.recorded_to > :moment)
            AND a.recorded_from <= :moment AND (a.recorded_to IS NULL OR a.recorded_to > :moment))
  GROUP BY m.story
)
WHERE articles >= :least AND newest IS NOT NULL AND wanted
ORDER BY substr(newest, 1, 10) DESC, origins DESC, articles DESC, story
LIMIT :limit
