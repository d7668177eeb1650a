-- Events of the given shards (DuckDB). `retired`, `public` and `shape` are handed in as small tables.
-- The codes of an event stand in each shard as one text, by which a shard is sorted: "AZE RUS", or " ARM AZE RUS "
-- where there are more than two. So what does not name the codes asked for is passed over unread: `pairs` are the
-- texts of up to three pairs, `words` the codes they are made of, between blanks. `shape` has that column for the
-- shards of workspaces made before there was one. Without `whole` the columns of places and quantities, a quarter
-- of all, stay unread.
SELECT e.* EXCLUDE (filename) REPLACE (
         r.recorded_to AS recorded_to,
         CASE WHEN $whole THEN e.place END AS place,
         CASE WHEN $whole THEN e.quantities ELSE [] END AS quantities
       ), e.filename AS shard
FROM (SELECT * FROM read_parquet($files, filename = true, union_by_name = $mixed)
      UNION ALL BY NAME SELECT * FROM shape) AS e
LEFT JOIN retired AS r ON r.event_id = e.id AND r.shard = e.filename
WHERE ($pairs::VARCHAR[] IS NULL
       OR e.codes IN (($pairs::VARCHAR[])[1], ($pairs::VARCHAR[])[2], ($pairs::VARCHAR[])[3])
       OR e.codes < '!')
  AND ($pairs::VARCHAR[] IS NULL -- what stands above leaves out groups of rows unread, and what follows could not
       OR e.codes IN (($pairs::VARCHAR[])[1], ($pairs::VARCHAR[])[2], ($pairs::VARCHAR[])[3])
       OR contains(e.codes, ($words::VARCHAR[])[1])::INTEGER
          + contains(e.codes, ($words::VARCHAR[])[2])::INTEGER
          + contains(e.codes, ($words::VARCHAR[])[3])::INTEGER >= 2)
  AND ($codes::VARCHAR[] IS NULL
       OR len(list_intersect(string_split(trim(e.codes), ' '), $codes::VARCHAR[])) >= $least)
  AND ($ids::VARCHAR[] IS NULL OR list_contains($ids::VARCHAR[], e.id))
  AND ($since::VARCHAR IS NULL OR e.date.start >= $since::VARCHAR)
  AND ($until::VARCHAR IS NULL OR e.date.start < $until::VARCHAR)
  AND (NOT $some_articles OR e.article_id IN (SELECT id FROM public))
  AND CASE WHEN $moment::VARCHAR IS NULL THEN r.recorded_to IS NULL
           ELSE e.recorded_from <= $moment::VARCHAR
                AND (r.recorded_to IS NULL OR r.recorded_to > $moment::VARCHAR) END
ORDER BY e.date.start NULLS LAST, e.id
