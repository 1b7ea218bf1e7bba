package notify

import (
	"context"

	"example.org/tickmark/models"
)

// ways are how somebody gets notices by mail.
type ways struct {
	gets   bool
	chosen map[models.NoticeKind]models.Mailing
}

func (w ways) of(k models.NoticeKind) models.Mailing {
	switch how, ok := w.chosen[k]; {
	case !w.gets:
		return models.MailNone
	case ok:
		return how
	}
	return models.DefaultMailing(k)
}

// way looks up how a user gets notices.
func (w *writing) way(ctx context.Context, user models.ID) (ways, error) {
	if how, ok := w.ways[user]; ok {
		return how, nil
	}
	at, err := w.MailAddress(ctx, user)
	if err != nil {
		return ways{}, err
	}
	how := ways{gets: at.Gets(), chosen: map[models.NoticeKind]models.Mailing{}}
	if how.gets {
		choices, err := w.NoticeChoices(ctx, []models.ID{user})
		if err != nil {
			return ways{}, err
		}
		for _, c := range choices {
			how.chosen[c.Kind] = c.Mail
		}
	}
	w.ways[user] = how
	return how, nil
}

// post queues the mail of a notice that goes out at once.
func (w *writing) post(ctx context.Context, n models.Notice) error {
	if n.Mail != models.MailNow {
		return nil
	}
	w.mailed = true
	return w.QueueMail(ctx, &models.Mail{UserID: n.UserID, Kind: models.MailOfNotice, CreatedAt: w.now}, n.ID)
}
