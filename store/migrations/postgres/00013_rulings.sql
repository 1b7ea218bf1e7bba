-- +goose Up
-- Where a ruling was made: elsewhere its reason may be for that article's team
-- alone. Those that are there tell by their event.
ALTER TABLE origin_rulings ADD COLUMN article_id BIGINT REFERENCES articles (id);
UPDATE origin_rulings SET article_id = e.article_id FROM events e WHERE e.action = 'ruling.make' AND e.subject_id = origin_rulings.id;
ALTER TABLE origin_rulings ALTER COLUMN article_id SET NOT NULL;
CREATE INDEX origin_rulings_article ON origin_rulings (article_id);
