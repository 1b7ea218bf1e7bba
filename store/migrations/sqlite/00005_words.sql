-- +goose Up
-- The words of articles, claims and sources, for the search. Triggers keep them
-- in the transaction that changes what they are of; what is taken out is
-- overwritten, as everywhere.
CREATE VIRTUAL TABLE article_words USING fts5 (headline, byline, text, content = '', contentless_delete = 1, prefix = '2 3', tokenize = 'unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE claim_words USING fts5 (statement, exact, content = 'claims', content_rowid = 'id', prefix = '2 3', tokenize = 'unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE source_words USING fts5 (title, publisher, author, url, content = 'sources', content_rowid = 'id', prefix = '2 3', tokenize = 'unicode61 remove_diacritics 0');
INSERT INTO article_words (article_words, rank) VALUES ('secure-delete', 1);
INSERT INTO claim_words (claim_words, rank) VALUES ('secure-delete', 1);
INSERT INTO source_words (source_words, rank) VALUES ('secure-delete', 1);

INSERT INTO article_words (rowid, headline, byline, text)
SELECT articles.id, headline, byline, COALESCE(revisions.text, '') FROM articles LEFT JOIN revisions ON revisions.id = articles.revision_id;
INSERT INTO claim_words (claim_words) VALUES ('rebuild');
INSERT INTO source_words (source_words) VALUES ('rebuild');

-- +goose StatementBegin
CREATE TRIGGER article_words_added AFTER INSERT ON articles
BEGIN
  INSERT INTO article_words (rowid, headline, byline, text)
  VALUES (NEW.id, NEW.headline, NEW.byline, COALESCE((SELECT text FROM revisions WHERE id = NEW.revision_id), ''));
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER article_words_changed AFTER UPDATE ON articles
WHEN NEW.headline <> OLD.headline OR NEW.byline <> OLD.byline OR NEW.revision_id IS NOT OLD.revision_id
BEGIN
  DELETE FROM article_words WHERE rowid = OLD.id;
  INSERT INTO article_words (rowid, headline, byline, text)
  VALUES (NEW.id, NEW.headline, NEW.byline, COALESCE((SELECT text FROM revisions WHERE id = NEW.revision_id), ''));
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER claim_words_added AFTER INSERT ON claims
BEGIN INSERT INTO claim_words (rowid, statement, exact) VALUES (NEW.id, NEW.statement, NEW.exact); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER claim_words_changed AFTER UPDATE ON claims
WHEN NEW.statement <> OLD.statement OR NEW.exact <> OLD.exact
BEGIN
  INSERT INTO claim_words (claim_words, rowid, statement, exact) VALUES ('delete', OLD.id, OLD.statement, OLD.exact);
  INSERT INTO claim_words (rowid, statement, exact) VALUES (NEW.id, NEW.statement, NEW.exact);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER source_words_added AFTER INSERT ON sources
BEGIN INSERT INTO source_words (rowid, title, publisher, author, url) VALUES (NEW.id, NEW.title, NEW.publisher, NEW.author, NEW.url); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER source_words_changed AFTER UPDATE ON sources
WHEN NEW.title <> OLD.title OR NEW.publisher <> OLD.publisher OR NEW.author <> OLD.author OR NEW.url <> OLD.url
BEGIN
  INSERT INTO source_words (source_words, rowid, title, publisher, author, url) VALUES ('delete', OLD.id, OLD.title, OLD.publisher, OLD.author, OLD.url);
  INSERT INTO source_words (rowid, title, publisher, author, url) VALUES (NEW.id, NEW.title, NEW.publisher, NEW.author, NEW.url);
END;
-- +goose StatementEnd
