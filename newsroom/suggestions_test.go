package newsroom_test

import (
	"slices"
	"testing"

	"example.org/tickmark/apperr"
	"example.org/tickmark/copydesk/checks"
	"example.org/tickmark/copydesk/reading"
	"example.org/tickmark/copydesk/suggest"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"
	"example.org/tickmark/workflow"
)

var suggestions = []story{
	{"suggestions are accepted by one act, their statements give no hand, and the writers of the words keep theirs", func(t *testing.T, d *desk) {
		d.fresh(uncoveredCopy)
		offers := d.offers()
		if len(offers) != 2 {
			t.Fatalf("offers %+v", offers)
		}
		from := d.size()
		_, err := d.accept(d.Duo, offers[0].Key, offers[1].Key)
		d.ok(err)
		if got, want := d.actions(from), []string{"suggestion.accept", "claim.accept", "claim.accept"}; !slices.Equal(got, want) {
			t.Errorf("the trail has %v", got)
		}
		f := d.file()
		for i, c := range f.Cases {
			if c.Claim.Statement != offers[i].Statement || c.Claim.Exact != offers[i].Words || len(c.Hands) != 0 || c.Claim.CreatedBy != d.Duo.ID {
				t.Errorf("claim %+v, hands %+v", c.Claim, c.Hands)
			}
		}
		if f.Article.Uncovered != 0 || len(d.offers()) != 0 {
			t.Errorf("coverage %+v, still offered %v", f.Article.Coverage, d.offers())
		}
		d.ToReview(t, d.Carl, d.article, 1)
		d.do(d.Duo, 1, workflow.Approve) // who accepted it has no hand
	}},
	{"a suggestion is accepted by checkers only, out of the newest revision, and once", func(t *testing.T, d *desk) {
		d.fresh(uncoveredCopy)
		key := d.offers()[0].Key
		try := func(u models.User, keys ...string) func() error {
			return func() error { _, err := d.accept(u, keys...); return err }
		}
		d.refuse(apperr.RoleMissing, try(d.Ed, key))
		d.refuse(apperr.NothingChosen, try(d.Carl))
		d.refuse(apperr.SuggestionsGone, try(d.Carl, "s1-2"))
		d.refuse(apperr.TooManyAtOnce, try(d.Carl, slices.Repeat([]string{key}, 501)...))
		d.ok(try(d.Carl, key, key)())
		d.refuse(apperr.SuggestionsGone, try(d.Cleo, key))
		if n := len(d.file().Cases); n != 1 {
			t.Errorf("%d claims", n)
		}
		d.refuse(apperr.Stale, func() error {
			_, err := d.Accept(t.Context(), testkit.By(d.Carl), d.article, 2, []string{key})
			return err
		})
	}},
	{"taking an acceptance back withdraws what nobody worked on, and opens the suggestions again", func(t *testing.T, d *desk) {
		d.fresh(uncoveredCopy)
		offers := d.offers()
		all, err := d.accept(d.Carl, offers[0].Key, offers[1].Key)
		d.ok(err)
		d.do(d.Carl, 2, workflow.Take)
		undo := func(u models.User) func() error {
			return func() error { _, err := d.Undo(t.Context(), testkit.By(u), d.article, all); return err }
		}
		d.refuse(apperr.RoleMissing, undo(d.Cleo))
		d.ok(undo(d.Carl)())
		d.refuse(apperr.AlreadyUndone, undo(d.Carl))
		d.state(1, models.Withdrawn)
		d.state(2, models.Researching)
		if c := d.claim(1); c.WithdrawReason != models.TakenBack {
			t.Errorf("withdrawn as %q", c.WithdrawReason)
		}
		if again := d.offers(); len(again) != 1 || again[0].Key != offers[0].Key || d.file().Article.Uncovered != 1 {
			t.Errorf("offered again %+v", again)
		}
		again, err := d.accept(d.Carl, offers[0].Key)
		d.ok(err)
		d.comment(d.Vera, newsroom.NewComment{Claim: 3, Kind: models.Remark, Body: "I know this"})
		d.refuse(apperr.NothingToUndo, func() error { _, err := d.Undo(t.Context(), testkit.By(d.Ed), d.article, again); return err })
		d.state(3, models.Open)
	}},
	{"a waived sentence is suggested no more", func(t *testing.T, d *desk) {
		d.fresh(uncoveredCopy)
		d.ok(d.Waive(t.Context(), testkit.By(d.Carl), d.article, 1, models.NothingToCheck, []int{2}, "a joke"))
		if offers := d.offers(); len(offers) != 1 || offers[0].Sentence != 3 {
			t.Errorf("offers %+v", offers)
		}
	}},
	{"what a check found is dismissed with a reason, made a claim, or asked about, once", func(t *testing.T, d *desk) {
		d.fresh("Fares rise\n\nFares rose by XXX euros. “They rose, she said. The the fares.")
		found := d.found()
		if len(found) < 3 {
			t.Fatalf("found %+v", found)
		}
		answer := func(u models.User, i int, a models.Answer, change func(*newsroom.CheckAnswer)) func() error {
			in := newsroom.CheckAnswer{Check: found[i].Check, Fingerprint: found[i].Fingerprint, Answer: a}
			if change != nil {
				change(&in)
			}
			return func() error { _, err := d.AnswerCheck(t.Context(), testkit.By(u), d.article, in); return err }
		}
		because := func(in *newsroom.CheckAnswer) { in.Reason = "it is a title" }
		d.refuse(apperr.RoleMissing, answer(d.Rita, 0, models.Dismissed, because))
		d.refuse(apperr.NoteMissing, answer(d.Carl, 0, models.Dismissed, nil))
		d.refuse(apperr.UnknownChoice, answer(d.Carl, 0, "shrug", nil))
		d.refuse(apperr.CheckGone, answer(d.Carl, 0, models.Dismissed, func(in *newsroom.CheckAnswer) { because(in); in.Fingerprint = in.Fingerprint[1:] + "0" }))
		d.ok(answer(d.Ed, 0, models.Dismissed, because)())
		d.refuse(apperr.AnsweredBefore, answer(d.Carl, 0, models.Dismissed, because))
		at := 1 + slices.IndexFunc(d.file().Revision.Sentences, func(s models.Sentence) bool { return s.Overlaps(found[1].Places[0]) })
		elsewhere := newsroom.NewClaim{Selection: newsroom.Selection{Revision: 1, Sentence: 1}, Statement: "s", Kinds: []models.Kind{models.KindOther}}
		d.refuse(apperr.NoSentence, answer(d.Carl, 1, models.MadeClaim, func(in *newsroom.CheckAnswer) { in.Claim = elsewhere }))
		d.ok(answer(d.Carl, 1, models.MadeClaim, func(in *newsroom.CheckAnswer) {
			in.Claim = newsroom.NewClaim{Selection: newsroom.Selection{Revision: 1, Sentence: at}, Statement: found[1].Message, Kinds: []models.Kind{models.KindOther}}
		})())
		d.ok(answer(d.Carl, 2, models.MadeQuery, func(in *newsroom.CheckAnswer) {
			in.Query = newsroom.NewComment{Body: found[2].Message, Asked: d.Vera.ID}
		})())
		now := d.found()
		if now[0].Answer.Reason != "it is a title" || now[1].Answer.ClaimID == 0 || now[2].Answer.CommentID == 0 {
			t.Errorf("answers %+v", now)
		}
		d.ok(d.ReopenCheck(t.Context(), testkit.By(d.Carl), d.article, now[0].Answer.ID))
		d.refuse(apperr.AlreadyUndone, func() error { return d.ReopenCheck(t.Context(), testkit.By(d.Carl), d.article, now[0].Answer.ID) })
		if again := d.found(); again[0].Answer.ID != 0 {
			t.Errorf("it is still answered: %+v", again[0].Answer)
		}
	}},
}

// offers are the suggestions that are open in the newest revision.
func (d *desk) offers() []newsroom.Offer {
	d.t.Helper()
	f := d.file()
	return newsroom.Offers(f, suggest.Claims(reading.Read(newsroom.CopyOf(f, d.settings()))), nil)
}

func (d *desk) accept(u models.User, keys ...string) (models.ID, error) {
	return d.Accept(d.t.Context(), testkit.By(u), d.article, 1, keys)
}

// found is what the checks find in the newest revision, with the answers.
func (d *desk) found() []newsroom.Found {
	d.t.Helper()
	f := d.file()
	answers, err := d.DB.Queries().CheckAnswers(d.t.Context(), d.article)
	d.ok(err)
	passages, err := newsroom.ReadPassages(d.t.Context(), d.DB.Queries(), f.Article)
	d.ok(err)
	return newsroom.FoundWith(checks.Run(reading.Read(newsroom.CopyOf(f, d.settings())), passages), answers)
}
