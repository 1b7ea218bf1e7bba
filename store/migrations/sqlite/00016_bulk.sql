-- +goose Up
-- What came of an act on several claims at once, for whoever did it.
CREATE TABLE bulk_acts (
  id         INTEGER PRIMARY KEY,
  user_id    INTEGER NOT NULL REFERENCES users (id),
  act        TEXT NOT NULL CHECK (act <> ''),
  lines      TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
-- Lists under a name, for whoever saved them or for all.
CREATE TABLE saved_views (
  id         INTEGER PRIMARY KEY,
  user_id    INTEGER NOT NULL REFERENCES users (id),
  name       TEXT NOT NULL CHECK (name <> ''),
  address    TEXT NOT NULL CHECK (address <> ''),
  shared     INTEGER NOT NULL CHECK (shared IN (0, 1)),
  created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX saved_views_user ON saved_views (user_id, name);
CREATE UNIQUE INDEX saved_views_shared ON saved_views (name) WHERE shared;
-- The debts of several claims at once.
CREATE INDEX debts_claim ON debts (claim_id) WHERE claim_id IS NOT NULL;
-- The queries that nobody answered, and the debts that nobody paid, by when they
-- are due.
CREATE INDEX comments_waiting ON comments (COALESCE(due_at, 9223372036854775807), id) WHERE kind = 'query' AND closed_at IS NULL AND parent_id IS NULL;
CREATE INDEX debts_waiting ON debts (due_at, id) WHERE paid_at IS NULL;
