package newsroom_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"example.org/tickmark/apperr"
	"example.org/tickmark/jobs"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/origins"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"
	"example.org/tickmark/workflow"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// Three reports: the second has the words of the first, the third tells of the
// same in its own.
const (
	firstReport = `The harbour council closed the western lock on Tuesday after divers found a crack of forty centimetres in its lower gate. ` +
		`Barges will have to wait for the eastern lock, which takes two of them at a time and works only between seven in the morning and nine at night. ` +
		`The council said that a new gate had been ordered from a yard in Delfzijl and would be hung in the first week of November. ` +
		`Until then the ferry to the island keeps its timetable, since it does not use the lock at all.`
	secondReport = `According to Nordwire, ` + firstReport
	thirdReport  = `Nobody was hurt when a gate gave way in the old basin, Mirela Sandvik remembers, who keeps the pumps there. ` +
		`She heard it at dawn, rang the office and shut the valves by hand while water stood up to her knees. ` +
		`Skippers tied up along the bank and cooked breakfast on deck. By noon engineers had put planks across and measured the damage twice.`
)

// reports has a claim with three reports as evidence, compared with each other,
// and returns its number and the sources.
func (d *desk) reports() (n int, first, second, third models.ID) {
	d.t.Helper()
	n = d.marked()
	d.do(d.Carl, n, workflow.Take)
	first = d.report(n, "Nordwire", firstReport)
	second = d.report(n, "Harbour Post", secondReport)
	third = d.report(n, "Basin Weekly", thirdReport)
	d.trace()
	return n, first, second, third
}

// report adds a report as supporting evidence, with its text, and returns its
// source.
func (d *desk) report(n int, publisher, text string) models.ID {
	d.t.Helper()
	in := testkit.SomeEvidence(models.Supports)
	in.Source.Title, in.Source.Publisher, in.Source.Type = "A report of "+publisher, publisher, models.PressReport
	in.Evidence.Passage, in.Evidence.Locator = "", "whole"
	in.Beside.File = d.taken(publisher+".txt", "text/plain", text)
	d.ok(d.AddEvidence(d.t.Context(), testkit.By(d.Carl), d.at(n), in))
	all := d.kase(n).Evidence
	return all[len(all)-1].SourceID
}

// trace carries out every job that traces, and returns of how many sources.
func (d *desk) trace() (many int) {
	d.t.Helper()
	ctx, now := d.t.Context(), models.At(d.Clock.Now())+10_000
	others := []models.JobKind{models.CaptureJob, models.LookJob, models.RenderJob, models.ArchiveJob}
	for {
		var j models.Job
		err := d.DB.Tx(ctx, func(tx store.Tx) (err error) { j, err = tx.TakeJob(ctx, "trace", now, now+1000, others...); return err })
		if apperr.KindOf(err) == apperr.NotFound {
			return many
		}
		d.ok(err)
		save, err := d.TraceSource(ctx, j)
		d.ok(err)
		j.State, j.EndedAt = models.Done, now
		d.ok(d.DB.Tx(ctx, func(tx store.Tx) error { return errors.Join(tx.EndJob(ctx, j), save(ctx, tx)) }))
		many++
	}
}

// edges are the edges between sources, as words.
func (d *desk) edges(of ...models.ID) []models.OriginEdge {
	d.t.Helper()
	edges, err := d.DB.Queries().Edges(d.t.Context(), of)
	d.ok(err)
	return edges
}

// roots is how many independent sources support a claim, and among how many.
func (d *desk) roots(n int) [2]int {
	d.t.Helper()
	roots, of := models.Roots(d.kase(n).Sources)
	return [2]int{roots, of}
}

// wantTwo has the settings ask for two roots of every claim of normal severity.
func (d *desk) wantTwo() {
	d.t.Helper()
	d.ok(d.set(func(s *models.Settings) { s.TwoRoots = []models.Severity{models.NormalSeverity} }))
}

func (d *desk) rule(u models.User, n int, from, to models.ID, copies bool) error {
	return d.RuleSources(d.t.Context(), testkit.By(u), d.at(n), newsroom.NewRuling{From: from, To: to, Copies: copies, Reason: "Their editor told us."})
}

