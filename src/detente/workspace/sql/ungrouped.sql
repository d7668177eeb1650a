-- Fingerprints to be grouped together: those of the days around what is new or gone, those of the same text or
-- address, and whoever stood in a story with any of these.
WITH changed AS (
  SELECT article_id, day, address, digest FROM fingerprints
  WHERE grouped = 0 OR article_id NOT IN (SELECT id FROM articles WHERE recorded_to IS NULL)
),
days AS (
  SELECT DISTINCT date(day, :back) AS first, date(day, :ahead) AS last FROM changed
),
near AS (
  SELECT f.article_id FROM days JOIN fingerprints AS f ON f.day BETWEEN days.first AND days.last
  UNION
  SELECT f.article_id FROM changed AS c JOIN fingerprints AS f ON f.address = c.address
  UNION
  SELECT f.article_id FROM changed AS c JOIN fingerprints AS f ON f.digest = c.digest
),
touched AS (
  SELECT DISTINCT m.story FROM near JOIN story_members AS m ON m.article_id = near.article_id
  WHERE m.recorded_to IS NULL
),
wanted AS (
  SELECT article_id FROM near
  UNION
  SELECT m.article_id FROM touched JOIN story_members AS m ON m.story = touched.story
  WHERE m.recorded_to IS NULL
)
SELECT f.article_id, f.record, f.signature, f.sketch FROM wanted
JOIN fingerprints AS f ON f.article_id = wanted.article_id
JOIN articles AS a ON a.id = f.article_id AND a.recorded_to IS NULL
ORDER BY f.article_id
