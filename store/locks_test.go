package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/testkit"
	"example.org/tickmark/workflow"

	"github.com/google/go-cmp/cmp"
)

// never are the tables that nothing may change, with the columns that name a
// row; only are those in which a row may end and nothing else.
var (
	never = map[string][]string{
		"events": {"seq"}, "trail_hashes": {"id"}, "checkpoints": {"size"}, "revisions": {"id"}, "reports": {"id"},
		"event_texts": {"event_seq", "field", "side"},
	}
	only = map[string]string{"approvals": "ended_at", "findings": "ended_at", "hands": "ended_seq"}
)

// try runs a statement in a transaction that is always rolled back.
func try(t *testing.T, db *sql.DB, statement string, args ...any) error {
	t.Helper()
	tx, err := db.BeginTx(context.Background(), nil)
	must(t, err)
	_, err = tx.ExecContext(context.Background(), statement, args...)
	must(t, tx.Rollback())
	return err
}

func locked(t *testing.T, db *sql.DB, statement string, args ...any) {
	t.Helper()
	if err := try(t, db, statement, args...); err == nil || !strings.Contains(err.Error(), "tickmark: ") {
		t.Errorf("not refused by a lock of ours: %s: %v", statement, err)
	}
}

func columns(t *testing.T, h *testkit.House, db *sql.DB, table string) (names []string) {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), "SELECT * FROM "+table+" WHERE 1 = 0")
	must(t, err)
	names, err = rows.Columns()
	must(t, err)
	must(t, rows.Err())
	must(t, rows.Close())
	return names
}

func TestTheDatabaseRefusesToChangeWhatIsForGood(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		newTwo(t, h)
		db := h.SQL(t)
		before := h.Rows(t, db)
		for table := range never {
			if len(before[table]) == 0 {
				t.Fatalf("%s is empty: nothing is tried", table)
			}
			for _, c := range columns(t, h, db, table) {
				if table != "event_texts" {
					locked(t, db, fmt.Sprintf("UPDATE %s SET %s = %s", table, c, c))
				}
			}
		}
		locked(t, db, "UPDATE event_texts SET text = 'other' WHERE text <> ''")
		locked(t, db, "UPDATE event_texts SET salt = salt, text = ''")
		locked(t, db, "UPDATE event_texts SET event_seq = event_seq + 1")
		for table, ends := range only {
			for _, c := range columns(t, h, db, table) {
				if c == ends || c == "ended_by" {
					continue
				}
				for _, value := range []string{"77", "'77'", "'wrong'", "NOT " + c} {
					if err := try(t, db, fmt.Sprintf("UPDATE %s SET %s = %s", table, c, value)); err == nil {
						t.Errorf("%s.%s was changed to %s", table, c, value)
					}
				}
			}
		}
		for _, table := range slices.Concat(keys(never), keys(only)) {
			locked(t, db, "DELETE FROM "+table)
			if h.Postgres() {
				locked(t, db, "TRUNCATE "+table+" CASCADE")
			} else {
				locked(t, db, "INSERT OR REPLACE INTO "+table+" SELECT * FROM "+table)
				locked(t, db, "REPLACE INTO "+table+" SELECT * FROM "+table)
			}
		}
		if diff := cmp.Diff(before, h.Rows(t, db)); diff != "" {
			t.Error(diff)
		}
	})
}

func keys[V any](m map[string]V) (ks []string) {
	for k := range m {
		ks = append(ks, k)
	}
	slices.Sort(ks)
	return ks
}

// An upsert, and in SQLite a REPLACE by another key than the row's number,
// would write over a row without a delete.
func TestTheDatabaseRefusesToWriteOver(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		newTwo(t, h)
		db := h.SQL(t)
		for table, key := range never {
			set := columns(t, h, db, table)[len(columns(t, h, db, table))-1]
			if table == "event_texts" {
				locked(t, db, "INSERT INTO event_texts SELECT * FROM event_texts WHERE text <> '' ON CONFLICT (event_seq, field, side) DO UPDATE SET text = 'other'")
				continue
			}
			locked(t, db, fmt.Sprintf("INSERT INTO %s SELECT * FROM %s WHERE 1 = 1 ON CONFLICT (%s) DO UPDATE SET %s = excluded.%s",
				table, table, strings.Join(key, ", "), set, set))
		}
		if h.Postgres() {
			return
		}
		for table, other := range map[string]string{
			"revisions": "id + 100, article_id, number, text, blocks, marks, sha256, sentences, created_by, created_at, origin, original_sha256, original_name, original_type, original_size, original_address, reading",
			"reports":   "id + 100, article_id, revision_id, year, serial, break_glass, supersedes, body, body_sha256, issued_by, issued_at",
			"hands":     "id + 100, claim_id, user_id, cause, event_seq, ended_seq",
			"approvals": "id + 100, claim_id, claim_version, finding_id, bound, fingerprint, 1, 'r', created_by, created_at, ended_at, ended_by, first_of_two",
		} {
			locked(t, db, fmt.Sprintf("REPLACE INTO %s SELECT %s FROM %s", table, other, table))
		}
	})
}

func TestOnlyErasingEmptiesATextOfTheTrail(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		h.Open(t, testkit.Copy)
		db := h.SQL(t)
		empty := "UPDATE event_texts SET text = '', salt = x''"
		if h.Postgres() {
			empty = "UPDATE event_texts SET text = '', salt = ''::bytea"
		}
		must(t, try(t, db, empty))
	})
}

