package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"
)

// list is a list page's question to the store, as docs/lists.md names it.
type list struct {
	name string
	page bool // it goes on page by page: what it finds must come in order
	ask  func(context.Context, store.Queries, *testkit.House) error
}

// lists are all list pages, and what other pages show of a growing table.
var lists = []list{
	{"articles", true, func(ctx context.Context, q store.Queries, h *testkit.House) error {
		return told(q.Stamps(ctx, h.Vera.ID, 0, 51))
	}},
	{"articles, further down", true, func(ctx context.Context, q store.Queries, h *testkit.House) error {
		return told(q.Stamps(ctx, h.Vera.ID, 40, 51))
	}},
	{"articles, what is new of them", false, func(ctx context.Context, q store.Queries, h *testkit.House) error {
		as, err := q.ArticlesOf(ctx, h.Vera.ID, []models.ID{1, 2, 3})
		if err != nil {
			return err
		}
		return told(q.Tallies(ctx, as))
	}},
	{"claims to do", true, queue(store.ClaimFilter{})},
	{"claims to do, further on", true, queue(store.ClaimFilter{After: store.ClaimKey{Due: 40, ID: 40}})},
	{"claims to do that are due in some days", true, queue(store.ClaimFilter{DueFrom: 1, DueBefore: 40})},
	{"claims to do that are never due", true, queue(store.ClaimFilter{NeverDue: true})},
	{"claims of a state", true, queue(store.ClaimFilter{State: models.Approved})},
	{"claims of every state", true, queue(store.ClaimFilter{State: store.AnyState})},
	{"claims that somebody has", true, queue(store.ClaimFilter{Assignee: 3})},
	{"claims that somebody has, of a state", true, queue(store.ClaimFilter{Assignee: 3, State: models.Researching})},
	{"claims that nobody has", true, queue(store.ClaimFilter{Unowned: true})},
	{"claims of a desk", true, queue(store.ClaimFilter{Desk: "News"})},
	{"claims that somebody may approve", true, func(ctx context.Context, q store.Queries, h *testkit.House) error {
		return told(q.ReviewQueue(ctx, h.Rita.ID, store.ClaimKey{Due: 40, ID: 40}, 51))
	}},
	{"claims to do, newest first", true, queue(store.ClaimFilter{Sort: store.SortNewest})},
	{"claims to do, oldest first", true, queue(store.ClaimFilter{Sort: store.SortOldest, After: store.ClaimKey{ID: 40}})},
	{"claims of every state, newest first", true, queue(store.ClaimFilter{Sort: store.SortNewest, State: store.AnyState})},
	{"claims by several filters", true, queue(store.ClaimFilter{Kind: models.KindDate, Severity: models.LowSeverity, Language: "en", Desk: "News", Unowned: true})},
	{"claims by several filters, newest first", true, queue(store.ClaimFilter{Kind: models.KindDate, Desk: "News", Sort: store.SortNewest})},
	{"claims with words", false, queue(store.ClaimFilter{Term: "leaders met", Severity: models.LowSeverity})},
	{"an act on several claims", false, func(ctx context.Context, q store.Queries, h *testkit.House) error {
		some := []models.ID{1, 2, 3}
		for _, err := range []error{
			told(q.ClaimArticles(ctx, h.Vera.ID, some)), found(q.BulkAct(ctx, h.Vera.ID, 1)), told(q.SavedViews(ctx, h.Vera.ID)), found(q.SavedView(ctx, h.Vera.ID, 1)),
			told(q.Claims(ctx, store.Of{Claims: some})), told(q.Findings(ctx, store.Of{Claims: some})), told(q.Comments(ctx, store.Of{Claims: some})), told(q.Debts(ctx, store.Of{Claims: some})),
		} {
			if err != nil {
				return err
			}
		}
		return nil
	}},
	{"articles by filters", true, func(ctx context.Context, q store.Queries, h *testkit.House) error {
		_, _, err := q.ListArticles(ctx, h.Vera.ID, store.ArticleFilter{Desk: "News", Work: store.WorkTodo, DueBefore: 40, Limit: 51})
		return err
	}},
	{"open queries", true, func(ctx context.Context, q store.Queries, h *testkit.House) error {
		return told(q.OpenQueries(ctx, h.Vera.ID, store.WaitFilter{Limit: 51}))
	}},
	{"open queries to somebody", false, func(ctx context.Context, q store.Queries, h *testkit.House) error {
		return told(q.OpenQueries(ctx, h.Vera.ID, store.WaitFilter{Asked: h.Vera.ID, Article: 1, DueBefore: 40, Limit: 51}))
	}},
	{"open review debts", true, func(ctx context.Context, q store.Queries, h *testkit.House) error {
		return told(q.OpenDebtList(ctx, h.Vera.ID, store.WaitFilter{DueBefore: 40, Limit: 51}))
	}},
	{"claims of an article", false, queue(store.ClaimFilter{Article: 1, State: store.AnyState})},
	{"an article's page", false, func(ctx context.Context, q store.Queries, h *testkit.House) error {
		for _, err := range []error{
			told(q.Stamp(ctx, h.Vera.ID, 1)), told(q.Article(ctx, h.Vera.ID, 1)), told(q.Writers(ctx, 1)), told(q.Team(ctx, 1)), told(q.RevisionByID(ctx, 1)),
			told(q.Waivers(ctx, 1)), told(q.ClaimLines(ctx, 1)), told(q.ApprovalLines(ctx, 1)), told(q.OpenTalk(ctx, 1)), told(q.Debts(ctx, store.Of{Article: 1})),
			told(q.ReportLines(ctx, 1)), told(q.Acceptances(ctx, 1, 100)), told(q.CheckAnswers(ctx, 1)), told(q.Proposals(ctx, 1)), told(q.Accepted(ctx, 1)), told(q.ActsOnAccepted(ctx, 1)), told(q.Passages(ctx, 1)),
		} {
			if err != nil {
				return err
			}
		}
		return nil
	}},
	{"an open claim", false, func(ctx context.Context, q store.Queries, _ *testkit.House) error {
		return everything(ctx, q, store.Of{Article: 1, Claim: 1})
	}},
	{"a whole article", false, func(ctx context.Context, q store.Queries, _ *testkit.House) error {
		return everything(ctx, q, store.Of{Article: 1})
	}},
	{"the drafts of a person", false, func(ctx context.Context, q store.Queries, h *testkit.House) error {
		for _, err := range []error{told(q.Drafts(ctx, h.Ed.ID)), found(q.EditDraft(ctx, h.Ed.ID, 1)), told(q.Keeps(ctx, strings.Repeat("a", 64)))} {
			if err != nil {
				return err
			}
		}
		return nil
	}},
	{"what a revision did", false, func(ctx context.Context, q store.Queries, _ *testkit.House) error {
		if err := told(q.Carries(ctx, 1)); err != nil {
			return err
		}
		return told(q.Citations(ctx, 1))
	}},
	{"what sources keep, and for whom", false, func(ctx context.Context, q store.Queries, h *testkit.House) error {
		for _, err := range []error{
			told(q.CaptureLines(ctx, h.Vera.ID, []models.ID{1, 2})), told(q.KeptBy(ctx, h.Vera.ID, []models.ID{1, 2})), told(q.Keepers(ctx, 1)), told(q.KeptAlone(ctx, h.Vera.ID)),
			found(q.NewestCapture(ctx, h.Vera.ID, 1)), found(q.CaptureWith(ctx, 1, strings.Repeat("a", 64))), found(q.KeptSource(ctx, h.Vera.ID, 1)), found(q.SourceName(ctx, h.Vera.ID, 1)),
		} {
			if err != nil {
				return err
			}
		}
		return nil
	}},
	{"reports", true, func(ctx context.Context, q store.Queries, h *testkit.House) error {
		return told(q.ReportList(ctx, h.Vera.ID, 0, 51))
	}},
	{"the trail", true, trailOf(store.EventFilter{})},
	{"the trail, further down", true, trailOf(store.EventFilter{Before: 40})},
	{"the trail of an article", true, trailOf(store.EventFilter{Article: 1})},
	{"the trail of a claim", true, trailOf(store.EventFilter{Article: 1, Claim: 1})},
	{"the trail of a person", true, trailOf(store.EventFilter{Actor: 3})},
	{"the trail of an action", true, trailOf(store.EventFilter{Action: "claim.mark"})},
	{"the trail of a person's action", true, trailOf(store.EventFilter{Actor: 3, Action: "claim.mark"})},
	{"the trail of some days", true, trailOf(store.EventFilter{From: 1_758_000_000_000, Until: 1_759_000_000_000})},
	{"the trail of a person in some days", true, trailOf(store.EventFilter{Actor: 3, From: 1_758_000_000_000, Until: 1_759_000_000_000})},
	{"what trail pages name", false, func(ctx context.Context, q store.Queries, h *testkit.House) error {
		for _, err := range []error{
			told(q.ClaimNumbers(ctx, []models.ID{1, 2})), told(q.ArticleHeadlines(ctx, h.Vera.ID, []models.ID{1, 2})), told(q.TextsOf(ctx, []int64{1, 2})),
		} {
			if err != nil {
				return err
			}
		}
		return nil
	}},
	{"a search", false, func(ctx context.Context, q store.Queries, h *testkit.House) error {
		return told(q.Search(ctx, h.Vera.ID, "leaders met", 50))
	}},
	{"all sources", true, library(store.SourceFilter{})},
	{"all sources, further down", true, library(store.SourceFilter{Before: 40})},
	{"the sources of a type", true, library(store.SourceFilter{Type: models.Book})},
	{"the sources of a health", true, library(store.SourceFilter{Health: models.LookGone})},
	{"the sources that nobody looked at", true, library(store.SourceFilter{Unlooked: true})},
	{"the sources of a publisher", true, library(store.SourceFilter{Publisher: "The Times"})},
	{"the protected sources", true, library(store.SourceFilter{Protected: true})},
	{"the sources that drifted", false, library(store.SourceFilter{Drifted: true})},
	{"the sources with words begun", false, library(store.SourceFilter{Term: "leaders me", Begun: true})},
	{"the sources with words", false, library(store.SourceFilter{Term: "leaders met"})},
	{"the sources that are not used", true, library(store.SourceFilter{Unused: true})},
	{"the sources by several filters", true, library(store.SourceFilter{Type: models.Book, Health: models.LookGone, Protected: true, Unused: true})},
	{"the sources by words and filters", false, library(store.SourceFilter{Term: "leaders", Type: models.Book, Unused: true, Drifted: true})},
	{"what captures say", false, func(ctx context.Context, q store.Queries, h *testkit.House) error {
		return told(q.Saying(ctx, h.Vera.ID, store.SourceFilter{Term: "w1 w2", Type: models.PressReport, Unused: true, Limit: 21}))
	}},
	{"what captures say in scripts without spaces", false, func(ctx context.Context, q store.Queries, h *testkit.House) error {
		return told(q.Saying(ctx, h.Vera.ID, store.SourceFilter{Term: "東京", Limit: 21}))
	}},
	{"what rests on the sources of a page", false, func(ctx context.Context, q store.Queries, h *testkit.House) error {
		if err := told(q.SourceUses(ctx, h.Vera.ID, []models.ID{1, 2})); err != nil {
			return err
		}
		return told(q.SourcesHeld(ctx, h.Vera.ID, []models.ID{1, 2}))
	}},
	{"the claims that rest on a source", false, func(ctx context.Context, q store.Queries, h *testkit.House) error {
		return told(q.RestingOn(ctx, h.Vera.ID, []models.ID{1, 2}, 40, 51))
	}},
	{"a source", false, func(ctx context.Context, q store.Queries, h *testkit.House) error {
		for _, err := range []error{
			found(q.Source(ctx, h.Vera.ID, 1)), told(q.SourceGroup(ctx, h.Vera.ID, 1)), told(q.PublisherNotes(ctx, []string{"the times"})),
			told(q.SourcesOf(ctx, h.Vera.ID, []models.ID{1, 2})), told(q.ShownIn(ctx, []models.ID{1, 2})),
			told(q.AlikeTo(ctx, h.Vera.ID, store.SameAddress, 1, 10)), told(q.AlikeTo(ctx, h.Vera.ID, store.SameBytes, 1, 10)), told(q.AlikeTo(ctx, h.Vera.ID, store.SameText, 1, 10)), told(q.AlikeTo(ctx, h.Vera.ID, store.LentText, 1, 10)),
		} {
			if err != nil {
				return err
			}
		}
		return nil
	}},
	{"jobs", true, func(ctx context.Context, q store.Queries, _ *testkit.House) error {
		return told(q.JobsIn(ctx, models.Failed, 0, 51))
	}},
	{"how sources stand", false, func(ctx context.Context, q store.Queries, h *testkit.House) error {
		of := []models.ID{1, 2, 3}
		for _, err := range []error{
			told(q.JobsOf(ctx, models.CaptureJob, of)), told(q.LastLooks(ctx, of)), told(q.CaptureLines(ctx, h.Vera.ID, of)), told(q.OpenDrifts(ctx, of)),
		} {
			if err != nil {
				return err
			}
		}
		return nil
	}},
	{"the sources that may be the same", true, func(ctx context.Context, q store.Queries, h *testkit.House) error {
		for _, by := range store.AlikeBys {
			if _, _, err := q.AlikeOnes(ctx, h.Vera.ID, by, 0, 51); err != nil {
				return err
			}
		}
		return nil
	}},
	{"what drifted in articles", false, func(ctx context.Context, q store.Queries, _ *testkit.House) error {
		return told(q.DriftsIn(ctx, []models.ID{1, 2}))
	}},
	{"captures near another", false, func(ctx context.Context, q store.Queries, h *testkit.House) error {
		return told(q.NearCaptures(ctx, h.Vera.ID, 1, 0.5, 20))
	}},
	{"what a source is compared with", false, func(ctx context.Context, q store.Queries, h *testkit.House) error {
		of, err := q.ToTrace(ctx, 2)
		if err != nil || len(of) != 2 {
			return fmt.Errorf("compared with %v, %w", of, err)
		}
		_, _, err = q.TextToTrace(ctx, of[0], 1000)
		return err
	}},
	{"the roots of a claim", false, func(ctx context.Context, q store.Queries, _ *testkit.House) error {
		of := []models.ID{1, 2, 3}
		for _, err := range []error{told(q.Comparables(ctx, of)), told(q.Edges(ctx, of)), told(q.Rulings(ctx, of))} {
			if err != nil {
				return err
			}
		}
		return nil
	}},
	{"a capture", false, func(ctx context.Context, q store.Queries, h *testkit.House) error {
		for _, err := range []error{
			found(q.Capture(ctx, h.Vera.ID, 1)), told(q.LastCaptures(ctx, 1, 8)), found(q.LastFetched(ctx, 1)), found(q.CaptureHead(ctx, 1)), found(q.CaptureText(ctx, 1)),
			told(q.CaptureFiles(ctx, []models.ID{1})), told(q.Archivings(ctx, 1)), told(q.Looks(ctx, 1, 50)), told(q.PassagesOf(ctx, 1)),
		} {
			if err != nil {
				return err
			}
		}
		return nil
	}},
	{"what waits for a worker", false, func(ctx context.Context, q store.Queries, _ *testkit.House) error {
		return told(q.JobsDue(ctx, 1))
	}},
	{"the looks that are due", false, func(ctx context.Context, q store.Queries, _ *testkit.House) error {
		return told(q.SourcesDue(ctx, 0, 1, 1, 200))
	}},
	{"the kept files", false, func(ctx context.Context, q store.Queries, _ *testkit.House) error {
		return told(q.KeptAfter(ctx, "", 1000))
	}},
	{"notices", true, func(ctx context.Context, q store.Queries, h *testkit.House) error {
		return told(q.Notices(ctx, h.Vera.ID, store.NoticeFilter{Limit: 51}))
	}},
	{"the notices of a kind", true, func(ctx context.Context, q store.Queries, h *testkit.House) error {
		return told(q.Notices(ctx, h.Vera.ID, store.NoticeFilter{Kind: models.NoticeAsked, Before: 9, Limit: 51}))
	}},
	{"unread notices", true, func(ctx context.Context, q store.Queries, h *testkit.House) error {
		return errors.Join(told(q.Notices(ctx, h.Vera.ID, store.NoticeFilter{Unread: true, Limit: 51})), told(q.UnreadNotices(ctx, h.Vera.ID, 100)))
	}},
	{"what mails tell", false, func(ctx context.Context, q store.Queries, h *testkit.House) error {
		return errors.Join(told(q.NoticesOfMail(ctx, h.Vera.ID, 1, true, 51)), told(q.DigestsDue(ctx, 1, "2025-09-01", 100)))
	}},
	{"whom something is told", false, func(ctx context.Context, q store.Queries, h *testkit.House) error {
		return errors.Join(told(q.WasTold(ctx, h.Vera.ID, "x")), told(q.Assignees(ctx, 1)), told(q.ClaimsResting(ctx, 1, 100)),
			told(q.DeadlinesBetween(ctx, 1, 2, 100)), told(q.DebtsDue(ctx, 1, 2, 100)))
	}},
	{"my desk", false, func(ctx context.Context, q store.Queries, h *testkit.House) error {
		for _, err := range []error{
			told(q.QueriesTo(ctx, h.Vera.ID, 9)), told(q.DebtsOf(ctx, h.Vera.ID, 1, 9)), told(q.StampsNeverDue(ctx, h.Vera.ID, 300, 16)),
			told(q.Sees(ctx, h.Vera.ID, 1)), told(q.Marks(ctx, 1, 500)), told(q.StillIn(ctx, [][]byte{{1}}, 1, 1)),
		} {
			if err != nil {
				return err
			}
		}
		return nil
	}},
	{"my desk, what is due", true, func(ctx context.Context, q store.Queries, h *testkit.House) error {
		return told(q.StampsDue(ctx, h.Vera.ID, store.DueKey{Due: 1}, 50))
	}},
	{"my desk, the week", false, func(ctx context.Context, q store.Queries, h *testkit.House) error {
		return told(q.Week(ctx, h.Vera.ID, 1, 2000))
	}},
	{"sessions", false, func(ctx context.Context, q store.Queries, h *testkit.House) error {
		return told(q.SessionsOf(ctx, h.Vera.ID, 1, 1))
	}},
}

