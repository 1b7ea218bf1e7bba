package newsroom_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/copydesk/checks"
	"example.org/tickmark/copydesk/detect"
	"example.org/tickmark/copydesk/suggest"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"
	"example.org/tickmark/workflow"

	"github.com/google/go-cmp/cmp"
)

// readings are stories about what the acts on read copy refuse and leave alone.
var readings = []story{
	{"sentences are waived together or not at all", func(t *testing.T, d *desk) {
		d.fresh(uncoveredCopy)
		waive := func(sentences ...int) func() error {
			return func() error {
				return d.Waive(t.Context(), testkit.By(d.Carl), d.article, 1, models.NothingToCheck, sentences, "a slogan")
			}
		}
		d.refuse(apperr.NothingChosen, waive())
		d.refuse(apperr.NoSentence, waive(2, 0))
		d.refuse(apperr.NoSentence, waive(2, 3, 5))
		d.refuse(apperr.TooManyAtOnce, waive(slices.Repeat([]int{2}, 501)...))
		d.refuse(apperr.Stale, func() error {
			return d.Waive(t.Context(), testkit.By(d.Carl), d.article, 2, models.CQ, []int{2}, "")
		})
		d.refuse(apperr.RoleMissing, func() error {
			return d.Waive(t.Context(), testkit.By(d.Carl), d.article, 1, models.LeftUnchecked, []int{2}, "no time")
		})
		from := d.size()
		d.ok(waive(2, 3)())
		if got := d.actions(from); !slices.Equal(got, []string{"waiver.add", "waiver.add"}) || d.file().Article.Uncovered != 0 {
			t.Errorf("the trail has %v, coverage %+v", got, d.file().Article.Coverage)
		}
	}},
	{"of several waivers the one that was named is taken back", func(t *testing.T, d *desk) {
		d.fresh(uncoveredCopy)
		d.ok(d.Waive(t.Context(), testkit.By(d.Carl), d.article, 1, models.NothingToCheck, []int{2, 3}, "slogans"))
		first, here := d.file().Waived[1], d.article
		d.ok(d.EndWaiver(t.Context(), testkit.By(d.Ed), d.article, d.file().Waived[2].ID))
		if w := d.file().Waived; len(w) != 1 || w[1].ID != first.ID {
			t.Errorf("left are %+v", w)
		}
		d.fresh(uncoveredCopy)
		d.refuse(apperr.AlreadyUndone, func() error { return d.EndWaiver(t.Context(), testkit.By(d.Carl), d.article, first.ID) })
		if w := d.file().Waived; len(w) != 0 {
			t.Errorf("waivers of article %d hold in another: %+v", here, w)
		}
	}},
	{"sentences alike are waived by one waiver, and one taking back opens them", func(t *testing.T, d *desk) {
		d.fresh("Fares rise\n\nFares rose by 12 per cent. The mayor smiled. Fares rose by 12 per cent.")
		d.ok(d.Waive(t.Context(), testkit.By(d.Carl), d.article, 1, models.NothingToCheck, []int{2, 4, 2}, "a slogan"))
		if w := d.file().Waived; len(w) != 2 || w[1].ID != w[3].ID || d.file().Article.Uncovered != 0 {
			t.Errorf("waived are %+v", w)
		}
		d.ok(d.EndWaiver(t.Context(), testkit.By(d.Carl), d.article, d.file().Waived[1].ID))
		if f := d.file(); len(f.Waived) != 0 || f.Article.Uncovered != 2 {
			t.Errorf("still waived are %+v, coverage %+v", f.Waived, f.Article.Coverage)
		}
	}},
	{"a waiver holds while its sentence stays alike, and no longer", func(t *testing.T, d *desk) {
		d.fresh("Fares rise\n\nThe “big 12 per cent” rise came on 3 May 2025.")
		d.ok(d.Waive(t.Context(), testkit.By(d.Carl), d.article, 1, models.NothingToCheck, []int{2}, "a slogan"))
		d.revise(d.Ed, models.OriginEdited, "“big 12 per cent”", `"big 12 per cent"`)
		if f := d.file(); len(f.Waived) != 1 || f.Article.Uncovered != 0 {
			t.Errorf("with other quotation marks: waived %+v, coverage %+v", f.Waived, f.Article.Coverage)
		}
		d.revise(d.Ed, models.OriginEdited, "12", "13")
		if f := d.file(); len(f.Waived) != 0 || f.Article.Uncovered != 1 {
			t.Errorf("with another figure: waived %+v, coverage %+v", f.Waived, f.Article.Coverage)
		}
	}},
	{"the rest is left unchecked however much it is, and what cannot be checked is not", func(t *testing.T, d *desk) {
		var text strings.Builder
		text.WriteString("Fares rise\n\nIt rained.")
		for i := range 501 {
			fmt.Fprintf(&text, " Line %d rose by %d per cent.", i+1, i+2)
		}
		d.fresh(text.String())
		open := d.file().Article.Uncovered
		from := d.size()
		d.ok(d.LeaveUnchecked(t.Context(), testkit.By(d.Ed), d.article, 1, "no time"))
		if f := d.file(); open <= 500 || f.Article.Open() != 0 || f.Article.Unchecked != open || int(d.size()-from) != open {
			t.Errorf("of %d left %+v, %d events", open, f.Article.Coverage, d.size()-from)
		}
	}},
	{"who wrote a sentence does not leave it unchecked, nor does anybody in an older revision", func(t *testing.T, d *desk) {
		d.writtenBy(d.Duo)
		leave := func(u models.User, revision int) func() error {
			return func() error { return d.LeaveUnchecked(t.Context(), testkit.By(u), d.article, revision, "no time") }
		}
		d.revise(d.Ed, models.OriginPasted, "The leaders met", "The leaders met for 3 hours")
		d.refuse(apperr.WriterBarred, leave(d.Duo, 2))
		d.refuse(apperr.Stale, leave(d.Ed, 1))
		d.ok(leave(d.Ed, 2)())
	}},
	{"only the chosen are accepted, and of two on the same words the first", func(t *testing.T, d *desk) {
		d.fresh(uncoveredCopy)
		rained := d.file().Revision.Sentences[3].Span
		keys := d.proposeAll(rained, models.Span{Start: rained.Start, End: rained.Start + 2}, d.offers()[0].Span)
		_, err := d.accept(d.Carl, keys...)
		d.ok(err)
		if f := d.file(); len(f.Cases) != 1 || f.Cases[0].Claim.Span != rained || f.Article.Uncovered != 2 {
			t.Errorf("claims %+v", f.Cases)
		}
		d.refuse(apperr.SuggestionsGone, func() error { _, err := d.accept(d.Carl, keys...); return err })
	}},
	{"of several chosen what somebody marked meanwhile is left out", func(t *testing.T, d *desk) {
		d.fresh(uncoveredCopy)
		offers := d.offers()
		d.mark(d.Cleo, 2)
		all, err := d.accept(d.Carl, offers[0].Key, offers[1].Key)
		d.ok(err)
		made, err := d.DB.Queries().Accepted(t.Context(), all)
		d.ok(err)
		if len(made) != 1 || made[0].Span != offers[1].Span || len(d.file().Cases) != 2 {
			t.Errorf("made are %+v", made)
		}
	}},
	{"of two acceptances the one that was named is taken back, in its article", func(t *testing.T, d *desk) {
		d.fresh(uncoveredCopy)
		offers := d.offers()
		first, err := d.accept(d.Carl, offers[0].Key)
		d.ok(err)
		_, err = d.accept(d.Carl, offers[1].Key)
		d.ok(err)
		here := d.article
		d.fresh(uncoveredCopy)
		d.refuse(apperr.AlreadyUndone, func() error { _, err := d.Undo(t.Context(), testkit.By(d.Carl), d.article, first); return err })
		d.article = here
		gone, err := d.Undo(t.Context(), testkit.By(d.Carl), d.article, first)
		d.ok(err)
		d.state(1, models.Withdrawn)
		d.state(2, models.Open)
		if gone != 1 {
			t.Errorf("%d taken back", gone)
		}
	}},
	{"an editor takes back what somebody else accepted", func(t *testing.T, d *desk) {
		d.fresh(uncoveredCopy)
		all, err := d.accept(d.Carl, d.offers()[0].Key)
		d.ok(err)
		_, err = d.Undo(t.Context(), testkit.By(d.Ed), d.article, all)
		d.ok(err)
		d.state(1, models.Withdrawn)
	}},
	{"what a check found is answered by its own name, once in each article", func(t *testing.T, d *desk) {
		const text = "Fares rise\n\nFares rose by XXX euros."
		d.fresh(text)
		found := d.found()[0]
		answer := func(change func(*newsroom.CheckAnswer)) func() error {
			in := newsroom.CheckAnswer{Check: found.Check, Fingerprint: found.Fingerprint, Answer: models.Dismissed, Reason: "a brand"}
			change(&in)
			return func() error { _, err := d.AnswerCheck(t.Context(), testkit.By(d.Carl), d.article, in); return err }
		}
		asIs := func(*newsroom.CheckAnswer) {}
		d.refuse(apperr.CheckGone, answer(func(in *newsroom.CheckAnswer) { in.Check = "sums" }))
		d.refuse(apperr.CheckGone, answer(func(in *newsroom.CheckAnswer) { in.Fingerprint = strings.Repeat("0", 64) }))
		d.ok(answer(asIs)())
		first := d.found()[0].Answer
		d.fresh(text)
		if now := d.found()[0]; now.Answer.ID != 0 {
			t.Errorf("answered in another article: %+v", now.Answer)
		}
		d.refuse(apperr.AlreadyUndone, func() error { return d.ReopenCheck(t.Context(), testkit.By(d.Carl), d.article, first.ID) })
		d.revise(d.Ed, models.OriginEdited, "XXX", "12")
		d.refuse(apperr.CheckGone, answer(asIs))
	}},
	{"a claim or a query that a check leads to keeps the rules of either", func(t *testing.T, d *desk) {
		d.fresh("Fares rise\n\nFares rose by XXX euros.")
		found := d.found()[0]
		answer := func(u models.User, in newsroom.CheckAnswer) func() error {
			in.Check, in.Fingerprint = found.Check, found.Fingerprint
			return func() error { _, err := d.AnswerCheck(t.Context(), testkit.By(u), d.article, in); return err }
		}
		claim := func(revision int) newsroom.CheckAnswer {
			return newsroom.CheckAnswer{Answer: models.MadeClaim, Claim: newsroom.NewClaim{
				Selection: newsroom.Selection{Revision: revision, Sentence: 2}, Statement: "They rose.", Kinds: []models.Kind{models.KindOther},
			}}
		}
		d.refuse(apperr.RoleMissing, answer(d.Ed, claim(1))) // an editor answers checks, and marks nothing
		d.refuse(apperr.Stale, answer(d.Carl, claim(2)))
		query := newsroom.CheckAnswer{Answer: models.MadeQuery, Query: newsroom.NewComment{Body: "How many?", Asked: d.Vera.ID, Kind: models.Remark}}
		d.ok(answer(d.Ed, query)())
		m := d.file().Comments
		if len(m) != 1 || m[0].Kind != models.Query || m[0].AskedID != models.Ref(d.Vera.ID) || m[0].DueAt == 0 {
			t.Errorf("asked is %+v", m)
		}
		a := d.found()[0].Answer
		if a.CommentID != models.Ref(m[0].ID) || a.ClaimID != 0 {
			t.Errorf("the answer is %+v", a)
		}
		d.refuse(apperr.RoleMissing, func() error { return d.ReopenCheck(t.Context(), testkit.By(d.Rita), d.article, a.ID) })
		d.ok(d.ReopenCheck(t.Context(), testkit.By(d.Carl), d.article, a.ID))
		d.ok(answer(d.Carl, claim(1))())
		c := d.claim(1)
		if a := d.found()[0].Answer; a.ClaimID != models.Ref(c.ID) || len(d.kase(1).Hands) != 1 || len(d.file().Comments) != 1 {
			t.Errorf("the answer is %+v, the hands %+v", a, d.kase(1).Hands)
		}
	}},
	{"of two answers the one that was named is opened again", func(t *testing.T, d *desk) {
		d.fresh("Fares rise\n\nFares rose by XXX euros. The the fares.")
		for _, f := range d.found() {
			_, err := d.AnswerCheck(t.Context(), testkit.By(d.Carl), d.article, newsroom.CheckAnswer{Check: f.Check, Fingerprint: f.Fingerprint, Answer: models.Dismissed, Reason: "a brand"})
			d.ok(err)
		}
		last := d.found()[1].Answer.ID
		d.ok(d.ReopenCheck(t.Context(), testkit.By(d.Carl), d.article, last))
		if now := d.found(); now[0].Answer.ID == 0 || now[1].Answer.ID != 0 {
			t.Errorf("answers %+v, %+v", now[0].Answer, now[1].Answer)
		}
	}},
	{"a quotation is compared with what the standing evidence for it quotes", func(t *testing.T, d *desk) {
		d.fresh("Fares rise\n\nThe mayor said: “We will pay every cent back by June.” It rained on 3 May 2025.")
		passages := func() (texts []string) {
			ps, err := newsroom.ReadPassages(t.Context(), d.DB.Queries(), d.file().Article)
			d.ok(err)
			for _, p := range ps {
				texts = append(texts, p.Text)
			}
			return texts
		}
		n, other := d.mark(d.Carl, 2), d.mark(d.Carl, 3)
		for _, e := range []struct {
			claim   int
			stance  models.Stance
			passage string
		}{
			{n, models.Supports, "We will pay each cent back by June."},
			{n, models.Contradicts, "They paid nothing back."},
			{n, models.Supports, ""},
			{other, models.Supports, "Rain fell on 3 May."},
		} {
			in := testkit.SomeEvidence(e.stance)
			in.Evidence.Passage, in.Evidence.Locator = e.passage, "page 3"
			d.ok(d.AddEvidence(t.Context(), testkit.By(d.Carl), d.at(e.claim), in))
		}
		want := []string{"We will pay each cent back by June.", "Rain fell on 3 May."}
		if diff := cmp.Diff(want, passages()); diff != "" {
			t.Error(diff)
		}
		d.do(d.Ed, other, workflow.Withdraw)
		if diff := cmp.Diff(want[:1], passages()); diff != "" {
			t.Errorf("with a claim withdrawn: %s", diff)
		}
		if found := d.found(); len(found) != 1 || found[0].Source == "" {
			t.Errorf("found %+v", found)
		}
		d.ok(d.RemoveEvidence(t.Context(), testkit.By(d.Carl), d.at(n), d.kase(n).Evidence[0].ID))
		if got := passages(); len(got) != 0 || len(d.found()) != 0 {
			t.Errorf("with its evidence removed: %v, found %+v", got, d.found())
		}
		d.do(d.Ed, other, workflow.Restore)
		d.revise(d.Ed, models.OriginPasted, " It rained on 3 May 2025.", "")
		if got := passages(); len(got) != 0 {
			t.Errorf("with its words gone: %v", got)
		}
	}},
}

