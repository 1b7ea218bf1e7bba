package newsroom_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"
	"example.org/tickmark/workflow"
)

var staleness = []story{
	{"a revision that leaves the sentence alike keeps the approval, wherever it stands", func(t *testing.T, d *desk) {
		n := d.approved()
		version := d.claim(n).Version
		d.revise(d.Ed, models.OriginPasted, "They spoke", "Then, they spoke", "15 August in", "15  August in", "Leaders meet", "The leaders meet")
		c := d.claim(n)
		if c.Outcome != models.Moved || c.State != models.Approved || c.Version != version {
			t.Errorf("carried as %s, %s, version %d → %d", c.Outcome, c.State, version, c.Version)
		}
	}},
	{"an approval ends when its words change, and the verdict may still hold", func(t *testing.T, d *desk) {
		n := d.approved()
		d.revise(d.Ed, models.OriginPasted, "The leaders met on", "The leaders did not meet on")
		k := d.kase(n)
		if k.Claim.Outcome != models.Edited || k.Claim.State != models.Researching || !k.Claim.Reopened || k.Claim.AssigneeID != models.Ref(d.Carl.ID) ||
			k.Stale().EndedBy != models.EndedWords || k.Finding().ID != 0 || k.Before().Verdict != models.Confirmed {
			t.Fatalf("carried: %+v", k.Claim)
		}
		d.stage(models.StageChecking)
		d.do(d.Cleo, n, workflow.StillHolds)
		k = d.kase(n)
		if k.Claim.State != models.InReview || k.Claim.AssigneeID != models.Ref(d.Cleo.ID) || k.Finding().Verdict != models.Confirmed ||
			len(k.HandOf(d.Cleo.ID)) != 2 {
			t.Errorf("still holds: %+v, hands %v", k.Claim, k.HandOf(d.Cleo.ID))
		}
		d.do(d.Rita, n, workflow.Approve)
	}},
	{"an approval ends when the sentence around its words changes", func(t *testing.T, d *desk) {
		m, err := d.MarkClaim(t.Context(), testkit.By(d.Carl), d.article, newsroom.NewClaim{
			Selection: newsroom.Selection{Revision: 1, Sentence: 2, Words: "met on 15 August"}, Statement: "s", Kinds: []models.Kind{models.KindDate},
		})
		d.ok(err)
		n := int(m)
		d.ToReview(t, d.Carl, d.article, n)
		d.do(d.Rita, n, workflow.Approve)
		d.revise(d.Ed, models.OriginPasted, "The leaders met on", "The leaders allegedly met on")
		if k := d.kase(n); k.Claim.Outcome != models.Context || k.Claim.State != models.Researching || k.Stale().EndedBy != models.EndedSentence {
			t.Fatalf("carried as %s, %s, ended by %q", k.Claim.Outcome, k.Claim.State, k.Stale().EndedBy)
		}
	}},
	{"words that are gone keep their approval and wait; other words end it", func(t *testing.T, d *desk) {
		n := d.approved()
		d.revise(d.Ed, models.OriginPasted, "The leaders met on 15 August in Anchorage. ", "")
		if c := d.claim(n); c.Outcome != models.Lost || c.State != models.Approved {
			t.Fatalf("carried as %s, %s", c.Outcome, c.State)
		}
		d.stage(models.StageChecking)
		d.ok(d.place(d.Ed, n, 2, ""))
		if k := d.kase(n); k.Claim.Outcome != models.Edited || k.Claim.State != models.Researching || k.Stale().EndedBy != models.EndedWords {
			t.Fatalf("placed as %s, %s", k.Claim.Outcome, k.Claim.State)
		}
	}},
	{"words that stand in several places wait for a person, and a lookalike is never chosen", func(t *testing.T, d *desk) {
		n := d.approved()
		d.revise(d.Ed, models.OriginPasted, "They spoke for three hours.", "The leaders met on 15 August in Anchorage.")
		if c := d.claim(n); c.Outcome != models.Ambiguous || c.State != models.Approved {
			t.Fatalf("carried as %s, %s", c.Outcome, c.State)
		}
		d.revise(d.Ed, models.OriginPasted, "Nothing was signed", "Something was signed") // stays so
		if c := d.claim(n); c.Outcome != models.Ambiguous {
			t.Errorf("carried as %s", c.Outcome)
		}
		d.ok(d.place(d.Carl, n, 3, ""))
		if c := d.claim(n); c.Outcome != models.Moved || c.State != models.Approved { // what was approved still stands, alike
			t.Errorf("placed as %s, %s", c.Outcome, c.State)
		}
		target := d.at(n)
		d.refuse(apperr.AlreadyPlaced, func() error {
			return d.PlaceClaim(t.Context(), testkit.By(d.Carl), target, newsroom.Selection{Revision: 3, Sentence: 2})
		})
	}},
	{"placing a claim on words that are alike keeps its approval, though sentences are cut otherwise by now", func(t *testing.T, d *desk) {
		meta := testkit.Meta(d.Ed)
		meta.Language = "de"
		d.article = d.OpenAs(t, meta, "Treffen\n\nAm 3. Mai trafen sie sich in Bonn. Es dauerte lange.\n\nNichts geschah.")
		m, err := d.MarkClaim(t.Context(), testkit.By(d.Carl), d.article, newsroom.NewClaim{
			Selection: newsroom.Selection{Revision: 1, Sentence: 2, Words: "trafen sie sich in Bonn"}, Statement: "s", Kinds: []models.Kind{models.KindPlace},
		})
		d.ok(err)
		n := int(m)
		d.ToReview(t, d.Carl, d.article, n)
		d.do(d.Rita, n, workflow.Approve)
		meta.Language = "en"
		d.ok(d.EditArticle(t.Context(), testkit.By(d.Ed), d.article, d.file().Article.Version, meta))
		d.revise(d.Ed, models.OriginPasted, "Am 3. Mai trafen sie sich in Bonn. ", "",
			"Nichts geschah.", "Wo? Am 3. Mai trafen sie sich in Bonn. Wer? Am 3. Mai trafen sie sich in Bonn. Wie?")
		if c := d.claim(n); c.Placed() {
			t.Fatalf("carried as %s", c.Outcome)
		}
		at := utf8.RuneCountInString(d.file().Revision.Text[:strings.LastIndex(d.file().Revision.Text, "trafen")])
		d.ok(d.PlaceClaim(t.Context(), testkit.By(d.Carl), d.at(n), newsroom.Selection{
			Revision: 2, Start: at, End: at + len("trafen sie sich in Bonn"), Quote: "trafen sie sich in Bonn",
		}))
		if c := d.claim(n); c.Outcome != models.Moved || c.State != models.Approved || c.Sentence != "Am 3. Mai trafen sie sich in Bonn." {
			t.Errorf("placed as %s, %s, in %q", c.Outcome, c.State, c.Sentence)
		}
	}},
	{"a review of words that changed ends, and any checker may take the claim", func(t *testing.T, d *desk) {
		n := d.reviewed()
		d.revise(d.Ed, models.OriginPasted, "15 August", "16 August")
		d.cannot(apperr.NotInThisState, d.Rita, n, workflow.Approve)
		if c := d.claim(n); c.State != models.Researching || !c.Reopened || c.SubmittedBy != 0 || c.FindingID != 0 {
			t.Errorf("got %+v", c)
		}
		d.cannot(apperr.NotStale, d.Cleo, n, workflow.StillHolds) // it was never approved
		d.do(d.Cleo, n, workflow.Take)
	}},
	{"a lost claim is withdrawn by a checker, a placed one is not", func(t *testing.T, d *desk) {
		n := d.marked()
		d.cannot(apperr.WithdrawLostOnly, d.Carl, n, workflow.Withdraw)
		d.revise(d.Ed, models.OriginPasted, "The leaders met on 15 August in Anchorage. ", "")
		d.do(d.Carl, n, workflow.Withdraw)
	}},
	{"an approval ends when its evidence changes or goes, not through a note or further support", func(t *testing.T, d *desk) {
		for _, row := range []struct {
			name   string
			change func(n int, e models.Evidence) error
			ended  models.EndCause
		}{
			{"a note", func(n int, e models.Evidence) error {
				e.Note = "seen again"
				return d.ChangeEvidence(t.Context(), testkit.By(d.Cleo), d.at(n), e.ID, e)
			}, ""},
			{"a passage that stays alike", func(n int, e models.Evidence) error {
				e.Passage = " The  two met. "
				return d.ChangeEvidence(t.Context(), testkit.By(d.Cleo), d.at(n), e.ID, e)
			}, ""},
			{"further support", func(n int, _ models.Evidence) error {
				return d.AddEvidence(t.Context(), testkit.By(d.Cleo), d.at(n), testkit.SomeEvidence(models.Supports))
			}, ""},
			{"context", func(n int, _ models.Evidence) error {
				return d.AddEvidence(t.Context(), testkit.By(d.Cleo), d.at(n), testkit.SomeEvidence(models.Background))
			}, ""},
			{"another passage", func(n int, e models.Evidence) error {
				e.Passage = "The two did not meet."
				return d.ChangeEvidence(t.Context(), testkit.By(d.Cleo), d.at(n), e.ID, e)
			}, models.EndedEvidence},
			{"another locator", func(n int, e models.Evidence) error {
				e.Locator = "p. 4"
				return d.ChangeEvidence(t.Context(), testkit.By(d.Cleo), d.at(n), e.ID, e)
			}, models.EndedEvidence},
			{"another authority", func(n int, e models.Evidence) error {
				e.Authority = models.Secondary
				return d.ChangeEvidence(t.Context(), testkit.By(d.Cleo), d.at(n), e.ID, e)
			}, models.EndedEvidence},
			{"removed", func(n int, e models.Evidence) error {
				return d.RemoveEvidence(t.Context(), testkit.By(d.Cleo), d.at(n), e.ID)
			}, models.EndedEvidence},
			{"contradicted", func(n int, _ models.Evidence) error {
				return d.AddEvidence(t.Context(), testkit.By(d.Cleo), d.at(n), testkit.SomeEvidence(models.Contradicts))
			}, models.EndedContradiction},
		} {
			d.article = d.Open(t, testkit.Copy)
			n := d.approved()
			was := d.claim(n)
			if err := row.change(n, d.kase(n).Evidence[0]); err != nil {
				t.Fatal(row.name, err)
			}
			c := d.kase(n)
			switch {
			case row.ended == "" && (c.Claim.State != models.Approved || c.Claim.Version != was.Version):
				t.Errorf("%s: %s at version %d → %d", row.name, c.Claim.State, was.Version, c.Claim.Version)
			case row.ended != "" && (c.Claim.State != models.Researching || !c.Claim.Reopened || c.Stale().EndedBy != row.ended || c.Finding().ID == 0):
				t.Errorf("%s: %s, ended by %q", row.name, c.Claim.State, c.Stale().EndedBy)
			case row.ended != "":
				events, err := d.DB.Queries().ArticleEvents(t.Context(), d.article)
				d.ok(err)
				if stale := lastOf(events, "claim.stale"); stale.Seq == 0 || stale.ActorID != 0 {
					t.Errorf("%s: reopened by %d, not by itself", row.name, stale.ActorID)
				}
			}
		}
	}},
	{"evidence in review raises the version, so that nobody approves what they did not see; a note and a comment do not", func(t *testing.T, d *desk) {
		n := d.reviewed()
		seen := d.at(n)
		e := d.kase(n).Evidence[0]
		e.Note = "n"
		d.ok(d.ChangeEvidence(t.Context(), testkit.By(d.Cleo), seen, e.ID, e))
		d.comment(d.Cleo, newsroom.NewComment{Claim: n, Kind: models.Remark, Body: "hm"})
		if v := d.claim(n).Version; v != seen.Version {
			t.Errorf("version %d → %d", seen.Version, v)
		}
		d.Evidence(t, d.Cleo, d.article, n, models.Contradicts)
		d.state(n, models.InReview)
		d.refuse(apperr.Stale, func() error {
			return d.MoveClaim(t.Context(), testkit.By(d.Rita), seen, workflow.Approve, newsroom.Reasons{})
		})
	}},
	{"evidence has a known stance, authority and source, and is not added to what is withdrawn", func(t *testing.T, d *desk) {
		n := d.marked()
		add := func(u models.User, change func(*newsroom.NewEvidence)) func() error {
			in := testkit.SomeEvidence(models.Supports)
			change(&in)
			target := d.at(n)
			return func() error { return d.AddEvidence(t.Context(), testkit.By(u), target, in) }
		}
		d.refuse(apperr.RoleMissing, add(d.Rita, func(*newsroom.NewEvidence) {}))
		d.refuse(apperr.UnknownChoice, add(d.Carl, func(e *newsroom.NewEvidence) { e.Evidence.Stance = "maybe" }))
		d.refuse(apperr.UnknownChoice, add(d.Carl, func(e *newsroom.NewEvidence) { e.Evidence.Authority = "" }))
		d.refuse(apperr.UnknownChoice, add(d.Carl, func(e *newsroom.NewEvidence) { e.Source.Type = "rumour" }))
		d.refuse(apperr.FieldMissing, add(d.Carl, func(e *newsroom.NewEvidence) { e.Source.Title = "" }))
		for _, address := range []string{"javascript:alert(1)", "https://", "mailto:a@b.example", "//b.example/", "https://b.example/\u202egnp.exe"} {
			d.refuse(apperr.BadAddress, add(d.Carl, func(e *newsroom.NewEvidence) { e.Source.URL = address }))
		}
		d.refuse(apperr.BadDate, add(d.Carl, func(e *newsroom.NewEvidence) { e.Source.PublishedOn = "a free text" }))
		d.refuse(apperr.NotFoundOrSeen, add(d.Carl, func(e *newsroom.NewEvidence) { e.SourceID = 9999 }))
		d.ok(add(d.Carl, func(e *newsroom.NewEvidence) { e.Source.URL = "HTTPS://b.example/a b" })())
		if got := d.file().Sources[0].URL; got != "https://b.example/a%20b" {
			t.Errorf("the address is kept as %s", got)
		}
		source := d.file().Sources[0].ID
		d.ok(add(d.Cleo, func(e *newsroom.NewEvidence) { e.SourceID = source })())
		if f := d.file(); len(f.Sources) != 1 || len(f.Cases[0].Evidence) != 2 {
			t.Errorf("%d sources, %d evidence", len(f.Sources), len(f.Cases[0].Evidence))
		}
		gone := d.kase(n).Evidence[0].ID
		d.ok(d.RemoveEvidence(t.Context(), testkit.By(d.Carl), d.at(n), gone))
		target := d.at(n)
		d.refuse(apperr.EvidenceGone, func() error { return d.RemoveEvidence(t.Context(), testkit.By(d.Carl), target, gone) })
		d.do(d.Ed, n, workflow.Withdraw)
		d.refuse(apperr.NotInThisState, add(d.Carl, func(*newsroom.NewEvidence) {}))
	}},
	{"a source of an article that one may not see is none", func(t *testing.T, d *desk) {
		meta := testkit.Meta(d.Ed)
		meta.Restricted, meta.Team = true, []models.ID{d.Carl.ID, d.Duo.ID}
		shut := d.OpenAs(t, meta, testkit.Copy)
		d.ok(d.AddEvidence(t.Context(), testkit.By(d.Carl), newsroom.Target{Article: shut, Number: d.Mark(t, d.Carl, shut, 2)}, testkit.SomeEvidence(models.Supports)))
		in := testkit.SomeEvidence(models.Supports)
		in.SourceID = d.File(t, shut).Sources[0].ID
		target := d.at(d.marked())
		d.refuse(apperr.NotFoundOrSeen, func() error { return d.AddEvidence(t.Context(), testkit.By(d.Cleo), target, in) })
	}},
}
