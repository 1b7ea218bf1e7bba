-- +goose Up
-- Links by which somebody without an account answers a query. What a link shows
-- is kept with it, so that it goes on showing that and nothing that was written
-- since.
CREATE TABLE answer_links (
  id         INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES articles (id),
  comment_id INTEGER NOT NULL REFERENCES comments (id),
  given_to   TEXT NOT NULL CHECK (given_to <> ''),
  token_hash BLOB NOT NULL UNIQUE,
  words      TEXT NOT NULL,
  sentence   TEXT NOT NULL,
  headline   TEXT NOT NULL,
  created_by INTEGER NOT NULL REFERENCES users (id),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL CHECK (expires_at > created_at),
  ended_at   INTEGER,
  ended_by   INTEGER REFERENCES users (id)
) STRICT;
CREATE INDEX answer_links_comment ON answer_links (comment_id);
CREATE INDEX answer_links_article ON answer_links (article_id) WHERE ended_at IS NULL;

-- Forms that were sent through a link: sent again they do nothing.
CREATE TABLE link_answers (
  link_id    INTEGER NOT NULL REFERENCES answer_links (id),
  key        TEXT NOT NULL CHECK (key <> ''),
  form       BLOB NOT NULL,
  comment_id INTEGER NOT NULL REFERENCES comments (id),
  PRIMARY KEY (link_id, key)
) STRICT;

-- Files that came with an answer, until a checker makes a source of them or
-- refuses them.
CREATE TABLE offers (
  id         INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES articles (id),
  comment_id INTEGER NOT NULL REFERENCES comments (id),
  sha256     TEXT NOT NULL CHECK (length(sha256) = 64),
  size       INTEGER NOT NULL CHECK (size > 0),
  file_name  TEXT NOT NULL,
  media_type TEXT NOT NULL,
  came_at    INTEGER NOT NULL,
  source_id  INTEGER REFERENCES sources (id),
  decided_at INTEGER,
  decided_by INTEGER REFERENCES users (id),
  reason     TEXT NOT NULL,
  CHECK ((decided_at IS NULL) = (decided_by IS NULL))
) STRICT;
CREATE INDEX offers_comment ON offers (comment_id);
CREATE INDEX offers_sha256 ON offers (sha256);

-- Addresses that were asked for a link that is none: what slows a guesser down.
CREATE TABLE link_tries (
  id      INTEGER PRIMARY KEY,
  address TEXT NOT NULL,
  at      INTEGER NOT NULL
) STRICT;
CREATE INDEX link_tries_address ON link_tries (address, at);
CREATE INDEX link_tries_at ON link_tries (at);

-- Who is asked outside the house, by which link an answer came, and that a fix
-- went back to who proposed it.
ALTER TABLE comments ADD COLUMN asked_name TEXT NOT NULL DEFAULT '';
ALTER TABLE comments ADD COLUMN answer_link_id INTEGER REFERENCES answer_links (id);
ALTER TABLE comments ADD COLUMN sent_back_at INTEGER;
ALTER TABLE comments ADD COLUMN sent_back_by INTEGER REFERENCES users (id);
ALTER TABLE comments ADD COLUMN sent_back_reason TEXT NOT NULL DEFAULT '';
