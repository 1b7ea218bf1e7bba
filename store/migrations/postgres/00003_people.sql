-- +goose Up
-- What an account is at, when its user was last there, and how they like
-- their pages.
ALTER TABLE users ADD COLUMN version BIGINT NOT NULL DEFAULT 1 CHECK (version > 0);
ALTER TABLE users ADD COLUMN last_seen_at BIGINT;
ALTER TABLE users ADD COLUMN hours TEXT NOT NULL DEFAULT '24' CHECK (hours IN ('12', '24'));
ALTER TABLE users ADD COLUMN key_hints BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE users ADD COLUMN hint_dismissed BOOLEAN NOT NULL DEFAULT FALSE;

-- Limits of the newsroom's own, and its nightly backup.
ALTER TABLE settings ADD COLUMN query_hours BIGINT NOT NULL DEFAULT 24 CHECK (query_hours > 0);
ALTER TABLE settings ADD COLUMN longest_text BIGINT NOT NULL DEFAULT 1048576 CHECK (longest_text BETWEEN 1024 AND 1048576);
ALTER TABLE settings ADD COLUMN nightly_backup BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE settings ADD COLUMN backup_hour BIGINT NOT NULL DEFAULT 3 CHECK (backup_hour BETWEEN 0 AND 23);
ALTER TABLE settings ADD COLUMN backups_kept BIGINT NOT NULL DEFAULT 14 CHECK (backups_kept BETWEEN 1 AND 366);

-- Links by which somebody sets their password: one at a time for a user, and
-- gone once used.
CREATE TABLE password_links (
  user_id    BIGINT PRIMARY KEY REFERENCES users (id),
  token_hash BYTEA NOT NULL UNIQUE,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
