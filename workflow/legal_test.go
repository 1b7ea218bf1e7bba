package workflow_test

import (
	"slices"
	"strings"
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/workflow"
)

// The list below is written from the rules of review, not from the table: what
// is not in it must fail. A line is: states | acts | roles | who. A role that
// may do an act may do it in any company of roles.
//
// Who: assignee and submitter have no hand in these cases (the hands are tried
// apart), other has nothing to do with the claim, hand has one of the four
// causes of work, writer wrote its sentence.
const (
	live   = "open, researching, in review, changes requested, approved"
	every  = live + ", withdrawn"
	clean  = "assignee, submitter, other"
	anyone = clean + ", hand, writer"
)

// inOrder is a claim with a confirmed verdict and its evidence, placed, with
// nothing open, never approved before unless it is approved now.
const inOrder = `
open, changes requested | take | checker | ` + anyone + `
researching | release | checker | assignee
researching | release | editor | ` + anyone + `
researching | submit | checker | assignee
in review | recall | checker | submitter
in review | approve | reviewer, editor | ` + clean + `
in review | request changes | reviewer, editor | ` + anyone + `
in review | tick the checklist | reviewer, editor | ` + clean + `
in review | break glass | editor | hand, writer
approved | reopen | reviewer, editor | ` + anyone + `
` + live + ` | withdraw | editor | ` + clean + `, hand
withdrawn | restore | editor | ` + anyone + `
researching | edit the statement, choose a verdict | checker | assignee
` + live + ` | add evidence, change evidence | checker | ` + anyone + `
` + live + ` | rule on sources, right of reply | checker, editor | ` + anyone + `
` + every + ` | set kinds, set severity | checker, editor | ` + anyone + `
` + live + ` | assign | editor | ` + anyone + `
open, changes requested | split, merge | checker, editor | ` + anyone + `
researching | split, merge | checker | assignee
researching | split, merge | editor | ` + anyone + `
`

