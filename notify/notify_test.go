package notify_test

import (
	"slices"
	"testing"
	"time"

	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/notify"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"
	"example.org/tickmark/workflow"
)

// desk is a newsroom whose people are told of things.
type desk struct {
	*testkit.House
	t       *testing.T
	n       *notify.Notifier
	article models.ID
	told    []models.ID // whom the pages were told for
}

func onBoth(t *testing.T, test func(*desk)) {
	t.Helper()
	run := func(address func(testing.TB) string) func(*testing.T) {
		return func(t *testing.T) {
			t.Helper()
			d := &desk{House: testkit.NewHouse(t, address(t)), t: t}
			d.n = notify.New(d.DB, d.Clock.Now, func(err error) { t.Error(err) })
			d.n.Tell = func(users []models.ID) { d.told = append(d.told, users...) }
			d.article = d.Open(t, testkit.Copy)
			d.hear()
			test(d)
		}
	}
	t.Run("SQLite", run(func(testing.TB) string { return "" }))
	t.Run("PostgreSQL", run(testkit.FoundedPostgres))
}

func (d *desk) ok(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) hear() {
	d.t.Helper()
	_, err := d.n.Hear(d.t.Context())
	d.ok(err)
	d.ok(d.n.Due(d.t.Context()))
}

// has are the kinds of what a user was told, oldest first.
func (d *desk) has(u models.User) (kinds []models.NoticeKind) {
	d.t.Helper()
	notices, err := d.DB.Queries().Notices(d.t.Context(), u.ID, store.NoticeFilter{Limit: 100})
	d.ok(err)
	for _, n := range notices {
		kinds = append(kinds, n.Kind)
	}
	slices.Reverse(kinds)
	return kinds
}

func (d *desk) say(by models.User, in newsroom.NewComment) models.ID {
	d.t.Helper()
	id, err := d.Comment(d.t.Context(), testkit.By(by), d.article, in)
	d.ok(err)
	return id
}

func (d *desk) assign(by, to models.User, claim int) {
	d.t.Helper()
	d.ok(d.Assign(d.t.Context(), testkit.By(by), d.At(d.t, d.article, claim), to.ID, 0))
}

