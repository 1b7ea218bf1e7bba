package workflow_test

import (
	"errors"
	"flag"
	"os"
	"testing"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/workflow"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write docs/workflow.md anew")

func TestThePaperIsCurrent(t *testing.T) {
	const file = "../docs/workflow.md"
	if *update {
		if err := os.WriteFile(file, []byte(workflow.Paper()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil || string(got) != workflow.Paper() {
		t.Errorf("%s is not what the table says (%v); run go test ./workflow -update", file, err)
	}
}

// person is a user with roles.
func person(id models.ID, roles ...models.Role) models.User { return models.User{ID: id, Roles: roles} }

var (
	carl = person(1, models.RoleChecker)
	rita = person(2, models.RoleReviewer)
	ed   = person(3, models.RoleEditor)
	duo  = person(4, models.RoleChecker, models.RoleReviewer, models.RoleEditor)
	vera = person(5, models.RoleViewer)
	gone = models.User{ID: 6, Roles: models.Roles{models.RoleReviewer, models.RoleEditor, models.RoleChecker}, DisabledAt: 1}

	people = []models.User{carl, rita, ed, duo, vera, gone}
)

func ids(users []models.User) (ids []models.ID) {
	for _, u := range users {
		ids = append(ids, u.ID)
	}
	return ids
}

func TestWhatIsNotOpenSaysWhyAndWhoMay(t *testing.T) {
	c := caseIn(models.InReview)
	c.Hands = append(c.Hands, models.Hand{UserID: duo.ID, Cause: models.HandVerdict})
	for _, row := range []struct {
		name   string
		user   models.User
		act    workflow.Act
		want   *apperr.Refusal
		others []models.ID
	}{
		{"a hand may not approve; those without may", duo, workflow.Approve, apperr.HandApproves, []models.ID{rita.ID, ed.ID}},
		{"a checker may not approve; the role is named", carl, workflow.Approve, apperr.RoleMissing, []models.ID{rita.ID, ed.ID}},
		{"a reviewer may approve", rita, workflow.Approve, nil, nil},
		{"only its submitter recalls, and he is not here", carl, workflow.Recall, apperr.NotSubmitter, nil},
		{"a viewer may nothing", vera, workflow.AddEvidence, apperr.RoleMissing, []models.ID{carl.ID, duo.ID}},
		{"a closed account may nothing", gone, workflow.Approve, apperr.NotActive, []models.ID{rita.ID, ed.ID}},
	} {
		t.Run(row.name, func(t *testing.T) {
			for _, d := range workflow.Decide(c, row.user, people) {
				if d.Act != row.act {
					continue
				}
				if row.want == nil && d.Why != nil || row.want != nil && !errors.Is(d.Why, row.want) {
					t.Errorf("got %v, want %v", d.Why, row.want)
				}
				if diff := cmp.Diff(row.others, ids(d.Others)); diff != "" {
					t.Error(diff)
				}
				return
			}
			t.Errorf("no decision about %s", row.act)
		})
	}
}

func TestADecisionIsMadeAboutEveryActOfTheStateAndNoOther(t *testing.T) {
	for _, s := range models.States {
		decided := map[workflow.Act]bool{}
		for _, d := range workflow.Decide(caseIn(s), duo, people) {
			decided[d.Act] = true
			if (d.Why == nil) != workflow.May(caseIn(s), duo, d.Act) {
				t.Errorf("%s: %s: the decision and the rule differ", s, d.Act)
			}
		}
		for _, act := range workflow.Acts() {
			_, err := workflow.Next(caseIn(s), duo, act)
			if known := !errors.Is(err, apperr.NotInThisState); known != decided[act] {
				t.Errorf("%s: %s: decided %v, known %v", s, act, decided[act], known)
			}
		}
	}
}

func TestWhoCouldApprove(t *testing.T) {
	c := caseIn(models.Researching)
	if diff := cmp.Diff([]models.ID{rita.ID, ed.ID, duo.ID}, ids(workflow.Approvers(c, people))); diff != "" {
		t.Error("without hands:", diff)
	}
	c.Hands = append(c.Hands, models.Hand{UserID: ed.ID, Cause: models.HandWriter}, models.Hand{UserID: rita.ID, Cause: models.HandWriter, EndedSeq: 4})
	if diff := cmp.Diff([]models.ID{rita.ID, duo.ID}, ids(workflow.Approvers(c, people))); diff != "" {
		t.Error("with a writer, and one that was:", diff)
	}
	c.Findings[0].Verdict = models.OnAuthor
	if diff := cmp.Diff([]models.ID{duo.ID}, ids(workflow.Approvers(c, people))); diff != "" {
		t.Error("on author:", diff)
	}
}

func TestAnActSaysBeforehandThatItCostsTheRightToApprove(t *testing.T) {
	costly := map[workflow.Act]bool{
		"submit": true, "still holds": true, "edit the statement": true, "choose a verdict": true,
		"add evidence": true, "change evidence": true, "rule on sources": true, "split": true, "merge": true,
	}
	c := caseIn(models.Researching)
	handed := caseIn(models.Researching)
	handed.Hands = append(handed.Hands, models.Hand{UserID: duo.ID, Cause: models.HandVerdict})
	for _, act := range workflow.Acts() {
		if got := workflow.CostsApproval(c, duo, act); got != costly[act] {
			t.Errorf("%s: costs a reviewer without a hand %v, want %v", act, got, costly[act])
		}
		if workflow.CostsApproval(c, carl, act) || workflow.CostsApproval(handed, duo, act) {
			t.Errorf("%s: costs somebody what they do not have", act)
		}
	}
}

func TestWhatAVerdictNeeds(t *testing.T) {
	supports := models.Evidence{Stance: models.Supports, Passage: "p"}
	for _, row := range []struct {
		name     string
		verdict  models.Verdict
		note     string
		evidence models.Evidence
		want     *apperr.Refusal
	}{
		{"confirmed by a passage", models.Confirmed, "", supports, nil},
		{"confirmed by a locator", models.Confirmed, "", models.Evidence{Stance: models.Supports, Locator: "p. 3"}, nil},
		{"confirmed by a calculation", models.ConfirmedWithChange, "", models.Evidence{Stance: models.Supports, Calculation: "1+1"}, nil},
		{"confirmed by a bare mention of a source", models.Confirmed, "", models.Evidence{Stance: models.Supports, Note: "n"}, apperr.NeedsSupport},
		{"confirmed by context", models.ConfirmedWithChange, "", models.Evidence{Stance: models.Background, Passage: "p"}, apperr.NeedsSupport},
		{"confirmed by a contradiction", models.Confirmed, "", models.Evidence{Stance: models.Contradicts, Passage: "p"}, apperr.NeedsSupport},
		{"attributed with what they said", models.Attributed, "", supports, nil},
		{"attributed with nothing", models.Attributed, "", models.Evidence{}, apperr.NeedsSaid},
		{"on author with what was witnessed", models.OnAuthor, "stood there", models.Evidence{}, nil},
		{"on author with nothing", models.OnAuthor, "", supports, apperr.NeedsWitness},
		{"wrong by a contradiction", models.Wrong, "", models.Evidence{Stance: models.Contradicts}, nil},
		{"wrong by a calculation", models.Wrong, "", models.Evidence{Stance: models.Background, Calculation: "2"}, nil},
		{"wrong with nothing", models.Wrong, "is so", supports, apperr.NeedsContra},
		{"could not verify, and what was tried", models.CouldNotVerify, "rang twice", models.Evidence{}, nil},
		{"could not verify with nothing", models.CouldNotVerify, "", supports, apperr.NeedsTried},
	} {
		t.Run(row.name, func(t *testing.T) {
			err := workflow.Backing(row.verdict, row.note, []models.Evidence{row.evidence})
			if row.want == nil && err != nil || row.want != nil && !errors.Is(err, row.want) {
				t.Errorf("got %v, want %v", err, row.want)
			}
		})
	}
}

func TestWhoClosesAComment(t *testing.T) {
	remark := models.Comment{ID: 1, Kind: models.Remark, CreatedBy: carl.ID}
	query := models.Comment{ID: 2, Kind: models.Query, CreatedBy: carl.ID, AskedID: models.Ref(vera.ID)}
	fix := models.Comment{ID: 3, Kind: models.Fix, CreatedBy: carl.ID}
	mustFix := models.Comment{ID: 4, Kind: models.Fix, MustFix: true, CreatedBy: carl.ID}
	closed := remark
	closed.ClosedAt = 1
	for _, row := range []struct {
		name  string
		m     models.Comment
		user  models.User
		wrote bool
		want  *apperr.Refusal
	}{
		{"its author resolves a remark", remark, carl, false, nil},
		{"an editor resolves a remark", remark, ed, false, nil},
		{"nobody else resolves a remark", remark, rita, false, apperr.NotCommentCloser},
		{"a writer resolves a remark of theirs", remark, carl, true, nil},
		{"its author closes a query", query, carl, false, nil},
		{"an editor closes a query", query, ed, false, nil},
		{"the person asked answers a query and does not close it", query, vera, false, apperr.NotQueryCloser},
		{"nobody else closes a query", query, rita, false, apperr.NotQueryCloser},
		{"an editor who wrote the words does not close a query about them", query, ed, true, apperr.WriterBarred},
		{"its author who wrote the words does not close a query about them", query, carl, true, apperr.WriterBarred},
		{"its author takes back a suggestion", fix, carl, false, nil},
		{"nobody closes a must-fix by hand", mustFix, ed, false, apperr.MustFixCloses},
		{"what is closed is closed", closed, ed, false, apperr.CommentClosed},
		{"a closed account closes nothing", remark, gone, false, apperr.NotActive},
	} {
		t.Run(row.name, func(t *testing.T) { refused(t, workflow.MayClose(row.m, row.user, row.wrote), row.want) })
	}
	if workflow.NeedsReasonToClose(query, carl) || !workflow.NeedsReasonToClose(query, ed) || workflow.NeedsReasonToClose(remark, ed) {
		t.Error("an editor gives a reason for closing another's query, and nobody else gives any")
	}
	if !workflow.Answers(query, vera) || workflow.Answers(query, ed) || workflow.Answers(remark, vera) {
		t.Error("the person asked answers, and nobody else")
	}
}

func TestWhoDecidesAFix(t *testing.T) {
	fix := models.Comment{ID: 3, Kind: models.Fix, MustFix: true, ClaimID: 1, Proposed: "words", CreatedBy: carl.ID}
	with := func(change func(*models.Comment)) models.Comment {
		m := fix
		change(&m)
		return m
	}
	for _, row := range []struct {
		name  string
		m     models.Comment
		user  models.User
		wrote bool
		stet  *apperr.Refusal
		apply *apperr.Refusal
	}{
		{"an editor", fix, ed, false, nil, nil},
		{"an editor who wrote the words applies and does not stet", fix, ed, true, apperr.WriterBarred, nil},
		{"a checker", fix, carl, false, apperr.RoleMissing, apperr.RoleMissing},
		{"a closed account", fix, gone, false, apperr.NotActive, apperr.NotActive},
		{"a remark is no fix", with(func(m *models.Comment) { m.Kind = models.Remark }), ed, false, apperr.NotFoundOrSeen, apperr.NotFoundOrSeen},
		{"a closed fix", with(func(m *models.Comment) { m.ClosedAt = 1 }), ed, false, apperr.CommentClosed, apperr.CommentClosed},
		{"a fix applied before", with(func(m *models.Comment) { m.AppliedIn = 2 }), ed, false, nil, apperr.CommentClosed},
		{"a fix without wording", with(func(m *models.Comment) { m.Proposed = "" }), ed, false, nil, apperr.NothingToApply},
		{"a fix that cuts", with(func(m *models.Comment) { m.Proposed, m.Cut = "", true }), ed, false, nil, nil},
	} {
		t.Run(row.name, func(t *testing.T) {
			refused(t, workflow.MayStet(row.m, row.user, row.wrote), row.stet)
			refused(t, workflow.MayApply(row.m, caseIn(models.Open), row.user), row.apply)
		})
	}
	lost := caseIn(models.Open)
	lost.Claim.Outcome = models.Lost
	refused(t, workflow.MayApply(fix, lost, ed), apperr.NotPlaced)
	refused(t, workflow.MayApply(fix, caseIn(models.Withdrawn), ed), apperr.NotWhileIn)
	refused(t, workflow.MayApply(fix, workflow.Case{}, ed), apperr.NothingToApply)
}

func TestWhoComments(t *testing.T) {
	for _, u := range []models.User{carl, rita, ed, vera} {
		refused(t, workflow.MayComment(u, models.Remark), nil)
	}
	refused(t, workflow.MayComment(vera, models.Query), apperr.RoleMissing)
	refused(t, workflow.MayComment(vera, models.Fix), apperr.RoleMissing)
	refused(t, workflow.MayComment(carl, models.Fix), nil)
	refused(t, workflow.MayComment(gone, models.Remark), apperr.NotActive)
}

func refused(t *testing.T, err error, want *apperr.Refusal) {
	t.Helper()
	if want == nil && err != nil || want != nil && !errors.Is(err, want) {
		t.Errorf("got %v, want %v", err, want)
	}
}
