-- +goose Up
-- Pages that claims rest on and that are gone or say something else.
CREATE TABLE drifts (
  id        INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES sources (id),
  look_id   INTEGER NOT NULL REFERENCES looks (id),
  outcome   TEXT NOT NULL CHECK (outcome IN ('changed', 'gone')),
  opened_at INTEGER NOT NULL,
  closed_at INTEGER,
  closed_by INTEGER REFERENCES users (id),
  CHECK ((closed_at IS NULL) = (closed_by IS NULL))
) STRICT;
CREATE UNIQUE INDEX drifts_open ON drifts (source_id) WHERE closed_at IS NULL;
CREATE INDEX drifts_source ON drifts (source_id, id);
CREATE INDEX drifts_look ON drifts (look_id);
