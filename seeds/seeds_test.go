package seeds

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/audit"
	"example.org/tickmark/blobs"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/report"
	"example.org/tickmark/store"
	"example.org/tickmark/workflow"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/mod/sumdb/note"
)

var today = time.Date(2026, 3, 5, 10, 20, 0, 0, time.UTC)

// empty is a newsroom over an empty database, whose salts are numbered.
func empty(t *testing.T) *newsroom.Newsroom {
	t.Helper()
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "tickmark.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	key, err := audit.NewKey("test")
	if err != nil {
		t.Fatal(err)
	}
	var salts uint64
	salt := func() ([]byte, error) {
		salts++
		sum := sha256.Sum256(binary.BigEndian.AppendUint64(nil, salts))
		return sum[:], nil
	}
	files, err := blobs.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = files.Close() })
	return &newsroom.Newsroom{DB: db, Now: func() time.Time { return today }, Salt: salt, Key: key, Blobs: files}
}

// demo is the demo newsroom, and whoever may see all of it.
func demo(t *testing.T) (*newsroom.Newsroom, models.ID) {
	t.Helper()
	n := empty(t)
	if err := Fill(t.Context(), n); err != nil {
		t.Fatal(err)
	}
	u, err := n.DB.Queries().UserByHandle(t.Context(), string(emil))
	if err != nil {
		t.Fatal(err)
	}
	return n, u.ID
}

