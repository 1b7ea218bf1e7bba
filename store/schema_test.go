package store_test

import (
	"database/sql"
	"slices"
	"strings"
	"sync"
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/testkit"

	"github.com/google/go-cmp/cmp"
	"gorm.io/gorm/schema"
)

// column is a column as both databases can tell it.
type column struct {
	Name     string
	Nullable bool
}

func schemaOf(t *testing.T, h *testkit.House, db *sql.DB) map[string][]column {
	t.Helper()
	q := "SELECT name, \"notnull\" = 0 AND pk = 0 FROM pragma_table_info('%')"
	if h.Postgres() {
		q = "SELECT column_name, is_nullable = 'YES' FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '%'"
	}
	all := map[string][]column{}
	for _, table := range h.Tables(t, db) {
		rows, err := db.QueryContext(t.Context(), strings.Replace(q, "%", table, 1))
		must(t, err)
		for rows.Next() {
			var c column
			must(t, rows.Scan(&c.Name, &c.Nullable))
			all[table] = append(all[table], c)
		}
		must(t, rows.Err())
		must(t, rows.Close())
		slices.SortFunc(all[table], func(a, b column) int { return strings.Compare(a.Name, b.Name) })
	}
	return all
}

func TestBothDatabasesHaveTheSameTables(t *testing.T) {
	lite, pg := testkit.NewHouse(t, ""), testkit.NewHouse(t, testkit.FoundedPostgres(t))
	if diff := cmp.Diff(schemaOf(t, lite, lite.SQL(t)), schemaOf(t, pg, pg.SQL(t))); diff != "" {
		t.Errorf("SQLite (-) and PostgreSQL (+) differ:\n%s", diff)
	}
}

// kept are the models that the database keeps.
var kept = []any{
	models.Settings{},
	models.User{},
	models.Session{},
	models.ActKey{},
	models.Notice{},
	models.NoticeChoice{},
	models.MailAddress{},
	models.Mail{},
	models.Article{},
	models.ArticleWriter{},
	models.ArticleMember{},
	models.Revision{},
	models.Waiver{},
	models.Claim{},
	models.Finding{},
	models.Approval{},
	models.Hand{},
	models.Source{},
	models.Evidence{},
	models.Comment{},
	models.Event{},
	models.EventText{},
	models.TrailHash{},
	models.Checkpoint{},
	models.Cursor{},
	models.Report{},
	models.Debt{},
	models.SignInTry{},
	models.Device{},
	models.PasswordLink{},
	models.Draft{},
	models.Citation{},
	models.Carry{},
	models.Acceptance{},
	models.CheckAnswer{},
	models.Proposal{},
	models.Job{},
	models.Capture{},
	models.CaptureFile{},
	models.Look{},
	models.Drift{},
	models.SourceName{},
	models.SourceKeeper{},
	models.PublisherNote{},
	models.Translation{},
	models.ReplySought{},
	models.Archiving{},
	models.Fingerprint{},
	models.OriginEdge{},
	models.OriginRuling{},
	models.BulkAct{},
	models.SavedView{},
	models.AnswerLink{},
	models.LinkAnswer{},
	models.Offer{},
	models.LinkTry{},
	models.Checklist{},
	models.Tick{},
}

func TestEveryFieldOfAModelHasItsColumnAndNoColumnIsLeftOver(t *testing.T) {
	h := testkit.NewHouse(t, "")
	have := schemaOf(t, h, h.SQL(t))
	for _, model := range kept {
		s, err := schema.Parse(model, &sync.Map{}, schema.NamingStrategy{})
		must(t, err)
		want := slices.Sorted(slices.Values(s.DBNames))
		var got []string
		for _, c := range have[s.Table] {
			got = append(got, c.Name)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: the model (-) and the table (+) differ:\n%s", s.Table, diff)
		}
		delete(have, s.Table)
	}
	delete(have, "trail_head")
	if len(have) > 0 {
		t.Errorf("tables without a model: %v", have)
	}
}

func TestMigratingTwiceDoesNothing(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		db := h.SQL(t)
		before := h.Rows(t, db)
		must(t, h.DB.Migrate(t.Context()))
		if diff := cmp.Diff(before, h.Rows(t, db)); diff != "" {
			t.Error(diff)
		}
		if done, err := h.DB.Migrated(t.Context()); !done || err != nil {
			t.Errorf("migrated: %v, %v", done, err)
		}
	})
}
