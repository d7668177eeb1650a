-- Events of the given shards (DuckDB). `retired` and `public` are handed in as small tables.
SELECT e.* EXCLUDE (filename) REPLACE (r.recorded_to AS recorded_to), e.filename AS shard
FROM read_parquet($files, filename = true) AS e
LEFT JOIN retired AS r ON r.event_id = e.id AND r.shard = e.filename
WHERE ($codes::VARCHAR[] IS NULL
       OR list_has_any([a.code FOR a IN e.source] || [a.code FOR a IN e.target], $codes::VARCHAR[]))
  AND ($ids::VARCHAR[] IS NULL OR list_contains($ids::VARCHAR[], e.id))
  AND ($since::VARCHAR IS NULL OR e.date.start >= $since::VARCHAR)
  AND ($until::VARCHAR IS NULL OR e.date.start < $until::VARCHAR)
  AND (NOT $some_articles OR e.article_id IN (SELECT id FROM public))
  AND CASE WHEN $moment::VARCHAR IS NULL THEN r.recorded_to IS NULL
           ELSE e.recorded_from <= $moment::VARCHAR
                AND (r.recorded_to IS NULL OR r.recorded_to > $moment::VARCHAR) END
ORDER BY e.date.start NULLS LAST, e.id
