-- +goose Up
-- What the lists of claims go by and what stands with the article: when a claim
-- is due, by itself or by its article's deadline, and the desk. A claim that is
-- never due has the greatest number, so that it comes last. Triggers keep both.
ALTER TABLE claims ADD COLUMN due_by INTEGER NOT NULL DEFAULT 9223372036854775807;
ALTER TABLE claims ADD COLUMN desk TEXT NOT NULL DEFAULT '';
UPDATE claims SET
  due_by = COALESCE(due_at, (SELECT deadline_at FROM articles WHERE articles.id = claims.article_id), 9223372036854775807),
  desk = (SELECT desk FROM articles WHERE articles.id = claims.article_id);

-- +goose StatementBegin
CREATE TRIGGER claims_due_added AFTER INSERT ON claims
BEGIN
  UPDATE claims SET
    due_by = COALESCE(NEW.due_at, (SELECT deadline_at FROM articles WHERE id = NEW.article_id), 9223372036854775807),
    desk = (SELECT desk FROM articles WHERE id = NEW.article_id)
  WHERE id = NEW.id;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER claims_due_changed AFTER UPDATE OF due_at ON claims
WHEN NEW.due_at IS NOT OLD.due_at
BEGIN
  UPDATE claims SET due_by = COALESCE(NEW.due_at, (SELECT deadline_at FROM articles WHERE id = NEW.article_id), 9223372036854775807)
  WHERE id = NEW.id;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER articles_due_changed AFTER UPDATE OF deadline_at, desk ON articles
WHEN NEW.deadline_at IS NOT OLD.deadline_at OR NEW.desk <> OLD.desk
BEGIN
  UPDATE claims SET due_by = COALESCE(due_at, NEW.deadline_at, 9223372036854775807), desk = NEW.desk WHERE article_id = NEW.id;
END;
-- +goose StatementEnd

-- Those that are still to do, by when they are due: all, of a desk, of who has
-- them, of nobody; and the newest of them.
CREATE INDEX claims_todo_due ON claims (due_by, id) WHERE state IN ('open', 'researching', 'in review', 'changes requested');
CREATE INDEX claims_desk_due ON claims (desk, due_by, id) WHERE state IN ('open', 'researching', 'in review', 'changes requested');
CREATE INDEX claims_owner_due ON claims (assignee_id, due_by, id)
  WHERE assignee_id IS NOT NULL AND state IN ('open', 'researching', 'in review', 'changes requested');
CREATE INDEX claims_unowned_due ON claims (due_by, id)
  WHERE assignee_id IS NULL AND state IN ('open', 'researching', 'in review', 'changes requested');
CREATE INDEX claims_todo_new ON claims (id) WHERE state IN ('open', 'researching', 'in review', 'changes requested');
-- Those of a state, and all of them.
CREATE INDEX claims_state_due ON claims (state, due_by, id);
CREATE INDEX claims_due ON claims (due_by, id);
