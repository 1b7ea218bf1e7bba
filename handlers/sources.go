package handlers

import (
	"slices"

	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/views"
	"example.org/tickmark/workflow"

	"github.com/gin-gonic/gin"
)

// showBackup serves GET /articles/:article/backup: the pile of sources.
func (h *Handlers) showBackup(c *gin.Context) error { return h.backupAgain(c, views.Attempt{}) }

// backupAgain shows the pile of sources.
func (h *Handlers) backupAgain(c *gin.Context, a views.Attempt) error {
	d, err := h.openDesk(c)
	if err != nil {
		return err
	}
	p := views.Backup{Attempt: a, Page: h.frame(c, views.BackupTitle(d.Article.Headline)), Article: d.Article, MayAdd: workflow.MayAddSource(d.reader) == nil}
	if p.Sources, err = h.sourceRows(c, d, a); err != nil {
		return err
	}
	return render(c, statusOf(a), views.BackupPage(p))
}

// sourceRows are the article's sources with all that the pile tells of each.
func (h *Handlers) sourceRows(c *gin.Context, d *desk, a views.Attempt) ([]views.SourceRow, error) {
	citations, err := h.Read.Citations(ctx(c), d.Article.ID)
	if err != nil {
		return nil, err
	}
	states, err := h.captureStates(c, d)
	if err != nil {
		return nil, err
	}
	besides, err := h.besides(c, d, a)
	if err != nil {
		return nil, err
	}
	if d.drifts, err = h.driftsFor(c, d.Article.ID); err != nil {
		return nil, err
	}
	notes, err := h.publisherNotes(c, d.Sources)
	if err != nil {
		return nil, err
	}
	var rows []views.SourceRow
	for _, s := range d.Sources {
		row := views.SourceRow{Source: s, Claims: d.restingOn(s.ID), Capture: states[s.ID], Beside: besides[s.ID], Drift: d.drifted(s.ID), Note: notes[newsroom.PublisherOf(s)]}
		row.Cited = d.citedIn(citations, s.ID)
		rows = append(rows, row)
	}
	return rows, nil
}

// citedIn are the places at which the copy came with a source.
func (d *desk) citedIn(citations []models.Citation, source models.ID) (cited []views.CitedAt) {
	for _, at := range citations {
		if at.SourceID == source {
			cited = append(cited, d.citedAt(at))
		}
	}
	return cited
}

// restingOn are the claims that have evidence of a source.
func (d *desk) restingOn(source models.ID) (claims []views.RestingClaim) {
	for _, k := range d.Cases {
		i := slices.IndexFunc(k.Evidence, func(e models.Evidence) bool { return e.SourceID == source })
		if i >= 0 {
			claims = append(claims, views.RestingClaim{
				Number: k.Claim.Number, Statement: k.Claim.Statement, State: k.Claim.State, Stance: k.Evidence[i].Stance,
			})
		}
	}
	return claims
}

// citedAt is where the copy came with a source: its sentence, and the claims
// that stand there.
func (d *desk) citedAt(at models.Citation) views.CitedAt {
	cited := views.CitedAt{Label: at.Label, Note: at.Note, Sentence: at.Sentence, Gone: !at.Placed()}
	for _, k := range d.Cases {
		if claim := k.Claim; at.Placed() && claim.State != models.Withdrawn && claim.Placed() && claim.Sentences().Overlaps(at.Span) {
			cited.Claims = append(cited.Claims, claim.Number)
		}
	}
	return cited
}
