package capture_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"example.org/tickmark/apperr"
	"example.org/tickmark/capture"
)

const fares = "https://harbour.example/fares?line=2&day=1%2F5"

func TestAnArchiveIsAskedForAPageAndToldNothingElse(t *testing.T) {
	var asked *http.Request
	at := site(t, func(w http.ResponseWriter, r *http.Request) {
		asked = r
		w.Header().Set("Location", "/web/20250918180000/"+fares)
		w.WriteHeader(http.StatusFound)
	})
	got, err := client(capture.Options{Version: "1.4"}).Save(t.Context(), at+"/save/", fares)
	if want := at + "/web/20250918180000/" + fares; err != nil || got != want {
		t.Fatalf("%q, %v, want %q", got, err, want)
	}
	if asked.Method != http.MethodGet || asked.RequestURI != "/save/"+fares {
		t.Errorf("it was asked with %s %s", asked.Method, asked.RequestURI)
	}
	if want := "Accept: */*\nConnection: close\nUser-Agent: Mozilla/5.0 (compatible; Tickmark/1.4)"; capture.FieldLines(asked.Header) != want {
		t.Errorf("it was told %s", capture.FieldLines(asked.Header))
	}
}

func TestWhereAnArchiveKeepsAPage(t *testing.T) {
	for _, row := range []struct {
		name          string
		status        int
		header, value string // of the answer; SITE stands for the archive's own address
		want          string // after the archive's own address
		fails         *apperr.Refusal
	}{
		{"a redirect by path", 302, "Location", "/web/1/x", "/web/1/x", nil},
		{"a redirect in full", 301, "Location", "SITE/web/1/x#top", "/web/1/x", nil},
		{"a place beside the page", 200, "Content-Location", "/web/1/x", "/web/1/x", nil},
		{"made there", 201, "Location", "/web/1/x", "/web/1/x", nil},
		{"no place", 200, "X-Other", "/web/1/x", "", apperr.ArchiveNowhere},
		{"where it was asked", 302, "Location", "/save/" + fares, "", apperr.ArchiveNowhere},
		{"somebody else's place", 302, "Location", "https://elsewhere.example/web/1/x", "", apperr.ArchiveNowhere},
		{"no place of the web", 302, "Location", "javascript:alert(1)", "", apperr.ArchiveNowhere},
		{"no address", 302, "Location", "http://[", "", apperr.ArchiveNowhere},
		{"with a password", 302, "Location", "http://a:b@127.0.0.1/", "", apperr.ArchiveNowhere},
		{"too much to do", 429, "Retry-After", "60", "", apperr.ServiceBusy},
		{"not at this moment", 503, "", "", "", apperr.ServiceBusy},
		{"broken", 500, "Location", "/web/1/x", "", apperr.ServiceAnswer},
		{"behind a proxy that is broken", 502, "", "", "", apperr.ServiceAnswer},
		{"not for us", 403, "Location", "/web/1/x", "", apperr.ArchiveRefused},
		{"not there", 404, "", "", "", apperr.ArchiveRefused},
	} {
		var at string
		at = site(t, func(w http.ResponseWriter, _ *http.Request) {
			if row.header != "" {
				w.Header().Set(row.header, strings.ReplaceAll(row.value, "SITE", at))
			}
			w.WriteHeader(row.status)
		})
		got, err := client(capture.Options{}).Save(t.Context(), at+"/save/", fares)
		if row.fails != nil {
			if !errors.Is(err, row.fails) || got != "" {
				t.Errorf("%s: %q, %v", row.name, got, err)
			}
		} else if err != nil || got != at+row.want {
			t.Errorf("%s: %q, %v", row.name, got, err)
		}
	}
}

func TestAnArchiveStandsWhereItMayBeAsked(t *testing.T) {
	for _, row := range []struct {
		name, at string
		want     *apperr.Refusal
	}{
		{"no web", "ftp://archive.example/", apperr.ServiceAddress},
		{"with a password", "http://a:b@127.0.0.1/", apperr.ServiceAddress},
		{"a place of the house that nobody named", "http://10.0.0.1/", apperr.ServicePlace},
		{"in the open", "http://93.184.215.14/", apperr.ServiceOpen},
		{"nobody there", "http://127.0.0.1:1/", apperr.ServiceAway},
	} {
		if _, err := client(capture.Options{}).Save(t.Context(), row.at, fares); !errors.Is(err, row.want) {
			t.Errorf("%s: %v", row.name, err)
		}
	}
}
