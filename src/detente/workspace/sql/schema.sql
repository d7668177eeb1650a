-- The tables of workspace.sqlite. Every row that can be superseded carries recorded_from and recorded_to
-- (null while it stands): a change closes the old row and adds a new one.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

CREATE TABLE pages (
  id TEXT PRIMARY KEY,
  location TEXT NOT NULL,
  kind TEXT NOT NULL,
  url TEXT,
  bytes INTEGER NOT NULL,
  retrieved TEXT NOT NULL,
  retrieved_from TEXT NOT NULL,
  published TEXT,
  recipe TEXT NOT NULL, -- digest of the code and data that coded it
  recorded_from TEXT NOT NULL
) STRICT;

CREATE TABLE articles (
  version INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  page_id TEXT NOT NULL REFERENCES pages (id),
  lang TEXT NOT NULL,
  published TEXT,
  known_on TEXT NOT NULL, -- the day from which it was public for certain, see known_on() in decide.py
  record TEXT NOT NULL,   -- the Article as JSON
  recorded_from TEXT NOT NULL,
  recorded_to TEXT
) STRICT;
CREATE UNIQUE INDEX articles_standing ON articles (id) WHERE recorded_to IS NULL;
CREATE INDEX articles_page ON articles (page_id);
CREATE INDEX articles_published ON articles (published);

CREATE TABLE sentences (
  version INTEGER PRIMARY KEY,
  article_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  first INTEGER NOT NULL,
  past INTEGER NOT NULL,
  text TEXT NOT NULL,
  recorded_from TEXT NOT NULL,
  recorded_to TEXT
) STRICT;
CREATE INDEX sentences_article ON sentences (article_id, number);
CREATE VIRTUAL TABLE sentences_index USING fts5 (
  text, content = 'sentences', content_rowid = 'version', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER sentences_indexed AFTER INSERT ON sentences BEGIN
  INSERT INTO sentences_index (rowid, text) VALUES (new.version, new.text);
END;

CREATE TABLE claims (
  version INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  article_id TEXT NOT NULL,
  record TEXT NOT NULL, -- the Claim as JSON
  recorded_from TEXT NOT NULL,
  recorded_to TEXT
) STRICT;
CREATE UNIQUE INDEX claims_standing ON claims (id, article_id) WHERE recorded_to IS NULL;
CREATE INDEX claims_article ON claims (article_id);

CREATE TABLE rejects (
  version INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  stage TEXT NOT NULL,
  reason TEXT NOT NULL,
  location TEXT NOT NULL,
  recorded_from TEXT NOT NULL,
  recorded_to TEXT
) STRICT;
CREATE UNIQUE INDEX rejects_standing ON rejects (location, id, stage, reason) WHERE recorded_to IS NULL;

CREATE TABLE shards (
  path TEXT PRIMARY KEY, -- relative to the folder
  month TEXT NOT NULL,
  rows INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state = 'listed'),
  created TEXT NOT NULL
) STRICT;

-- Parquet is never rewritten: readers close a superseded event by joining this table.
CREATE TABLE retired (
  shard TEXT NOT NULL REFERENCES shards (path),
  event_id TEXT NOT NULL,
  recorded_to TEXT NOT NULL,
  PRIMARY KEY (shard, event_id)
) STRICT;

CREATE TABLE revisions (
  version INTEGER PRIMARY KEY,
  what TEXT NOT NULL, -- page, article
  id TEXT NOT NULL,
  field TEXT NOT NULL,
  old TEXT,
  new TEXT,
  who TEXT NOT NULL,
  why TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX revisions_id ON revisions (id);