func queue(f store.ClaimFilter) func(context.Context, store.Queries, *testkit.House) error {
	f.Limit = 51
	return func(ctx context.Context, q store.Queries, h *testkit.House) error {
		return told(q.ListClaims(ctx, h.Vera.ID, f))
	}
}

func trailOf(f store.EventFilter) func(context.Context, store.Queries, *testkit.House) error {
	f.Limit = 51
	return func(ctx context.Context, q store.Queries, h *testkit.House) error {
		return told(q.Events(ctx, h.Vera.ID, f))
	}
}

func everything(ctx context.Context, q store.Queries, o store.Of) error {
	for _, err := range []error{
		told(q.Claims(ctx, o)), told(q.Findings(ctx, o)), told(q.Approvals(ctx, o)), told(q.Evidence(ctx, o)), told(q.Hands(ctx, o)), told(q.RepliesSought(ctx, o)),
		told(q.Comments(ctx, o)), told(q.Debts(ctx, o)), told(q.SourcesOfClaim(ctx, 1)), told(q.SourceTitles(ctx, 1)), told(q.Sources(ctx, 1)),
		told(q.RevisionHeads(ctx, 1)), told(q.Reports(ctx, 1)),
		told(q.Excerpts(ctx, o)), told(q.Translations(ctx, o)), told(q.NewestTexts(ctx, []models.ID{1, 2})), told(q.ToQuote(ctx, 1, 1)),
	} {
		if err != nil {
			return err
		}
	}
	return nil
}

