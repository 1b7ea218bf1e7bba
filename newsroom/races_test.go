package newsroom_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"example.org/tickmark/apperr"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"
	"example.org/tickmark/workflow"

	"github.com/google/go-cmp/cmp"
)

func onBoth(t *testing.T, test func(t *testing.T, d *desk)) {
	t.Helper()
	run := func(h *testkit.House) func(*testing.T) {
		return func(t *testing.T) {
			d := &desk{House: h, t: t}
			d.article = h.Open(t, testkit.Copy)
			test(t, d)
			d.playAgain()
		}
	}
	t.Run("SQLite", run(testkit.NewHouse(t, "")))
	t.Run("PostgreSQL", func(t *testing.T) { run(testkit.NewHouse(t, testkit.FoundedPostgres(t)))(t) })
}

// atOnce runs fn n times at once and returns what each said.
func atOnce(n int, fn func(i int) error) []error {
	errs := make([]error, n)
	var start, done sync.WaitGroup
	start.Add(1)
	for i := range n {
		done.Go(func() {
			start.Wait()
			errs[i] = fn(i)
		})
	}
	start.Done()
	done.Wait()
	return errs
}

func TestOfSixtyFourWhoMoveAClaimAtOnceOneWins(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		n := d.marked()
		target := d.at(n)
		errs := atOnce(64, func(i int) error {
			user := []models.User{d.Carl, d.Cleo, d.Duo}[i%3]
			return d.MoveClaim(t.Context(), testkit.By(user), target, workflow.Take, newsroom.Reasons{})
		})
		won, stale := 0, 0
		for _, err := range errs {
			switch {
			case err == nil:
				won++
			case errors.Is(err, apperr.Stale):
				stale++
			default:
				t.Errorf("got %v", err)
			}
		}
		if won != 1 || stale != 63 {
			t.Errorf("%d won, %d were stale", won, stale)
		}
		if v := d.claim(n).Version; v != target.Version+1 {
			t.Errorf("version %d → %d", target.Version, v)
		}
	})
}

// Duo adds evidence and approves at the same moment, again and again: whichever
// comes first, the approval never stands beside an earlier hand.
func TestNobodyApprovesWhileGettingAHand(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		for range 8 {
			d.article = d.Open(t, testkit.Copy)
			n := d.reviewed()
			target := newsroom.Target{Article: d.article, Number: n} // whichever version: no staleness helps
			errs := atOnce(4, func(i int) error {
				if i%2 == 0 {
					return d.AddEvidence(t.Context(), testkit.By(d.Duo), target, testkit.SomeEvidence(models.Supports))
				}
				return d.MoveClaim(t.Context(), testkit.By(d.Duo), target, workflow.Approve, newsroom.Reasons{})
			})
			for _, err := range errs {
				if err != nil && !errors.Is(err, apperr.HandApproves) && !errors.Is(err, apperr.NotInThisState) {
					t.Errorf("got %v", err)
				}
			}
		}
		d.noHandApproved()
	})
}

// noHandApproved asks the database for an approval by somebody who had a hand
// before it and did not break the glass.
func (d *desk) noHandApproved() {
	d.t.Helper()
	var n int
	db := d.SQL(d.t)
	d.ok(db.QueryRowContext(d.t.Context(), `SELECT COUNT(*) FROM approvals a
		JOIN events e ON e.claim_id = a.claim_id AND e.action = 'claim.approve' AND e.at = a.created_at
		JOIN hands h ON h.claim_id = a.claim_id AND h.user_id = a.created_by
		WHERE h.event_seq < e.seq AND (h.ended_seq IS NULL OR h.ended_seq > e.seq)`).Scan(&n))
	d.ok(db.Close())
	if n > 0 {
		d.t.Errorf("%d approvals by a hand without breaking the glass", n)
	}
}

func TestAFormSentManyTimesActsOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		by := testkit.By(d.Carl)
		by.Form = []byte("the same")
		ids := make([]models.ID, 16)
		errs := atOnce(16, func(i int) (err error) {
			ids[i], err = d.Comment(t.Context(), by, d.article, newsroom.NewComment{Kind: models.Remark, Body: "once"})
			return err
		})
		for i := range ids {
			if errs[i] != nil || ids[i] != ids[0] {
				t.Errorf("sending %d: %d, %v; the first made %d", i, ids[i], errs[i], ids[0])
			}
		}
		if n := len(d.file().Comments); n != 1 {
			t.Errorf("%d comments", n)
		}
		by.Form = []byte("something else")
		d.refuse(apperr.KeyUsed, func() error {
			_, err := d.Comment(t.Context(), by, d.article, newsroom.NewComment{Kind: models.Remark, Body: "twice"})
			return err
		})
		by.UserID, by.Form = d.Cleo.ID, []byte("the same") // another's key is another key
		_, err := d.Comment(t.Context(), by, d.article, newsroom.NewComment{Kind: models.Remark, Body: "mine"})
		d.ok(err)
		d.refuse(apperr.Unreadable, func() error {
			return d.Waive(t.Context(), newsroom.By{UserID: d.Carl.ID}, d.article, 1, models.CQ, []int{2}, "")
		})
	})
}

func TestAFormSentAgainAfterARestartActsOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		by := testkit.By(d.Carl)
		first, err := d.Comment(t.Context(), by, d.article, newsroom.NewComment{Kind: models.Remark, Body: "once"})
		d.ok(err)
		again, err := store.Open(t.Context(), d.Address)
		d.ok(err)
		defer func() { _ = again.Close() }()
		other := *d.Newsroom
		other.DB = again
		second, err := other.Comment(t.Context(), by, d.article, newsroom.NewComment{Kind: models.Remark, Body: "once"})
		if err != nil || second != first {
			t.Errorf("got %d, %v; the first made %d", second, err, first)
		}
	})
}

func TestAFormThatWasRefusedMayBeSentAgain(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		by := testkit.By(d.Carl)
		d.refuse(apperr.FieldMissing, func() error {
			_, err := d.Comment(t.Context(), by, d.article, newsroom.NewComment{Kind: models.Remark})
			return err
		})
		_, err := d.Comment(t.Context(), by, d.article, newsroom.NewComment{Kind: models.Remark, Body: "now"})
		d.ok(err)
	})
}

func TestNoActComesAfterTheRightToItIsGone(t *testing.T) {
	for _, row := range []struct {
		name, change string
		want         *apperr.Refusal
	}{
		{"the role was taken away", "UPDATE users SET roles = 'viewer' WHERE handle = 'rita'", apperr.RoleMissing},
		{"the account was closed", "UPDATE users SET disabled_at = 1 WHERE handle = 'rita'", apperr.NotActive},
	} {
		t.Run(row.name, func(t *testing.T) {
			onBoth(t, func(t *testing.T, d *desk) {
				n := d.reviewed()
				target := d.at(n)
				db := d.SQL(t)
				_, err := db.ExecContext(t.Context(), row.change)
				d.ok(err)
				d.refuse(row.want, func() error {
					return d.MoveClaim(t.Context(), testkit.By(d.Rita), target, workflow.Approve, newsroom.Reasons{})
				})
			})
		})
	}
}

// On PostgreSQL the change of rights may be under way: the act waits for it and
// then sees it.
func TestAnActWaitsForAChangeOfRightsThatIsUnderWay(t *testing.T) {
	d := &desk{House: testkit.NewHouse(t, testkit.FoundedPostgres(t)), t: t}
	meta := testkit.Meta(d.Ed)
	meta.Restricted, meta.Team = true, []models.ID{d.Carl.ID, d.Rita.ID, d.Duo.ID}
	d.article = d.OpenAs(t, meta, testkit.Copy)
	n := d.reviewed()
	for _, row := range []struct {
		name, change string
		want         *apperr.Refusal
	}{
		{"off the team", fmt.Sprintf("DELETE FROM article_team WHERE user_id = %d", d.Rita.ID), apperr.NotFoundOrSeen},
		{"without the role", "UPDATE users SET roles = 'viewer' WHERE handle = 'rita'", apperr.RoleMissing},
	} {
		db := d.SQL(t)
		tx, err := db.BeginTx(t.Context(), nil)
		d.ok(err)
		_, err = tx.ExecContext(t.Context(), "UPDATE articles SET version = version WHERE id = $1", d.article)
		d.ok(err)
		_, err = tx.ExecContext(t.Context(), row.change)
		d.ok(err)
		said := make(chan error, 1)
		target := d.at(n)
		go func() {
			said <- d.MoveClaim(context.WithoutCancel(t.Context()), testkit.By(d.Rita), target, workflow.Approve, newsroom.Reasons{})
		}()
		waitForLock(t, d)
		d.ok(tx.Commit())
		if err := <-said; !errors.Is(err, row.want) {
			t.Errorf("%s: got %v, want %v", row.name, err, row.want)
		}
		_, err = db.ExecContext(t.Context(), "INSERT INTO article_team VALUES ($1, $2) ON CONFLICT DO NOTHING", d.article, d.Rita.ID)
		d.ok(err)
	}
}