func TestACopyIsJoinedToWhatItHasItsWordsFrom(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		n, first, second, third := d.reports()
		edges := d.edges(first, second, third)
		if len(edges) != 1 || edges[0].FromID != second || edges[0].ToID != first || edges[0].Kind != string(origins.Copied) || !strings.Contains(edges[0].Reason, "Nordwire") {
			t.Fatalf("edges %+v", edges)
		}
		if got := d.roots(n); got != [2]int{2, 3} {
			t.Errorf("%d roots among %d", got[0], got[1])
		}
		for _, id := range []models.ID{first, second, third} { // again and again
			save, err := d.TraceSource(t.Context(), models.Job{Kind: models.TraceJob, SubjectID: id})
			d.ok(err)
			d.ok(d.DB.Tx(t.Context(), func(tx store.Tx) error { return save(t.Context(), tx) }))
		}
		if diff := cmp.Diff(edges, d.edges(first, second, third)); diff != "" {
			t.Errorf("the same job twice:\n%s", diff)
		}
	})
}

// What a trace read is looked at again when it is saved: a text that came
// meanwhile is not lost.
func TestATraceThatIsOvertakenIsDoneAgain(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		n := d.marked()
		first := d.report(n, "Nordwire", firstReport)
		save, err := d.TraceSource(t.Context(), models.Job{Kind: models.TraceJob, SubjectID: first})
		d.ok(err)
		second := d.report(n, "Harbour Post", secondReport)
		var later jobs.LaterError
		if err := d.DB.Tx(t.Context(), func(tx store.Tx) error { return save(t.Context(), tx) }); !errors.As(err, &later) {
			t.Errorf("saved what is out of date: %v", err)
		}
		if d.trace(); len(d.edges(first, second)) != 1 {
			t.Error("not joined")
		}
	})
}

func TestOfALongTextNoMoreIsLoadedThanIsCompared(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		s := d.source("Long", "P")
		c := models.Capture{
			SourceID: s, How: models.Fetched, At: models.At(d.Clock.Now()), BodySHA256: strings.Repeat("c", 64), Header: "Server: x", Language: "en",
			Document: models.Document{Text: strings.Repeat("🙂 ", 100), Blocks: []models.Block{{Kind: models.Paragraph, Span: models.Span{End: 200}}}},
		}
		d.ok(d.KeepCapture(t.Context(), &c))
		_, got, err := d.DB.Queries().TextToTrace(t.Context(), store.Traced{SourceID: s, CaptureID: c.ID}, 51)
		d.ok(err)
		want := models.Capture{
			ID: c.ID, SourceID: s, Language: "en", At: c.At,
			Document: models.Document{Text: strings.Repeat("🙂 ", 25) + "🙂", Blocks: c.Blocks},
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("loaded (-want +got):\n%s", diff)
		}
	})
}

// A source that is traced again is joined to those before and after it.
func TestATraceFindsBothWhoCopiedAndWhoWasCopied(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		_, first, second, third := d.reports()
		want := d.edges(first, second, third)
		for _, source := range []models.ID{first, second} {
			d.ok(d.DB.Tx(t.Context(), func(tx store.Tx) error { return tx.DropEdges(t.Context(), source) }))
			save, err := d.TraceSource(t.Context(), models.Job{SubjectID: source})
			d.ok(err)
			d.ok(d.DB.Tx(t.Context(), func(tx store.Tx) error { return save(t.Context(), tx) }))
			if diff := cmp.Diff(want, d.edges(first, second, third)); diff != "" {
				t.Errorf("traced again, %d is joined otherwise (-want +got):\n%s", source, diff)
			}
		}
	})
}

func TestAProtectedSourceIsComparedWithNobody(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		n := d.marked()
		first := d.report(n, "Nordwire", firstReport)
		in := testkit.SomeEvidence(models.Supports)
		in.Source = models.Source{Type: models.Interview, Protected: true, Located: true}
		in.Evidence.Passage, in.Evidence.Locator = "", "whole"
		in.Beside = newsroom.Beside{Pseudonym: "Somebody at the harbour", Name: models.SourceName{Name: "Mirela Sandvik"}, File: d.taken("notes.txt", "text/plain", secondReport)}
		d.ok(d.AddEvidence(t.Context(), testkit.By(d.Carl), d.at(n), in))
		all := d.kase(n).Evidence
		secret := all[len(all)-1].SourceID
		if d.trace(); len(d.edges(first, secret)) > 0 {
			t.Error("joined by words that only its keepers may read")
		}
		if got := d.roots(n); got != [2]int{2, 2} {
			t.Errorf("%d roots among %d", got[0], got[1])
		}
		d.ok(d.rule(d.Carl, n, secret, first, true)) // a person who knows may say so
		if got := d.roots(n); got != [2]int{1, 2} {
			t.Errorf("ruled: %d roots among %d", got[0], got[1])
		}
	})
}