// told drops the answer.
func told[T any](_ T, err error) error { return err }

// found is told for a question about one row, which need not be there.
func found[T any](_ T, err error) error {
	if apperr.KindOf(err) == apperr.NotFound {
		return nil
	}
	return err
}

// growing are the tables that grow with the work of a newsroom.
var growing = []string{
	"articles", "revisions", "waivers", "claims", "findings", "hands", "approvals", "sources", "evidence", "comments", "events", "event_texts",
	"trail_hashes", "checkpoints", "reports", "debts", "act_keys", "sessions", "devices", "sign_in_tries",
	"drafts", "citations", "carries", "acceptances", "check_answers", "proposals", "captures", "looks", "drifts", "members", "others", "mine", "theirs", "origin_edges", "edges",
	"fingerprints", "origin_rulings", "other", "newer", "kept",
	"jobs", "capture_files", "notices", "mails",
}

// No list reads the whole of a table that grows, nor sorts it: every question
// that a list asks is explained by the database. PostgreSQL is told to go by
// an index where it can, for the few rows of a test are read fastest without;
// what is still read whole, or sorted, has no index.
func TestListsReadNoWholeTable(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		article := h.Open(t, testkit.Copy)
		h.ToApproved(t, h.Carl, h.Rita, article, h.Mark(t, h.Carl, article, 2))
		for range 2 { // sources 2 and 3
			keeps(t, h, models.Source{ArticleID: article}, words(1, 50))
		}
		for _, l := range lists {
			questions, err := h.DB.Asked(func(q store.Queries) error { return l.ask(t.Context(), q, h) })
			if err != nil || len(questions) == 0 {
				t.Fatalf("%s: %d questions, %v", l.name, len(questions), err)
			}
			for _, asked := range questions {
				for _, line := range explain(t, h, asked, l.page) {
					if whole(line) || l.page && sorts.MatchString(line) {
						t.Errorf("%s: %s\n%s", l.name, line, asked.SQL)
					}
				}
			}
		}
	})
}

