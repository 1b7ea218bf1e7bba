-- +goose Up
-- What the lists of claims go by and what stands with the article: when a claim
-- is due, by itself or by its article's deadline, and the desk. A claim that is
-- never due has the greatest number, so that it comes last. Triggers keep both.
ALTER TABLE claims ADD COLUMN due_by BIGINT NOT NULL DEFAULT 9223372036854775807;
ALTER TABLE claims ADD COLUMN desk TEXT NOT NULL DEFAULT '';
UPDATE claims SET due_by = COALESCE(claims.due_at, a.deadline_at, 9223372036854775807), desk = a.desk
  FROM articles a WHERE a.id = claims.article_id;

-- +goose StatementBegin
CREATE FUNCTION claim_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT COALESCE(NEW.due_at, a.deadline_at, 9223372036854775807), a.desk INTO NEW.due_by, NEW.desk FROM articles a WHERE a.id = NEW.article_id;
  RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER claims_due_added BEFORE INSERT ON claims FOR EACH ROW EXECUTE FUNCTION claim_due();
CREATE TRIGGER claims_due_changed BEFORE UPDATE OF due_at ON claims FOR EACH ROW
  WHEN (NEW.due_at IS DISTINCT FROM OLD.due_at) EXECUTE FUNCTION claim_due();
-- +goose StatementBegin
CREATE FUNCTION article_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE claims SET due_by = COALESCE(due_at, NEW.deadline_at, 9223372036854775807), desk = NEW.desk WHERE article_id = NEW.id;
  RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER articles_due_changed AFTER UPDATE OF deadline_at, desk ON articles FOR EACH ROW
  WHEN (NEW.deadline_at IS DISTINCT FROM OLD.deadline_at OR NEW.desk <> OLD.desk) EXECUTE FUNCTION article_due();

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
