package store

import (
	"context"

	"example.org/tickmark/models"
)

// WasTold reports whether a user has a notice of what once names.
func (q Queries) WasTold(ctx context.Context, user models.ID, once string) (bool, error) {
	rows, err := all[models.Notice](q.on(ctx).Select("id").Where("user_id = ? AND once = ?", user, once).Limit(1))
	return len(rows) > 0, err
}

// QueueMail adds m, sets its ID, has it tell the notices, and queues the job
// that sends it.
func (t Tx) QueueMail(ctx context.Context, m *models.Mail, notices ...models.ID) error {
	if err := t.on(ctx).Create(m).Error; err != nil {
		return err
	}
	if len(notices) > 0 {
		if err := t.on(ctx).Model(&models.Notice{}).Where("id IN ?", notices).Update("mail_id", m.ID).Error; err != nil {
			return err
		}
	}
	return t.AddJob(ctx, &models.Job{Kind: models.MailJob, SubjectID: m.ID, RunAt: m.CreatedAt, CreatedAt: m.CreatedAt})
}
