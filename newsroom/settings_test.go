package newsroom_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/copydesk"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"

	"github.com/google/go-cmp/cmp"
)

func (d *desk) settings() models.Settings {
	d.t.Helper()
	s, err := d.DB.Queries().Settings(d.t.Context())
	d.ok(err)
	return s
}

// set changes the settings as an admin.
func (d *desk) set(change func(*models.Settings)) error {
	d.t.Helper()
	s := d.settings()
	version := s.Version
	change(&s)
	return d.EditSettings(d.t.Context(), testkit.By(d.Adam), version, s)
}

func TestSettingsAreKeptWithEveryChangeInTheTrail(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		from, was := d.size(), d.settings()
		want := models.Settings{
			ID: 1, NewsroomName: "The Harbour Gazette", TimeZone: "Asia/Kathmandu", Desks: []string{"City", "World"}, Languages: []string{"ne", "zh-Hant"},
			IdleMinutes: 5, AbsoluteMinutes: 60, DebtHours: 48, QueryHours: 2, LongestText: 10 << 10, NightlyBackup: true, BackupHour: 0, BackupsKept: 30, DigestHour: 7, MailWords: true,
			Abbreviations: []string{"Abs", "ggf"}, AssistAddress: "http://127.0.0.1:11434/v1", AssistModel: "small",
			TwoRoots: []models.Severity{models.MustNotGoWrong, models.NormalSeverity}, TwoApprovals: []models.Severity{models.MustNotGoWrong, models.NormalSeverity},
			Version: was.Version + 1,
		}
		d.ok(d.set(func(s *models.Settings) {
			*s = want
			s.Desks, s.Languages = []string{"City", "World", "City", ""}, []string{"ne", "zh-hant", "NE"}
			s.Abbreviations = []string{"Abs.", "ggf", "Abs"}
			s.TwoRoots = []models.Severity{models.NormalSeverity, models.MustNotGoWrong, models.NormalSeverity}
			s.TwoApprovals = []models.Severity{models.NormalSeverity, models.MustNotGoWrong}
		}))
		if diff := cmp.Diff(want, d.settings()); diff != "" {
			t.Error(diff)
		}
		events, err := d.DB.Queries().EventsAfter(t.Context(), from, 10)
		d.ok(err)
		if len(events) != 1 || events[0].Action != "settings.edit" || events[0].ActorID != models.Ref(d.Adam.ID) {
			t.Fatalf("events %+v", events)
		}
		for _, field := range []string{
			"newsroom_name", "time_zone", "desks", "languages", "idle_minutes", "absolute_minutes", "longest_text", "query_hours",
			"debt_hours", "nightly_backup", "backup_hour", "backups_kept", "abbreviations", "assist_address", "assist_model", "two_roots", "two_approvals", "digest_hour", "mail_words",
		} {
			if !strings.Contains(events[0].Leaf, `"`+field+`"`) {
				t.Errorf("the trail does not tell of %s", field)
			}
		}
		if strings.Contains(events[0].Leaf, "Harbour") || strings.Contains(events[0].Leaf, "City") {
			t.Error("a leaf holds what newsroom and desks are called")
		}
		d.ok(d.set(func(*models.Settings) {}))
		if got := d.size() - from; got != 1 {
			t.Errorf("what changed nothing left %d events", got-1)
		}
	})
}

