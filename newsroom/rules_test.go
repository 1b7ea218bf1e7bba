package newsroom_test

import (
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"example.org/tickmark/apperr"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"
	"example.org/tickmark/workflow"

	"github.com/google/go-cmp/cmp"
)

// story is one scenario: a sentence, and people who act.
type story struct {
	name string
	tell func(t *testing.T, d *desk)
}

var stories = [][]story{moves, verdicts, fourEyes, glass, staleness, drafts, talk, together, answering, structure, coverage, suggestions, readings, honest}

func TestTheRulesOnSQLite(t *testing.T) {
	for _, chapter := range stories {
		for _, s := range chapter {
			t.Run(s.name, func(t *testing.T) { tell(t, testkit.NewHouse(t, ""), s) })
		}
	}
}

// On PostgreSQL the stories share a newsroom, each with an article of its own.
func TestTheRulesOnPostgreSQL(t *testing.T) {
	h := testkit.NewHouse(t, testkit.FoundedPostgres(t))
	for _, chapter := range stories {
		for _, s := range chapter {
			t.Run(s.name, func(t *testing.T) { tell(t, h, s) })
		}
	}
}

func tell(t *testing.T, h *testkit.House, s story) {
	t.Helper()
	d := &desk{House: h, t: t}
	d.article = h.Open(t, testkit.Copy)
	s.tell(t, d)
	d.playAgain()
	testkit.SameTally(t, h, d.article)
}

// desk is a newsroom with the article that a story is about.
type desk struct {
	*testkit.House
	t       *testing.T
	article models.ID
	db      *sql.DB // past every rule; opened when it is needed
}

func (d *desk) mark(u models.User, sentence int) int {
	d.t.Helper()
	return d.Mark(d.t, u, d.article, sentence)
}

// marked is a claim of the article's first sentence, marked by Carl.
func (d *desk) marked() int { d.t.Helper(); return d.mark(d.Carl, 2) }

func (d *desk) reviewed() int {
	d.t.Helper()
	n := d.marked()
	d.ToReview(d.t, d.Carl, d.article, n)
	return n
}

func (d *desk) approved() int {
	d.t.Helper()
	n := d.reviewed()
	d.do(d.Rita, n, workflow.Approve)
	return n
}

func (d *desk) do(u models.User, n int, move workflow.Act) {
	d.t.Helper()
	d.Do(d.t, u, d.article, n, move)
}

func (d *desk) claim(n int) models.Claim { d.t.Helper(); return d.kase(n).Claim }

func (d *desk) kase(n int) workflow.Case { d.t.Helper(); return d.Case(d.t, d.article, n) }

func (d *desk) at(n int) newsroom.Target { d.t.Helper(); return d.At(d.t, d.article, n) }

func (d *desk) file() *workflow.File { d.t.Helper(); return d.File(d.t, d.article) }

func (d *desk) state(n int, want models.State) {
	d.t.Helper()
	if got := d.claim(n).State; got != want {
		d.t.Errorf("claim %d is %s, want %s", n, got, want)
	}
}

func (d *desk) stage(want models.Stage) {
	d.t.Helper()
	if got := workflow.StageOf(workflow.TallyOf(d.file())); got != want {
		d.t.Errorf("the article is %s, want %s", got, want)
	}
}

