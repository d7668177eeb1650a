-- Who did what to whom in some articles (DuckDB): standing events of the given shards, each pair and type once.
SELECT DISTINCT e.article_id, s.actor.code AS source, t.actor.code AS target, e.type
FROM read_parquet($files, filename = true) AS e
LEFT JOIN retired AS r ON r.event_id = e.id AND r.shard = e.filename,
UNNEST(e.source) AS s(actor), UNNEST(e.target) AS t(actor)
WHERE r.recorded_to IS NULL AND e.article_id IN (SELECT id FROM public)
ORDER BY ALL
