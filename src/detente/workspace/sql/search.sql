-- Sentences that hold all the words, best first (bm25: lower is better).
SELECT s.article_id, s.number, s.text,
       snippet(sentences_index, 0, :open, :close, ' ... ', 32) AS snippet,
       -bm25(sentences_index) AS score, a.record ->> '$.title' AS title, a.record ->> '$.outlet' AS outlet,
       a.record ->> '$.url' AS url, a.published, a.lang
FROM sentences_index
JOIN sentences AS s ON s.version = sentences_index.rowid
JOIN articles AS a ON a.id = s.article_id
WHERE sentences_index MATCH :words
  AND (s.recorded_to IS NULL AND a.recorded_to IS NULL AND :moment IS NULL
       OR s.recorded_from <= :moment AND (s.recorded_to IS NULL OR s.recorded_to > :moment)
          AND a.recorded_from <= :moment AND (a.recorded_to IS NULL OR a.recorded_to > :moment))
  AND (:since IS NULL OR a.published >= :since)
  AND (:until IS NULL OR a.published < :until)
  AND (:as_of IS NULL OR a.known_on <= :as_of)
ORDER BY bm25(sentences_index), s.article_id, s.number
LIMIT :limit