// variants are claims that are not in order: what each makes possible (+) and
// impossible (-) beside the list above.
var variants = []struct {
	name   string
	change func(*workflow.Case)
	diff   string
}{
	{"a claim in order", func(*workflow.Case) {}, ""},
	{"a claim that came back and that nobody took since", func(c *workflow.Case) { c.Claim.Reopened = true }, `
+ researching | take | checker | ` + anyone},
	{"a claim that came back, with an approval that ended", func(c *workflow.Case) {
		c.Claim.Reopened = true
		c.Approvals = append([]models.Approval{{ID: 20, EndedAt: 1}}, c.Approvals...)
	}, `
+ researching | take, still holds | checker | ` + anyone},
	{"a claim approved before, which somebody has taken since", func(c *workflow.Case) {
		c.Approvals = append([]models.Approval{{ID: 20, EndedAt: 1}}, c.Approvals...)
	}, `
+ researching | still holds | checker | assignee`},
	{"a claim approved before whose verdict lapsed", func(c *workflow.Case) {
		c.Claim.Reopened, c.Claim.FindingID = true, 0
		c.Approvals = append([]models.Approval{{ID: 20, EndedAt: 1}}, c.Approvals...)
	}, `
+ researching | take, still holds | checker | ` + anyone + `
- researching | submit | checker | assignee`},
	{"a claim found wrong before its verdict lapsed, though approved once", func(c *workflow.Case) {
		c.Claim.Reopened, c.Claim.FindingID, c.Findings[0].Verdict = true, 0, models.Wrong
		c.Approvals = append([]models.Approval{{ID: 20, EndedAt: 1}}, c.Approvals...)
	}, `
+ researching | take | checker | ` + anyone + `
- researching | submit | checker | assignee`},
	{"a claim whose words are lost", func(c *workflow.Case) { c.Claim.Outcome = models.Lost }, `
+ ` + live + ` | place | checker, editor | ` + anyone + `
+ ` + live + ` | withdraw | checker | ` + clean + `, hand
- in review | approve | reviewer, editor | ` + clean + `
- in review | break glass | editor | hand, writer
- ` + live + ` | split, merge | checker, editor | ` + anyone},
	{"a claim whose words stand in several places", func(c *workflow.Case) { c.Claim.Outcome = models.Ambiguous }, `
+ ` + live + ` | place | checker, editor | ` + anyone + `
- in review | approve | reviewer, editor | ` + clean + `
- in review | break glass | editor | hand, writer
- ` + live + ` | split, merge | checker, editor | ` + anyone},
	{"a claim found wrong", func(c *workflow.Case) { c.Findings[0].Verdict = models.Wrong; contradict(c) }, `
- researching | submit | checker | assignee
- ` + live + ` | withdraw | editor | ` + anyone + `
- ` + live + ` | split, merge | checker, editor | ` + anyone},
	{"a claim found wrong whose words are lost", func(c *workflow.Case) {
		c.Findings[0].Verdict, c.Claim.Outcome = models.Wrong, models.Lost
		contradict(c)
	}, `
- researching | submit | checker | assignee
+ ` + live + ` | place | checker, editor | ` + anyone + `
+ ` + live + ` | withdraw | checker | ` + clean + `, hand
- in review | approve | reviewer, editor | ` + clean + `
- in review | break glass | editor | hand, writer
- ` + live + ` | split, merge | checker, editor | ` + anyone},
	{"a claim that could not be verified and whose words stand in several places", func(c *workflow.Case) {
		c.Findings[0].Verdict, c.Findings[0].Note, c.Claim.Outcome = models.CouldNotVerify, "we tried", models.Ambiguous
	}, `
- researching | submit | checker | assignee
+ ` + live + ` | place | checker, editor | ` + anyone + `
- in review | approve | reviewer, editor | ` + clean + `
- in review | break glass | editor | hand, writer
- ` + live + ` | withdraw | editor | ` + anyone + `
- ` + live + ` | split, merge | checker, editor | ` + anyone},
	{"a claim once found wrong whose verdict lapsed while the words still stand", func(c *workflow.Case) {
		c.Claim.FindingID, c.Findings[0].Verdict, c.Stands = 0, models.Wrong, true
	}, `
- researching | submit | checker | assignee
- ` + live + ` | withdraw | editor | ` + anyone + `
- ` + live + ` | split, merge | checker, editor | ` + anyone},
	{"a claim without a verdict", func(c *workflow.Case) { c.Claim.FindingID, c.Findings = 0, nil }, `
- researching | submit | checker | assignee`},
	{"a claim confirmed without evidence", func(c *workflow.Case) { c.Evidence = nil }, `
- researching | submit | checker | assignee
- in review | approve | reviewer, editor | ` + clean + `
- in review | break glass | editor | hand, writer`},
	{"a claim with an open must-fix", func(c *workflow.Case) {
		c.Comments = []models.Comment{{ID: 9, Kind: models.Fix, MustFix: true}}
	}, `
- in review | approve | reviewer, editor | ` + clean + `
+ in review | break glass | editor | ` + anyone + `
- ` + live + ` | split, merge | checker, editor | ` + anyone},
	{"a claim with an unanswered query", func(c *workflow.Case) {
		c.Comments = []models.Comment{{ID: 9, Kind: models.Query, AskedID: 77}}
	}, `
- in review | approve | reviewer, editor | ` + clean + `
+ in review | break glass | editor | ` + anyone},
	{"a claim with a suggested fix, a remark and what is closed", func(c *workflow.Case) {
		c.Comments = []models.Comment{
			{ID: 9, Kind: models.Fix},
			{ID: 10, Kind: models.Remark},
			{ID: 11, Kind: models.Query, AskedID: 77, ClosedAt: 1},
			{ID: 12, Kind: models.Fix, MustFix: true, ClosedAt: 1},
			{ID: 13, Kind: models.Query, ParentID: 11},
		}
	}, ""},
	{"a claim on author", func(c *workflow.Case) {
		c.Findings[0].Verdict, c.Findings[0].Note, c.Evidence = models.OnAuthor, "was there", nil
	}, `
- in review | approve | reviewer | ` + clean},
	{"a claim approved by break glass", func(c *workflow.Case) {
		if c.Claim.State == models.Approved {
			c.Approvals[0].BreakGlass = true
		}
	}, `
+ approved | approve, tick the checklist | reviewer, editor | ` + clean},
	{"a claim with a required item that is not ticked", func(c *workflow.Case) {
		c.Checks = []models.Check{{ChecklistItem: models.ChecklistItem{Text: "The day agrees.", Required: true}}}
	}, `
- in review | approve | reviewer, editor | ` + clean + `
+ in review | break glass | editor | ` + anyone},
	{"a claim with every required item ticked", func(c *workflow.Case) {
		c.Checks = []models.Check{
			{ChecklistItem: models.ChecklistItem{Text: "The day agrees.", Required: true}, Tick: models.Tick{ID: 1}},
			{ChecklistItem: models.ChecklistItem{Text: "The weekday agrees."}},
		}
	}, ""},
	{"a claim approved by break glass with a must-fix still open", func(c *workflow.Case) {
		c.Comments = []models.Comment{{ID: 9, Kind: models.Fix, MustFix: true}}
		if c.Claim.State == models.Approved {
			c.Approvals[0].BreakGlass = true
		}
	}, `
+ approved | tick the checklist | reviewer, editor | ` + clean + `
- in review | approve | reviewer, editor | ` + clean + `
+ in review | break glass | editor | ` + anyone + `
- ` + live + ` | split, merge | checker, editor | ` + anyone},
	{"a claim with one root, of a severity that wants two", func(c *workflow.Case) { c.TwoRoots, c.Sources = true, rooted(1, 3) }, `
- researching | submit | checker | assignee
- in review | approve | reviewer, editor | ` + clean + `
+ in review | break glass | editor | ` + anyone},
	{"a claim with two roots, of a severity that wants two", func(c *workflow.Case) { c.TwoRoots, c.Sources = true, rooted(2, 3) }, ""},
	{"a claim that two people approve", func(c *workflow.Case) { c.TwoApprovals = true }, `
+ in review | break glass | editor | ` + anyone},
	{"a claim that two people approve, with a first approval by somebody else", func(c *workflow.Case) {
		c.TwoApprovals = true
		firstBy(c, 60)
	}, ""},
	{"a claim that two people approve, with a first approval by whoever acts", func(c *workflow.Case) {
		c.TwoApprovals = true
		firstBy(c, actor)
	}, `
- in review | approve | reviewer, editor | ` + clean + `
+ in review | break glass | editor | ` + anyone},
	{"a claim with a first approval by whoever acts, for which one would be enough now", func(c *workflow.Case) { firstBy(c, actor) }, `
- in review | approve | reviewer, editor | ` + clean},
	{"a claim that two people approve, by break glass so far", func(c *workflow.Case) {
		c.TwoApprovals = true
		if c.Claim.State == models.Approved {
			c.Approvals[0].BreakGlass = true
		}
	}, `
+ in review | break glass | editor | ` + anyone + `
+ approved | approve, tick the checklist | reviewer, editor | ` + clean},
	{"a claim approved by break glass, with the first of two approvals since", func(c *workflow.Case) {
		c.TwoApprovals = true
		firstBy(c, actor)
		if c.Claim.State == models.Approved {
			c.Approvals[0].BreakGlass = true
		}
	}, `
- in review | approve | reviewer, editor | ` + clean + `
+ in review | break glass | editor | ` + anyone + `
+ approved | tick the checklist | reviewer, editor | ` + clean},
	{"a claim on author that two people approve: the first may be any reviewer", func(c *workflow.Case) {
		c.Findings[0].Verdict, c.Findings[0].Note, c.Evidence, c.TwoApprovals = models.OnAuthor, "was there", nil, true
	}, `
+ in review | break glass | editor | ` + anyone},
	{"a claim on author that two people approve, with a first approval by somebody else", func(c *workflow.Case) {
		c.Findings[0].Verdict, c.Findings[0].Note, c.Evidence, c.TwoApprovals = models.OnAuthor, "was there", nil, true
		firstBy(c, 60)
	}, `
- in review | approve | reviewer | ` + clean},
	{"a claim of which a first approval ended, and never a second was given", func(c *workflow.Case) {
		c.Claim.Reopened = true
		c.Approvals = append([]models.Approval{{ID: 20, EndedAt: 1, FirstOfTwo: true}}, c.Approvals...)
	}, `
+ researching | take | checker | ` + anyone},
	{"a claim with hands that ended", func(c *workflow.Case) {
		c.Hands = append(c.Hands, models.Hand{UserID: actor, Cause: models.HandWriter, EventSeq: 1, EndedSeq: 2})
	}, ""},
}

