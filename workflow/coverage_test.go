package workflow_test

import (
	"errors"
	"testing"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/workflow"

	"github.com/google/go-cmp/cmp"
)

// covering is an article of four sentences, ten code points each and one
// between them, of which the last has nothing that can be checked.
func covering(changes ...func(*workflow.File)) *workflow.File {
	f := &workflow.File{Revision: models.Revision{ID: 5}, Waived: map[int]models.Waiver{}}
	for i := range 4 {
		s := models.Sentence{Span: models.Span{Start: 11 * i, End: 11*i + 10}, Checkable: i < 3}
		f.Revision.Sentences = append(f.Revision.Sentences, s)
	}
	for _, change := range changes {
		change(f)
	}
	return f
}

// claimOn lays an open claim over the newest revision.
func claimOn(start, end int, change func(*models.Claim)) func(*workflow.File) {
	return func(f *workflow.File) {
		c := models.Claim{State: models.Open}
		c.RevisionID, c.Start, c.End, c.Outcome = f.Revision.ID, start, end, models.Unchanged
		if change != nil {
			change(&c)
		}
		f.Cases = append(f.Cases, workflow.Case{Claim: c})
	}
}

// waivedAs waives a sentence, by its index.
func waivedAs(i int, kind models.WaiverKind) func(*workflow.File) {
	return func(f *workflow.File) { f.Waived[i] = models.Waiver{Kind: kind} }
}

