package views

import (
	"strconv"
	"strings"
	"time"

	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

func stageTone(s models.Stage) ui.Tone {
	switch s {
	case models.StageReady, models.StageSignedOff:
		return ui.Good
	case models.StageChecking:
		return ui.Info
	case models.StageDraft:
	}
	return ui.Plain
}

func reportLabel(w Workspace) string {
	if w.Stage == models.StageSignedOff {
		return "Report " + w.Report
	}
	return "Draft report"
}

func signOffLook(w Workspace) ui.Look {
	if w.Stage == models.StageReady {
		return ui.Main
	}
	return ui.Ordinary
}

// dayWords is a date of the calendar in words; what is none stays as it is.
func dayWords(date string) string {
	d, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return date
	}
	return d.Format("2 January 2006")
}

// counted is a number with its noun.
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// endCauses say why an approval no longer holds.
var endCauses = map[models.EndCause]string{
	models.EndedReopened:      "it was reopened",
	models.EndedWithdrawn:     "the claim was withdrawn",
	models.EndedWords:         "its words changed",
	models.EndedSentence:      "the sentence around its words changed",
	models.EndedEvidence:      "its evidence changed",
	models.EndedContradiction: "contradicting evidence was added",
	models.EndedStructure:     "it was split or merged",
	models.EndedCountersigned: "somebody without a hand approved it",
	models.EndedSentBack:      "changes were requested",
	models.EndedRecalled:      "it was called back from review",
}

// EndCause says why an approval no longer holds.
func EndCause(c models.EndCause) string { return endCauses[c] }

// points are the points of a review debt or of what is missing.
var points = map[models.Point]string{
	models.PointNoClaims:    "No claim is marked",
	models.PointNotApproved: "Not approved",
	models.PointNotPlaced:   "Its words wait for a place in the copy",
	models.PointMustFix:     "An open must-fix",
	models.PointQuery:       "An unanswered query",
	models.PointTK:          "TK in the copy",
	models.PointCoverage:    "Checkable sentences lie in no claim",
	models.PointHand:        "Approved by somebody with a hand in it",
	models.PointRoots:       "Fewer than two independent sources",
	models.PointChecklist:   "Required items of the checklist are not ticked",
	models.PointReply:       "The right of reply is not settled",
	models.PointSecond:      "No second person approved it",
	models.PointWriter:      "Signed off by a writer of the words",
}

// Point is a point of a review debt, or of what is missing, in words.
func Point(p models.Point) string { return points[p] }

// Nobody is the choice of no person.
const Nobody = "Nobody"

// The steps of a claim's way.
const (
	StepOpen   = "Open"
	StepReview = "In review"
)

// StepResearch is the step of research, with who has it.
func StepResearch(name string, back bool) string {
	s := "Research"
	if back {
		s = "Changes requested"
	}
	if name != "" {
		s += " · " + name
	}
	return s
}

// StepApproved is the last step, with who took it.
func StepApproved(name string) string {
	if name == "" {
		return "Approved"
	}
	return "Approved by " + name
}

// secondWords say that a claim with one of two approvals waits for the other,
// and who may give it; two says that its severity asks for two still.
func secondWords(two bool, who []string) string {
	words := "One more person has to approve the claim."
	if !two {
		words = "One approval would be enough now. Somebody else approves the claim."
	}
	if len(who) == 0 {
		return words + " Nobody may at present."
	}
	return words + " " + whoMay(who)
}

// FirstWords say by whom a claim that waits for its second approval has the
// first.
func FirstWords(name string) string {
	return "First approval by " + name + "; one more person has to approve it."
}

// HandCosts says what an act that gives a hand costs the reader.
func HandCosts(left []string) string {
	const cost = "If you change this claim or its evidence you may not approve it any more."
	if len(left) == 0 {
		return cost + " Nobody else could approve it."
	}
	return cost + " Still could: " + strings.Join(left, ", ") + "."
}