func TestARulingGoesBeforeWhatWasFound(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		n, first, second, third := d.reports()
		version, from := d.claim(n).Version, d.size()
		d.ok(d.rule(d.Ed, n, first, second, false))
		if got := d.roots(n); got != [2]int{3, 3} {
			t.Errorf("ruled independent: %d roots among %d", got[0], got[1])
		}
		d.refuse(apperr.RuledAlready, func() error { return d.rule(d.Carl, n, second, first, false) })
		d.ok(d.rule(d.Carl, n, third, first, true))
		if got := d.roots(n); got != [2]int{2, 3} {
			t.Errorf("and another a copy: %d roots among %d", got[0], got[1])
		}
		for _, pair := range [][2]models.ID{{first, first}, {first, 99999}, {99999, first}, {0, first}} {
			d.refuse(apperr.RulingPair, func() error { return d.rule(d.Carl, n, pair[0], pair[1], true) })
		}
		d.refuse(apperr.NeedsReason, func() error {
			return d.RuleSources(t.Context(), testkit.By(d.Carl), d.at(n), newsroom.NewRuling{From: second, To: third, Copies: true})
		})
		for _, u := range []models.User{d.Rita, d.Vera, d.Adam} {
			d.refuse(apperr.RoleMissing, func() error { return d.rule(u, n, second, third, true) })
		}
		c := d.kase(n)
		if len(c.Rulings) != 2 || c.Rulings[0].MadeBy != d.Ed.ID || c.Rulings[0].Reason != "Their editor told us." {
			t.Fatalf("rulings %+v", c.Rulings)
		}
		d.ok(d.EndRuling(t.Context(), testkit.By(d.Cleo), d.at(n), c.Rulings[0].ID))
		d.refuse(apperr.RulingEnded, func() error { return d.EndRuling(t.Context(), testkit.By(d.Cleo), d.at(n), c.Rulings[0].ID) })
		if got := d.roots(n); got != [2]int{1, 3} {
			t.Errorf("taken back: %d roots among %d", got[0], got[1])
		}
		if got := d.actions(from); !slices.Equal(got, []string{"ruling.make", "ruling.make", "ruling.end"}) || d.claim(n).Version != version {
			t.Errorf("the trail has %v, the claim is at %d after %d", got, d.claim(n).Version, version)
		}
		for _, u := range []models.User{d.Ed, d.Carl, d.Cleo} {
			if !slices.Contains(d.kase(n).HandOf(u.ID), models.HandEvidence) {
				t.Errorf("%s has no hand in it", u.Name)
			}
		}
		d.Verify(t)
	})
}

func TestAClaimThatWantsTwoRootsIsNotApprovedOnOne(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		d.wantTwo()
		n := d.marked()
		d.do(d.Carl, n, workflow.Take)
		first := d.report(n, "Nordwire", firstReport)
		d.Find(t, d.Carl, d.article, n, models.Confirmed)
		d.cannot(apperr.NeedsRoots, d.Carl, n, workflow.Submit)
		second := d.report(n, "Harbour Post", secondReport)
		d.trace()
		d.cannot(apperr.NeedsRoots, d.Carl, n, workflow.Submit)
		if err := d.MoveClaim(t.Context(), testkit.By(d.Carl), d.at(n), workflow.Submit, newsroom.Reasons{}); !strings.Contains(apperr.Message(err), "So far it has 1, among 2.") {
			t.Errorf("it is said: %s", apperr.Message(err))
		}
		d.ok(d.rule(d.Carl, n, first, second, false))
		d.do(d.Carl, n, workflow.Submit)
		d.ok(d.EndRuling(t.Context(), testkit.By(d.Cleo), d.at(n), d.kase(n).Rulings[0].ID))
		d.cannot(apperr.NeedsRoots, d.Ed, n, workflow.Approve) // counted when it is approved
		d.do(d.Ed, n, workflow.BreakGlass)
		c := d.kase(n)
		if !c.Approval().BreakGlass || len(c.Debts) != 1 || c.Debts[0].Point != models.PointRoots {
			t.Fatalf("approval %+v, debts %+v", c.Approval(), c.Debts)
		}
		d.cannot(apperr.NeedsRoots, d.Rita, n, workflow.Approve)
		d.report(n, "Basin Weekly", thirdReport)
		d.trace()
		d.do(d.Rita, n, workflow.Approve)
		if c := d.kase(n); c.Approval().BreakGlass || c.Debts[0].PaidAt == 0 {
			t.Errorf("approval %+v, debts %+v", c.Approval(), c.Debts)
		}
	})
}