// propose keeps a model's proposal for the newest revision and returns its key.
func (d *desk) propose(span models.Span, statement string) string {
	d.t.Helper()
	return d.keep(models.Proposal{Span: span, Statement: statement})[0]
}

// proposeAll keeps a model's proposals for the newest revision and returns their
// keys.
func (d *desk) proposeAll(spans ...models.Span) []string {
	d.t.Helper()
	ps := make([]models.Proposal, len(spans))
	for i, span := range spans {
		ps[i] = models.Proposal{Span: span, Statement: fmt.Sprint("proposed ", i)}
	}
	return d.keep(ps...)
}

func (d *desk) keep(ps ...models.Proposal) (keys []string) {
	d.t.Helper()
	rev := d.file().Revision.ID
	for i := range ps {
		ps[i].ArticleID, ps[i].RevisionID, ps[i].Kinds, ps[i].Model = d.article, rev, models.Kinds{models.KindOther}, "small"
		ps[i].CreatedBy, ps[i].CreatedAt = d.Carl.ID, models.At(d.Clock.Now())
	}
	d.ok(d.DB.Tx(d.t.Context(), func(tx store.Tx) error { return tx.ReplaceProposals(d.t.Context(), rev, ps) }))
	for _, p := range ps {
		keys = append(keys, fmt.Sprint("p", p.ID))
	}
	return keys
}