// How the databases say that they read a table from end to end, and that they
// sort what they found before the first row can be shown.
var (
	scans = regexp.MustCompile(`^(?:SCAN (\w+)|.*Seq Scan on (\w+))`)
	sorts = regexp.MustCompile(`USE TEMP B-TREE FOR ORDER BY|^\s*(?:->  )?Sort  `)
)

// ofWhatWaits are the indexes that hold no more of a growing table than what
// waits for a person: these may be read whole.
var ofWhatWaits = []string{"drifts_open", "notices_digest"}

// whole reports whether a line of a plan reads a growing table whole.
func whole(line string) bool {
	if slices.ContainsFunc(ofWhatWaits, func(index string) bool { return strings.HasSuffix(strings.TrimSpace(line), "USING INDEX "+index) }) {
		return false
	}
	m := scans.FindStringSubmatch(strings.TrimSpace(line))
	return m != nil && (slices.Contains(growing, m[1]) || slices.Contains(growing, m[2]))
}

// TestAWholeTableIsFound proves the test above by what it must find.
func TestAWholeTableIsFound(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		for _, question := range []string{"SELECT * FROM claims WHERE statement = 'x'", "SELECT * FROM events ORDER BY request_id"} {
			if !slices.ContainsFunc(explain(t, h, store.Asked{SQL: question}, false), whole) {
				t.Errorf("not found: %s", question)
			}
		}
	})
}

