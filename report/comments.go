package report

import "example.org/tickmark/models"

// Fix is other wording that somebody asked for.
type Fix struct {
	Claim    int            `json:"claim,omitempty"`
	Must     bool           `json:"must"`
	Body     string         `json:"body,omitempty"`
	Proposed string         `json:"proposed,omitempty"`
	Cut      bool           `json:"cut"`
	By       Person         `json:"by"`
	At       Time           `json:"at"`
	Closing  models.Closing `json:"closing,omitempty"`
	Reason   string         `json:"closing_reason,omitempty"`
	ClosedBy *Person        `json:"closed_by,omitempty"`
	ClosedAt Time           `json:"closed_at,omitempty"`
}

// Query is a question that was put to somebody.
type Query struct {
	Claim    int            `json:"claim,omitempty"`
	Body     string         `json:"body"`
	Asked    *Person        `json:"asked,omitempty"`
	Outside  string         `json:"asked_outside,omitempty"` // who is asked outside the house; then Asked sees to it
	By       Person         `json:"by"`
	At       Time           `json:"at"`
	Answers  []Answer       `json:"answers"`
	Closing  models.Closing `json:"closing,omitempty"`
	Reason   string         `json:"closing_reason,omitempty"`
	ClosedBy *Person        `json:"closed_by,omitempty"`
	ClosedAt Time           `json:"closed_at,omitempty"`
}

// Answer is one answer to a query.
type Answer struct {
	Body string `json:"body"`
	By   Person `json:"by"`
	// ByLink is to whom the link was given by which it came; then By is who gave
	// it, and not whose words these are.
	ByLink string `json:"by_link,omitempty"`
	At     Time   `json:"at"`
}

// whose says whose words the answer is, as far as that is known.
func (a Answer) whose() string {
	if a.ByLink == "" {
		return a.By.Name
	}
	return "by a link given to " + a.ByLink + " by " + a.By.Name + ", not an account"
}

// Waiver is a sentence that need not lie in a claim, as somebody says.
type Waiver struct {
	Kind     models.WaiverKind `json:"kind,omitempty"`
	Sentence string            `json:"sentence"`
	Note     string            `json:"note,omitempty"`
	By       Person            `json:"by"`
	At       Time              `json:"at"`
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
			Claim: b.number[models.ID(c.ClaimID)], Body: c.Body, Asked: b.who(c.AskedID), Outside: c.AskedName,
			By: b.person(c.CreatedBy), At: at(c.CreatedAt), Answers: []Answer{}, Closing: c.Closing, Reason: c.ClosingReason,
			ClosedBy: b.who(c.ClosedBy), ClosedAt: at(c.ClosedAt),
		}
		for _, a := range b.Comments {
			if models.ID(a.ParentID) == c.ID {
				q.Answers = append(q.Answers, Answer{Body: a.Body, By: b.person(a.CreatedBy), ByLink: a.AskedName, At: at(a.CreatedAt)})
			}
		}
		out = append(out, q)
	}
	return out
}

func (b *builder) waivers() []Waiver {
	ws := make([]Waiver, len(b.Waivers))
	for i, w := range sorted(b.Waivers, func(w models.Waiver) int64 { return w.ID }) {
		ws[i] = Waiver{Kind: w.Kind, Sentence: w.Sentence, Note: w.Note, By: b.person(w.CreatedBy), At: at(w.CreatedAt)}
	}
	return ws
}
