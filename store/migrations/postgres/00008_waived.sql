-- +goose Up
-- When a waiver was last given or taken back: a report from before that no
-- longer tells of the copy as it stands.
ALTER TABLE articles ADD COLUMN waived_at BIGINT;
