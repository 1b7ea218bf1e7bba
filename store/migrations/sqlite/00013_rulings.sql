-- +goose Up
-- Where a ruling was made: elsewhere its reason may be for that article's team
-- alone. Those that are there tell by their event.
CREATE TABLE rulings_placed (
  id         INTEGER PRIMARY KEY,
  from_id    INTEGER NOT NULL REFERENCES sources (id),
  to_id      INTEGER NOT NULL REFERENCES sources (id) CHECK (to_id <> from_id),
  copies     INTEGER NOT NULL CHECK (copies IN (0, 1)),
  article_id INTEGER NOT NULL REFERENCES articles (id),
  reason     TEXT NOT NULL CHECK (reason <> ''),
  made_by    INTEGER NOT NULL REFERENCES users (id),
  made_at    INTEGER NOT NULL,
  ended_at   INTEGER
) STRICT;
INSERT INTO rulings_placed
  SELECT r.id, r.from_id, r.to_id, r.copies, e.article_id, r.reason, r.made_by, r.made_at, r.ended_at
  FROM origin_rulings r JOIN events e ON e.action = 'ruling.make' AND e.subject_id = r.id;
DROP TABLE origin_rulings;
ALTER TABLE rulings_placed RENAME TO origin_rulings;
CREATE INDEX origin_rulings_from ON origin_rulings (from_id, to_id);
CREATE INDEX origin_rulings_to ON origin_rulings (to_id);
CREATE INDEX origin_rulings_by ON origin_rulings (made_by);
CREATE INDEX origin_rulings_article ON origin_rulings (article_id);