func TestSettingsThatCannotBe(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		for _, row := range []struct {
			name   string
			want   *apperr.Refusal
			field  string
			change func(*models.Settings)
		}{
			{"no name", apperr.FieldMissing, "newsroom_name", func(s *models.Settings) { s.NewsroomName = "" }},
			{"a zone that is none", apperr.UnknownZone, "time_zone", func(s *models.Settings) { s.TimeZone = "Europe/Atlantis" }},
			{"no zone", apperr.UnknownZone, "time_zone", func(s *models.Settings) { s.TimeZone = "" }},
			{"the machine's zone", apperr.UnknownZone, "time_zone", func(s *models.Settings) { s.TimeZone = "Local" }},
			{"a zone outside its folder", apperr.UnknownZone, "time_zone", func(s *models.Settings) { s.TimeZone = "../../etc/passwd" }},
			{"no language", apperr.FieldMissing, "languages", func(s *models.Settings) { s.Languages = nil }},
			{"a language that is none", apperr.UnknownLanguage, "languages", func(s *models.Settings) { s.Languages = []string{"en", "English!"} }},
			{"the unknown language", apperr.UnknownLanguage, "languages", func(s *models.Settings) { s.Languages = []string{"und"} }},
			{"too many desks", apperr.TooManyThings, "desks", func(s *models.Settings) {
				for i := range 101 {
					s.Desks = append(s.Desks, fmt.Sprint(i))
				}
			}},
			{"an idle time under 5 minutes", apperr.NumberOutside, "idle_minutes", func(s *models.Settings) { s.IdleMinutes = 4 }},
			{"one over 8 hours", apperr.NumberOutside, "idle_minutes", func(s *models.Settings) { s.IdleMinutes = 481 }},
			{"sessions over a week", apperr.NumberOutside, "absolute_minutes", func(s *models.Settings) { s.AbsoluteMinutes = 7*24*60 + 1 }},
			{"sessions that end before they idle", apperr.SessionTooShort, "absolute_minutes", func(s *models.Settings) { s.AbsoluteMinutes = s.IdleMinutes - 1 }},
			{"texts of nothing", apperr.NumberOutside, "longest_text", func(s *models.Settings) { s.LongestText = 1023 }},
			{"texts over 1 MiB", apperr.NumberOutside, "longest_text", func(s *models.Settings) { s.LongestText = models.MaxText + 1024 }},
			{"queries due at once", apperr.NumberOutside, "query_hours", func(s *models.Settings) { s.QueryHours = 0 }},
			{"debts due at once", apperr.NumberOutside, "debt_hours", func(s *models.Settings) { s.DebtHours = 0 }},
			{"a backup at 24 o'clock", apperr.NumberOutside, "backup_hour", func(s *models.Settings) { s.BackupHour = 24 }},
			{"no backup kept", apperr.NumberOutside, "backups_kept", func(s *models.Settings) { s.BackupsKept = 0 }},
			{"more abbreviations than are read", apperr.TooManyThings, "abbreviations", func(s *models.Settings) {
				for i := range copydesk.MaxAbbreviations + 1 {
					s.Abbreviations = append(s.Abbreviations, fmt.Sprint("ab", i))
				}
			}},
			{"what is no abbreviation", apperr.NoAbbreviation, "abbreviations", func(s *models.Settings) { s.Abbreviations = []string{"by and large"} }},
			{"a model without the address of its service", apperr.FieldMissing, "assist_address", func(s *models.Settings) { s.AssistModel = "small" }},
			{"the address of a service without a model", apperr.FieldMissing, "assist_model", func(s *models.Settings) { s.AssistAddress = "https://models.example/v1" }},
			{"a severity that is none, for two approvals", apperr.UnknownChoice, "two_approvals", func(s *models.Settings) { s.TwoApprovals = []models.Severity{"grave"} }},
			{"a severity that is none", apperr.UnknownChoice, "two_roots", func(s *models.Settings) { s.TwoRoots = []models.Severity{"grave"} }},
			{"an address that is none", apperr.ServiceAddress, "assist_address", serviceAt("models.example/v1")},
			{"an address that is no page's", apperr.ServiceAddress, "assist_address", serviceAt("mailto:models@models.example")},
			{"an address that carries a password", apperr.ServiceAddress, "assist_address", serviceAt("https://tickmark:secret@models.example/v1")},
			{"an address that carries a name", apperr.ServiceAddress, "assist_address", serviceAt("https://tickmark@models.example/v1")},
		} {
			d.refuse(row.want, func() error {
				err := d.set(row.change)
				if apperr.Field(err) != row.field {
					t.Errorf("%s: about %q", row.name, apperr.Field(err))
				}
				return err
			})
		}
		s := d.settings()
		for _, u := range []models.User{d.Ed, d.Vera, d.Duo} {
			d.refuse(apperr.RoleMissing, func() error { return d.EditSettings(t.Context(), testkit.By(u), s.Version, s) })
		}
		d.refuse(apperr.Stale, func() error { return d.EditSettings(t.Context(), testkit.By(d.Adam), s.Version-1, s) })
	})
}

// serviceAt has the language model asked at an address.
func serviceAt(address string) func(*models.Settings) {
	return func(s *models.Settings) { s.AssistAddress, s.AssistModel = address, "small" }
}

