package views

import (
	"strconv"

	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

// ReplyView is a point that was put to somebody whom a claim criticises.
type ReplyView struct {
	models.ReplySought
	Asked    ui.Moment
	Due      ui.Moment
	Answered ui.Moment
	Overdue  bool
	Settler  string
}

// form names a form of the point.
func (r ReplyView) form(what string) string {
	return "asked-" + what + "-" + strconv.FormatInt(r.ID, 10)
}

func (r ReplyView) path(p ClaimPanel, what string) string {
	return p.Path + "/asked/" + strconv.FormatInt(r.ID, 10) + "/" + what
}

// rightOfReply is the act of the table.
const rightOfReply = "right of reply"

// lacksReply says what the right of reply of a claim lacks, or "".
func (p ClaimPanel) lacksReply() string {
	open := 0
	for _, r := range p.Replies {
		if r.SettledAt == 0 {
			open++
		}
	}
	switch {
	case p.Claim.Criticises == "":
		return ""
	case len(p.Replies) == 0:
		return "Nobody was asked yet. The article is not ready until they were."
	case open > 0:
		return counted(open, "point is not settled.", "points are not settled.")
	}
	return ""
}
