package newsroom

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"example.org/tickmark/apperr"
	"example.org/tickmark/copydesk"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/workflow"

	"golang.org/x/text/language"
)

// EditSettings makes what people may set of the newsroom's settings what to
// says. Articles keep the word of a desk that is taken off the list; shorter
// sessions bind at the next request. Errors: apperr.RoleMissing; Stale when
// the settings are no longer at version; FieldMissing, NumberOutside,
// SessionTooShort, UnknownZone, UnknownLanguage, TooManyThings, NoAbbreviation,
// ServiceAddress.
func (n *Newsroom) EditSettings(ctx context.Context, by By, version int, to models.Settings) error {
	_, err := n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		if err := workflow.MayKeepHouse(a.actor); err != nil {
			return 0, err
		}
		was, err := a.Settings(ctx)
		if err != nil {
			return 0, err
		}
		if was.Version != version {
			return 0, apperr.Stale.With()
		}
		is := to
		is.ID, is.Version = was.ID, was.Version
		if err := checkSettings(&is); err != nil {
			return 0, err
		}
		changes := changed(settingsFields, was, is)
		if len(changes) == 0 {
			return is.ID, nil
		}
		if err := a.SaveSettings(ctx, &is, version); err != nil {
			return 0, err
		}
		a.record("settings.edit", models.SubjectSettings, is.ID, changes...)
		return is.ID, nil
	})
	return err
}

// Bounds are the least and the most that a number of the settings may be.
type Bounds struct{ Least, Most int }

// SettingsBounds are the bounds of the numbers of the settings, by their field.
// That of longest_text is in KiB.
func SettingsBounds() map[string]Bounds {
	all := make(map[string]Bounds, len(settingsNumbers))
	for _, n := range settingsNumbers {
		all[n.field] = n.Bounds
	}
	return all
}

const (
	kib      = 1 << 10
	week     = 7 * 24 * 60 // in minutes
	month    = 30 * 24     // in hours
	maxDesks = 100
)

var settingsNumbers = []struct {
	field, label string
	of           func(*models.Settings) int
	Bounds
}{
	{"idle_minutes", "The time without a request", func(s *models.Settings) int { return s.IdleMinutes }, Bounds{5, 8 * 60}},
	{"absolute_minutes", "The longest time of a session", func(s *models.Settings) int { return s.AbsoluteMinutes }, Bounds{5, week}},
	{"longest_text", "The longest text", func(s *models.Settings) int { return s.LongestText / kib }, Bounds{1, models.MaxText / kib}},
	{"query_hours", "The time for a query", func(s *models.Settings) int { return s.QueryHours }, Bounds{1, month}},
	{"debt_hours", "The time for a review debt", func(s *models.Settings) int { return s.DebtHours }, Bounds{1, month}},
	{"backup_hour", "The hour of the backup", func(s *models.Settings) int { return s.BackupHour }, Bounds{0, 23}},
	{"digest_hour", "The hour of the daily mail", func(s *models.Settings) int { return s.DigestHour }, Bounds{0, 23}},
	{"backups_kept", "The number of backups", func(s *models.Settings) int { return s.BackupsKept }, Bounds{1, 366}},
}

// checkSettings reports what is wrong with the settings, and writes their
// lists as they are kept: each thing once, languages in their canonical form.
func checkSettings(s *models.Settings) error {
	if err := checkNewsroom(*s); err != nil {
		return err
	}
	if s.Desks = once(s.Desks); len(s.Desks) > maxDesks {
		return apperr.TooManyThings.With("desks", maxDesks).On("desks")
	}
	if err := checkLanguages(s); err != nil {
		return err
	}
	if err := checkReading(s); err != nil {
		return err
	}
	for _, of := range []struct {
		field string
		list  *[]models.Severity
	}{{"two_roots", &s.TwoRoots}, {"two_approvals", &s.TwoApprovals}} {
		if err := checkSeverities(of.field, of.list); err != nil {
			return err
		}
	}
	for _, n := range settingsNumbers {
		if v := n.of(s); v < n.Least || v > n.Most {
			return apperr.NumberOutside.With(n.label, n.Least, n.Most).On(n.field)
		}
	}
	if s.AbsoluteMinutes < s.IdleMinutes {
		return apperr.SessionTooShort.With(s.IdleMinutes).On("absolute_minutes")
	}
	return nil
}

