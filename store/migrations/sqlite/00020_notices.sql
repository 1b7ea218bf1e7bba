-- +goose Up
-- What people are told of, where they get mail, and the mails to them.
CREATE TABLE mails (
  id         INTEGER PRIMARY KEY,
  user_id    INTEGER NOT NULL REFERENCES users (id),
  kind       TEXT NOT NULL CHECK (kind IN ('confirm', 'notice', 'digest')),
  day        TEXT NOT NULL CHECK ((day = '') = (kind <> 'digest')),
  created_at INTEGER NOT NULL,
  sent_at    INTEGER
) STRICT;
CREATE UNIQUE INDEX mails_day ON mails (user_id, day) WHERE day <> '';
CREATE INDEX mails_created ON mails (created_at);

CREATE TABLE notices (
  id         INTEGER PRIMARY KEY,
  user_id    INTEGER NOT NULL REFERENCES users (id),
  kind       TEXT NOT NULL CHECK (kind <> ''),
  once       TEXT NOT NULL CHECK (once <> ''),
  event_seq  INTEGER REFERENCES events (seq),
  actor_id   INTEGER REFERENCES users (id),
  article_id INTEGER NOT NULL REFERENCES articles (id),
  claim_id   INTEGER REFERENCES claims (id),
  comment_id INTEGER REFERENCES comments (id),
  how        TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  read_at    INTEGER,
  mail       TEXT NOT NULL CHECK (mail IN ('none', 'now', 'digest')),
  mail_id    INTEGER REFERENCES mails (id)
) STRICT;
CREATE UNIQUE INDEX notices_once ON notices (user_id, once);
CREATE INDEX notices_user ON notices (user_id, id);
CREATE INDEX notices_kind ON notices (user_id, kind, id);
CREATE INDEX notices_unread ON notices (user_id, id, article_id) WHERE read_at IS NULL;
CREATE INDEX notices_digest ON notices (user_id, created_at) WHERE mail = 'digest' AND mail_id IS NULL;
CREATE INDEX notices_mail ON notices (mail_id) WHERE mail_id IS NOT NULL;
CREATE INDEX notices_created ON notices (created_at);

CREATE TABLE notice_choices (
  user_id INTEGER NOT NULL REFERENCES users (id),
  kind    TEXT NOT NULL CHECK (kind <> ''),
  mail    TEXT NOT NULL CHECK (mail IN ('none', 'now', 'digest')),
  PRIMARY KEY (user_id, kind)
) STRICT;

CREATE TABLE mail_addresses (
  user_id      INTEGER PRIMARY KEY REFERENCES users (id),
  address      TEXT NOT NULL,
  secret       BLOB NOT NULL CHECK (length(secret) = 32),
  asked_at     INTEGER NOT NULL,
  confirmed_at INTEGER,
  stopped_at   INTEGER,
  asks         INTEGER NOT NULL CHECK (asks >= 0),
  asks_from    INTEGER
) STRICT;

-- The hour of the daily mail, and whether mails say what is in drafts.
ALTER TABLE settings ADD COLUMN digest_hour INTEGER NOT NULL DEFAULT 8 CHECK (digest_hour BETWEEN 0 AND 23);
ALTER TABLE settings ADD COLUMN mail_words INTEGER NOT NULL DEFAULT 0 CHECK (mail_words IN (0, 1));

-- Nobody is told anew of what was done before there were notices.
INSERT INTO cursors (name, seq) SELECT 'notices', size FROM trail_head WHERE size > 0;