func TestTheTrailHasNoGap(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		db := h.SQL(t)
		insert := "INSERT INTO events SELECT seq + %d, at, actor_id, action, subject, subject_id, article_id, claim_id, request_id, leaf, leaf_hash" +
			" FROM events WHERE seq = (SELECT MAX(seq) FROM events)"
		locked(t, db, fmt.Sprintf(insert, 2))
		locked(t, db, fmt.Sprintf(insert, 0))
		must(t, try(t, db, fmt.Sprintf(insert, 1)))
	})
}

func TestTheDatabaseRefusesAnApprovalByAHand(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		article := h.Open(t, testkit.Copy)
		h.ToReview(t, h.Duo, article, h.Mark(t, h.Carl, article, 2))
		c := h.Case(t, article, 1).Claim
		db := h.SQL(t)
		approve := func(by models.ID, glass string) error {
			return try(t, db, fmt.Sprintf("INSERT INTO approvals (claim_id, claim_version, finding_id, bound, fingerprint, break_glass, reason,"+
				" created_by, created_at, ended_by) VALUES (%d, %d, %d, '', '%064d', %s, 'r', %d, 1, '')", c.ID, c.Version+1, c.FindingID, 1, glass, by))
		}
		yes, no := "1", "0"
		if h.Postgres() {
			yes, no = "true", "false"
		}
		for _, hand := range []models.User{h.Duo, h.Carl} {
			if err := approve(hand.ID, no); err == nil || !strings.Contains(err.Error(), "a hand may not approve") {
				t.Errorf("%s: got %v", hand.Name, err)
			}
			if err := approve(hand.ID, yes); err != nil {
				t.Errorf("%s, by break glass: got %v", hand.Name, err)
			}
		}
		must(t, approve(h.Rita.ID, no))
	})
}

func TestAHandEndsOnlyAsAWriters(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		meta := testkit.Meta(h.Ed)
		meta.Writers = []models.ID{h.Eva.ID}
		article := h.OpenAs(t, meta, testkit.Copy)
		h.Mark(t, h.Carl, article, 2)
		db := h.SQL(t)
		must(t, try(t, db, "UPDATE hands SET ended_seq = 1 WHERE cause = 'wrote the sentence'"))
		locked(t, db, "UPDATE hands SET ended_seq = 1 WHERE cause = 'wrote the statement'")
	})
}

func TestWhatEndedStaysEnded(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		article := h.Open(t, testkit.Copy)
		h.ToApproved(t, h.Carl, h.Rita, article, h.Mark(t, h.Carl, article, 2))
		h.Do(t, h.Rita, article, 1, workflow.Reopen)
		h.Find(t, h.Carl, article, 1, models.Attributed)
		db := h.SQL(t)
		for _, table := range []string{"approvals", "findings"} {
			locked(t, db, "UPDATE "+table+" SET ended_at = NULL WHERE ended_at IS NOT NULL")
			locked(t, db, "UPDATE "+table+" SET ended_at = 7 WHERE ended_at IS NOT NULL")
		}
	})
}

// Each statement breaks one CHECK of the schema.
func TestTheDatabaseRefusesWhatMakesNoSense(t *testing.T) {
	statements := []string{
		"UPDATE claims SET state = 'lost'",
		"UPDATE claims SET state = 'approved' WHERE approval_id IS NULL",
		"UPDATE claims SET approval_id = NULL WHERE state = 'approved'",
		"UPDATE claims SET state = 'in review', submitted_by = NULL WHERE approval_id IS NULL",
		"UPDATE claims SET state = 'withdrawn' WHERE approval_id IS NULL",
		"UPDATE claims SET withdraw_reason = 'not a fact' WHERE state = 'open'",
		"UPDATE claims SET withdraw_reason = 'bored'",
		"UPDATE claims SET outcome = 'gone'",
		"UPDATE claims SET span_start = span_end",
		"UPDATE claims SET span_start = -1",
		"UPDATE claims SET statement = ''",
		"UPDATE claims SET kinds = ''",
		"UPDATE claims SET severity = 'high'",
		"UPDATE claims SET version = 0",
		"UPDATE claims SET number = 1 WHERE article_id = (SELECT MIN(id) FROM articles)",
		"UPDATE claims SET assignee_id = 999",
		"UPDATE comments SET kind = 'shout'",
		"UPDATE comments SET closing = 'resolved' WHERE closed_at IS NULL",
		"UPDATE comments SET closed_at = 1 WHERE closed_at IS NULL",
		"UPDATE comments SET asked_id = NULL WHERE kind = 'query'",
		"UPDATE evidence SET stance = 'maybe'",
		"UPDATE evidence SET authority = 'tertiary'",
		"UPDATE sources SET title = ''",
		"UPDATE debts SET reason = ''",
		"UPDATE debts SET point = ''",
		"UPDATE articles SET direction = 'up'",
		"UPDATE articles SET next_claim = 0",
		"UPDATE users SET handle = ''",
		"UPDATE users SET name = ''",
		"UPDATE users SET handle = 'same'",
		"UPDATE settings SET id = 2",
		"UPDATE settings SET idle_minutes = 0",
		"UPDATE act_keys SET key = ''",
		"UPDATE trail_head SET id = 2",
		"DELETE FROM claims",
		"DELETE FROM articles",
		"DELETE FROM users",
	}
	onBoth(t, func(t *testing.T, h *testkit.House) {
		newTwo(t, h)
		db := h.SQL(t)
		for _, s := range statements {
			if try(t, db, s) == nil {
				t.Errorf("accepted: %s", s)
			}
		}
	})
}
