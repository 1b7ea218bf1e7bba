-- +goose Up
-- A revision may be imported too, and says what it was read from. SQLite
-- changes no check of a column, so the column makes place for another.
DROP TRIGGER revisions_never_updated;
ALTER TABLE revisions ADD COLUMN came TEXT NOT NULL DEFAULT 'pasted' CHECK (came IN ('pasted', 'edited', 'imported', 'fix'));
UPDATE revisions SET came = origin;
ALTER TABLE revisions DROP COLUMN origin;
ALTER TABLE revisions RENAME COLUMN came TO origin;
ALTER TABLE revisions ADD COLUMN original_sha256 TEXT NOT NULL DEFAULT '' CHECK (length(original_sha256) IN (0, 64));
ALTER TABLE revisions ADD COLUMN original_name TEXT NOT NULL DEFAULT '';
ALTER TABLE revisions ADD COLUMN original_type TEXT NOT NULL DEFAULT '';
ALTER TABLE revisions ADD COLUMN original_size INTEGER NOT NULL DEFAULT 0;
ALTER TABLE revisions ADD COLUMN original_address TEXT NOT NULL DEFAULT '';
CREATE INDEX revisions_original ON revisions (original_sha256) WHERE original_sha256 <> '';
-- +goose StatementBegin
CREATE TRIGGER revisions_never_updated BEFORE UPDATE ON revisions
BEGIN SELECT RAISE(ABORT, 'tickmark: revisions are never changed'); END;
-- +goose StatementEnd

-- Copy on its way in. The number of a draft that is gone names no other: an old
-- window may still ask for it.
CREATE TABLE drafts (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id          INTEGER NOT NULL REFERENCES users (id),
  article_id       INTEGER REFERENCES articles (id),
  base             INTEGER NOT NULL CHECK (base >= 0),
  origin           TEXT NOT NULL CHECK (origin IN ('pasted', 'edited', 'imported')),
  format           TEXT NOT NULL,
  charset          TEXT NOT NULL,
  view             TEXT NOT NULL,
  whole            INTEGER NOT NULL CHECK (whole IN (0, 1)),
  text             TEXT NOT NULL,
  original_sha256  TEXT NOT NULL CHECK (length(original_sha256) IN (0, 64)),
  original_name    TEXT NOT NULL,
  original_type    TEXT NOT NULL,
  original_size    INTEGER NOT NULL,
  original_address TEXT NOT NULL,
  version          INTEGER NOT NULL CHECK (version > 0),
  created_at       INTEGER NOT NULL,
  updated_at       INTEGER NOT NULL,
  CHECK (text = '' OR original_sha256 = ''),
  CHECK ((article_id IS NULL) = (base = 0))
) STRICT;
CREATE INDEX drafts_user ON drafts (user_id, id);
CREATE INDEX drafts_article ON drafts (article_id);
CREATE INDEX drafts_updated ON drafts (updated_at);
CREATE INDEX drafts_original ON drafts (original_sha256) WHERE original_sha256 <> '';
CREATE UNIQUE INDEX drafts_edit ON drafts (user_id, article_id) WHERE origin = 'edited';

-- The backup that the copy came with.
CREATE TABLE citations (
  id             INTEGER PRIMARY KEY,
  article_id     INTEGER NOT NULL REFERENCES articles (id),
  source_id      INTEGER NOT NULL REFERENCES sources (id),
  revision_id    INTEGER NOT NULL REFERENCES revisions (id),
  span_start     INTEGER NOT NULL,
  span_end       INTEGER NOT NULL,
  exact          TEXT NOT NULL,
  prefix         TEXT NOT NULL,
  suffix         TEXT NOT NULL,
  sentence_start INTEGER NOT NULL,
  sentence_end   INTEGER NOT NULL,
  sentence       TEXT NOT NULL,
  outcome        TEXT NOT NULL CHECK (outcome IN ('unchanged', 'moved', 'edited', 'context', 'ambiguous', 'lost')),
  label          TEXT NOT NULL,
  note           TEXT NOT NULL,
  created_by     INTEGER NOT NULL REFERENCES users (id),
  created_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX citations_article ON citations (article_id, id);
CREATE INDEX citations_source ON citations (source_id);

-- What each revision did to each claim.
CREATE TABLE carries (
  id           INTEGER PRIMARY KEY,
  revision_id  INTEGER NOT NULL REFERENCES revisions (id),
  claim_id     INTEGER NOT NULL REFERENCES claims (id),
  outcome      TEXT NOT NULL CHECK (outcome IN ('unchanged', 'moved', 'edited', 'context', 'ambiguous', 'lost')),
  was_words    TEXT NOT NULL,
  was_sentence TEXT NOT NULL,
  words        TEXT NOT NULL,
  sentence     TEXT NOT NULL,
  was_state    TEXT NOT NULL,
  approval_id  INTEGER REFERENCES approvals (id),
  finding_id   INTEGER REFERENCES findings (id),
  UNIQUE (revision_id, claim_id)
) STRICT;
CREATE INDEX carries_claim ON carries (claim_id);
