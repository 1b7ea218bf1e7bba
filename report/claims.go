package report

import (
	"slices"
	"strconv"

	"example.org/tickmark/models"
)

// Verdict is the verdict that counts, or models.NoVerdict.
func (c Claim) Verdict() models.Verdict {
	if c.Finding == nil {
		return models.NoVerdict
	}
	return c.Finding.Verdict
}

func (b *builder) claims() []Claim {
	out := []Claim{}
	for _, c := range b.Input.Claims {
		if c.State != models.Withdrawn {
			out = append(out, b.claim(c))
		}
	}
	slices.SortFunc(out, func(x, y Claim) int { return x.Number - y.Number })
	return out
}

func (b *builder) claim(c models.Claim) Claim {
	out := Claim{
		Number: c.Number, Words: c.Exact, Statement: c.Statement, Kinds: listed(c.Kinds),
		Severity: c.Severity, State: c.State, Evidence: b.evidenceOf(c), Hands: b.handsOf(c),
		Before: []Finding{}, Lapsed: []Approval{},
	}
	if c.Placed() && c.RevisionID == b.Input.Revision.ID {
		span := c.Span
		out.Span = &span
	}
	for _, f := range b.findings[c.ID] {
		found := Finding{
			Verdict: f.Verdict, Note: f.Note, Words: f.Words,
			By: b.person(f.CreatedBy), At: at(f.CreatedAt), EndedAt: at(f.EndedAt),
		}
		if f.ID == models.ID(c.FindingID) {
			out.Finding = &found
			out.ByWriter = b.wrote(f.CreatedBy, c)
		} else {
			out.Before = append(out.Before, found)
		}
	}
	for _, a := range b.approvals[c.ID] {
		approval := Approval{
			By: b.person(a.CreatedBy), At: at(a.CreatedAt), BreakGlass: a.BreakGlass, Reason: a.Reason,
			EndedAt: at(a.EndedAt), EndedBy: a.EndedBy,
		}
		if a.ID == models.ID(c.ApprovalID) {
			out.Approval = &approval
		} else {
			out.Lapsed = append(out.Lapsed, approval)
		}
	}
	return out
}

// wrote reports whether a user is a writer of a sentence in which the claim's
// words stand.
func (b *builder) wrote(user models.ID, c models.Claim) bool {
	return slices.ContainsFunc(b.Input.Revision.Sentences, func(s models.Sentence) bool {
		return s.Overlaps(c.Span) && slices.Contains(s.Writers, user)
	})
}

func (b *builder) evidenceOf(c models.Claim) []Evidence {
	out := []Evidence{}
	for _, e := range b.evidence[c.ID] {
		if e.RemovedAt != 0 {
			continue
		}
		s := b.source[e.SourceID]
		out = append(out, Evidence{
			Label: strconv.Itoa(c.Number) + letters(len(out)), Stance: e.Stance, Authority: e.Authority,
			Source: Source{
				ID: e.SourceID, Type: s.Type, Title: s.Title, URL: s.URL, Publisher: s.Publisher,
				Author: s.Author, PublishedOn: s.PublishedOn, Located: s.Located,
			},
			Passage: e.Passage, Locator: e.Locator, Calculation: e.Calculation, Note: e.Note,
			By: b.person(e.CreatedBy), At: at(e.CreatedAt),
		})
	}
	return out
}

// letters numbers from 0 as a, b, … z, aa, ab.
func letters(n int) string {
	s := ""
	for n++; n > 0; n = (n - 1) / 26 {
		s = string(rune('a'+(n-1)%26)) + s
	}
	return s
}

// handsOf lists everyone with a hand, in the order in which they got it.
func (b *builder) handsOf(c models.Claim) []Hand {
	out := []Hand{}
	for _, h := range b.hands[c.ID] {
		if h.EndedSeq != 0 {
			continue
		}
		i := slices.IndexFunc(out, func(o Hand) bool { return o.Person.ID == h.UserID })
		if i < 0 {
			i = len(out)
			out = append(out, Hand{Person: b.person(h.UserID)})
		}
		if !slices.Contains(out[i].Causes, h.Cause) {
			out[i].Causes = append(out[i].Causes, h.Cause)
		}
	}
	return out
}

func (b *builder) withdrawn() []Withdrawn {
	out := []Withdrawn{}
	for _, c := range b.Input.Claims {
		if c.State == models.Withdrawn {
			out = append(out, Withdrawn{
				Number: c.Number, Words: c.Exact, Statement: c.Statement,
				Reason: c.WithdrawReason, DuplicateOf: c.DuplicateOf,
			})
		}
	}
	slices.SortFunc(out, func(x, y Withdrawn) int { return x.Number - y.Number })
	return out
}

func (b *builder) fixes() []Fix {
	out := []Fix{}
	for _, c := range b.Comments {
		if c.Kind == models.Fix {
			out = append(out, Fix{
				Claim: b.number[models.ID(c.ClaimID)], Must: c.MustFix, Body: c.Body, Proposed: c.Proposed, Cut: c.Cut,
				By: b.person(c.CreatedBy), At: at(c.CreatedAt), Closing: c.Closing, Reason: c.ClosingReason,
				ClosedBy: b.who(c.ClosedBy), ClosedAt: at(c.ClosedAt),
			})
		}
	}
	return out
}

func (b *builder) queries() []Query {
	out := []Query{}
	for _, c := range b.Comments {
		if c.Kind != models.Query {
			continue
		}
		q := Query{
			Claim: b.number[models.ID(c.ClaimID)], Body: c.Body, Asked: b.who(models.Ref(c.AskedID)),
			By: b.person(c.CreatedBy), At: at(c.CreatedAt), Answers: []Answer{}, Closing: c.Closing, Reason: c.ClosingReason,
			ClosedBy: b.who(c.ClosedBy), ClosedAt: at(c.ClosedAt),
		}
		for _, a := range b.Comments {
			if models.ID(a.ParentID) == c.ID {
				q.Answers = append(q.Answers, Answer{Body: a.Body, By: b.person(a.CreatedBy), At: at(a.CreatedAt)})
			}
		}
		out = append(out, q)
	}
	return out
}