// A dead address, and a page that nobody has looked at yet, are no witnesses; a
// person's word is one, and so is a source of which a file is kept.
func TestAnAddressOfWhichNothingIsKeptIsNoRoot(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		d.wantTwo()
		n := d.marked()
		d.do(d.Carl, n, workflow.Take)
		d.report(n, "Nordwire", firstReport)
		if alone := d.rooted(n).Sources; len(alone) != 1 || !alone[0].Compared {
			t.Errorf("of the only source it is known %+v", alone)
		}
		in := testkit.SomeEvidence(models.Supports)
		in.Source.URL = "https://gone.example/report"
		d.ok(d.AddEvidence(t.Context(), testkit.By(d.Carl), d.at(n), in))
		d.trace()
		d.Find(t, d.Carl, d.article, n, models.Confirmed)
		lacks := func(want models.Lack) {
			t.Helper()
			c := d.kase(n)
			if last := c.Sources[1]; last.Lacks != want {
				t.Errorf("it lacks %q, want %q", last.Lacks, want)
			}
			if got := d.roots(n); got != [2]int{1, 2} {
				t.Errorf("%d roots among %d", got[0], got[1])
			}
			d.cannot(apperr.NeedsRoots, d.Carl, n, workflow.Submit)
		}
		lacks(models.LacksLook)
		dead := d.kase(n).Evidence[1].SourceID
		d.ok(d.DB.Tx(t.Context(), func(tx store.Tx) error {
			return tx.SetHealth(t.Context(), models.Look{SourceID: dead, At: models.At(d.Clock.Now()), Outcome: models.LookGone})
		}))
		lacks(models.LacksCapture)
		_, err := d.AddFile(t.Context(), testkit.By(d.Carl), dead, d.taken("a.txt", "text/plain", thirdReport))
		d.ok(err)
		if got := d.roots(n); got != [2]int{2, 2} {
			t.Errorf("with its file: %d roots among %d", got[0], got[1])
		}
		in.Source = models.Source{Type: models.Interview, Title: "A witness", Author: "A witness", WordHow: models.InPerson, WordAt: 1, Consent: models.MayBeNamed, Located: true}
		d.ok(d.AddEvidence(t.Context(), testkit.By(d.Carl), d.at(n), in))
		if got := d.roots(n); got != [2]int{3, 3} {
			t.Errorf("with a person's word: %d roots among %d", got[0], got[1])
		}
		d.do(d.Carl, n, workflow.Submit)
	})
}

// What is found afterwards leaves an approval as it is.
func TestAnApprovalOutlivesWhatIsFoundOfItsSources(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		d.wantTwo()
		n := d.marked()
		d.do(d.Carl, n, workflow.Take)
		first := d.report(n, "Nordwire", firstReport)
		second := d.report(n, "Harbour Post", secondReport) // nobody has compared them yet
		d.Find(t, d.Carl, d.article, n, models.Confirmed)
		d.do(d.Carl, n, workflow.Submit)
		d.do(d.Rita, n, workflow.Approve)
		if d.trace(); len(d.edges(first, second)) != 1 || d.roots(n) != [2]int{1, 2} {
			t.Fatalf("edges %+v, roots %v", d.edges(first, second), d.roots(n))
		}
		d.state(n, models.Approved)
		d.stage(models.StageReady)
		d.ok(d.rule(d.Carl, n, first, second, true))
		d.state(n, models.Approved)
		d.ok(d.signOff(d.Ed, ""))
	})
}

