package store

import (
	"context"

	"example.org/tickmark/models"

	"gorm.io/gorm/clause"
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

// MailOf returns a mail, or apperr.NotFoundOrSeen.
func (q Queries) MailOf(ctx context.Context, id models.ID) (models.Mail, error) {
	return one[models.Mail](q.on(ctx).Where("id = ?", id), "mail")
}

// NoticesOfMail returns up to limit notices that a mail tells viewer, oldest
// first, of articles that they may see now; unread leaves out what they have
// read.
func (q Queries) NoticesOfMail(ctx context.Context, viewer, mail models.ID, unread bool, limit int) ([]models.Notice, error) {
	g := q.notices(ctx, viewer).Select("notices.*").Where("notices.mail_id = ?", mail)
	if unread {
		g = g.Where("notices.read_at IS NULL")
	}
	return all[models.Notice](g.Order("notices.id").Limit(limit))
}

// DigestsDue returns up to limit users who have notices for a mail of the day
// that were written before an instant, and had no such mail on the day.
func (q Queries) DigestsDue(ctx context.Context, before models.Instant, day string, limit int) (ids []models.ID, err error) {
	return ids, q.on(ctx).Model(&models.Notice{}).Where("mail = 'digest' AND mail_id IS NULL AND created_at < ?", int64(before)).
		Where("NOT EXISTS (SELECT 1 FROM mails WHERE mails.user_id = notices.user_id AND mails.day = ? AND mails.day <> '')", day).
		Distinct().Limit(limit).Pluck("user_id", &ids).Error
}

// QueueDigest queues m, a mail of a day, with what its user is to be told and was
// written before an instant, unless they had one on that day.
func (t Tx) QueueDigest(ctx context.Context, m models.Mail, before models.Instant) error {
	res := t.on(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&m)
	if res.Error != nil || res.RowsAffected == 0 {
		return res.Error
	}
	err := t.on(ctx).Model(&models.Notice{}).
		Where("user_id = ? AND mail = 'digest' AND mail_id IS NULL AND created_at < ?", m.UserID, int64(before)).Update("mail_id", m.ID).Error
	if err != nil {
		return err
	}
	return t.AddJob(ctx, &models.Job{Kind: models.MailJob, SubjectID: m.ID, RunAt: m.CreatedAt, CreatedAt: m.CreatedAt})
}

// MailSent notes that the server took a mail.
func (t Tx) MailSent(ctx context.Context, id models.ID, at models.Instant) error {
	return t.on(ctx).Model(&models.Mail{}).Where("id = ?", id).Update("sent_at", at).Error
}

// SetMailAddress makes m where its user gets mail.
func (t Tx) SetMailAddress(ctx context.Context, m models.MailAddress) error {
	return t.on(ctx).Clauses(clause.OnConflict{UpdateAll: true}).Create(&m).Error
}

// DropMailAddress drops where a user gets mail.
func (t Tx) DropMailAddress(ctx context.Context, user models.ID) error {
	return t.on(ctx).Where("user_id = ?", user).Delete(&models.MailAddress{}).Error
}

// SetNoticeChoices makes choices those of a user.
func (t Tx) SetNoticeChoices(ctx context.Context, user models.ID, choices []models.NoticeChoice) error {
	if err := t.on(ctx).Where("user_id = ?", user).Delete(&models.NoticeChoice{}).Error; err != nil || len(choices) == 0 {
		return err
	}
	return t.on(ctx).Create(&choices).Error
}

// DropMails drops up to limit mails that were written before an instant and that
// no notice names.
func (t Tx) DropMails(ctx context.Context, before models.Instant, limit int) error {
	old := t.on(ctx).Model(&models.Mail{}).Select("id").
		Where("created_at < ? AND NOT EXISTS (SELECT 1 FROM notices WHERE notices.mail_id = mails.id)", before).Limit(limit)
	return t.on(ctx).Where("id IN (?)", old).Delete(&models.Mail{}).Error
}
