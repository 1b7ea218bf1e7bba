package handlers

import (
	"crypto/rand"
	"strings"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/views"

	"github.com/gin-gonic/gin"
)

// showSettings serves GET /settings.
func (h *Handlers) showSettings(c *gin.Context) error { return h.settingsAgain(c, views.Attempt{}) }

// settingsAgain shows the form of the newsroom's settings.
func (h *Handlers) settingsAgain(c *gin.Context, a views.Attempt) (err error) {
	p := views.SettingsForm{Key: rand.Text(), Attempt: a, Bounds: map[string]views.Bounds{}}
	if p.Settings, err = h.Read.Settings(ctx(c)); err != nil {
		return err
	}
	p.Nights = h.nights(views.Clock{Now: h.Now(), Zone: p.Settings.Location(), Hours: who(c).Hours})
	for field, b := range newsroom.SettingsBounds() {
		p.Bounds[field] = views.Bounds(b)
	}
	p.Page = h.frame(c, views.SettingsTitle)
	return render(c, statusOf(a), views.SettingsPage(p))
}

// maxListed is how long a list with a word to each line may be, in bytes.
const maxListed = 20_000

// editSettings serves POST /settings.
func (h *Handlers) editSettings(c *gin.Context) error {
	f := posted(c)
	s := models.Settings{
		NewsroomName: f.line("newsroom_name", models.MaxLine), TimeZone: f.line("time_zone", models.MaxLine),
		Desks: f.lines("desks"), Languages: f.lines("languages"),
		IdleMinutes: f.number("idle_minutes"), AbsoluteMinutes: f.number("absolute_minutes"),
		QueryHours: f.number("query_hours"), DebtHours: f.number("debt_hours"), LongestText: min(f.number("longest_text"), models.MaxText) << 10,
		NightlyBackup: f.yes("nightly_backup"), BackupHour: f.number("backup_hour"), BackupsKept: f.number("backups_kept"),
		Abbreviations: f.lines("abbreviations"), AssistAddress: f.line("assist_address", models.MaxURL), AssistModel: f.line("assist_model", models.MaxLine),
		DigestHour: f.number("digest_hour"), MailWords: f.yes("mail_words"),
		TwoRoots: choices[models.Severity](f, "two_roots"), TwoApprovals: choices[models.Severity](f, "two_approvals"),
	}
	version := f.number("version")
	if s.NightlyBackup && h.Ops.Nights != nil && h.Ops.Nights().Impossible {
		f.fail(apperr.NoNightlyBackup.With().On("nightly_backup"))
	}
	if f.err != nil {
		return f.err
	}
	if err := h.Act.EditSettings(ctx(c), h.by(c), version, s); err != nil {
		return err
	}
	return h.done(c, "settings.edit", "/settings")
}

// lines is a list that stands in a field of several lines, one thing to each.
func (f *form) lines(name string) (words []string) {
	for part := range strings.SplitSeq(f.prose(name, maxListed), "\n") {
		if len(part) > models.MaxLine {
			f.fail(apperr.FieldTooLong.With(views.Label(name), views.Bytes(models.MaxLine)+" to a line", views.Bytes(len(part))).On(name))
			return nil
		}
		if word := strings.Join(strings.Fields(part), " "); word != "" {
			words = append(words, word)
		}
	}
	return words
}
