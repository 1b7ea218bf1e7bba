-- +goose Up
-- A person's word is a source as well: who said it is its author. Of a protected
-- source only a pseudonym stands in sources; its name stands in source_names and
-- is shown to those whom source_keepers lists.
ALTER TABLE sources ADD COLUMN word_how TEXT NOT NULL DEFAULT ''
  CHECK (word_how IN ('', 'in person', 'by phone', 'by video', 'in writing', 'own witness'));
ALTER TABLE sources ADD COLUMN word_at INTEGER;
ALTER TABLE sources ADD COLUMN consent TEXT NOT NULL DEFAULT ''
  CHECK (consent IN ('', 'may be named', 'by role only', 'not to be named'));
ALTER TABLE sources ADD COLUMN protected INTEGER NOT NULL DEFAULT 0 CHECK (protected IN (0, 1));
-- What came of the last look at its page; the source with which it is one; what
-- may be changed has a version.
ALTER TABLE sources ADD COLUMN health TEXT NOT NULL DEFAULT '';
ALTER TABLE sources ADD COLUMN looked_at INTEGER;
ALTER TABLE sources ADD COLUMN same_as INTEGER REFERENCES sources (id) CHECK (same_as <> id);
ALTER TABLE sources ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
UPDATE sources SET health = l.outcome, looked_at = l.at
  FROM looks l WHERE l.id = (SELECT max(id) FROM looks WHERE source_id = sources.id);
-- Two sources whose addresses have the same key are at one place. Until a page is
-- captured again that is its address without scheme, www and a slash at its end.
ALTER TABLE sources ADD COLUMN address_key TEXT NOT NULL DEFAULT '';
UPDATE sources SET address_key = rtrim(CASE
  WHEN url LIKE 'https://www.%' THEN substr(url, 13)
  WHEN url LIKE 'http://www.%' THEN substr(url, 12)
  WHEN url LIKE 'https://%' THEN substr(url, 9)
  WHEN url LIKE 'http://%' THEN substr(url, 8)
  ELSE '' END, '/');
CREATE INDEX sources_address ON sources (address_key, id) WHERE address_key <> '';
CREATE INDEX sources_protected ON sources (id) WHERE protected;
CREATE INDEX sources_health ON sources (health, id);
CREATE INDEX sources_type ON sources (type, id);
CREATE INDEX sources_publisher ON sources (publisher, id);
CREATE INDEX sources_same ON sources (same_as) WHERE same_as IS NOT NULL;

CREATE TABLE source_names (
  source_id INTEGER PRIMARY KEY REFERENCES sources (id),
  name      TEXT NOT NULL CHECK (name <> ''),
  contact   TEXT NOT NULL,
  note      TEXT NOT NULL
) STRICT;

CREATE TABLE source_keepers (
  source_id INTEGER NOT NULL REFERENCES sources (id),
  user_id   INTEGER NOT NULL REFERENCES users (id),
  PRIMARY KEY (source_id, user_id)
) STRICT;
CREATE INDEX source_keepers_user ON source_keepers (user_id);

-- What the newsroom knows of a publisher, by its name in small letters.
CREATE TABLE publisher_notes (
  publisher  TEXT PRIMARY KEY CHECK (publisher <> ''),
  note       TEXT NOT NULL,
  changed_by INTEGER NOT NULL REFERENCES users (id),
  changed_at INTEGER NOT NULL,
  version    INTEGER NOT NULL
) STRICT;
CREATE INDEX publisher_notes_by ON publisher_notes (changed_by);

-- Since when what drifted stands there again, as far as looks show.
ALTER TABLE drifts ADD COLUMN again_at INTEGER;

-- What a file tells beside its text, and how its page was asked for.
ALTER TABLE captures ADD COLUMN facts TEXT NOT NULL DEFAULT '[]';
ALTER TABLE captures ADD COLUMN asked TEXT NOT NULL DEFAULT '';
CREATE INDEX captures_canonical ON captures (canonical) WHERE canonical <> '';

-- Where a public archive keeps what a capture's page showed.
CREATE TABLE archivings (
  id         INTEGER PRIMARY KEY,
  capture_id INTEGER NOT NULL REFERENCES captures (id),
  at         INTEGER NOT NULL,
  address    TEXT NOT NULL CHECK (address <> '')
) STRICT;
CREATE INDEX archivings_capture ON archivings (capture_id, id);

-- A quoted passage in other words, by a person who answers for them.
CREATE TABLE translations (
  id          INTEGER PRIMARY KEY,
  evidence_id INTEGER NOT NULL REFERENCES evidence (id),
  language    TEXT NOT NULL CHECK (language <> ''),
  text        TEXT NOT NULL CHECK (text <> ''),
  created_by  INTEGER NOT NULL REFERENCES users (id),
  created_at  INTEGER NOT NULL,
  removed_at  INTEGER
) STRICT;
CREATE INDEX translations_evidence ON translations (evidence_id, id);
CREATE INDEX translations_by ON translations (created_by);

-- Whose words are whose: what finds texts alike, what was found, and what people
-- ruled.
CREATE TABLE fingerprints (
  print      INTEGER NOT NULL,
  capture_id INTEGER NOT NULL REFERENCES captures (id),
  PRIMARY KEY (print, capture_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX fingerprints_capture ON fingerprints (capture_id);

CREATE TABLE origin_edges (
  from_id INTEGER NOT NULL REFERENCES sources (id),
  to_id   INTEGER NOT NULL REFERENCES sources (id) CHECK (to_id <> from_id),
  kind    TEXT NOT NULL CHECK (kind IN ('copied', 'rewritten', 'cites')),
  sign    TEXT NOT NULL,
  score   REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
  figures INTEGER NOT NULL,
  quotes  INTEGER NOT NULL,
  reason  TEXT NOT NULL,
  PRIMARY KEY (from_id, to_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX origin_edges_to ON origin_edges (to_id);

CREATE TABLE origin_rulings (
  id      INTEGER PRIMARY KEY,
  from_id INTEGER NOT NULL REFERENCES sources (id),
  to_id   INTEGER NOT NULL REFERENCES sources (id) CHECK (to_id <> from_id),
  copies  INTEGER NOT NULL CHECK (copies IN (0, 1)),
  reason  TEXT NOT NULL CHECK (reason <> ''),
  made_by INTEGER NOT NULL REFERENCES users (id),
  made_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;
CREATE INDEX origin_rulings_from ON origin_rulings (from_id, to_id);
CREATE INDEX origin_rulings_to ON origin_rulings (to_id);
CREATE INDEX origin_rulings_by ON origin_rulings (made_by);

-- The severities of claims that want two independent roots.
ALTER TABLE settings ADD COLUMN two_roots TEXT NOT NULL DEFAULT '[]';
