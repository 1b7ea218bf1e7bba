package newsroom

import (
	"context"
	"net/http"
	"slices"

	"example.org/tickmark/anchor"
	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
)

// standsAgain notes at an open drift of a source, after a later look, since when
// what was quoted stands there again, or that it does not. The drift stays open
// until a person closes it.
func (a *act) standsAgain(ctx context.Context, e errand, found looked, look models.ID) error {
	open, err := a.OpenDrifts(ctx, []models.ID{e.source.ID})
	if err != nil || len(open) == 0 || open[0].LookID == look {
		return err
	}
	text, there := found.text(e)
	if !there && found.look.Outcome != models.LookGone {
		return nil // it could not be looked at, which says nothing
	}
	d := open[0]
	again := there
	if there {
		before, err := a.CaptureBefore(ctx, e.source.ID, d.LookID)
		if err != nil && apperr.KindOf(err) != apperr.NotFound {
			return err
		}
		again = !slices.ContainsFunc(e.passages, func(p string) bool { return verbatim(before.Text, p) && !verbatim(text, p) })
	}
	switch {
	case again && d.AgainAt == 0:
		return a.SetDriftAgain(ctx, d.ID, found.look.At)
	case !again && d.AgainAt != 0:
		return a.SetDriftAgain(ctx, d.ID, 0)
	}
	return nil
}

// text is what a look found the page to say, if it found one.
func (f looked) text(e errand) (text string, found bool) {
	switch {
	case f.capture != nil:
		return f.capture.Text, true
	case f.look.Status == http.StatusNotModified:
		return e.last.Text, true
	}
	return "", false
}

// verbatim reports whether a text says a passage word for word.
func verbatim(text, passage string) bool {
	at, found := anchor.Passage(text, passage)
	return found && at.Verbatim
}
