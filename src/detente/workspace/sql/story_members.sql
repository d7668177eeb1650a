-- The articles of stories, by story and time; a story is named by its id or by that of an article in it.
WITH wanted AS (
  SELECT value AS story FROM json_each(:ids)
  UNION
  SELECT o.story FROM json_each(:ids) AS named JOIN story_members AS o ON o.article_id = named.value
  WHERE o.recorded_to IS NULL AND :moment IS NULL
     OR o.recorded_from <= :moment AND (o.recorded_to IS NULL OR o.recorded_to > :moment)
)
SELECT m.article_id, m.story, m.role, m."of", m.origin, m.centrality, m.reason, a.published,
       coalesce(a.published, a.known_on) AS time, a.record ->> '$.title' AS title,
       a.record ->> '$.outlet' AS outlet, a.record ->> '$.wire' AS wire, a.record ->> '$.url' AS url, a.lang,
       (SELECT f.record ->> '$.actors' FROM fingerprints AS f WHERE f.article_id = m.article_id) AS actors
FROM wanted
JOIN story_members AS m ON m.story = wanted.story
JOIN articles AS a ON a.id = m.article_id
WHERE (:as_of IS NULL OR a.known_on <= :as_of)
  AND (m.recorded_to IS NULL AND a.recorded_to IS NULL AND :moment IS NULL
       OR m.recorded_from <= :moment AND (m.recorded_to IS NULL OR m.recorded_to > :moment)
          AND a.recorded_from <= :moment AND (a.recorded_to IS NULL OR a.recorded_to > :moment))
ORDER BY m.story, time, m.article_id