func TestOfSettingsSavedAtOnceOneHolds(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		s := d.settings()
		d.ok(d.EditUser(t.Context(), testkit.By(d.Adam), newsroom.UserTarget{ID: d.Eva.ID, Version: d.user(d.Eva).Version}, "Eva", models.Roles{models.RoleAdmin}))
		errs := atOnce(16, func(i int) error {
			to := s
			to.DebtHours = 25 + i
			return d.EditSettings(t.Context(), testkit.By([]models.User{d.Adam, d.Eva}[i%2]), s.Version, to)
		})
		won := slices.Index(errs, nil)
		for i, err := range errs {
			if i != won && !errors.Is(err, apperr.Stale) {
				t.Errorf("%d: %v", i, err)
			}
		}
		if got := d.settings(); won < 0 || got.DebtHours != 25+won || got.Version != s.Version+1 {
			t.Errorf("%d won, kept are %+v", won, got)
		}
	})
}

func TestShorterSessionsBindAtTheNextRequest(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		idle, old := d.signedIn(d.Carl), d.signedIn(d.Rita)
		d.Clock.Move(20 * time.Minute)
		_, _, err := d.Who(t.Context(), old.Token) // is used meanwhile
		d.ok(err)
		d.ok(d.set(func(s *models.Settings) { s.IdleMinutes = 10 }))
		if _, _, err := d.Who(t.Context(), idle.Token); !errors.Is(err, apperr.SignInFirst) {
			t.Errorf("idle for longer: %v", err)
		}
		if _, _, err := d.Who(t.Context(), old.Token); err != nil {
			t.Errorf("used just now: %v", err)
		}
		d.ok(d.set(func(s *models.Settings) { s.AbsoluteMinutes = 15 }))
		if _, _, err := d.Who(t.Context(), old.Token); !errors.Is(err, apperr.SignInFirst) {
			t.Errorf("older than any session may be: %v", err)
		}
	})
}

func TestATextIsNoLongerThanTheNewsroomTakes(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		long := func(n int) newsroom.Copy {
			return newsroom.Copy{Text: "Head\n\n" + strings.Repeat("x", n-len("Head\n")), Format: intake.FormatPlain}
		}
		open := func(n int) (models.ID, error) {
			return d.OpenArticle(t.Context(), testkit.By(d.Ed), testkit.Meta(d.Ed), long(n))
		}
		revise := func(article models.ID, base, n int) error {
			_, err := d.Revise(t.Context(), testkit.By(d.Ed), article, newsroom.NewRevision{Base: base, Copy: long(n), Origin: models.OriginPasted})
			return err
		}
		before, err := open(3000)
		d.ok(err)
		d.ok(d.set(func(s *models.Settings) { s.LongestText = 2048 }))
		d.refuse(apperr.LongerThanTaken, func() error {
			_, err := open(2049)
			if apperr.Field(err) != "text" || !strings.Contains(apperr.Message(err), "at most 2 KiB (2048 bytes), this is 2049 bytes") {
				t.Errorf("it says %q about %q", apperr.Message(err), apperr.Field(err))
			}
			return err
		})
		id, err := open(2048)
		d.ok(err)
		d.refuse(apperr.LongerThanTaken, func() error { return revise(id, 1, 2049) })
		d.ok(revise(id, 1, 2000))
		d.refuse(apperr.LongerThanTaken, func() error { return revise(before, 1, 3001) })
		d.ok(revise(before, 1, 2999)) // what was let in before may stay as long as it is
		d.refuse(apperr.LongerThanTaken, func() error { return revise(before, 2, 3000) })
	})
}

func TestNewHoursHoldForWhatIsMadeAfterThem(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		d.ok(d.set(func(s *models.Settings) { s.QueryHours, s.DebtHours = 3, 5 }))
		n := d.marked()
		id, err := d.Comment(t.Context(), testkit.By(d.Carl), d.article, newsroom.NewComment{Claim: n, Kind: models.Query, Body: "Who?", Asked: d.Rita.ID})
		d.ok(err)
		c, err := d.DB.Queries().Comment(t.Context(), d.article, id)
		d.ok(err)
		if got := c.DueAt.Time().Sub(c.CreatedAt.Time()); got != 3*time.Hour {
			t.Errorf("the query is due after %v", got)
		}
		_, err = d.SignOffArticle(t.Context(), testkit.By(d.Ed), d.article, newsroom.SignOff{Revision: 1, Break: true, Reason: "it must run"})
		d.ok(err)
		debt := d.file().Debts[0]
		if got := debt.DueAt.Time().Sub(debt.OpenedAt.Time()); got != 5*time.Hour {
			t.Errorf("the debt is due after %v", got)
		}
	})
}
