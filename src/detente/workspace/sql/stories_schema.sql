-- The tables of schema 2: what copies and stories are told by, and what was told. Fingerprints can be made again
-- from the articles; members are superseded as other rows are.
CREATE TABLE IF NOT EXISTS fingerprints (
  article_id TEXT PRIMARY KEY,
  article_version INTEGER NOT NULL, -- the row of `articles` that it was made of
  recipe TEXT NOT NULL,
  day TEXT NOT NULL,
  address TEXT,
  digest TEXT,
  record TEXT NOT NULL,    -- the Fingerprint as JSON, without the two below
  signature BLOB NOT NULL,
  sketch BLOB NOT NULL,
  grouped INTEGER NOT NULL -- whether it stands in its story yet
) STRICT;
CREATE INDEX IF NOT EXISTS fingerprints_day ON fingerprints (day);
CREATE INDEX IF NOT EXISTS fingerprints_address ON fingerprints (address) WHERE address IS NOT NULL;
CREATE INDEX IF NOT EXISTS fingerprints_digest ON fingerprints (digest) WHERE digest IS NOT NULL;
CREATE INDEX IF NOT EXISTS fingerprints_new ON fingerprints (grouped) WHERE grouped = 0;

CREATE TABLE IF NOT EXISTS story_members (
  version INTEGER PRIMARY KEY,
  article_id TEXT NOT NULL,
  story TEXT NOT NULL,
  role TEXT NOT NULL,
  "of" TEXT,
  origin TEXT NOT NULL,
  centrality REAL NOT NULL,
  reason TEXT NOT NULL,
  recorded_from TEXT NOT NULL,
  recorded_to TEXT
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS story_members_standing ON story_members (article_id) WHERE recorded_to IS NULL;
CREATE INDEX IF NOT EXISTS story_members_article ON story_members (article_id);
CREATE INDEX IF NOT EXISTS story_members_story ON story_members (story);
-- All versions of an article, with what a story is bounded by: the standing ones alone have an index already.
CREATE INDEX IF NOT EXISTS articles_known ON articles (id, recorded_from, recorded_to, published, known_on);
