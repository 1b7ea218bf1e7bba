-- +goose Up
-- What the figures of the week are counted from, by when it happened.
CREATE INDEX approvals_created ON approvals (created_at);
CREATE INDEX approvals_ended ON approvals (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX comments_closed ON comments (closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX drifts_opened ON drifts (opened_at);
-- Articles by their deadline.
CREATE INDEX articles_due ON articles (deadline_at, id) WHERE deadline_at IS NOT NULL;
-- The review debts that somebody opened.
CREATE INDEX debts_mine ON debts (opened_by, due_at) WHERE paid_at IS NULL;
