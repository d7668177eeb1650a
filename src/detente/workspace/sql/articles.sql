-- Articles, oldest first, the undated last.
SELECT CASE WHEN :text THEN record ELSE json_remove(record, '$.paragraphs', '$.text', '$.blocks') END AS record, (
  SELECT m.story FROM story_members AS m WHERE m.article_id = articles.id
    AND (m.recorded_to IS NULL AND :moment IS NULL
         OR m.recorded_from <= :moment AND (m.recorded_to IS NULL OR m.recorded_to > :moment))
) AS story
FROM articles
WHERE version IN ( -- by the index on ids where ids are given: an OR would read every article
    SELECT version FROM articles WHERE :ids IS NULL
    UNION ALL SELECT a.version FROM json_each(:ids) AS k JOIN articles AS a ON a.id = k.value
  )
  AND (:since IS NULL OR published >= :since)
  AND (:until IS NULL OR published < :until)
  AND (:as_of IS NULL OR known_on <= :as_of)
  AND (recorded_to IS NULL AND :moment IS NULL
       OR recorded_from <= :moment AND (recorded_to IS NULL OR recorded_to > :moment))
ORDER BY published IS NULL, CASE WHEN :newest THEN NULL ELSE published END, published DESC, id
LIMIT :limit
