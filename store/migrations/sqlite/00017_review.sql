-- +goose Up
-- What is looked at in claims of a kind, by version: rows are only ever added.
CREATE TABLE checklists (
  id      INTEGER PRIMARY KEY,
  kind    TEXT NOT NULL CHECK (kind <> ''),
  version INTEGER NOT NULL CHECK (version > 0),
  items   TEXT NOT NULL,
  made_by INTEGER NOT NULL REFERENCES users (id),
  made_at INTEGER NOT NULL,
  UNIQUE (kind, version)
) STRICT;
-- +goose StatementBegin
CREATE TRIGGER checklists_never_updated BEFORE UPDATE ON checklists
BEGIN SELECT RAISE(ABORT, 'tickmark: a version of a checklist stays as it is'); END;
-- +goose StatementEnd

-- Who looked at what of a claim, and what the claim was then.
CREATE TABLE ticks (
  id          INTEGER PRIMARY KEY,
  claim_id    INTEGER NOT NULL REFERENCES claims (id),
  kind        TEXT NOT NULL CHECK (kind <> ''),
  item        TEXT NOT NULL CHECK (item <> ''),
  list        INTEGER NOT NULL,
  fingerprint TEXT NOT NULL CHECK (fingerprint <> ''),
  created_by  INTEGER NOT NULL REFERENCES users (id),
  created_at  INTEGER NOT NULL,
  ended_at    INTEGER,
  ended_by    INTEGER REFERENCES users (id)
) STRICT;
CREATE INDEX ticks_claim ON ticks (claim_id);
CREATE UNIQUE INDEX ticks_once ON ticks (claim_id, kind, item, fingerprint, created_by) WHERE ended_at IS NULL;
