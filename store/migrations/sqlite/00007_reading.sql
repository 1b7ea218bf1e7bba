-- +goose Up
-- Which reading marked the sentences of a revision that can be checked; 0:
-- none did, it came before there was one.
ALTER TABLE revisions ADD COLUMN reading INTEGER NOT NULL DEFAULT 0 CHECK (reading >= 0);

-- How far the newest revision is covered.
ALTER TABLE articles ADD COLUMN checkable INTEGER NOT NULL DEFAULT 0 CHECK (checkable >= 0);
ALTER TABLE articles ADD COLUMN uncovered INTEGER NOT NULL DEFAULT 0 CHECK (uncovered >= 0 AND uncovered <= checkable);
ALTER TABLE articles ADD COLUMN unchecked INTEGER NOT NULL DEFAULT 0 CHECK (unchecked >= 0 AND unchecked <= checkable);

-- Waivers of three kinds, which may be taken back.
ALTER TABLE waivers ADD COLUMN kind TEXT NOT NULL DEFAULT 'CQ' CHECK (kind IN ('CQ', 'nothing to check', 'left unchecked'));
ALTER TABLE waivers ADD COLUMN ended_at INTEGER;
ALTER TABLE waivers ADD COLUMN ended_by INTEGER REFERENCES users (id);

-- Suggestions that somebody accepted, many by one act.
CREATE TABLE acceptances (
  id         INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES articles (id),
  created_by INTEGER NOT NULL REFERENCES users (id),
  created_at INTEGER NOT NULL,
  undone_at  INTEGER
) STRICT;
CREATE INDEX acceptances_article ON acceptances (article_id, id);
ALTER TABLE claims ADD COLUMN acceptance_id INTEGER REFERENCES acceptances (id);
CREATE INDEX claims_acceptance ON claims (acceptance_id) WHERE acceptance_id IS NOT NULL;

-- A claim may be withdrawn by taking back its acceptance. SQLite changes no
-- check of a table; what it stores stays as it is, so the words of the schema
-- may be changed in their place, as its documentation of ALTER TABLE has it.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, '''not a fact'', ''duplicate'')', '''not a fact'', ''duplicate'', ''taken back'')')
  WHERE type = 'table' AND name = 'claims';
PRAGMA writable_schema = RESET;

-- What people made of what the checks of the bench found.
CREATE TABLE check_answers (
  id          INTEGER PRIMARY KEY,
  article_id  INTEGER NOT NULL REFERENCES articles (id),
  check_name  TEXT NOT NULL CHECK (check_name <> ''),
  fingerprint TEXT NOT NULL CHECK (length(fingerprint) = 64),
  message     TEXT NOT NULL,
  answer      TEXT NOT NULL CHECK (answer IN ('dismissed', 'claim', 'query')),
  reason      TEXT NOT NULL,
  claim_id    INTEGER REFERENCES claims (id),
  comment_id  INTEGER REFERENCES comments (id),
  created_by  INTEGER NOT NULL REFERENCES users (id),
  created_at  INTEGER NOT NULL,
  ended_at    INTEGER,
  CHECK ((answer = 'claim') = (claim_id IS NOT NULL)),
  CHECK ((answer = 'query') = (comment_id IS NOT NULL))
) STRICT;
CREATE INDEX check_answers_article ON check_answers (article_id, id);
CREATE UNIQUE INDEX check_answers_standing ON check_answers (article_id, check_name, fingerprint) WHERE ended_at IS NULL;

-- What a model proposed for a revision.
CREATE TABLE proposals (
  id          INTEGER PRIMARY KEY,
  article_id  INTEGER NOT NULL REFERENCES articles (id),
  revision_id INTEGER NOT NULL REFERENCES revisions (id),
  span_start  INTEGER NOT NULL,
  span_end    INTEGER NOT NULL,
  statement   TEXT NOT NULL CHECK (statement <> ''),
  kinds       TEXT NOT NULL CHECK (kinds <> ''),
  reasons     TEXT NOT NULL,
  model       TEXT NOT NULL,
  created_by  INTEGER NOT NULL REFERENCES users (id),
  created_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX proposals_revision ON proposals (revision_id, id);
CREATE INDEX proposals_article ON proposals (article_id);

ALTER TABLE settings ADD COLUMN abbreviations TEXT NOT NULL DEFAULT '[]';
ALTER TABLE settings ADD COLUMN assist_address TEXT NOT NULL DEFAULT '';
ALTER TABLE settings ADD COLUMN assist_model TEXT NOT NULL DEFAULT '';
