package newsroom

import (
	"context"
	"errors"

	"example.org/tickmark/apperr"
	"example.org/tickmark/jobs"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/workflow"
)

// AskArchive has a public archive asked to keep the page of a capture. That the
// page's address leaves the house stands in the trail before it does. Errors:
// apperr.RoleMissing, NotFoundOrSeen, ArchiveOff, ArchiveUploaded,
// ArchiveProtected.
func (n *Newsroom) AskArchive(ctx context.Context, by By, capture models.ID) error {
	_, err := n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		if err := workflow.MayAnswer(a.actor); err != nil {
			return 0, err
		}
		c, err := a.Capture(ctx, a.actor.ID, capture)
		if err != nil {
			return 0, err
		}
		s, err := n.archivable(ctx, a.Queries, c)
		if err != nil {
			return 0, err
		}
		a.record("capture.archive", models.SubjectCapture, c.ID).on(s.ArticleID, 0).because(n.Archive + c.Address)
		a.wakes = true
		j := models.Job{Kind: models.ArchiveJob, SubjectID: c.ID, RunAt: a.now, CreatedBy: models.Ref(a.actor.ID), CreatedAt: a.now}
		return c.ID, a.AddJob(ctx, &j)
	})
	return err
}

// archivable returns the source of a capture, and says why no archive is asked
// to keep its page, or nil.
func (n *Newsroom) archivable(ctx context.Context, q store.Queries, c models.Capture) (models.Source, error) {
	s, err := q.SourceByID(ctx, c.SourceID)
	switch {
	case err != nil:
		return s, err
	case n.Archive == "":
		return s, apperr.ArchiveOff.With()
	case s.Protected:
		return s, apperr.ArchiveProtected.With()
	case c.How != models.Fetched:
		return s, apperr.ArchiveUploaded.With()
	}
	return s, nil
}

// finally are the refusals of an archive that stay when it is asked again.
var finally = map[*apperr.Refusal]bool{
	apperr.ServiceAddress: true, apperr.ServiceOpen: true, apperr.ArchiveRefused: true, apperr.ArchiveNowhere: true,
	apperr.ArchiveOff: true, apperr.ArchiveProtected: true, apperr.ArchiveUploaded: true,
}

// ArchivePage asks the public archive to keep the page of the capture that the
// job is about, and keeps where it does. A source that was protected meanwhile
// is not asked about. Errors: those of capture.Client.Save, with jobs.ErrFinal
// where they stay.
func (n *Newsroom) ArchivePage(ctx context.Context, j models.Job) (jobs.Save, error) {
	q := n.DB.Queries()
	c, err := q.CaptureHead(ctx, j.SubjectID)
	if err != nil {
		return nil, errors.Join(jobs.ErrFinal, err)
	}
	s, err := n.archivable(ctx, q, c)
	if err != nil {
		return nil, errors.Join(jobs.ErrFinal, err)
	}
	at, err := n.Web.Save(ctx, n.Archive, c.Address)
	if finally[refusalOf(err)] {
		return nil, errors.Join(jobs.ErrFinal, err)
	}
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context, tx store.Tx) error {
		a := &act{Tx: tx, house: n, now: models.At(n.Now()), by: By{RequestID: "job " + number(j.ID)}}
		kept := models.Archiving{CaptureID: c.ID, At: a.now, Address: at}
		if err := tx.AddArchiving(ctx, &kept); err != nil {
			return err
		}
		a.record("capture.archived", models.SubjectCapture, c.ID).on(s.ArticleID, 0).because(at).byItself()
		return a.finish(ctx)
	}, nil
}
