SELECT article_id, number, first AS start, past AS "end", text FROM sentences
WHERE article_id = :article_id
  AND (recorded_to IS NULL AND :moment IS NULL
       OR recorded_from <= :moment AND (recorded_to IS NULL OR recorded_to > :moment))
ORDER BY number