// waitForLock returns when somebody waits for a lock.
func waitForLock(t *testing.T, d *desk) {
	t.Helper()
	db := d.SQL(t)
	for waiting := 0; waiting == 0; {
		d.ok(db.QueryRowContext(t.Context(), "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'").Scan(&waiting))
	}
}

func TestActsOnManyArticlesAtOnceLeaveOneTrail(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		articles := make([]models.ID, 8)
		for i := range articles {
			articles[i] = d.Open(t, testkit.Copy)
		}
		errs := atOnce(32, func(i int) error {
			article := articles[i%len(articles)]
			n, err := d.MarkClaim(t.Context(), testkit.By(d.Carl), article, newsroom.NewClaim{
				Selection: newsroom.Selection{Revision: 1, Sentence: 2}, Statement: "s", Kinds: []models.Kind{models.KindDate},
			})
			if err != nil {
				return err
			}
			return d.AddEvidence(t.Context(), testkit.By(d.Cleo), newsroom.Target{Article: article, Number: int(n)}, testkit.SomeEvidence(models.Supports))
		})
		for _, err := range errs {
			d.ok(err)
		}
		for _, article := range articles {
			var numbers []int
			for _, c := range d.File(t, article).Cases {
				numbers = append(numbers, c.Claim.Number)
			}
			if diff := cmp.Diff([]int{1, 2, 3, 4}, numbers); diff != "" {
				t.Error(diff)
			}
		}
		d.Verify(t)
	})
}

func TestEditorsWhoSignOffAtOnceGiveOneReport(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		d.approved()
		errs := atOnce(8, func(i int) error {
			_, err := d.SignOffArticle(t.Context(), testkit.By([]models.User{d.Ed, d.Eva}[i%2]), d.article, newsroom.SignOff{Revision: 1})
			return err
		})
		won := 0
		for _, err := range errs {
			if err == nil {
				won++
			} else if !errors.Is(err, apperr.AlreadySigned) {
				t.Errorf("got %v", err)
			}
		}
		if won != 1 || len(d.file().Reports) != 1 {
			t.Errorf("%d signed off, %d reports", won, len(d.file().Reports))
		}
	})
}

// A check is answered in the revision that it found something in, or not at
// all: one that comes in meanwhile holds the article.
func TestAFindingIsNotAnsweredInARevisionThatIsNoLongerTheNewest(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		answered := 0
		for range 12 {
			d.fresh("Fares rise\n\nFares rose by XXX euros. It rained on 3 May 2025.")
			found := d.found()[0]
			errs := atOnce(3, func(i int) error {
				if i == 0 {
					_, err := d.Revise(t.Context(), testkit.By(d.Ed), d.article, newsroom.NewRevision{
						Base: 1, Copy: newsroom.Copy{Text: "Fares rise\n\nFares rose. XXX.", Format: intake.FormatPlain}, Origin: models.OriginPasted,
					})
					return err
				}
				_, err := d.AnswerCheck(t.Context(), testkit.By([]models.User{d.Carl, d.Cleo}[i-1]), d.article, newsroom.CheckAnswer{
					Check: found.Check, Fingerprint: found.Fingerprint, Answer: models.MadeClaim,
					Claim: newsroom.NewClaim{Selection: newsroom.Selection{Revision: 1, Sentence: 2}, Statement: "They rose.", Kinds: []models.Kind{models.KindOther}},
				})
				return err
			})
			d.ok(errs[0])
			for _, err := range errs[1:] {
				if err != nil && apperr.KindOf(err) == apperr.Internal {
					t.Errorf("neither answered nor refused: %v", err)
				}
			}
			f := d.file()
			for _, c := range f.Cases {
				answered++
				if c.Claim.RevisionID != f.Revision.ID {
					t.Errorf("a claim was marked in revision %d, the newest is %d", c.Claim.RevisionID, f.Revision.ID)
				}
			}
			if len(f.Cases) > 1 {
				t.Errorf("it was answered %d times", len(f.Cases))
			}
		}
		t.Logf("%d of 12 were answered in time", answered)
	})
}