// firstBy gives the claim the first of two approvals, where it can have one.
func firstBy(c *workflow.Case, user models.ID) {
	if c.Claim.State == models.InReview || c.Claim.State == models.Approved {
		c.Claim.FirstApprovalID = 22
		c.Approvals = append(c.Approvals, models.Approval{ID: 22, ClaimID: 1, CreatedBy: user, FirstOfTwo: true})
	}
}

func contradict(c *workflow.Case) {
	c.Evidence = append(c.Evidence, models.Evidence{ID: 31, Stance: models.Contradicts, Passage: "no"})
}

// actor is the ID of whoever acts.
const actor models.ID = 7

// relations are what the actor has to do with the claim.
var relations = map[string][]func(*workflow.Case){
	"assignee":  {func(c *workflow.Case) { c.Claim.AssigneeID = models.Ref(actor) }},
	"submitter": {func(c *workflow.Case) { c.Claim.SubmittedBy = models.Ref(actor) }},
	"other":     {func(*workflow.Case) {}},
	"hand":      {hand(models.HandStatement), hand(models.HandVerdict), hand(models.HandEvidence), hand(models.HandSubmitted)},
	"writer":    {hand(models.HandWriter)},
}

func hand(cause models.HandCause) func(*workflow.Case) {
	return func(c *workflow.Case) {
		c.Hands = append(c.Hands, models.Hand{UserID: actor, Cause: cause, EventSeq: 1})
	}
}