func (d *desk) ok(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

// refuse fails the test unless act is refused with want and changes no row.
func (d *desk) refuse(want *apperr.Refusal, act func() error) {
	d.t.Helper()
	if d.db == nil {
		d.db = d.SQL(d.t)
	}
	before := d.Sums(d.t, d.db)
	if err := act(); !errors.Is(err, want) {
		d.t.Errorf("got %v, want %v", err, want)
	}
	if diff := cmp.Diff(before, d.Sums(d.t, d.db)); diff != "" {
		d.t.Errorf("what was refused changed rows:\n%s", diff)
	}
}

// cannot fails the test unless user is refused a move.
func (d *desk) cannot(want *apperr.Refusal, u models.User, n int, move workflow.Act) {
	d.t.Helper()
	t := d.at(n)
	d.refuse(want, func() error {
		return d.MoveClaim(d.t.Context(), testkit.By(u), t, move, newsroom.Reasons{Reason: "because", Withdraw: models.NotAFact})
	})
}

// revise brings in a text as user, in which old words became new ones.
func (d *desk) revise(u models.User, origin models.Origin, oldNew ...string) {
	d.t.Helper()
	f := d.file()
	text := strings.NewReplacer(oldNew...).Replace(strings.ReplaceAll(f.Revision.Text, "\n", "\n\n"))
	_, err := d.Revise(d.t.Context(), testkit.By(u), d.article, newsroom.NewRevision{
		Base: f.Revision.Number, Copy: newsroom.Copy{Text: text, Format: intake.FormatPlain}, Origin: origin,
	})
	d.ok(err)
}

// place puts a claim on words of a sentence of the newest revision.
func (d *desk) place(u models.User, n, sentence int, words string) error {
	d.t.Helper()
	return d.PlaceClaim(d.t.Context(), testkit.By(u), d.at(n), newsroom.Selection{
		Revision: d.file().Revision.Number, Sentence: sentence, Words: words,
	})
}

func (d *desk) verdict(u models.User, n int, v newsroom.Verdict) error {
	d.t.Helper()
	return d.ChooseVerdict(d.t.Context(), testkit.By(u), d.at(n), v)
}

// wrong takes a claim and finds it wrong, as user.
func (d *desk) wrong(u models.User, n int, v newsroom.Verdict) {
	d.t.Helper()
	d.do(u, n, workflow.Take)
	d.Evidence(d.t, u, d.article, n, models.Contradicts)
	v.Verdict = models.Wrong
	d.ok(d.verdict(u, n, v))
}

func (d *desk) comment(u models.User, c newsroom.NewComment) models.ID {
	d.t.Helper()
	id, err := d.Comment(d.t.Context(), testkit.By(u), d.article, c)
	d.ok(err)
	return id
}

func (d *desk) find(id models.ID) models.Comment {
	d.t.Helper()
	m, err := d.DB.Queries().Comment(d.t.Context(), d.article, id)
	d.ok(err)
	return m
}

func (d *desk) closed(id models.ID, want models.Closing) {
	d.t.Helper()
	if got := d.find(id).Closing; got != want {
		d.t.Errorf("comment %d is closed as %q, want %q", id, got, want)
	}
}

func (d *desk) resolve(u models.User, id models.ID, reason string) error {
	return d.Resolve(d.t.Context(), testkit.By(u), d.article, id, reason)
}

func (d *desk) stet(u models.User, id models.ID, reason string) error {
	return d.Stet(d.t.Context(), testkit.By(u), d.article, id, reason)
}

func (d *desk) apply(u models.User, id models.ID) error {
	return d.ApplyFix(d.t.Context(), testkit.By(u), d.article, id)
}

// signOff signs the newest revision off; with a reason, by break glass.
func (d *desk) signOff(u models.User, reason string) error {
	d.t.Helper()
	d.Leave(d.t, d.article)
	_, err := d.SignOffArticle(d.t.Context(), testkit.By(u), d.article, newsroom.SignOff{
		Revision: d.file().Revision.Number, Break: reason != "", Reason: reason,
	})
	return err
}

// writtenBy gives the story another article, written by users.
func (d *desk) writtenBy(users ...models.User) {
	d.t.Helper()
	meta := testkit.Meta(d.Ed)
	for _, u := range users {
		meta.Writers = append(meta.Writers, u.ID)
	}
	d.article = d.OpenAs(d.t, meta, testkit.Copy)
}

// playAgain plays the trail of the article from its first event and fails the
// test if it does not lead to the rows, or if a version has a gap.
func (d *desk) playAgain() {
	d.t.Helper()
	q := d.DB.Queries()
	events, err := q.ArticleEvents(d.t.Context(), d.article)
	d.ok(err)
	entries, err := newsroom.Words(d.t.Context(), q, events)
	d.ok(err)
	played := map[string]map[string]string{}
	for i, e := range entries {
		kind, _, _ := strings.Cut(events[i].Action, ".")
		key := fmt.Sprintf("%s %d", kind, events[i].SubjectID)
		if kind == "revision" {
			key = fmt.Sprintf("article %d", d.article)
		}
		if played[key] == nil {
			played[key] = map[string]string{}
		}
		for _, c := range e.Changes {
			if kind == "comment" && c.Field == "claim" {
				continue // a thread that moved; a new comment's claim is its event's
			}
			if was := played[key][c.Field]; kind != "finding" && kind != "approval" && kind != "revision" && was != c.From.Text {
				d.t.Errorf("%s, event %d: %s was %q, the event says from %q", key, events[i].Seq, c.Field, was, c.From.Text)
			}
			if c.Field == "version" && kind == "claim" && step(c.From.Text)+1 != step(c.To.Text) {
				d.t.Errorf("%s, event %d: version %s → %s", key, events[i].Seq, c.From.Text, c.To.Text)
			}
			played[key][c.Field] = c.To.Text
		}
	}
	d.compare(played)
}

func step(version string) int {
	n, _ := strconv.Atoi(version)
	return n
}

// compare holds what was played against the rows.
func (d *desk) compare(played map[string]map[string]string) {
	d.t.Helper()
	f := d.file()
	is := map[string]map[string]string{fmt.Sprintf("article %d", d.article): newsroom.TellArticle(f.Article)}
	talk := f.Comments
	for _, c := range f.Cases {
		is[fmt.Sprintf("claim %d", c.Claim.ID)] = newsroom.TellClaim(c.Claim)
		for _, e := range c.Evidence {
			is[fmt.Sprintf("evidence %d", e.ID)] = newsroom.TellEvidence(e)
		}
		talk = append(talk, c.Comments...)
	}
	for _, m := range talk {
		is[fmt.Sprintf("comment %d", m.ID)] = newsroom.TellComment(m)
	}
	for _, debt := range f.Debts {
		is[fmt.Sprintf("debt %d", debt.ID)] = newsroom.TellDebt(debt)
	}
	for key, fields := range is {
		for name, want := range fields {
			if got := played[key][name]; got != want {
				d.t.Errorf("%s: the trail leads to %s %q, the row says %q", key, name, got, want)
			}
		}
	}
}