// explain is what the database says it would do, where a page needs its rows
// in order without putting together pages that an index names.
func explain(t *testing.T, h *testkit.House, asked store.Asked, page bool) (lines []string) {
	t.Helper()
	db := h.SQL(t)
	defer func() { _ = db.Close() }() // a pool for each question is more than PostgreSQL takes
	conn, err := db.Conn(t.Context())
	must(t, err)
	defer func() { _ = conn.Close() }()
	command := "EXPLAIN QUERY PLAN "
	if h.Postgres() {
		command = "EXPLAIN "
		_, err := conn.ExecContext(t.Context(), "SET enable_seqscan = off")
		must(t, err)
		if page {
			_, err = conn.ExecContext(t.Context(), "SET enable_bitmapscan = off")
			must(t, err)
		}
	}
	rows, err := conn.QueryContext(t.Context(), command+asked.SQL, asked.Args...)
	if err != nil {
		t.Fatalf("%v\n%s", err, asked.SQL)
	}
	defer func() { _ = rows.Close() }()
	columns, err := rows.Columns()
	must(t, err)
	for rows.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		must(t, rows.Scan(into...))
		lines = append(lines, fmt.Sprint(values[len(values)-1]))
	}
	must(t, rows.Err())
	return lines
}

// The paper on lists names every list that is explained here.
func TestThePaperOnListsNamesThemAll(t *testing.T) {
	paper, err := os.ReadFile(filepath.Join("..", "docs", "lists.md"))
	must(t, err)
	for _, l := range lists {
		if !strings.Contains(string(paper), "| "+l.name+" |") {
			t.Errorf("docs/lists.md does not name %q", l.name)
		}
	}
}