func TestPeopleAreToldOfWhatOthersDid(t *testing.T) {
	rows := []struct {
		name string
		act  func(*desk)
		who  func(*desk) models.User
		want []models.NoticeKind
	}{
		{
			"whoever is mentioned", func(d *desk) { d.say(d.Carl, newsroom.NewComment{Kind: models.Remark, Body: "@rita look"}) },
			func(d *desk) models.User { return d.Rita },
			[]models.NoticeKind{models.NoticeMentioned},
		},
		{
			"nobody of what they did themselves", func(d *desk) { d.say(d.Carl, newsroom.NewComment{Kind: models.Remark, Body: "@carl look"}) },
			func(d *desk) models.User { return d.Carl }, nil,
		},
		{
			"whoever is asked, once though they are mentioned too",
			func(d *desk) {
				d.say(d.Carl, newsroom.NewComment{Kind: models.Query, Body: "@rita, when?", Asked: d.Rita.ID})
			},
			func(d *desk) models.User { return d.Rita },
			[]models.NoticeKind{models.NoticeAsked},
		},
		{
			"whoever asked, of the answer",
			func(d *desk) {
				id := d.say(d.Carl, newsroom.NewComment{Kind: models.Query, Body: "When?", Asked: d.Rita.ID})
				d.say(d.Rita, newsroom.NewComment{Parent: id, Body: "At noon."})
			},
			func(d *desk) models.User { return d.Carl },
			[]models.NoticeKind{models.NoticeAnswered},
		},
		{
			"whoever gets a claim", func(d *desk) { d.assign(d.Ed, d.Carl, d.Mark(d.t, d.Cleo, d.article, 2)) },
			func(d *desk) models.User { return d.Carl },
			[]models.NoticeKind{models.NoticeAssigned},
		},
		{
			"whoever has a claim that comes back",
			func(d *desk) {
				n := d.Mark(d.t, d.Carl, d.article, 2)
				d.ToReview(d.t, d.Carl, d.article, n)
				d.ok(d.MoveClaim(d.t.Context(), testkit.By(d.Rita), d.At(d.t, d.article, n), workflow.RequestChanges, newsroom.Reasons{Reason: "look again"}))
			},
			func(d *desk) models.User { return d.Carl },
			[]models.NoticeKind{models.NoticeSentBack},
		},
		{
			"whoever has a claim that is reopened",
			func(d *desk) {
				n := d.Mark(d.t, d.Carl, d.article, 2)
				d.ToApproved(d.t, d.Carl, d.Rita, d.article, n)
				d.ok(d.MoveClaim(d.t.Context(), testkit.By(d.Rita), d.At(d.t, d.article, n), workflow.Reopen, newsroom.Reasons{Reason: "look again"}))
			},
			func(d *desk) models.User { return d.Carl },
			[]models.NoticeKind{models.NoticeReopened},
		},
		{
			"whoever has a claim that goes stale",
			func(d *desk) {
				n := d.Mark(d.t, d.Carl, d.article, 2)
				d.ToApproved(d.t, d.Carl, d.Rita, d.article, n)
				d.Evidence(d.t, d.Cleo, d.article, n, models.Contradicts)
			},
			func(d *desk) models.User { return d.Carl },
			[]models.NoticeKind{models.NoticeStale},
		},
		{
			"whoever proposed a fix that is refused",
			func(d *desk) {
				n := d.Mark(d.t, d.Cleo, d.article, 2)
				id := d.say(d.Carl, newsroom.NewComment{Claim: n, Kind: models.Fix, Proposed: "Other words"})
				d.ok(d.Stet(d.t.Context(), testkit.By(d.Ed), d.article, id, "it is fine"))
			},
			func(d *desk) models.User { return d.Carl },
			[]models.NoticeKind{models.NoticeFixDecided},
		},
		{
			"an editor whose deadline is near, once",
			func(d *desk) {
				a, err := d.DB.Queries().Article(d.t.Context(), d.Ed.ID, d.article)
				d.ok(err)
				meta := testkit.Meta(d.Ed)
				meta.DeadlineAt = models.At(d.Clock.Now().Add(3 * time.Hour))
				d.ok(d.EditArticle(d.t.Context(), testkit.By(d.Duo), d.article, a.Version, meta))
				d.hear()
				d.Clock.Move(time.Hour)
			},
			func(d *desk) models.User { return d.Ed },
			[]models.NoticeKind{models.NoticeDeadline},
		},
		{
			"the editor of an article that another signed off, and that a debt is due",
			func(d *desk) {
				_, err := d.SignOffArticle(d.t.Context(), testkit.By(d.Duo), d.article, newsroom.SignOff{Revision: 1, Break: true, Reason: "it must run"})
				d.ok(err)
				d.hear()
				d.Clock.Move(21 * time.Hour)
			},
			func(d *desk) models.User { return d.Ed },
			[]models.NoticeKind{models.NoticeSignedOff, models.NoticeDebtDue},
		},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			onBoth(t, func(d *desk) {
				row.act(d)
				d.hear()
				if got := d.has(row.who(d)); !slices.Equal(got, row.want) {
					d.t.Errorf("told of %v, want %v", got, row.want)
				}
				if len(row.want) > 0 && !slices.Contains(d.told, row.who(d).ID) {
					d.t.Error("their pages were not told")
				}
			})
		})
	}
}

// What was heard is not heard again, though the cursor goes back: of a listener
// that was killed between writing and moving on, of two servers, of a backup.
func TestNobodyIsToldTwice(t *testing.T) {
	onBoth(t, func(d *desk) {
		d.say(d.Carl, newsroom.NewComment{Kind: models.Remark, Body: "@rita look"})
		d.hear()
		d.ok(d.DB.Tx(d.t.Context(), func(tx store.Tx) error { return tx.SetCursor(d.t.Context(), notify.Cursor, 0) }))
		d.hear()
		other := notify.New(d.DB, d.Clock.Now, d.n.Failed)
		if n, err := other.Hear(d.t.Context()); n != 0 || err != nil {
			d.t.Errorf("another server hears %d, %v", n, err)
		}
		if got := d.has(d.Rita); len(got) != 1 {
			d.t.Errorf("told of %v", got)
		}
	})
}

