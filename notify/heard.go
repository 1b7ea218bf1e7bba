package notify

import (
	"context"
	"strconv"

	"example.org/tickmark/audit"
	"example.org/tickmark/models"
)

// hearing says whom an event is told to. A notice that names no article is
// about the event's.
type hearing func(context.Context, *writing, models.Event, audit.Entry) ([]models.Notice, error)

// heard has a row for every action of the trail that somebody is told of. An
// action that it does not name is told to nobody.
var heard = map[string]hearing{
	"comment.add":           commented,
	"comment.close":         closed,
	"comment.apply":         fixed,
	"claim.assign":          assigned,
	"claim.request-changes": cameBack(models.NoticeSentBack),
	"claim.reopen":          cameBack(models.NoticeReopened),
	"claim.stale":           cameBack(models.NoticeStale),
	"drift.open":            drifted,
	"report.issue":          signedOff,
}

// commented tells who was asked, and who was mentioned.
func commented(ctx context.Context, w *writing, e models.Event, _ audit.Entry) (told []models.Notice, err error) {
	m, err := w.CommentOf(ctx, e.SubjectID)
	if err != nil {
		return nil, err
	}
	if m.Kind == models.Query {
		told = append(told, models.Notice{UserID: models.ID(m.AskedID), Kind: models.NoticeAsked, CommentID: models.Ref(m.ID)})
	}
	for _, id := range m.Mentions {
		if models.Ref(id) != m.AskedID {
			told = append(told, models.Notice{UserID: id, Kind: models.NoticeMentioned, CommentID: models.Ref(m.ID)})
		}
	}
	return told, nil
}

// closed tells whoever asked that they have an answer, and whoever proposed a
// fix what became of it.
func closed(ctx context.Context, w *writing, e models.Event, entry audit.Entry) ([]models.Notice, error) {
	m, err := w.CommentOf(ctx, e.SubjectID)
	if err != nil {
		return nil, err
	}
	how := models.Closing(became(entry, "closing"))
	switch {
	case m.Kind == models.Query && how == models.Answered:
		return []models.Notice{{UserID: m.CreatedBy, Kind: models.NoticeAnswered, CommentID: models.Ref(m.ID)}}, nil
	case m.Kind == models.Fix && how != models.Checked && how != models.ClaimWithdrawn && how != models.Resolved:
		return []models.Notice{{UserID: m.CreatedBy, Kind: models.NoticeFixDecided, CommentID: models.Ref(m.ID), How: string(how)}}, nil
	}
	return nil, nil
}

// fixed tells whoever asked for a must-fix that its wording is in the copy.
func fixed(ctx context.Context, w *writing, e models.Event, _ audit.Entry) ([]models.Notice, error) {
	m, err := w.CommentOf(ctx, e.SubjectID)
	return []models.Notice{{UserID: m.CreatedBy, Kind: models.NoticeFixDecided, CommentID: models.Ref(m.ID), How: string(models.Applied)}}, err
}

// assigned tells whom a claim was given to.
func assigned(_ context.Context, _ *writing, _ models.Event, entry audit.Entry) ([]models.Notice, error) {
	id, err := strconv.ParseInt(became(entry, "assignee"), 10, 64)
	if err != nil {
		return nil, nil //nolint:nilerr // its due time was changed, or nobody has it now
	}
	return []models.Notice{{UserID: id, Kind: models.NoticeAssigned}}, nil
}

// cameBack tells who has a claim that it came back, and why.
func cameBack(kind models.NoticeKind) hearing {
	return func(ctx context.Context, w *writing, e models.Event, _ audit.Entry) ([]models.Notice, error) {
		c, err := w.ClaimOf(ctx, models.ID(e.ClaimID))
		return []models.Notice{{UserID: models.ID(c.AssigneeID), Kind: kind}}, err
	}
}

// drifted tells those who have claims that rest on a source, each of each of
// their articles once.
func drifted(ctx context.Context, w *writing, e models.Event, _ audit.Entry) (told []models.Notice, err error) {
	d, err := w.DriftOf(ctx, e.SubjectID)
	if err != nil {
		return nil, err
	}
	claims, err := w.ClaimsResting(ctx, d.SourceID, most)
	for _, c := range claims {
		told = append(told, models.Notice{
			UserID: models.ID(c.AssigneeID), Kind: models.NoticeDrifted, ArticleID: c.ArticleID, ClaimID: models.Ref(c.ID),
			Once: "drift " + number(d.ID) + " article " + number(c.ArticleID),
		})
	}
	return told, err
}

// signedOff tells the editor, the writers and the checkers of an article that
// its report was issued.
func signedOff(ctx context.Context, w *writing, e models.Event, _ audit.Entry) (told []models.Notice, err error) {
	art, err := w.ArticleOf(ctx, models.ID(e.ArticleID))
	if err != nil {
		return nil, err
	}
	writers, err := w.Writers(ctx, art.ID)
	if err != nil {
		return nil, err
	}
	checkers, err := w.Assignees(ctx, art.ID)
	for _, id := range append(append([]models.ID{art.EditorID}, writers...), checkers...) {
		told = append(told, models.Notice{UserID: id, Kind: models.NoticeSignedOff})
	}
	return told, err
}

// Due tells editors of deadlines that are near, and those whose review debts
// are due. Each is told once of each time.
func (n *Notifier) Due(ctx context.Context) error {
	now := n.Now()
	articles, err := n.DB.Queries().DeadlinesBetween(ctx, models.At(now), models.At(now.Add(near)), most)
	if err != nil {
		return err
	}
	debts, err := n.DB.Queries().DebtsDue(ctx, models.At(now.Add(-late)), models.At(now.Add(near)), most)
	if err != nil || len(articles)+len(debts) == 0 {
		return err
	}
	var told []models.Notice
	for _, a := range articles {
		told = append(told, models.Notice{
			UserID: a.EditorID, Kind: models.NoticeDeadline, ArticleID: a.ID, Once: "deadline " + number(a.ID) + " at " + number(int64(a.DeadlineAt)),
		})
	}
	for _, d := range debts {
		art, err := n.DB.Queries().ArticleOf(ctx, d.ArticleID)
		if err != nil {
			return err
		}
		for _, id := range []models.ID{art.EditorID, d.OpenedBy} {
			told = append(told, models.Notice{
				UserID: id, Kind: models.NoticeDebtDue, ArticleID: d.ArticleID, ClaimID: d.ClaimID, Once: "debt " + number(d.ID) + " due",
			})
		}
	}
	told, err = n.unsaid(ctx, told)
	if err != nil || len(told) == 0 {
		return err
	}
	return n.write(ctx, func(ctx context.Context, w *writing) error {
		for _, t := range told {
			if err := w.tell(ctx, t); err != nil {
				return err
			}
		}
		return nil
	})
}

// unsaid are the notices that nobody was told yet: an idle newsroom makes no
// writes.
func (n *Notifier) unsaid(ctx context.Context, told []models.Notice) (left []models.Notice, err error) {
	for _, t := range told {
		was, err := n.DB.Queries().WasTold(ctx, t.UserID, t.Once)
		if err != nil {
			return nil, err
		}
		if !was {
			left = append(left, t)
		}
	}
	return left, nil
}

// became is what a field of an event became.
func became(entry audit.Entry, field string) string {
	for _, c := range entry.Changes {
		if c.Field == field {
			return c.To.Text
		}
	}
	return ""
}

func number(n int64) string { return strconv.FormatInt(n, 10) }
