-- +goose Up
-- Work that goes on after the act that asked for it.
CREATE TABLE jobs (
  id         INTEGER PRIMARY KEY,
  kind       TEXT NOT NULL CHECK (kind <> ''),
  subject_id INTEGER NOT NULL,
  state      TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'discarded')),
  attempts   INTEGER NOT NULL CHECK (attempts >= 0),
  run_at     INTEGER NOT NULL,
  lease      TEXT NOT NULL,
  lease_ends INTEGER,
  last_error TEXT NOT NULL,
  created_by INTEGER REFERENCES users (id),
  created_at INTEGER NOT NULL,
  ended_at   INTEGER,
  CHECK ((state = 'running') = (lease <> '')),
  CHECK ((state = 'running') = (lease_ends IS NOT NULL)),
  CHECK ((state IN ('queued', 'running')) = (ended_at IS NULL))
) STRICT;
CREATE UNIQUE INDEX jobs_open ON jobs (kind, subject_id) WHERE state IN ('queued', 'running');
CREATE INDEX jobs_due ON jobs (run_at) WHERE state = 'queued';
CREATE INDEX jobs_leased ON jobs (lease_ends) WHERE state = 'running';
CREATE INDEX jobs_state ON jobs (state, id);
CREATE INDEX jobs_subject ON jobs (subject_id, kind, id);
CREATE INDEX jobs_ended ON jobs (ended_at) WHERE ended_at IS NOT NULL;

-- What sources looked like.
CREATE TABLE captures (
  id           INTEGER PRIMARY KEY,
  source_id    INTEGER NOT NULL REFERENCES sources (id),
  how          TEXT NOT NULL CHECK (how IN ('fetched', 'uploaded')),
  at           INTEGER NOT NULL,
  status       INTEGER NOT NULL,
  address      TEXT NOT NULL,
  hops         TEXT NOT NULL,
  header       TEXT NOT NULL,
  file_name    TEXT NOT NULL,
  body_sha256  TEXT NOT NULL CHECK (length(body_sha256) = 64),
  body_size    INTEGER NOT NULL CHECK (body_size >= 0),
  media_type   TEXT NOT NULL,
  text         TEXT NOT NULL,
  blocks       TEXT NOT NULL,
  marks        TEXT NOT NULL,
  pages        TEXT NOT NULL,
  title        TEXT NOT NULL,
  author       TEXT NOT NULL,
  publisher    TEXT NOT NULL,
  published_on TEXT NOT NULL,
  modified_on  TEXT NOT NULL,
  language     TEXT NOT NULL,
  canonical    TEXT NOT NULL,
  unread       TEXT NOT NULL,
  created_by   INTEGER REFERENCES users (id)
) STRICT;
CREATE INDEX captures_source ON captures (source_id, id);
CREATE INDEX captures_body ON captures (body_sha256);

-- +goose StatementBegin
CREATE TRIGGER captures_never_updated BEFORE UPDATE ON captures
BEGIN SELECT RAISE(ABORT, 'tickmark: captures are never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER captures_never_deleted BEFORE DELETE ON captures
BEGIN SELECT RAISE(ABORT, 'tickmark: captures are never deleted'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER captures_never_replaced BEFORE INSERT ON captures
WHEN EXISTS (SELECT 1 FROM captures WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'tickmark: captures are never replaced'); END;
-- +goose StatementEnd

-- What was made of a capture's bytes afterwards.
CREATE TABLE capture_files (
  capture_id INTEGER NOT NULL REFERENCES captures (id),
  kind       TEXT NOT NULL CHECK (kind IN ('screenshot', 'pdf')),
  sha256     TEXT NOT NULL CHECK (length(sha256) = 64),
  size       INTEGER NOT NULL CHECK (size >= 0),
  media_type TEXT NOT NULL,
  made_at    INTEGER NOT NULL,
  PRIMARY KEY (capture_id, kind)
) STRICT;
CREATE INDEX capture_files_sha256 ON capture_files (sha256);

-- Each look at a source's page, and what came of it.
CREATE TABLE looks (
  id         INTEGER PRIMARY KEY,
  source_id  INTEGER NOT NULL REFERENCES sources (id),
  at         INTEGER NOT NULL,
  outcome    TEXT NOT NULL CHECK (outcome IN ('first', 'same', 'moved', 'changed', 'gone', 'refused', 'could not look')),
  status     INTEGER NOT NULL,
  address    TEXT NOT NULL,
  reason     TEXT NOT NULL,
  capture_id INTEGER REFERENCES captures (id)
) STRICT;
CREATE INDEX looks_source ON looks (source_id, id);
CREATE INDEX looks_capture ON looks (capture_id);