func TestWhatCoversASentence(t *testing.T) {
	const plain, covered, waived, open, left = models.Plain, models.Covered, models.Waived, models.Uncovered, models.Unchecked
	for _, row := range []struct {
		name  string
		file  *workflow.File
		want  []models.Cover
		count models.Coverage
	}{
		{"nothing covers an article without claims", covering(), []models.Cover{open, open, open, plain}, models.Coverage{Checkable: 3, Uncovered: 3}},
		{"a claim covers the sentence that it lies in", covering(claimOn(12, 14, nil)), []models.Cover{open, covered, open, plain}, models.Coverage{Checkable: 3, Uncovered: 2}},
		{"a claim over a whole sentence covers neither neighbour", covering(claimOn(11, 21, nil)), []models.Cover{open, covered, open, plain}, models.Coverage{Checkable: 3, Uncovered: 2}},
		{"a claim up to the next sentence does not cover it", covering(claimOn(5, 11, nil)), []models.Cover{covered, open, open, plain}, models.Coverage{Checkable: 3, Uncovered: 2}},
		{"a claim across sentences covers each of them", covering(claimOn(9, 23, nil)), []models.Cover{covered, covered, covered, plain}, models.Coverage{Checkable: 3}},
		{"a claim in a sentence that cannot be checked covers it, and is not counted", covering(claimOn(33, 35, nil)), []models.Cover{open, open, open, covered}, models.Coverage{Checkable: 3, Uncovered: 3}},
		{"a claim in any state but withdrawn covers", covering(claimOn(0, 5, func(c *models.Claim) { c.State = models.Approved })), []models.Cover{covered, open, open, plain}, models.Coverage{Checkable: 3, Uncovered: 2}},
		{"a claim that is withdrawn covers nothing", covering(claimOn(0, 5, func(c *models.Claim) { c.State = models.Withdrawn })), []models.Cover{open, open, open, plain}, models.Coverage{Checkable: 3, Uncovered: 3}},
		{"a claim that lost its place covers nothing", covering(claimOn(0, 5, func(c *models.Claim) { c.Outcome = models.Lost })), []models.Cover{open, open, open, plain}, models.Coverage{Checkable: 3, Uncovered: 3}},
		{"a claim that stands in several places covers nothing", covering(claimOn(0, 5, func(c *models.Claim) { c.Outcome = models.Ambiguous })), []models.Cover{open, open, open, plain}, models.Coverage{Checkable: 3, Uncovered: 3}},
		{"a claim of another revision covers nothing", covering(claimOn(0, 5, func(c *models.Claim) { c.RevisionID = 4 })), []models.Cover{open, open, open, plain}, models.Coverage{Checkable: 3, Uncovered: 3}},
		{"CQ and nothing to check waive", covering(waivedAs(0, models.CQ), waivedAs(1, models.NothingToCheck)), []models.Cover{waived, waived, open, plain}, models.Coverage{Checkable: 3, Uncovered: 1}},
		{"what an editor left unchecked stays uncovered", covering(waivedAs(0, models.LeftUnchecked)), []models.Cover{left, open, open, plain}, models.Coverage{Checkable: 3, Uncovered: 3, Unchecked: 1}},
		{"a sentence without anything to check is waived and not counted", covering(waivedAs(3, models.CQ)), []models.Cover{open, open, open, waived}, models.Coverage{Checkable: 3, Uncovered: 3}},
		{"a sentence without anything to check is not left unchecked", covering(waivedAs(3, models.LeftUnchecked)), []models.Cover{open, open, open, plain}, models.Coverage{Checkable: 3, Uncovered: 3}},
		{"a claim goes before a waiver", covering(waivedAs(0, models.LeftUnchecked), claimOn(0, 5, nil)), []models.Cover{covered, open, open, plain}, models.Coverage{Checkable: 3, Uncovered: 2}},
	} {
		t.Run(row.name, func(t *testing.T) {
			if diff := cmp.Diff(row.want, workflow.Covers(row.file)); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(row.count, workflow.CoverageOf(row.file)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAManuscriptIsWhite(t *testing.T) {
	for _, row := range []struct {
		name          string
		words, claims int
		want          bool
	}{
		{"short copy never is", 149, 0, false},
		{"longer copy without a claim is", 150, 0, true},
		{"with one claim in 120 words it is not", 240, 2, false},
		{"with a word more it is", 241, 2, true},
		{"with many claims it is not", 1200, 40, false},
	} {
		if got := workflow.White(row.words, row.claims); got != row.want {
			t.Errorf("%s: %v", row.name, got)
		}
	}
}

func closedAccount(u models.User) models.User { u.DisabledAt = 1; return u }

func TestWhoWaivesASentence(t *testing.T) {
	rev := models.Revision{Sentences: []models.Sentence{{}, {Writers: []models.ID{7}}}}
	checker, editor := person(1, models.RoleChecker), person(2, models.RoleEditor)
	writer := person(7, models.RoleChecker, models.RoleEditor)
	for _, row := range []struct {
		name     string
		user     models.User
		sentence int
		kind     models.WaiverKind
		want     *apperr.Refusal
	}{
		{"a checker says that it has been checked", checker, 1, models.CQ, nil},
		{"a checker says that nothing can be", checker, 2, models.NothingToCheck, nil},
		{"an editor does", editor, 1, models.NothingToCheck, nil},
		{"a reviewer does not", person(3, models.RoleReviewer), 1, models.CQ, apperr.RoleMissing},
		{"a viewer does not", person(3, models.RoleViewer), 1, models.CQ, apperr.RoleMissing},
		{"a closed account does not", closedAccount(checker), 1, models.CQ, apperr.NotActive},
		{"an editor leaves it unchecked", editor, 1, models.LeftUnchecked, nil},
		{"a checker does not", checker, 1, models.LeftUnchecked, apperr.RoleMissing},
		{"the writer of a sentence waives another", writer, 1, models.CQ, nil},
		{"and not their own", writer, 2, models.CQ, apperr.WriterBarred},
		{"nor do they leave it unchecked", writer, 2, models.LeftUnchecked, apperr.WriterBarred},
		{"there is no sentence 0", checker, 0, models.CQ, apperr.NoSentence},
		{"there is none before it", checker, -1, models.CQ, apperr.NoSentence},
		{"there is none behind the last", checker, 3, models.CQ, apperr.NoSentence},
	} {
		if err := workflow.MayWaive(rev, row.sentence, row.kind, row.user); !refusedAs(err, row.want) {
			t.Errorf("%s: %v", row.name, err)
		}
	}
}

// refusedAs reports whether err is the refusal, or nil where none is wanted.
func refusedAs(err error, want *apperr.Refusal) bool {
	if want == nil {
		return err == nil
	}
	return errors.Is(err, want)
}

func TestWhoTakesBack(t *testing.T) {
	waiver, acceptance := models.Waiver{CreatedBy: 1}, models.Acceptance{CreatedBy: 1}
	for _, row := range []struct {
		name string
		user models.User
		want *apperr.Refusal
	}{
		{"whoever did it", person(1, models.RoleChecker), nil},
		{"whoever did it and holds another role since", person(1, models.RoleViewer), nil},
		{"an editor", person(2, models.RoleEditor), nil},
		{"another checker does not", person(2, models.RoleChecker), apperr.RoleMissing},
		{"whoever did it and has left does not", closedAccount(person(1, models.RoleChecker)), apperr.NotActive},
		{"an editor who has left does not", closedAccount(person(2, models.RoleEditor)), apperr.NotActive},
	} {
		if err := workflow.MayEndWaiver(waiver, row.user); !refusedAs(err, row.want) {
			t.Errorf("%s, a waiver: %v", row.name, err)
		}
		if err := workflow.MayUndo(acceptance, row.user); !refusedAs(err, row.want) {
			t.Errorf("%s, an acceptance: %v", row.name, err)
		}
	}
}

func TestWhoAnswersAFinding(t *testing.T) {
	for role, want := range map[models.Role]*apperr.Refusal{
		models.RoleChecker: nil, models.RoleEditor: nil,
		models.RoleReviewer: apperr.RoleMissing, models.RoleViewer: apperr.RoleMissing, models.RoleAdmin: apperr.RoleMissing,
	} {
		if err := workflow.MayAnswer(person(1, role)); !refusedAs(err, want) {
			t.Errorf("a %s: %v", role, err)
		}
	}
	if err := workflow.MayAnswer(closedAccount(person(1, models.RoleChecker))); !refusedAs(err, apperr.NotActive) {
		t.Errorf("a closed account: %v", err)
	}
}

func TestWhoSeesToADrift(t *testing.T) {
	for role, want := range map[models.Role]*apperr.Refusal{
		models.RoleChecker: nil, models.RoleReviewer: nil, models.RoleEditor: nil,
		models.RoleViewer: apperr.RoleMissing, models.RoleAdmin: apperr.RoleMissing,
	} {
		if err := workflow.MaySeeToDrift(person(1, role)); !refusedAs(err, want) {
			t.Errorf("a %s: %v", role, err)
		}
	}
}

func TestWhatSomebodyDidKeepsAnAcceptedClaim(t *testing.T) {
	for _, row := range []struct {
		name  string
		state models.State
		acts  int
		want  bool
	}{
		{"nothing", models.Open, 0, true},
		{"another state", models.Researching, 0, false},
		{"an act that left its state", models.Open, 1, false},
	} {
		if got := workflow.Untouched(models.Claim{State: row.state}, row.acts); got != row.want {
			t.Errorf("%s: untouched %v", row.name, got)
		}
	}
}

func TestOnesOwnWordsAreTakenBackByWhoAcceptedThem(t *testing.T) {
	mine := workflow.Case{Hands: []models.Hand{{UserID: 1, Cause: models.HandWriter}}}
	for _, row := range []struct {
		name     string
		by, user models.ID
		words    workflow.Case
		want     *apperr.Refusal
	}{
		{"their own acceptance, of their own words", 1, 1, mine, nil},
		{"another's, of their own words", 2, 1, mine, apperr.WriterBarred},
		{"another's, of others' words", 2, 3, mine, nil},
	} {
		if err := workflow.MayTakeBack(models.Acceptance{CreatedBy: row.by}, row.words, person(row.user, models.RoleEditor)); !refusedAs(err, row.want) {
			t.Errorf("%s: %v", row.name, err)
		}
	}
}

func TestAWaiverIsReplacedByOneThatSaysMore(t *testing.T) {
	none, unchecked := models.Waiver{}, models.Waiver{ID: 1, Kind: models.LeftUnchecked}
	nothing, cq := models.Waiver{ID: 2, Kind: models.NothingToCheck}, models.Waiver{ID: 3, Kind: models.CQ}
	for _, row := range []struct {
		name     string
		standing models.Waiver
		cover    models.Cover
		kind     models.WaiverKind
		want     *apperr.Refusal
	}{
		{"the first", none, models.Uncovered, models.NothingToCheck, nil},
		{"CQ of a sentence with a claim, for its TK", none, models.Covered, models.CQ, nil},
		{"an uncovered one is left unchecked", none, models.Uncovered, models.LeftUnchecked, nil},
		{"one with a claim is not", none, models.Covered, models.LeftUnchecked, apperr.NothingUnread},
		{"one with nothing to check is not", none, models.Plain, models.LeftUnchecked, apperr.NothingUnread},
		{"one that is left already is not", unchecked, models.Unchecked, models.LeftUnchecked, apperr.NothingUnread},
		{"one that is waived is not", nothing, models.Waived, models.LeftUnchecked, apperr.NothingUnread},
		{"left unchecked, then nothing to check", unchecked, models.Unchecked, models.NothingToCheck, nil},
		{"nothing to check, then CQ", nothing, models.Waived, models.CQ, nil},
		{"the same again", nothing, models.Waived, models.NothingToCheck, apperr.AlreadyWaived},
		{"CQ again", cq, models.Waived, models.CQ, apperr.AlreadyWaived},
		{"CQ, then less", cq, models.Waived, models.NothingToCheck, apperr.AlreadyWaived},
	} {
		if err := workflow.MayReplace(row.standing, row.cover, row.kind); !refusedAs(err, row.want) {
			t.Errorf("%s: %v", row.name, err)
		}
	}
}

func TestWhoWroteTheWordsDismissesNothingThatWasFoundThere(t *testing.T) {
	rev := models.Revision{Sentences: []models.Sentence{
		{Span: models.Span{Start: 0, End: 10}, Writers: []models.ID{1}}, {Span: models.Span{Start: 11, End: 20}, Writers: []models.ID{2}},
	}}
	for _, row := range []struct {
		name   string
		places []models.Span
		want   *apperr.Refusal
	}{
		{"in their sentence", []models.Span{{Start: 2, End: 4}}, apperr.WriterBarred},
		{"in two, one of which is theirs", []models.Span{{Start: 12, End: 14}, {Start: 2, End: 4}}, apperr.WriterBarred},
		{"in another's", []models.Span{{Start: 12, End: 14}}, nil},
	} {
		if err := workflow.MayDismiss(rev, row.places, person(1, models.RoleEditor)); !refusedAs(err, row.want) {
			t.Errorf("%s: %v", row.name, err)
		}
	}
}
