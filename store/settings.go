package store

import (
	"context"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
)

// SaveSettings saves the newsroom's settings, whose version was from and
// counts on. It fails with apperr.Stale when somebody else saved them
// meanwhile.
func (t Tx) SaveSettings(ctx context.Context, s *models.Settings, from int) error {
	s.Version = from + 1
	return oneRow(t.on(ctx).Model(&models.Settings{}).Where("id = 1 AND version = ?", from).
		Select("newsroom_name", "time_zone", "desks", "languages", "idle_minutes", "absolute_minutes", "debt_hours", "query_hours",
			"longest_text", "nightly_backup", "backup_hour", "backups_kept", "abbreviations", "assist_address", "assist_model", "two_roots", "two_approvals",
			"digest_hour", "mail_words", "version").
		Updates(s), apperr.Stale.With())
}
