package testkit

import (
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/workflow"
)

// File reads an article as Duo, who must be able to see it.
func (h *House) File(t testing.TB, article models.ID) *workflow.File {
	t.Helper()
	f, err := newsroom.ReadFile(t.Context(), h.DB.Queries(), h.Duo.ID, article)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// Case reads a claim of an article.
func (h *House) Case(t testing.TB, article models.ID, number int) workflow.Case {
	t.Helper()
	c, ok := h.File(t, article).Case(number)
	if !ok {
		t.Fatalf("article %d has no claim %d", article, number)
	}
	return c
}

// At is the claim as it stands now, for the next form.
func (h *House) At(t testing.TB, article models.ID, number int) newsroom.Target {
	t.Helper()
	f := h.File(t, article)
	c, ok := f.Case(number)
	if !ok {
		t.Fatalf("article %d has no claim %d", article, number)
	}
	return newsroom.Target{Article: article, Number: number, Version: c.Claim.Version, Sources: newsroom.SourcesSeen(c, f.Sources)}
}

// Do has user make a move with a reason, and fails the test if it is refused.
func (h *House) Do(t testing.TB, user models.User, article models.ID, number int, move workflow.Act) {
	t.Helper()
	in := newsroom.Reasons{Reason: "because"}
	if move == workflow.Withdraw {
		in.Withdraw = models.NotAFact
	}
	if err := h.MoveClaim(t.Context(), By(user), h.At(t, article, number), move, in); err != nil {
		t.Fatalf("%s: %s claim %d: %v", user.Name, move, number, err)
	}
}

// Evidence has user add evidence of a stance, with a passage.
func (h *House) Evidence(t testing.TB, user models.User, article models.ID, number int, stance models.Stance) {
	t.Helper()
	if err := h.AddEvidence(t.Context(), By(user), newsroom.Target{Article: article, Number: number}, SomeEvidence(stance)); err != nil {
		t.Fatal(err)
	}
}

// SomeEvidence is evidence with a passage from a new source.
func SomeEvidence(stance models.Stance) newsroom.NewEvidence {
	return newsroom.NewEvidence{
		Source:   models.Source{Type: models.PrimaryDocument, Title: "A readout", Publisher: "An office", Located: true},
		Evidence: models.Evidence{Stance: stance, Authority: models.Primary, Passage: "The two met."},
	}
}

// Find has user choose a verdict.
func (h *House) Find(t testing.TB, user models.User, article models.ID, number int, v models.Verdict) {
	t.Helper()
	err := h.ChooseVerdict(t.Context(), By(user), h.At(t, article, number), newsroom.Verdict{Verdict: v, Note: "a note"})
	if err != nil {
		t.Fatal(err)
	}
}

// ToReview has checker take the claim, back it, find it confirmed and submit it.
func (h *House) ToReview(t testing.TB, checker models.User, article models.ID, number int) {
	t.Helper()
	h.Do(t, checker, article, number, workflow.Take)
	h.Evidence(t, checker, article, number, models.Supports)
	h.Find(t, checker, article, number, models.Confirmed)
	h.Do(t, checker, article, number, workflow.Submit)
}

// ToApproved has checker bring the claim to review and reviewer approve it.
func (h *House) ToApproved(t testing.TB, checker, reviewer models.User, article models.ID, number int) {
	t.Helper()
	h.ToReview(t, checker, article, number)
	h.Do(t, reviewer, article, number, workflow.Approve)
}