// caseIn is a claim in order in a state.
func caseIn(s models.State) workflow.Case {
	c := workflow.Case{
		Claim:    models.Claim{ID: 1, Number: 1, State: s, FindingID: 10, AssigneeID: 50, SubmittedBy: 50, Version: 3},
		Findings: []models.Finding{{ID: 10, ClaimID: 1, Verdict: models.Confirmed}},
		Evidence: []models.Evidence{{ID: 30, ClaimID: 1, Stance: models.Supports, Passage: "yes"}},
		Hands:    []models.Hand{{UserID: 50, Cause: models.HandStatement}},
	}
	c.Claim.Outcome = models.Unchanged
	if s == models.Approved {
		c.Claim.ApprovalID = 21
		c.Approvals = []models.Approval{{ID: 21, ClaimID: 1}}
	}
	return c
}

// legal reads a list: state/act/role/who → may.
func legal(t *testing.T, lists ...string) map[string]bool {
	t.Helper()
	may := map[string]bool{}
	for line := range strings.Lines(strings.Join(lists, "\n")) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		yes := !strings.HasPrefix(line, "- ")
		parts := strings.Split(strings.TrimLeft(line, "+- "), " | ")
		if len(parts) != 4 {
			t.Fatalf("bad line %q", line)
		}
		for state := range strings.SplitSeq(parts[0], ", ") {
			for act := range strings.SplitSeq(parts[1], ", ") {
				for role := range strings.SplitSeq(parts[2], ", ") {
					for who := range strings.SplitSeq(parts[3], ", ") {
						may[state+"/"+act+"/"+role+"/"+who] = yes
					}
				}
			}
		}
	}
	return may
}

func TestEveryActIsOpenToWhomTheRulesSayAndToNobodyElse(t *testing.T) {
	for _, v := range variants {
		t.Run(v.name, func(t *testing.T) {
			may := legal(t, inOrder, v.diff)
			for _, state := range models.States {
				for who, relate := range relations {
					for _, with := range relate {
						c := caseIn(state)
						v.change(&c)
						with(&c)
						tryAll(t, c, who, may)
					}
				}
			}
		})
	}
}

// tryAll tries every act as every set of roles, active and not.
func tryAll(t *testing.T, c workflow.Case, who string, may map[string]bool) {
	t.Helper()
	for _, act := range workflow.Acts() {
		for set := range 1 << len(models.AllRoles) {
			var roles models.Roles
			want := false
			for i, r := range models.AllRoles {
				if set&(1<<i) != 0 {
					roles = append(roles, r)
					want = want || may[string(c.Claim.State)+"/"+string(act)+"/"+string(r)+"/"+who]
				}
			}
			u := models.User{ID: actor, Roles: roles}
			next, err := workflow.Next(c, u, act)
			if (err == nil) != want {
				t.Errorf("%s: %s with roles %v as %s: got %q, %v; want allowed %v", c.Claim.State, act, roles, who, next, err, want)
			}
			if err == nil && next != leadsTo(c, act) {
				t.Errorf("%s: %s leads to %q", c.Claim.State, act, next)
			}
			u.DisabledAt = 1
			if workflow.May(c, u, act) {
				t.Errorf("%s: %s is open to a closed account with roles %v", c.Claim.State, act, roles)
			}
		}
	}
}

// leadsTo is where each move leads; every other act stays.
func leadsTo(c workflow.Case, act workflow.Act) models.State {
	from := c.Claim.State
	to, moves := map[workflow.Act]models.State{
		"take": "researching", "release": "open", "submit": "in review", "still holds": "in review", "recall": "researching",
		"approve": "approved", "request changes": "changes requested", "reopen": "researching", "withdraw": "withdrawn",
		"restore": "open", "break glass": "approved",
	}[act]
	if first := act == workflow.Approve && from == models.InReview && c.TwoApprovals && c.Claim.FirstApprovalID == 0; !moves || first {
		return from
	}
	return to
}

func TestTheListNamesOnlyActsStatesAndRolesThatThereAre(t *testing.T) {
	for _, v := range variants {
		for key := range legal(t, inOrder, v.diff) {
			p := strings.Split(key, "/")
			if !slices.Contains(models.States, models.State(p[0])) || !slices.Contains(workflow.Acts(), workflow.Act(p[1])) ||
				!slices.Contains(models.AllRoles, models.Role(p[2])) || relations[p[3]] == nil {
				t.Errorf("%s: no such thing: %s", v.name, key)
			}
		}
	}
}
