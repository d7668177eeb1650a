-- The text behind (article, number) keys, as it was held at a moment; without one the text that stands wins
-- over those that were superseded.
SELECT s.article_id, s.number, s.text
FROM json_each(:keys) AS k
JOIN sentences AS s
  ON s.article_id = json_extract(k.value, '$[0]') AND s.number = json_extract(k.value, '$[1]')
WHERE :moment IS NULL
   OR s.recorded_from <= :moment AND (s.recorded_to IS NULL OR s.recorded_to > :moment)
ORDER BY s.recorded_to IS NULL, s.recorded_to