func file(t *testing.T, n *newsroom.Newsroom, viewer, article models.ID) *workflow.File {
	t.Helper()
	f, err := newsroom.ReadFile(t.Context(), n.DB.Queries(), viewer, article)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestTheDemoNewsroom(t *testing.T) {
	n, viewer := demo(t)
	for name, check := range map[string]func(*testing.T, *newsroom.Newsroom, models.ID){
		"every fact lies in a placed claim":             everyFactLiesInAPlacedClaim,
		"the demo article shows everything":             theDemoArticleShowsEverything,
		"every kind of block but a table stands in it":  everyKindOfBlockStandsInIt,
		"evidence says that it is demo material":        evidenceSaysThatItIsDemoMaterial,
		"the other articles are in other stages":        theOtherArticles,
		"one report is a draft and another is verified": reports,
		"everybody is a demo account":                   everybodyIsADemoAccount,
		"a newspaper is seen to have copied an agency":  aNewspaperIsSeenToHaveCopiedAnAgency,
	} {
		t.Run(name, func(t *testing.T) { check(t, n, viewer) })
	}
}

// facts are the words of the demo article that say each fact of its brief.
var facts = [][]string{
	{"values constructive relations with President Donald Trump", "discuss pressing issues with him openly, above all Ukraine"},
	{"Kremlin spokesman Dmitry Peskov said so, according to Vesti"},
	{"Both presidents remain interested in a peaceful resolution and open to one", "Moscow will go on exploring ways to reach it"},
	{"expects active support in this from the United States and from Trump personally"},
	{"Trump’s approach differs from that of the European states", "constructive and “cynical in a good sense”"},
	{"On 18 September Trump said that Putin had “let him down”", "was frustrated that the conflict is not yet resolved"},
	{"Trump’s commitment to a resolution explains his emotional reaction", "“entirely understandable”"},
	{"Earlier in September CNN reported that the two leaders are “on the same wavelength”", "both blame Europe for the stalemate"},
	{"three weeks after the Alaska summit"},
	{"Putin and Trump met face to face on 15 August in Anchorage, Alaska"},
	{"the talks were useful and constructive, although no final agreements were reached"},
	{"Ukraine\noptions for a peaceful resolution\nsecurity guarantees\na cessation of hostilities"},
	{"Trump noted some progress", "Putin described the meeting as useful and constructive"},
	{"“Trump, Putin Alaska Arrival (9260677)”, by Benjamin D Applebaum", "from Wikimedia Commons, public domain mark"},
}

func everyFactLiesInAPlacedClaim(t *testing.T, n *newsroom.Newsroom, viewer models.ID) {
	t.Helper()
	f := file(t, n, viewer, 1)
	text := []rune(f.Revision.Text)
	if len(facts) != 14 {
		t.Fatalf("%d facts", len(facts))
	}
	for i, words := range facts {
		for _, w := range words {
			if !slices.ContainsFunc(f.Cases, func(c workflow.Case) bool {
				return c.Claim.Placed() && c.Claim.State != models.Withdrawn && strings.Contains(string(text[c.Claim.Start:c.Claim.End]), w)
			}) {
				t.Errorf("fact %d: no claim holds %q", i+1, w)
			}
		}
	}
}

func theDemoArticleShowsEverything(t *testing.T, n *newsroom.Newsroom, viewer models.ID) {
	t.Helper()
	f := file(t, n, viewer, 1)
	for _, s := range models.States {
		if workflow.TallyOf(f).ByState[s] == 0 {
			t.Errorf("no claim is %s", s)
		}
	}
	found := map[models.Verdict]int{}
	for _, c := range f.Cases {
		found[c.Finding().Verdict]++
		if !strings.Contains(c.Claim.Statement, "2025") {
			t.Errorf("claim %d does not say of which year it speaks: %s", c.Claim.Number, c.Claim.Statement)
		}
	}
	for _, v := range models.Verdicts {
		if found[v] == 0 {
			t.Errorf("no claim was found %s", v)
		}
	}
	for name, holds := range map[string]func(workflow.Case) bool{
		"an approval went stale":                  func(c workflow.Case) bool { return c.Stale().ID != 0 && c.Claim.Reopened },
		"a claim waits for a place":               func(c workflow.Case) bool { return !c.Claim.Placed() },
		"a claim waits for the copy":              workflow.Case.WaitsForCopy,
		"an open must-fix proposes wording":       func(c workflow.Case) bool { return len(c.MustFixes()) > 0 && c.MustFixes()[0].Proposed != "" },
		"a query is open":                         func(c workflow.Case) bool { return len(c.Queries()) > 0 },
		"a query was answered":                    closed(models.Answered),
		"a suggested fix was applied":             closed(models.Applied),
		"a must-fix was checked in the new words": closed(models.Checked),
		"a suggested fix is open": func(c workflow.Case) bool {
			return slices.ContainsFunc(c.Comments, func(m models.Comment) bool { return m.Kind == models.Fix && !m.MustFix && m.Open() })
		},
		"a claim is part of a sentence": func(c workflow.Case) bool { return c.Claim.Placed() && c.Claim.Len() < c.Claim.Sentences().Len()-1 },
		"a claim overlaps another": func(c workflow.Case) bool {
			return slices.ContainsFunc(f.Cases, func(o workflow.Case) bool { return o.Claim.ID != c.Claim.ID && o.Claim.Overlaps(c.Claim.Span) })
		},
		"an anchor moved": func(c workflow.Case) bool { return c.Claim.Outcome == models.Moved },
	} {
		if !slices.ContainsFunc(f.Cases, holds) {
			t.Errorf("nowhere: %s", name)
		}
	}
	if got := workflow.StageOf(workflow.TallyOf(f)); got != models.StageChecking {
		t.Errorf("the article is %s", got)
	}
}

func closed(how models.Closing) func(workflow.Case) bool {
	return func(c workflow.Case) bool {
		return slices.ContainsFunc(c.Comments, func(m models.Comment) bool { return m.Closing == how })
	}
}

func everyKindOfBlockStandsInIt(t *testing.T, n *newsroom.Newsroom, viewer models.ID) {
	t.Helper()
	got := map[models.BlockKind]bool{}
	for _, b := range file(t, n, viewer, 1).Revision.Blocks {
		got[b.Kind] = true
	}
	for _, k := range []models.BlockKind{models.Headline, models.Standfirst, models.Heading, models.Paragraph, models.ListItem, models.Caption} {
		if !got[k] {
			t.Errorf("no %s", k)
		}
	}
}

func evidenceSaysThatItIsDemoMaterial(t *testing.T, n *newsroom.Newsroom, viewer models.ID) {
	t.Helper()
	for article := range int64(len(scenes())) {
		f := file(t, n, viewer, article+1)
		for _, c := range f.Cases {
			for _, e := range c.Evidence {
				for _, words := range []string{e.Passage, e.Calculation, e.Note} {
					if words != "" && !strings.HasPrefix(words, "Demo material: ") {
						t.Errorf("article %d, claim %d: %q does not say what it is", f.Article.ID, c.Claim.Number, words)
					}
				}
			}
		}
		for _, s := range f.Sources {
			named := slices.Contains([]string{"Vesti", "CNN", "Wikimedia Commons"}, s.Publisher)
			if s.URL != "" || s.Located == named {
				t.Errorf("source %q: address %q, located %v", s.Title, s.URL, s.Located)
			}
		}
	}
}

func theOtherArticles(t *testing.T, n *newsroom.Newsroom, viewer models.ID) {
	t.Helper()
	for _, tt := range []struct {
		name       string
		article    models.ID
		stage      models.Stage
		direction  models.Direction
		restricted bool
		tks        int
	}{
		{"one is signed off", 2, models.StageSignedOff, models.LeftToRight, false, 0},
		{"one runs from right to left", 3, models.StageChecking, models.RightToLeft, false, 0},
		{"one is a draft of a team, with a TK", 4, models.StageDraft, models.LeftToRight, true, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := file(t, n, viewer, tt.article)
			if got := workflow.StageOf(workflow.TallyOf(f)); got != tt.stage || f.Article.Direction != tt.direction || f.Article.Restricted != tt.restricted || len(f.TKs) != tt.tks {
				t.Errorf("%s, %s, restricted %v, %d TKs", got, f.Article.Direction, f.Article.Restricted, len(f.TKs))
			}
			if due := f.Article.DeadlineAt.Time(); due.Before(today) {
				t.Errorf("late from the start: %v", due)
			}
		})
	}
	outsider, err := n.DB.Queries().UserByHandle(t.Context(), string(edda))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := n.DB.Queries().Article(t.Context(), outsider.ID, 4); !errors.Is(err, apperr.NotFoundOrSeen) {
		t.Errorf("somebody outside the team gets %v", err)
	}
}