// A notice about a restricted article is there for its team: whoever leaves it
// has none, not even as a number, and whoever comes back has it again.
func TestANoticeOfAnArticleThatOneMayNotSeeIsNone(t *testing.T) {
	onBoth(t, func(d *desk) {
		meta := testkit.Meta(d.Ed)
		meta.Restricted, meta.Team = true, []models.ID{d.Carl.ID, d.Rita.ID}
		var err error
		d.article, err = d.OpenArticle(d.t.Context(), testkit.By(d.Ed), meta, newsroom.Copy{Text: testkit.Copy, Format: intake.FormatPlain})
		d.ok(err)
		d.say(d.Carl, newsroom.NewComment{Kind: models.Remark, Body: "@rita look"})
		d.hear()
		q, ctx := d.DB.Queries(), d.t.Context()
		all, err := q.Notices(ctx, d.Rita.ID, store.NoticeFilter{Limit: 10})
		d.ok(err)
		if n, err := q.UnreadNotices(ctx, d.Rita.ID, 100); len(all) != 1 || n != 1 || err != nil {
			d.t.Fatalf("on the team: %d, %d unread, %v", len(all), n, err)
		}
		d.say(d.Carl, newsroom.NewComment{Kind: models.Remark, Body: "@rita look again"}) // not heard before she left
		a, err := q.Article(ctx, d.Ed.ID, d.article)
		d.ok(err)
		meta.Team = []models.ID{d.Carl.ID}
		d.ok(d.EditArticle(ctx, testkit.By(d.Ed), d.article, a.Version, meta))
		d.hear()
		if got := d.has(d.Rita); len(got) != 0 {
			d.t.Errorf("off the team she was told of %v", got)
		}
		if n, err := q.UnreadNotices(ctx, d.Rita.ID, 100); n != 0 || err != nil {
			d.t.Errorf("off the team %d are counted, %v", n, err)
		}
		if _, err := d.OpenNotice(ctx, testkit.By(d.Rita), all[0].ID); err == nil {
			d.t.Error("off the team she opens one")
		}
		if _, err := d.OpenNotice(ctx, testkit.By(d.Carl), all[0].ID); err == nil {
			d.t.Error("somebody opens another's")
		}
		a, err = q.Article(ctx, d.Ed.ID, d.article)
		d.ok(err)
		meta.Team = append(meta.Team, d.Rita.ID)
		d.ok(d.EditArticle(ctx, testkit.By(d.Ed), d.article, a.Version, meta))
		if got := d.has(d.Rita); len(got) != 1 {
			d.t.Errorf("back on the team she has %v: what was said before she left, and nothing of while she was away", got)
		}
	})
}

func TestUnreadNoticesAreCountedAndRead(t *testing.T) {
	onBoth(t, func(d *desk) {
		for range 5 {
			d.say(d.Carl, newsroom.NewComment{Kind: models.Remark, Body: "@rita look"})
		}
		d.hear()
		q, ctx := d.DB.Queries(), d.t.Context()
		count := func(most int) int64 {
			n, err := q.UnreadNotices(ctx, d.Rita.ID, most)
			d.ok(err)
			return n
		}
		if count(100) != 5 || count(3) != 3 {
			d.t.Errorf("%d unread, up to three %d", count(100), count(3))
		}
		all, err := q.Notices(ctx, d.Rita.ID, store.NoticeFilter{Limit: 10})
		d.ok(err)
		_, err = d.OpenNotice(ctx, testkit.By(d.Rita), all[0].ID)
		d.ok(err)
		if count(100) != 4 {
			d.t.Errorf("%d unread after one was opened", count(100))
		}
		d.ok(d.ReadNotices(ctx, testkit.By(d.Rita), all[2].ID))
		if left, err := q.Notices(ctx, d.Rita.ID, store.NoticeFilter{Unread: true, Limit: 10}); len(left) != 1 || left[0].ID != all[1].ID || err != nil {
			d.t.Errorf("left are %v, %v", left, err)
		}
		d.Clock.Move((newsroom.NoticeDays + 1) * 24 * time.Hour)
		d.ok(d.Tidy(ctx))
		if got := d.has(d.Rita); len(got) != 0 {
			d.t.Errorf("after they were tidied there are %v", got)
		}
	})
}
