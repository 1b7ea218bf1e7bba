package newsroom_test

import (
	"testing"

	"example.org/tickmark/apperr"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"
	"example.org/tickmark/workflow"

	"github.com/google/go-cmp/cmp"
)

var moves = []story{
	{"an article goes from the paste to its report", func(t *testing.T, d *desk) {
		d.stage(models.StageDraft)
		for s := 2; s <= 4; s++ {
			d.ToApproved(t, d.Carl, d.Rita, d.article, d.mark(d.Carl, s))
		}
		d.stage(models.StageReady)
		d.ok(d.signOff(d.Ed, ""))
		d.stage(models.StageSignedOff)
		r := d.file().Report()
		if r.BreakGlass || r.IssuedBy != models.Ref(d.Ed.ID) || r.Supersedes != 0 {
			t.Errorf("got report %+v", r)
		}
		d.refuse(apperr.AlreadySigned, func() error { return d.signOff(d.Ed, "") })
	}},
	{"a claim is taken, released, submitted, recalled, sent back and approved, one version at a time", func(t *testing.T, d *desk) {
		n := d.marked()
		for i, step := range []struct {
			user models.User
			move workflow.Act
			want models.State
		}{
			{d.Carl, workflow.Take, models.Researching},
			{d.Carl, workflow.Release, models.Open},
			{d.Cleo, workflow.Take, models.Researching},
			{d.Ed, workflow.Release, models.Open},
			{d.Carl, workflow.Take, models.Researching},
		} {
			d.do(step.user, n, step.move)
			d.state(n, step.want)
			if v := d.claim(n).Version; v != i+2 {
				t.Errorf("after %s: version %d, want %d", step.move, v, i+2)
			}
		}
		d.Evidence(t, d.Carl, d.article, n, models.Supports)
		d.Find(t, d.Carl, d.article, n, models.Confirmed)
		d.do(d.Carl, n, workflow.Submit)
		d.cannot(apperr.NotSubmitter, d.Cleo, n, workflow.Recall)
		d.do(d.Carl, n, workflow.Recall)
		d.do(d.Carl, n, workflow.Submit)
		d.do(d.Rita, n, workflow.RequestChanges)
		d.state(n, models.ChangesRequested)
		d.do(d.Cleo, n, workflow.Take)
		d.do(d.Cleo, n, workflow.Submit)
		d.do(d.Rita, n, workflow.Approve)
		d.do(d.Rob, n, workflow.Reopen)
		c := d.claim(n)
		if c.State != models.Researching || !c.Reopened || c.ApprovalID != 0 || c.AssigneeID != models.Ref(d.Cleo.ID) {
			t.Errorf("reopened: %+v", c)
		}
		d.do(d.Carl, n, workflow.Take)
		d.cannot(apperr.NotReopened, d.Cleo, n, workflow.Take)
	}},
	{"sending back, reopening and breaking the glass take a reason, which is said in the discussion", func(t *testing.T, d *desk) {
		n := d.reviewed()
		bare := func(u models.User, move workflow.Act) {
			t.Helper()
			target := d.at(n)
			d.refuse(apperr.NeedsReason, func() error {
				return d.MoveClaim(t.Context(), testkit.By(u), target, move, newsroom.Reasons{})
			})
		}
		bare(d.Rita, workflow.RequestChanges)
		bare(d.Ed, workflow.Withdraw)
		d.comment(d.Carl, newsroom.NewComment{Claim: n, Kind: models.Query, Body: "?", Asked: d.Vera.ID})
		bare(d.Ed, workflow.BreakGlass)
		d.comment(d.Vera, newsroom.NewComment{Parent: d.kase(n).Comments[0].ID, Body: "yes"})
		d.do(d.Rita, n, workflow.Approve)
		bare(d.Rita, workflow.Reopen)
		d.do(d.Rita, n, workflow.Reopen)
		said := d.kase(n).Comments
		if last := said[len(said)-1]; last.Body != "because" || last.CreatedBy != d.Rita.ID {
			t.Errorf("the reason is said as %+v", last)
		}
	}},
	{"who recalls a claim that was assigned to nobody meanwhile has it", func(t *testing.T, d *desk) {
		n := d.reviewed()
		d.ok(d.Assign(t.Context(), testkit.By(d.Ed), d.at(n), 0, 0))
		d.do(d.Carl, n, workflow.Recall)
		if c := d.claim(n); c.AssigneeID != models.Ref(d.Carl.ID) {
			t.Errorf("assignee %d", c.AssigneeID)
		}
		d.do(d.Carl, n, workflow.Submit)
	}},
	{"a claim is withdrawn as a duplicate of another that lives, and restored", func(t *testing.T, d *desk) {
		first, second := d.marked(), d.mark(d.Carl, 3)
		duplicate := func(n, of int) func() error {
			target := d.at(n)
			return func() error {
				return d.MoveClaim(t.Context(), testkit.By(d.Ed), target, workflow.Withdraw, newsroom.Reasons{Withdraw: models.Duplicate, DuplicateOf: of})
			}
		}
		d.refuse(apperr.OwnDuplicate, duplicate(second, second))
		d.refuse(apperr.OwnDuplicate, duplicate(second, 0))
		d.refuse(apperr.ClaimElsewhere, duplicate(second, 99))
		d.ok(duplicate(second, first)())
		if c := d.claim(second); c.State != models.Withdrawn || c.DuplicateOf != first {
			t.Errorf("got %+v", c)
		}
		d.refuse(apperr.ClaimElsewhere, duplicate(first, second))
		d.cannot(apperr.RoleMissing, d.Carl, second, workflow.Restore)
		d.do(d.Ed, second, workflow.Restore)
		if c := d.claim(second); c.State != models.Open || c.DuplicateOf != 0 || c.WithdrawReason != "" || c.AssigneeID != 0 {
			t.Errorf("restored: %+v", c)
		}
	}},
	{"a withdrawn claim takes its queries and must-fixes with it", func(t *testing.T, d *desk) {
		n := d.marked()
		q := d.comment(d.Carl, newsroom.NewComment{Claim: n, Kind: models.Query, Body: "?", Asked: d.Rita.ID})
		m := d.comment(d.Carl, newsroom.NewComment{Claim: n, Kind: models.Fix, MustFix: true, Body: "!"})
		d.do(d.Ed, n, workflow.Withdraw)
		d.closed(q, models.ClaimWithdrawn)
		d.closed(m, models.ClaimWithdrawn)
	}},
	{"numbers of claims are never given twice", func(t *testing.T, d *desk) {
		first := d.marked()
		d.do(d.Ed, first, workflow.Withdraw)
		if second := d.mark(d.Carl, 3); second != first+1 {
			t.Errorf("got %d after %d", second, first)
		}
	}},
	{"a claim is assigned to checkers only, and to nobody only when nobody researches it", func(t *testing.T, d *desk) {
		n := d.marked()
		assign := func(u models.User, to models.ID) func() error {
			target := d.at(n)
			return func() error { return d.Assign(t.Context(), testkit.By(u), target, to, 1_800_000_000_000) }
		}
		version := d.claim(n).Version
		d.refuse(apperr.PersonLacksRole, assign(d.Ed, d.Rita.ID))
		d.refuse(apperr.NoSuchPerson, assign(d.Ed, 999))
		d.refuse(apperr.RoleMissing, assign(d.Carl, d.Carl.ID))
		d.ok(assign(d.Ed, d.Cleo.ID)())
		d.do(d.Carl, n, workflow.Take)
		d.refuse(apperr.FieldMissing, assign(d.Ed, 0))
		d.ok(assign(d.Ed, d.Cleo.ID)())
		c := d.claim(n)
		if c.AssigneeID != models.Ref(d.Cleo.ID) || c.DueAt != 1_800_000_000_000 || c.Version != version+1 {
			t.Errorf("got %+v", c)
		}
		if len(d.kase(n).HandOf(d.Cleo.ID)) != 0 || len(d.kase(n).HandOf(d.Ed.ID)) != 0 {
			t.Error("being assigned or assigning gave a hand")
		}
	}},
	{"nobody outside the team of a restricted article acts on it or is given work on it", func(t *testing.T, d *desk) {
		meta := testkit.Meta(d.Ed)
		meta.Restricted, meta.Team = true, []models.ID{d.Carl.ID, d.Duo.ID}
		d.article = d.OpenAs(t, meta, testkit.Copy)
		n := d.marked()
		target := d.at(n)
		d.refuse(apperr.NotOnTeam, func() error { return d.Assign(t.Context(), testkit.By(d.Ed), target, d.Cleo.ID, 0) })
		d.refuse(apperr.NotFoundOrSeen, func() error {
			return d.MoveClaim(t.Context(), testkit.By(d.Cleo), target, workflow.Take, newsroom.Reasons{})
		})
		d.refuse(apperr.NotFoundOrSeen, func() error { return d.signOffAs(d.Eva) })
		d.refuse(apperr.NotOnTeam, func() error {
			_, err := d.Comment(t.Context(), testkit.By(d.Carl), d.article, newsroom.NewComment{Kind: models.Query, Body: "?", Asked: d.Vera.ID})
			return err
		})
		m := d.find(d.comment(d.Carl, newsroom.NewComment{Kind: models.Remark, Body: "@vera @duo, @Carl. no@ed @nobody @duo"}))
		if diff := cmp.Diff([]models.ID{d.Duo.ID, d.Carl.ID}, m.Mentions); diff != "" {
			t.Error("mentions those who may see it:", diff)
		}
	}},
	{"whoever is taken off the team is out of the article", func(t *testing.T, d *desk) {
		meta := testkit.Meta(d.Ed)
		meta.Restricted, meta.Team = true, []models.ID{d.Carl.ID, d.Cleo.ID, d.Duo.ID}
		d.article = d.OpenAs(t, meta, testkit.Copy)
		n := d.mark(d.Cleo, 2)
		target := d.at(n)
		meta.Team = []models.ID{d.Carl.ID, d.Duo.ID}
		d.ok(d.EditArticle(t.Context(), testkit.By(d.Ed), d.article, d.file().Article.Version, meta))
		d.refuse(apperr.NotFoundOrSeen, func() error {
			return d.MoveClaim(t.Context(), testkit.By(d.Cleo), target, workflow.Take, newsroom.Reasons{})
		})
	}},
	{"kinds and severity change at any time, raise no version and end nothing; only an editor lowers", func(t *testing.T, d *desk) {
		n := d.approved()
		before := d.claim(n)
		d.ok(d.SetKinds(t.Context(), testkit.By(d.Cleo), d.at(n), []models.Kind{models.KindDate, models.KindPlace}))
		d.ok(d.SetSeverity(t.Context(), testkit.By(d.Cleo), d.at(n), models.MustNotGoWrong))
		target := d.at(n)
		d.refuse(apperr.LowerSeverity, func() error { return d.SetSeverity(t.Context(), testkit.By(d.Cleo), target, models.NormalSeverity) })
		d.refuse(apperr.UnknownChoice, func() error { return d.SetSeverity(t.Context(), testkit.By(d.Ed), target, "high") })
		d.refuse(apperr.UnknownChoice, func() error { return d.SetKinds(t.Context(), testkit.By(d.Ed), target, []models.Kind{"gossip"}) })
		d.refuse(apperr.FieldMissing, func() error { return d.SetKinds(t.Context(), testkit.By(d.Ed), target, nil) })
		d.ok(d.SetSeverity(t.Context(), testkit.By(d.Ed), d.at(n), models.LowSeverity))
		after := d.claim(n)
		if after.Version != before.Version || after.State != models.Approved || !after.Kinds.Has(models.KindDate) {
			t.Errorf("got %+v", after)
		}
	}},
	{"a claim that was moved since the form was made is stale, and another article's claim is none of this one", func(t *testing.T, d *desk) {
		n := d.marked()
		old := d.at(n)
		d.do(d.Carl, n, workflow.Take)
		d.refuse(apperr.Stale, func() error {
			return d.MoveClaim(t.Context(), testkit.By(d.Carl), old, workflow.Release, newsroom.Reasons{})
		})
		d.refuse(apperr.NotFoundOrSeen, func() error {
			return d.MoveClaim(t.Context(), testkit.By(d.Carl), newsroom.Target{Article: d.article, Number: 99}, workflow.Take, newsroom.Reasons{})
		})
		other := d.Open(t, testkit.Copy)
		m := d.find(d.comment(d.Carl, newsroom.NewComment{Claim: n, Kind: models.Remark, Body: "here"}))
		d.refuse(apperr.NotFoundOrSeen, func() error { return d.Resolve(t.Context(), testkit.By(d.Ed), other, m.ID, "r") })
	}},
	{"marking takes a checker, a statement, kinds, and words of the newest revision", func(t *testing.T, d *desk) {
		mark := func(u models.User, change func(*newsroom.NewClaim)) func() error {
			in := newsroom.NewClaim{
				Selection: newsroom.Selection{Revision: 1, Sentence: 2, Words: "15 August"}, Statement: "It was 15 August", Kinds: []models.Kind{models.KindDate},
			}
			change(&in)
			return func() error { _, err := d.MarkClaim(t.Context(), testkit.By(u), d.article, in); return err }
		}
		for want, act := range map[*apperr.Refusal]func() error{
			apperr.RoleMissing:   mark(d.Ed, func(*newsroom.NewClaim) {}),
			apperr.FieldMissing:  mark(d.Carl, func(c *newsroom.NewClaim) { c.Statement = "" }),
			apperr.UnknownChoice: mark(d.Carl, func(c *newsroom.NewClaim) { c.Kinds = []models.Kind{"gossip"} }),
			apperr.Stale:         mark(d.Carl, func(c *newsroom.NewClaim) { c.Revision = 2 }),
			apperr.NoSentence:    mark(d.Carl, func(c *newsroom.NewClaim) { c.Sentence = 99 }),
			apperr.WordsNotFound: mark(d.Carl, func(c *newsroom.NewClaim) { c.Words = "16 August" }),
			apperr.PlaceChanged: mark(d.Carl, func(c *newsroom.NewClaim) {
				c.Selection = newsroom.Selection{Revision: 1, Start: 0, End: 7, Quote: "leaders"}
			}),
			apperr.PlaceOutside: mark(d.Carl, func(c *newsroom.NewClaim) {
				c.Selection = newsroom.Selection{Revision: 1, Start: 0, End: 70_000, Quote: "Leaders"}
			}),
		} {
			d.refuse(want, act)
		}
		d.ok(mark(d.Carl, func(*newsroom.NewClaim) {})())
		if c := d.claim(1); c.Exact != "15 August" || c.Sentence != "The leaders met on 15 August in Anchorage." {
			t.Errorf("got %+v", c.Anchor)
		}
	}},
	{"an article is opened and edited by editors, with words that make sense", func(t *testing.T, d *desk) {
		good := testkit.Meta(d.Ed)
		open := func(u models.User, change func(*newsroom.Meta)) func() error {
			meta := good
			change(&meta)
			return func() error {
				_, err := d.OpenArticle(t.Context(), testkit.By(u), meta, newsroom.Copy{Text: testkit.Copy, Format: intake.FormatPlain})
				return err
			}
		}
		same := func(*newsroom.Meta) {}
		d.refuse(apperr.RoleMissing, open(d.Carl, same))
		d.refuse(apperr.FieldMissing, open(d.Ed, func(m *newsroom.Meta) { m.Language = "" }))
		d.refuse(apperr.UnknownChoice, open(d.Ed, func(m *newsroom.Meta) { m.Language = "the secret name" }))
		d.refuse(apperr.UnknownChoice, open(d.Ed, func(m *newsroom.Meta) { m.Direction = "up" }))
		d.refuse(apperr.BadDate, open(d.Ed, func(m *newsroom.Meta) { m.PublishOn = "tomorrow" }))
		d.refuse(apperr.PersonLacksRole, open(d.Ed, func(m *newsroom.Meta) { m.EditorID = d.Carl.ID }))
		d.refuse(apperr.NoSuchPerson, open(d.Ed, func(m *newsroom.Meta) { m.Writers = []models.ID{999} }))
		d.refuse(apperr.Stale, func() error { return d.EditArticle(t.Context(), testkit.By(d.Ed), d.article, 99, good) })
		d.refuse(apperr.RoleMissing, func() error { return d.EditArticle(t.Context(), testkit.By(d.Carl), d.article, 2, good) })
		good.Language, good.PublishOn = "ar", "2025-09-30"
		d.ok(d.EditArticle(t.Context(), testkit.By(d.Ed), d.article, d.file().Article.Version, good))
		if a := d.file().Article; a.Direction != models.RightToLeft || a.PublishOn != "2025-09-30" {
			t.Errorf("got %+v", a)
		}
	}},
	{"a revision is brought in by an editor, over the newest one, and changes something", func(t *testing.T, d *desk) {
		revise := func(u models.User, base int, text string, origin models.Origin) func() error {
			return func() error {
				_, err := d.Revise(t.Context(), testkit.By(u), d.article, newsroom.NewRevision{
					Base: base, Copy: newsroom.Copy{Text: text, Format: intake.FormatPlain}, Origin: origin,
				})
				return err
			}
		}
		d.refuse(apperr.RoleMissing, revise(d.Carl, 1, "New", models.OriginPasted))
		d.refuse(apperr.Stale, revise(d.Ed, 7, "New", models.OriginPasted))
		d.refuse(apperr.NothingChanged, revise(d.Ed, 1, testkit.Copy, models.OriginPasted))
		d.refuse(apperr.TextEmpty, revise(d.Ed, 1, " \n", models.OriginPasted))
		d.refuse(apperr.UnknownChoice, revise(d.Ed, 1, "New", models.OriginFix))
		d.ok(revise(d.Ed, 1, "New\n\nText.", models.OriginPasted)())
	}},
}

func (d *desk) signOffAs(u models.User) error {
	_, err := d.SignOffArticle(d.t.Context(), testkit.By(u), d.article, newsroom.SignOff{Revision: 1})
	return err
}