func reports(t *testing.T, n *newsroom.Newsroom, viewer models.ID) {
	t.Helper()
	draft, err := n.DraftReport(t.Context(), viewer, 1)
	if err != nil {
		t.Fatal(err)
	}
	if draft.Status != report.Draft {
		t.Errorf("article 1: %s", draft.Status)
	}
	r, err := n.DB.Queries().ReportByID(t.Context(), 2, file(t, n, viewer, 2).Report().ID)
	if err != nil {
		t.Fatal(err)
	}
	signed, err := report.Parse(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	if signed.Status != report.Verified || signed.Number != "2025-0001" {
		t.Errorf("article 2: %s, number %s", signed.Status, signed.Number)
	}
}

// Whoever serves the demo sees it a moment after its start: the jobs that compare
// sources are in its database.
func aNewspaperIsSeenToHaveCopiedAnAgency(t *testing.T, n *newsroom.Newsroom, viewer models.ID) {
	t.Helper()
	now, others := models.At(today), []models.JobKind{models.CaptureJob, models.LookJob, models.RenderJob, models.ArchiveJob}
	for {
		var j models.Job
		err := n.DB.Tx(t.Context(), func(tx store.Tx) (err error) {
			j, err = tx.TakeJob(t.Context(), "demo", now, now+1000, others...)
			return err
		})
		if apperr.KindOf(err) == apperr.NotFound {
			break
		}
		save, failed := n.TraceSource(t.Context(), j)
		if err := errors.Join(err, failed); err != nil {
			t.Fatal(err)
		}
		j.State, j.EndedAt = models.Done, now
		if err := n.DB.Tx(t.Context(), func(tx store.Tx) error { return errors.Join(tx.EndJob(t.Context(), j), save(t.Context(), tx)) }); err != nil {
			t.Fatal(err)
		}
	}
	c, _ := file(t, n, viewer, 1).Case(claimNoFinal)
	if err := newsroom.RootCase(t.Context(), n.DB.Queries(), models.Settings{}, &c); err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, r := range c.Sources {
		if !r.IsRoot() {
			said = append(said, r.Edge.Reason)
		}
	}
	want := []string{"Quotations aside, it holds 70 % of the words of the text of Tideline Wire, which it credits."}
	if diff := cmp.Diff(want, said); diff != "" || len(c.Sources) != 4 {
		t.Errorf("of %d sources (-want +got):\n%s", len(c.Sources), diff)
	}
}

func everybodyIsADemoAccount(t *testing.T, n *newsroom.Newsroom, _ models.ID) {
	t.Helper()
	users, err := n.DB.Queries().Users(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	roles := map[models.Role]int{}
	for _, u := range users {
		if !u.Demo {
			t.Errorf("%s is none", u.Name)
		}
		for _, r := range u.Roles {
			roles[r]++
		}
	}
	want := map[models.Role]int{models.RoleEditor: 2, models.RoleChecker: 2, models.RoleReviewer: 2, models.RoleViewer: 1, models.RoleAdmin: 1}
	if diff := cmp.Diff(want, roles); diff != "" {
		t.Error(diff)
	}
	in := newsroom.SignIn{Handle: "edda", Password: DemoPassword, Demo: true}
	if _, err := n.SignIn(t.Context(), in); err != nil {
		t.Error(err)
	}
	in.Demo = false
	if _, err := n.SignIn(t.Context(), in); !errors.Is(err, apperr.DemoElsewhere) {
		t.Errorf("from another machine: %v", err)
	}
}

func TestTheTrailIsSignedToTheEndAndAlwaysTheSame(t *testing.T) {
	roots := make([][]byte, 2)
	for i := range roots {
		n, _ := demo(t)
		size, err := n.DB.Queries().TrailSize(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		signed, err := n.DB.Queries().Checkpoints(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		last := signed[len(signed)-1]
		known, err := note.NewVerifier(n.Key.Public())
		if err != nil {
			t.Fatal(err)
		}
		found, err := n.VerifyTrail(t.Context(), note.VerifierList(known))
		if err != nil || !found.OK() || found.Covered != size {
			t.Errorf("the trail does not hold: %+v, %v", found, err)
		}
		if last.Size != size || size == 0 {
			t.Errorf("%d of %d events are signed", last.Size, size)
		}
		roots[i] = last.Root
	}
	if diff := cmp.Diff(roots[0], roots[1]); diff != "" {
		t.Error(diff)
	}
}

func TestASecondFillIsRefusedAndChangesNothing(t *testing.T) {
	n, _ := demo(t)
	before, err := n.DB.Queries().TrailSize(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := Fill(t.Context(), n); !errors.Is(err, apperr.NotEmpty) {
		t.Errorf("got %v", err)
	}
	if after, err := n.DB.Queries().TrailSize(t.Context()); err != nil || after != before {
		t.Errorf("%d events became %d, %v", before, after, err)
	}
}
