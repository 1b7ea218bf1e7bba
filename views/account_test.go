package views_test

import (
	"testing"
	"time"

	"example.org/tickmark/models"
	"example.org/tickmark/views"
)

func TestABrowserIsNamedByWhatItCallsItself(t *testing.T) {
	for want, agent := range map[string]string{
		"Firefox on Windows":           "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0",
		"Firefox on Linux":             "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
		"Chrome on macOS":              "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
		"Edge on Windows":              "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0",
		"Opera on Linux":               "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 OPR/116.0.0.0",
		"Safari on macOS":              "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
		"Safari on iPhone":             "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
		"Chrome on iPad":               "Mozilla/5.0 (iPad; CPU OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/131.0.6778.73 Mobile/15E148 Safari/604.1",
		"Samsung Internet on Android":  "Mozilla/5.0 (Linux; Android 14; SM-S911B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36",
		"Chrome on ChromeOS":           "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
		"Firefox on an unknown system": "Mozilla/5.0 (Haiku x86_64) Gecko/20100101 Firefox/128.0",
		"Unknown browser on Linux":     "Wget/1.24 (Linux)",
		"Unknown browser":              "",
	} {
		if got := views.Device(agent); got != want {
			t.Errorf("%s: %q, want %q", agent, got, want)
		}
	}
}

func TestTimesAreWrittenAsTheReaderLikesThem(t *testing.T) {
	zone := time.FixedZone("CEST", 2*60*60)
	at := models.At(time.Date(2025, 9, 22, 16, 5, 9, 0, time.UTC))
	for hours, want := range map[models.Hours][2]string{
		models.Hours24: {"22 September 2025, 18:05 CEST", "22 Sep 2025, 18:05:09 CEST"},
		"":             {"22 September 2025, 18:05 CEST", "22 Sep 2025, 18:05:09 CEST"},
		models.Hours12: {"22 September 2025, 6:05 pm CEST", "22 Sep 2025, 6:05:09 pm CEST"},
	} {
		k := views.Clock{Now: at.Time(), Zone: zone, Hours: hours}
		if got := [2]string{k.Moment(at).Exact, k.Exact(at)}; got != want {
			t.Errorf("%q: %q, want %q", hours, got, want)
		}
		if got := k.Input(at); got != "2025-09-22T18:05" {
			t.Errorf("%q: a field holds %q", hours, got)
		}
	}
	k := views.Clock{Zone: zone, Hours: models.Hours12}
	for hour, want := range map[int]string{22: "12:00 am", 10: "12:00 pm", 23: "1:00 am"} {
		at := models.At(time.Date(2025, 9, 22, hour, 0, 0, 0, time.UTC))
		if got := k.Moment(at).Exact; len(got) < len(want) || got[len(got)-len(want)-5:len(got)-5] != want {
			t.Errorf("%d: %q, want %q", hour, got, want)
		}
	}
}

func TestEveryTimeZoneToChooseFromIsOne(t *testing.T) {
	zones := views.Zones()
	if len(zones) < 400 {
		t.Errorf("only %d", len(zones))
	}
	for _, z := range zones {
		if _, err := time.LoadLocation(z); err != nil {
			t.Error(err)
		}
	}
}

func TestLanguagesHaveNames(t *testing.T) {
	for tag, want := range map[string]string{"en": "English", "ar": "Arabic", "zh-Hant": "Traditional Chinese", "x-house": "x-house", "!": "!"} {
		if got := views.LanguageName(tag); got != want {
			t.Errorf("%s: %q, want %q", tag, got, want)
		}
	}
}

func TestEveryRoleHasSomethingToDoFirst(t *testing.T) {
	for _, r := range models.AllRoles {
		if len(views.FirstSteps(views.OnArticles, models.Roles{r})) != 1 {
			t.Errorf("the list of articles has nothing for a %s", r)
		}
	}
	if got := views.FirstSteps(views.OnArticle, models.Roles{models.RoleEditor, models.RoleChecker}); len(got) != 2 || got[0].Role != models.RoleChecker {
		t.Errorf("on an article: %+v", got)
	}
	if got := views.FirstSteps(views.OnArticle, models.Roles{models.RoleAdmin}); got != nil {
		t.Errorf("an admin has nothing to do on an article: %+v", got)
	}
}