// suggested is a suggestion of a whole sentence.
func suggested(number, start, end int) suggest.Suggestion {
	return suggest.Suggestion{Span: models.Span{Start: start, End: end}, Sentence: number, Statement: fmt.Sprint("sentence ", number)}
}

func TestWhatIsStillOffered(t *testing.T) {
	all := []suggest.Suggestion{suggested(1, 0, 3), suggested(2, 11, 21), suggested(2, 15, 32)} // the last goes on into the third sentence
	proposed := []models.Proposal{
		{ID: 7, RevisionID: 5, Span: models.Span{Start: 4, End: 8}, Model: "small", Reasons: "a figure\na date"},
		{ID: 8, RevisionID: 4, Span: models.Span{Start: 8, End: 10}, Model: "small"},  // of the revision before
		{ID: 9, RevisionID: 5, Span: models.Span{Start: 20, End: 24}, Model: "small"}, // where we suggest ourselves
	}
	claim := func(change func(*models.Claim)) []workflow.Case {
		c := models.Claim{State: models.Open}
		c.RevisionID, c.Start, c.End, c.Outcome = 5, 9, 12, models.Moved
		if change != nil {
			change(&c)
		}
		return []workflow.Case{{Claim: c}}
	}
	everything := []string{"s1-3", "p7", "s12-21", "s16-32"}
	for _, row := range []struct {
		name   string
		cases  []workflow.Case
		waived map[int]models.Waiver
		want   []string
	}{
		{"without claims all is, in the order of the copy, but what was proposed for another revision or where we suggest ourselves", nil, nil, everything},
		{"a claim on some of the words takes a suggestion", claim(nil), nil, []string{"s1-3", "p7", "s16-32"}},
		{"a claim beside the words takes none", claim(func(c *models.Claim) { c.Start, c.End = 10, 11 }), nil, everything},
		{"a claim that is withdrawn takes none", claim(func(c *models.Claim) { c.State = models.Withdrawn }), nil, everything},
		{"a claim that waits for a place takes none", claim(func(c *models.Claim) { c.Outcome = models.Lost }), nil, everything},
		{"a claim of another revision takes none", claim(func(c *models.Claim) { c.RevisionID = 4 }), nil, everything},
		{"a waived sentence takes what lies in it alone", nil, map[int]models.Waiver{1: {Kind: models.CQ}}, []string{"s1-3", "p7", "s16-32"}},
		{"waived sentences take what lies across them", nil, map[int]models.Waiver{1: {Kind: models.CQ}, 2: {Kind: models.NothingToCheck}}, []string{"s1-3", "p7"}},
		{"what is left unchecked is offered still", nil, map[int]models.Waiver{0: {Kind: models.LeftUnchecked}}, everything},
	} {
		t.Run(row.name, func(t *testing.T) {
			f := &workflow.File{Revision: models.Revision{ID: 5}, Cases: row.cases, Waived: row.waived}
			f.Revision.Text = strings.Repeat("words and ", 4)
			for i := range 3 {
				f.Revision.Sentences = append(f.Revision.Sentences, models.Sentence{Span: models.Span{Start: 11 * i, End: 11*i + 10}, Checkable: true})
			}
			var keys []string
			for _, o := range newsroom.Offers(f, all, proposed) {
				keys = append(keys, o.Key)
				if o.Key == "p7" && (o.Model != "small" || o.Sentence != 1 || o.Words != "s an" || len(o.Reasons) != 2) {
					t.Errorf("proposed is %+v", o)
				}
			}
			if diff := cmp.Diff(row.want, keys); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestCopyIsReadByTheDayItRuns(t *testing.T) {
	f := &workflow.File{}
	f.Article.Language, f.Revision.CreatedAt = "de", models.At(time.Date(2025, 9, 22, 23, 30, 0, 0, time.UTC))
	settings := testkit.Settings()
	settings.TimeZone, settings.Abbreviations = "Asia/Tokyo", []string{"ggf"}
	c := newsroom.CopyOf(f, settings)
	if c.On != detect.Day("2025-09-23") || c.Language != "de" || !slices.Equal(c.Abbreviations, []string{"ggf"}) {
		t.Errorf("without a day of publication it is read by %+v", c)
	}
	f.Article.PublishOn = "2025-10-01"
	if c := newsroom.CopyOf(f, settings); c.On != "2025-10-01" {
		t.Errorf("it is read by %s", c.On)
	}
}

func TestAnAnswerBelongsToOneCheck(t *testing.T) {
	words := checks.Finding{Check: "doubled words", Words: []string{"the the"}}
	other := checks.Finding{Check: "placeholders", Words: []string{"the the"}}
	answers := []models.CheckAnswer{
		{ID: 1, CheckName: "sums", Fingerprint: words.Fingerprint()}, {ID: 2, CheckName: "placeholders", Fingerprint: other.Fingerprint()},
	}
	found := newsroom.FoundWith([]checks.Finding{words, other}, answers)
	if found[0].Answer.ID != 0 || found[1].Answer.ID != 2 || found[0].Fingerprint != words.Fingerprint() {
		t.Errorf("found %+v", found)
	}
}
