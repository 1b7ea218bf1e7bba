-- +goose Up
-- What an account is at, when its user was last there, and how they like
-- their pages.
ALTER TABLE users ADD COLUMN version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0);
ALTER TABLE users ADD COLUMN last_seen_at INTEGER;
ALTER TABLE users ADD COLUMN hours TEXT NOT NULL DEFAULT '24' CHECK (hours IN ('12', '24'));
ALTER TABLE users ADD COLUMN key_hints INTEGER NOT NULL DEFAULT 1 CHECK (key_hints IN (0, 1));
ALTER TABLE users ADD COLUMN hint_dismissed INTEGER NOT NULL DEFAULT 0 CHECK (hint_dismissed IN (0, 1));

-- Limits of the newsroom's own, and its nightly backup.
ALTER TABLE settings ADD COLUMN query_hours INTEGER NOT NULL DEFAULT 24 CHECK (query_hours > 0);
ALTER TABLE settings ADD COLUMN longest_text INTEGER NOT NULL DEFAULT 1048576 CHECK (longest_text BETWEEN 1024 AND 1048576);
ALTER TABLE settings ADD COLUMN nightly_backup INTEGER NOT NULL DEFAULT 0 CHECK (nightly_backup IN (0, 1));
ALTER TABLE settings ADD COLUMN backup_hour INTEGER NOT NULL DEFAULT 3 CHECK (backup_hour BETWEEN 0 AND 23);
ALTER TABLE settings ADD COLUMN backups_kept INTEGER NOT NULL DEFAULT 14 CHECK (backups_kept BETWEEN 1 AND 366);

-- Links by which somebody sets their password: one at a time for a user, and
-- gone once used.
CREATE TABLE password_links (
  user_id    INTEGER PRIMARY KEY REFERENCES users (id),
  token_hash BLOB NOT NULL UNIQUE,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
