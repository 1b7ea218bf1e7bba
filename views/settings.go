package views

import (
	"cmp"
	_ "embed"
	"slices"
	"strconv"
	"strings"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// SettingsTitle names the page of the newsroom's settings.
const SettingsTitle = "Settings"

// SettingsForm is the form of the newsroom's settings.
type SettingsForm struct {
	Page     ui.Page
	Settings models.Settings
	Bounds   map[string]Bounds // of each number, by its field
	Nights   *Nights           // how the nightly backups stand; nil when nobody knows
	Key      string
	Attempt  Attempt
}

// Bounds are the least and the most that a number may be.
type Bounds struct{ Least, Most int }

// settingsForm is what the form is called.
const settingsForm = "settings"

func (p SettingsForm) hidden() []ui.Hidden {
	return []ui.Hidden{{Name: "form", Value: settingsForm}, {Name: "key", Value: p.Key}, {Name: "version", Value: strconv.Itoa(p.Settings.Version)}}
}

func (p SettingsForm) field(name, label, now, hint string) ui.Field {
	return ui.Field{
		Name: name, Label: label, Hint: hint, Required: true,
		Value: p.Attempt.Value(settingsForm, name, now), Error: p.Attempt.Problem(settingsForm, name),
	}
}

// number is a field for a whole number within its bounds.
func (p SettingsForm) number(name, label string, now int, hint string) ui.Field {
	f := p.field(name, label, strconv.Itoa(now), hint)
	b := p.Bounds[name]
	f.Type, f.Least, f.Most = "number", strconv.Itoa(b.Least), strconv.Itoa(b.Most)
	return f
}

// zones are the time zones to choose from, one to a line: those of the IANA
// database that stand for a place of today, and UTC.
//
//go:embed zones.txt
var zones string

// Zones lists the time zones to choose from.
func Zones() []string { return strings.Fields(zones) }

func (p SettingsForm) zones() []ui.Choice {
	names := Zones()
	if z := p.Attempt.Value(settingsForm, "time_zone", p.Settings.TimeZone); !slices.Contains(names, z) {
		names = append([]string{z}, names...)
	}
	of := make([]ui.Choice, len(names))
	for i, z := range names {
		of[i] = ui.Choice{Value: z, Label: strings.ReplaceAll(z, "_", " ")}
	}
	return of
}

// languagesHint says what the tags of the settings stand for.
func (p SettingsForm) languagesHint() string {
	return "One tag to a line, the one that new articles begin with first. Now: " + strings.Join(namedLanguages(p.Settings.Languages), ", ") + "."
}

// LanguageName is what a language tag stands for, in English; a tag that stands
// for nothing known is its own name.
func LanguageName(tag string) string {
	t, err := language.Parse(tag)
	if err != nil {
		return tag
	}
	if name := display.English.Tags().Name(t); name != "" && !strings.HasPrefix(name, "Unknown") {
		return name
	}
	return tag
}

// namedLanguages are tags with what they stand for.
func namedLanguages(tags []string) []string {
	names := make([]string, len(tags))
	for i, tag := range tags {
		names[i] = tag + " (" + LanguageName(tag) + ")"
	}
	return names
}

func (p SettingsForm) nightly() []ui.Choice {
	return []ui.Choice{{Value: "yes", Label: "Make a backup every night", Chosen: p.Attempt.Has(settingsForm, "nightly_backup", "yes", p.Settings.NightlyBackup)}}
}

func (p SettingsForm) mailWords() []ui.Choice {
	return []ui.Choice{{Value: "yes", Label: "Mails may say what is in drafts", Chosen: p.Attempt.Has(settingsForm, "mail_words", "yes", p.Settings.MailWords)}}
}

// severities are those to choose from in a field of the settings.
func (p SettingsForm) severities(field string, chosen []models.Severity) (of []ui.Choice) {
	for _, v := range models.Severities {
		chosen := p.Attempt.Has(settingsForm, field, string(v), slices.Contains(chosen, v))
		of = append(of, ui.Choice{Value: string(v), Label: ui.Capital(string(v)), Chosen: chosen})
	}
	return of
}

// severityWords lists severities, or says that there are none.
func severityWords(of []models.Severity) string {
	ss := make([]string, len(of))
	for i, v := range of {
		ss[i] = string(v)
	}
	return cmp.Or(strings.Join(ss, ", "), "none")
}

// now is how the settings stand, for whoever typed while somebody else changed
// them.
func (p SettingsForm) now() []Typed {
	if p.Attempt.Err == nil || apperr.KindOf(p.Attempt.Err) != apperr.Conflict {
		return nil
	}
	s, backup := p.Settings, "none"
	if s.NightlyBackup {
		backup = "every night"
	}
	return []Typed{
		{"Name", s.NewsroomName},
		{"Time zone", s.TimeZone},
		{"Desks", strings.Join(s.Desks, ", ")},
		{"Languages", strings.Join(namedLanguages(s.Languages), ", ")},
		{"Minutes without a request", strconv.Itoa(s.IdleMinutes)},
		{"Minutes in any case", strconv.Itoa(s.AbsoluteMinutes)},
		{"Longest text, in KiB", strconv.Itoa(s.LongestText >> 10)},
		{"Hours for a query", strconv.Itoa(s.QueryHours)},
		{"Hours for a review debt", strconv.Itoa(s.DebtHours)},
		{"Backup", backup + ", at " + strconv.Itoa(s.BackupHour) + " h, " + strconv.Itoa(s.BackupsKept) + " kept"},
		{"Two approvals for", severityWords(s.TwoApprovals)},
		{"Two independent sources for", severityWords(s.TwoRoots)},
		{"Abbreviations", strings.Join(s.Abbreviations, ", ")},
		{"Language model", strings.TrimSpace(s.AssistModel + " " + s.AssistAddress)},
	}
}
