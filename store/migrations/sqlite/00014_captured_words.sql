-- +goose Up
-- The words of captured texts, for the list of all sources. A trigger keeps them
-- in the transaction that adds the capture; captures are never changed, so that
-- no word is ever taken out. Whole words are looked for: no beginnings are kept.
CREATE VIRTUAL TABLE capture_words USING fts5 (text, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 0');
INSERT INTO capture_words (rowid, text) SELECT id, text FROM captures WHERE text <> '';

-- +goose StatementBegin
CREATE TRIGGER capture_words_added AFTER INSERT ON captures
WHEN NEW.text <> ''
BEGIN INSERT INTO capture_words (rowid, text) VALUES (NEW.id, NEW.text); END;
-- +goose StatementEnd