// Two who rule on the same sources at once wait for each other, also from the
// pages of two articles.
func TestOfManyWhoSayTheSameAtOnceOneIsHeard(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		n := d.marked()
		first, second := d.report(n, "Nordwire", firstReport), d.report(n, "Harbour Post", secondReport)
		there := d.Open(t, testkit.Copy)
		other := d.Mark(t, d.Carl, there, 3)
		for _, id := range []models.ID{first, second} {
			in := testkit.SomeEvidence(models.Supports)
			in.SourceID = id
			d.ok(d.AddEvidence(t.Context(), testkit.By(d.Carl), d.At(t, there, other), in))
		}
		for range 20 {
			errs := atOnce(2, func(i int) error {
				at := []newsroom.Target{{Article: d.article, Number: n}, {Article: there, Number: other}}[i]
				return d.RuleSources(t.Context(), testkit.By([]models.User{d.Carl, d.Cleo}[i]), at, newsroom.NewRuling{From: first, To: second, Reason: "Both told us."})
			})
			if (errs[0] == nil) == (errs[1] == nil) || !errors.Is(errors.Join(errs...), apperr.RuledAlready) {
				t.Fatalf("heard: %v", errs)
			}
			d.ok(d.EndRuling(t.Context(), testkit.By(d.Carl), d.at(n), d.kase(n).Rulings[0].ID))
		}
	})
}

// A ruling holds in every article; why it was made and by whom is told in a
// restricted article only there, and who cannot see that does not end it.
func TestARulingOfARestrictedArticleKeepsItsReason(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		n, first, _, third := d.reports()
		open := d.article
		meta := testkit.Meta(d.Ed)
		meta.Restricted, meta.Team = true, []models.ID{d.Carl.ID, d.Duo.ID}
		d.article = d.OpenAs(t, meta, testkit.Copy)
		shut, m := d.article, d.marked()
		for _, id := range []models.ID{first, third} {
			in := testkit.SomeEvidence(models.Supports)
			in.SourceID = id
			d.ok(d.AddEvidence(t.Context(), testkit.By(d.Carl), d.at(m), in))
		}
		d.ok(d.rule(d.Carl, m, third, first, true))
		if c := d.rooted(m); len(c.Rulings) != 1 || c.Rulings[0].MadeBy != d.Carl.ID || c.Rulings[0].Reason == "" {
			t.Errorf("where it was made it reads %+v", c.Rulings)
		}
		d.article = open
		c := d.rooted(n)
		if len(c.Rulings) != 1 || c.Rulings[0].MadeBy != 0 || c.Rulings[0].Reason != "" {
			t.Fatalf("in an open article it reads %+v", c.Rulings)
		}
		for _, s := range c.Sources {
			if strings.Contains(s.Edge.Reason, "told us") {
				t.Errorf("the edge tells %q", s.Edge.Reason)
			}
		}
		d.refuse(apperr.NotFoundOrSeen, func() error { return d.EndRuling(t.Context(), testkit.By(d.Cleo), d.at(n), c.Rulings[0].ID) })
		d.ok(d.EndRuling(t.Context(), testkit.By(d.Carl), d.at(n), c.Rulings[0].ID))
		events, err := d.DB.Queries().ArticleEvents(t.Context(), shut)
		d.ok(err)
		if last := events[len(events)-1]; last.Action != "ruling.end" {
			t.Errorf("the trail of its article ends with %s", last.Action)
		}
		d.ok(d.rule(d.Carl, n, third, first, true))
		d.article = shut
		if c := d.rooted(m); len(c.Rulings) != 1 || c.Rulings[0].MadeBy != d.Carl.ID || c.Rulings[0].Reason == "" {
			t.Errorf("of an open article it reads %+v", c.Rulings)
		}
	})
}

// rooted is a claim's case with what is known of its sources.
func (d *desk) rooted(n int) workflow.Case {
	d.t.Helper()
	c := d.kase(n)
	d.ok(newsroom.RootCase(d.t.Context(), d.DB.Queries(), models.Settings{}, &c))
	return c
}
