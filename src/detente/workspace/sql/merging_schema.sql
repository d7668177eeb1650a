-- What schema 3 adds: shards that were merged into others (no longer listed, kept a while for those who began to
-- read before), and articles by id, whatever became of them.
CREATE TABLE IF NOT EXISTS replaced (path TEXT PRIMARY KEY) STRICT;
CREATE INDEX IF NOT EXISTS articles_id ON articles (id);
