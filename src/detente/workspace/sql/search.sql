-- Sentences that hold all the words, best first: those with most of the words in the least text.
-- Of very many, the :candidates added last are ranked. SQLite's own bm25() would count all sentences that hold
-- each of the words, the most frequent too: seconds over millions. The weight here is its formula with equal
-- worth of all words, its constants 1.2 and .75, and 140 characters as the usual length of a sentence.
WITH found AS (
  SELECT s.version, s.article_id, s.number, s.text, a.version AS article, a.published, a.lang,
         length(highlight(sentences_index, 0, char(1), '')) - length(s.text) AS hits
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
  ORDER BY sentences_index.rowid DESC
  LIMIT max(:candidates, :limit)
), best AS (
  SELECT *, hits * 2.2 / (hits + 1.2 * (0.25 + 0.75 * length(text) / 140)) AS score
  FROM found ORDER BY score DESC, article_id, number LIMIT :limit
)
SELECT b.article_id, b.number, b.text,
       (SELECT snippet(sentences_index, 0, :open, :close, ' ... ', 32) FROM sentences_index
        WHERE sentences_index MATCH :words AND rowid = b.version) AS snippet,
       b.score, a.record ->> '$.title' AS title, a.record ->> '$.outlet' AS outlet,
       a.record ->> '$.url' AS url, b.published, b.lang
FROM best AS b
JOIN articles AS a ON a.version = b.article
ORDER BY b.score DESC, b.article_id, b.number
