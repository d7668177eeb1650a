-- Ids of the articles that were public for certain on a day and that the workspace held at a moment.
SELECT id FROM articles
WHERE version IN (
    SELECT version FROM articles WHERE :ids IS NULL
    UNION ALL SELECT a.version FROM json_each(:ids) AS k JOIN articles AS a ON a.id = k.value
  )
  AND (:as_of IS NULL OR known_on <= :as_of)
  AND (recorded_to IS NULL AND :moment IS NULL
       OR recorded_from <= :moment AND (recorded_to IS NULL OR recorded_to > :moment))
