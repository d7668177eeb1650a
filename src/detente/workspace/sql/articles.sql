-- Articles, oldest first, the undated last.
SELECT record FROM articles
WHERE (:ids IS NULL OR id IN (SELECT value FROM json_each(:ids)))
  AND (:since IS NULL OR published >= :since)
  AND (:until IS NULL OR published < :until)
  AND (:as_of IS NULL OR known_on <= :as_of)
  AND (recorded_to IS NULL AND :moment IS NULL
       OR recorded_from <= :moment AND (recorded_to IS NULL OR recorded_to > :moment))
ORDER BY published IS NULL, CASE WHEN :newest THEN NULL ELSE published END, published DESC, id
LIMIT :limit
