package newsroom_test

import (
	"database/sql"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"example.org/tickmark/capture"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"
)

// crossing is a desk on PostgreSQL whose trail is held, so that acts wait at
// their end.
type crossing struct {
	*desk
	db   *sql.DB
	held *sql.Tx
}

func (d *desk) crossing() crossing {
	d.t.Helper()
	c := crossing{desk: d, db: d.SQL(d.t)}
	var err error
	c.held, err = c.db.BeginTx(d.t.Context(), nil)
	d.ok(err)
	_, err = c.held.ExecContext(d.t.Context(), "SELECT size FROM trail_head WHERE id = 1 FOR UPDATE")
	d.ok(err)
	return c
}

// wait returns once n transactions wait for another.
func (c crossing) wait(n int) {
	c.t.Helper()
	for range 1000 {
		var are int
		c.ok(c.db.QueryRowContext(c.t.Context(), "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'").Scan(&are))
		if are >= n {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	c.t.Fatalf("not %d wait", n)
}

// A report is of one moment: what its trail tells that a source is called, it is
// called in the report.
func TestAReportIsOfOneMoment(t *testing.T) {
	d := &desk{House: testkit.NewHouse(t, testkit.FoundedPostgres(t)), t: t}
	d.article = d.Open(t, testkit.Copy)
	d.approved()
	d.Leave(t, d.article)
	s := d.file().Sources[0]
	c := d.crossing()
	var both sync.WaitGroup
	both.Go(func() {
		if err := d.EditSource(t.Context(), testkit.By(d.Carl), s.ID, s.Version, newsroom.SourceEdit{Type: s.Type, Title: "Renamed meanwhile"}); err != nil {
			t.Error(err)
		}
	})
	c.wait(1)
	both.Go(func() {
		if _, err := d.SignOffArticle(t.Context(), testkit.By(d.Ed), d.article, newsroom.SignOff{Revision: 1}); err != nil {
			t.Error(err)
		}
	})
	c.wait(2)
	d.ok(c.held.Rollback())
	both.Wait()
	r, err := d.DB.Queries().ReportByID(t.Context(), d.article, d.file().Report().ID)
	d.ok(err)
	body := string(r.Body)
	if told, called := strings.Contains(body, "source.edit"), strings.Contains(body, `"title":"Renamed meanwhile"`); told != called {
		t.Errorf("its trail tells of the change: %v, and its sources are so: %v", told, called)
	}
}

// A form that is sent twice asks a model once, though the first try at it is
// ended because it crossed something else.
func TestAModelIsAskedOnceWhereActsCross(t *testing.T) {
	d := &desk{House: testkit.NewHouse(t, testkit.FoundedPostgres(t)), t: t}
	m := newChatServer(t, `{"claims":[]}`)
	d.Web = capture.New(capture.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}})
	d.AssistToken = "a-secret-token"
	d.fresh(uncoveredCopy)
	d.ok(d.set(func(s *models.Settings) { s.AssistAddress, s.AssistModel = m.URL+"/v1", "small" }))
	from, now := d.size(), d.Now
	var slow atomic.Bool
	d.Now = func() time.Time { // the second try comes a little later than the second form
		if slow.Load() {
			time.Sleep(400 * time.Millisecond)
		}
		return now()
	}
	c := d.crossing()
	by := testkit.By(d.Carl)
	var both sync.WaitGroup
	ask := func() { both.Go(func() { _ = d.AskModel(t.Context(), by, d.article, 1) }) }
	ask()
	c.wait(1)
	ask()
	c.wait(2)
	slow.Store(true)
	_, err := c.held.ExecContext(t.Context(), "SELECT id FROM articles WHERE id = $1 FOR UPDATE", d.article) // it and the first wait for one another
	d.ok(err)
	time.Sleep(200 * time.Millisecond)
	slow.Store(false)
	c.wait(2)
	d.ok(c.held.Rollback())
	both.Wait()
	if acts := d.actions(from); len(m.asked) != 1 || slices.Index(acts, "suggestion.ask") != 0 {
		t.Errorf("the copy left the house %d times, and the trail has %v", len(m.asked), acts)
	}
}
