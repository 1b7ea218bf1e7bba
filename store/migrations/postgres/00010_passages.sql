-- +goose Up
-- The capture that a piece of evidence rests on, and where in its text the
-- passage stands: code points; nowhere when both are 0.
ALTER TABLE evidence ADD COLUMN capture_id BIGINT REFERENCES captures (id);
ALTER TABLE evidence ADD COLUMN quoted_start BIGINT NOT NULL DEFAULT 0;
ALTER TABLE evidence ADD COLUMN quoted_end BIGINT NOT NULL DEFAULT 0 CHECK (0 <= quoted_start AND quoted_start <= quoted_end);
CREATE INDEX evidence_capture ON evidence (capture_id) WHERE capture_id IS NOT NULL;
