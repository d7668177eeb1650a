-- A workspace that an older Detente wrote, opened for reading: its articles are not grouped yet.
CREATE TEMP TABLE fingerprints (article_id TEXT, record TEXT);
CREATE TEMP TABLE story_members (
  article_id TEXT, story TEXT, role TEXT, "of" TEXT, origin TEXT, centrality REAL, reason TEXT,
  recorded_from TEXT, recorded_to TEXT
);
