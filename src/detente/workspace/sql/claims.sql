SELECT c.record FROM claims AS c
JOIN articles AS a ON a.id = c.article_id
WHERE c.version IN (
    SELECT version FROM claims WHERE :ids IS NULL
    UNION ALL SELECT d.version FROM json_each(:ids) AS k JOIN claims AS d ON d.article_id = k.value
  )
  AND (:since IS NULL OR a.published >= :since)
  AND (:until IS NULL OR a.published < :until)
  AND (:as_of IS NULL OR a.known_on <= :as_of)
  AND (c.recorded_to IS NULL AND a.recorded_to IS NULL AND :moment IS NULL
       OR c.recorded_from <= :moment AND (c.recorded_to IS NULL OR c.recorded_to > :moment)
          AND a.recorded_from <= :moment AND (a.recorded_to IS NULL OR a.recorded_to > :moment))
ORDER BY a.published IS NULL, a.published, c.article_id, json_extract(c.record, '$.start'), c.id