func checkLanguages(s *models.Settings) error {
	tags := make([]string, len(s.Languages))
	for i, l := range s.Languages {
		tag, err := language.Parse(l)
		if err != nil || tag == language.Und {
			return apperr.UnknownLanguage.With(l).On("languages")
		}
		tags[i] = tag.String()
	}
	switch s.Languages = once(tags); {
	case len(tags) == 0:
		return apperr.FieldMissing.With("At least one language").On("languages")
	case len(tags) > maxDesks:
		return apperr.TooManyThings.With("languages", maxDesks).On("languages")
	}
	return nil
}

// checkSeverities reports what is wrong with a field that lists severities, and
// writes the list in their order.
func checkSeverities(field string, list *[]models.Severity) error {
	want := []models.Severity{}
	for _, v := range models.Severities {
		if slices.Contains(*list, v) {
			want = append(want, v)
		}
	}
	for _, v := range *list {
		if !slices.Contains(want, v) {
			return apperr.UnknownChoice.With(v, "the severity").On(field)
		}
	}
	*list = want
	return nil
}

// checkReading reports what is wrong with the settings by which copy is read.
func checkReading(s *models.Settings) error {
	if s.Abbreviations = once(s.Abbreviations); len(s.Abbreviations) > copydesk.MaxAbbreviations {
		return apperr.TooManyThings.With("abbreviations", copydesk.MaxAbbreviations).On("abbreviations")
	}
	own, bad := copydesk.Abbreviations(s.Abbreviations)
	if bad != "" {
		return apperr.NoAbbreviation.With(bad).On("abbreviations")
	}
	s.Abbreviations = once(own)
	switch {
	case s.AssistAddress == "" && s.AssistModel == "":
		return nil
	case s.AssistAddress == "":
		return apperr.FieldMissing.With("The address of the service").On("assist_address")
	case s.AssistModel == "":
		return apperr.FieldMissing.With("The name of the model").On("assist_model")
	}
	address, ok := intake.WebAddress(s.AssistAddress)
	if !ok || carriesName(address) {
		return apperr.ServiceAddress.With().On("assist_address")
	}
	s.AssistAddress = address
	return nil
}

// carriesName reports whether an address has a name or a password in it, which
// the trail and the page of whoever asks would tell.
func carriesName(address string) bool {
	u, err := url.Parse(address)
	return err != nil || u.User != nil
}

// once is the list with each word in its first place only.
func once(words []string) []string {
	kept := []string{}
	for _, w := range words {
		if w != "" && !slices.Contains(kept, w) {
			kept = append(kept, w)
		}
	}
	return kept
}

var settingsFields = []field[models.Settings]{
	{"newsroom_name", true, func(s *models.Settings) string { return s.NewsroomName }},
	{"time_zone", false, func(s *models.Settings) string { return s.TimeZone }},
	{"desks", true, func(s *models.Settings) string { return strings.Join(s.Desks, "\n") }},
	{"languages", false, func(s *models.Settings) string { return words(s.Languages) }},
	{"idle_minutes", false, func(s *models.Settings) string { return number(s.IdleMinutes) }},
	{"absolute_minutes", false, func(s *models.Settings) string { return number(s.AbsoluteMinutes) }},
	{"longest_text", false, func(s *models.Settings) string { return number(s.LongestText) }},
	{"query_hours", false, func(s *models.Settings) string { return number(s.QueryHours) }},
	{"debt_hours", false, func(s *models.Settings) string { return number(s.DebtHours) }},
	{"nightly_backup", false, func(s *models.Settings) string { return yes(s.NightlyBackup) }},
	{"backup_hour", false, func(s *models.Settings) string { return strconv.Itoa(s.BackupHour) }},
	{"backups_kept", false, func(s *models.Settings) string { return number(s.BackupsKept) }},
	{"abbreviations", true, func(s *models.Settings) string { return strings.Join(s.Abbreviations, "\n") }},
	{"digest_hour", false, func(s *models.Settings) string { return strconv.Itoa(s.DigestHour) }},
	{"mail_words", false, func(s *models.Settings) string { return yes(s.MailWords) }},
	{"two_roots", false, func(s *models.Settings) string { return words(s.TwoRoots) }},
	{"two_approvals", false, func(s *models.Settings) string { return words(s.TwoApprovals) }},
	{"assist_address", true, func(s *models.Settings) string { return s.AssistAddress }},
	{"assist_model", true, func(s *models.Settings) string { return s.AssistModel }},
}
