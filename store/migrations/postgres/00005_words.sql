-- +goose Up
-- The words of articles, claims and sources, for the search. The words of a
-- text end where PostgreSQL's longest list of them might.
CREATE INDEX article_words ON articles USING gin (to_tsvector('simple', headline || ' ' || byline));
CREATE INDEX revision_words ON revisions USING gin (to_tsvector('simple', left(text, 200000)));
CREATE INDEX claim_words ON claims USING gin (to_tsvector('simple', statement || ' ' || exact));
CREATE INDEX source_words ON sources USING gin (to_tsvector('simple', title || ' ' || publisher || ' ' || author || ' ' || url));
