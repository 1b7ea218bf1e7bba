-- +goose Up
-- What the list of articles counts of each, without reading the claims.
CREATE INDEX claims_tally ON claims (article_id, state, outcome);
-- One person's acts of one kind in the trail.
CREATE INDEX events_actor_action ON events (actor_id, action, seq);
-- Nothing is asked for by these any more: articles are listed by their IDs.
DROP INDEX articles_created;
-- The keys of forms that have run out.
CREATE INDEX act_keys_created ON act_keys (created_at);
-- The report of a revision.
CREATE INDEX reports_revision ON reports (revision_id);
