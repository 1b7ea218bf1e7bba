package report

import (
	"reflect"
	"slices"

	"example.org/tickmark/models"
)

// Supersedes names the report before this one and what changed since.
type Supersedes struct {
	Number  string    `json:"number"`
	As      Amendment `json:"as,omitempty"`
	Copy    bool      `json:"copy_changed"`
	Changes []Since   `json:"claims"`
}

// Since is a claim that is not as the superseded report had it.
type Since struct {
	Number int       `json:"number"`
	What   SinceWhat `json:"what"`
	Before *Look     `json:"before,omitempty"`
	After  *Look     `json:"after,omitempty"`
}

// SinceWhat is what happened to a claim since the superseded report.
type SinceWhat string

// What may have happened.
const (
	SinceAdded     SinceWhat = "added"
	SinceChanged   SinceWhat = "changed"
	SinceWithdrawn SinceWhat = "withdrawn"
	SinceRestored  SinceWhat = "restored"
)

// Look is how a report shows a claim, as far as two reports are compared.
type Look struct {
	Words      string         `json:"words"`
	Statement  string         `json:"statement"`
	Verdict    models.Verdict `json:"verdict"`
	ApprovedBy *Person        `json:"approved_by,omitempty"`
	BreakGlass bool           `json:"break_glass"`
}

// since lists what is not as the superseded report had it, or nil when there
// is none.
func since(old *Report, now Report, as Amendment) *Supersedes {
	if old == nil {
		return nil
	}
	s := &Supersedes{Number: old.Number, As: as, Copy: old.Revision.SHA256 != now.Revision.SHA256, Changes: []Since{}}
	for _, c := range now.Claims {
		after := look(c)
		before := lookIn(*old, c.Number)
		switch {
		case before == nil && wasWithdrawn(*old, c.Number):
			s.Changes = append(s.Changes, Since{c.Number, SinceRestored, nil, &after})
		case before == nil:
			s.Changes = append(s.Changes, Since{c.Number, SinceAdded, nil, &after})
		case !reflect.DeepEqual(*before, after):
			s.Changes = append(s.Changes, Since{c.Number, SinceChanged, before, &after})
		}
	}
	for _, w := range now.Withdrawn {
		if before := lookIn(*old, w.Number); before != nil {
			s.Changes = append(s.Changes, Since{w.Number, SinceWithdrawn, before, nil})
		}
	}
	slices.SortFunc(s.Changes, func(x, y Since) int { return x.Number - y.Number })
	return s
}

func look(c Claim) Look {
	l := Look{Words: c.Words, Statement: c.Statement, Verdict: c.Verdict()}
	if c.Approval != nil {
		by := c.Approval.By
		l.ApprovedBy, l.BreakGlass = &by, c.Approval.BreakGlass
	}
	return l
}

func lookIn(r Report, number int) *Look {
	i := slices.IndexFunc(r.Claims, func(c Claim) bool { return c.Number == number })
	if i < 0 {
		return nil
	}
	l := look(r.Claims[i])
	return &l
}

func wasWithdrawn(r Report, number int) bool {
	return slices.ContainsFunc(r.Withdrawn, func(w Withdrawn) bool { return w.Number == number })
}
