-- +goose Up
-- The words of captured texts, for the list of all sources. A trigger keeps them
-- in the transaction that adds the capture; captures are never changed, so that
-- no word is ever taken out. A list of words has no more than 255 places of one
-- word: a text has a list for every 4,000 characters, in which none stands more
-- often but where it is more than every third. Each goes on for 500 characters
-- into the next, lest what stands across a border is in neither.
CREATE TABLE capture_words (
  capture_id BIGINT NOT NULL REFERENCES captures (id),
  part       BIGINT NOT NULL CHECK (part >= 0),
  words      TSVECTOR NOT NULL,
  PRIMARY KEY (capture_id, part)
);
-- +goose StatementBegin
CREATE FUNCTION tickmark_capture_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO capture_words (capture_id, part, words)
  SELECT NEW.id, part, to_tsvector('simple', substr(NEW.text, part * 4000 + 1, 4500))
  FROM generate_series(0, (length(NEW.text) - 1) / 4000) part;
  RETURN NULL;
END $$;
-- +goose StatementEnd
INSERT INTO capture_words (capture_id, part, words)
  SELECT id, part, to_tsvector('simple', substr(text, part * 4000 + 1, 4500))
  FROM captures, generate_series(0, (length(text) - 1) / 4000) part WHERE text <> '';
CREATE INDEX capture_words_words ON capture_words USING gin (words);
CREATE TRIGGER capture_words_added AFTER INSERT ON captures FOR EACH ROW WHEN (NEW.text <> '')
  EXECUTE FUNCTION tickmark_capture_words();
