-- +goose Up
-- The severities of claims that two different people approve. Of a newsroom that
-- there is already, none: nothing changes under it.
ALTER TABLE settings ADD COLUMN two_approvals TEXT NOT NULL DEFAULT '[]';

-- The first of two approvals is a row like any other; alone it approves nothing.
ALTER TABLE claims ADD COLUMN first_approval_id INTEGER REFERENCES approvals (id)
  CHECK (first_approval_id IS NULL OR (state IN ('in review', 'approved') AND (approval_id IS NULL OR approval_id <> first_approval_id)));
ALTER TABLE approvals ADD COLUMN first_of_two INTEGER NOT NULL DEFAULT 0
  CHECK (first_of_two IN (0, 1) AND NOT (first_of_two AND break_glass));

-- The second lock: nobody gives a claim both of its approvals.
CREATE UNIQUE INDEX approvals_by_two ON approvals (claim_id, created_by) WHERE ended_at IS NULL AND NOT break_glass;

DROP TRIGGER approvals_only_end;
-- +goose StatementBegin
CREATE TRIGGER approvals_only_end BEFORE UPDATE ON approvals
WHEN NEW.id <> OLD.id OR NEW.claim_id <> OLD.claim_id OR NEW.claim_version <> OLD.claim_version
  OR NEW.finding_id <> OLD.finding_id OR NEW.bound <> OLD.bound OR NEW.fingerprint <> OLD.fingerprint
  OR NEW.break_glass <> OLD.break_glass OR NEW.reason <> OLD.reason OR NEW.created_by <> OLD.created_by
  OR NEW.created_at <> OLD.created_at OR NEW.first_of_two <> OLD.first_of_two OR OLD.ended_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'tickmark: an approval only ends'); END;
-- +goose StatementEnd

-- Right of reply: whom a claim criticises, to whom each point was put, and what
-- came of it.
ALTER TABLE claims ADD COLUMN criticises TEXT NOT NULL DEFAULT '';
CREATE TABLE replies_sought (
  id          INTEGER PRIMARY KEY,
  claim_id    INTEGER NOT NULL REFERENCES claims (id),
  whom        TEXT NOT NULL CHECK (whom <> ''),
  channel     TEXT NOT NULL CHECK (channel <> ''),
  asked_at    INTEGER NOT NULL,
  due_at      INTEGER,
  answer      TEXT NOT NULL,
  no_answer   INTEGER NOT NULL DEFAULT 0 CHECK (no_answer IN (0, 1)),
  answered_at INTEGER,
  reflected   TEXT NOT NULL,
  settled_at  INTEGER,
  settled_by  INTEGER REFERENCES users (id),
  removed_at  INTEGER,
  created_by  INTEGER NOT NULL REFERENCES users (id),
  created_at  INTEGER NOT NULL,
  CHECK (settled_at IS NULL OR (answered_at IS NOT NULL AND reflected <> ''))
) STRICT;
CREATE INDEX replies_sought_claim ON replies_sought (claim_id, id);
CREATE INDEX replies_sought_by ON replies_sought (created_by);
CREATE INDEX replies_sought_settler ON replies_sought (settled_by);
