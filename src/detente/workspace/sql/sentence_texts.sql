-- The text behind (article, number) keys; where a sentence was superseded the one that stands wins.
SELECT s.article_id, s.number, s.text
FROM json_each(:keys) AS k
JOIN sentences AS s
  ON s.article_id = json_extract(k.value, '$[0]') AND s.number = json_extract(k.value, '$[1]')
ORDER BY s.recorded_to IS NULL, s.recorded_to
