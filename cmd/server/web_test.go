package main

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"example.org/tickmark/apperr"
	"example.org/tickmark/capture"
)

func TestOnlyNamedPlacesOfTheHouseAreAsked(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, "{}")
	}))
	defer s.Close()
	here := s.Listener.Addr().String()
	for _, row := range []struct {
		name  string
		reach []string
		want  error
	}{
		{"none is named", nil, apperr.ServicePlace},
		{"the address", []string{"127.0.0.1"}, nil},
		{"the range", []string{"10.0.0.0/8", "127.0.0.0/8"}, nil},
		{"the address with its port", []string{here}, nil},
		{"the address with its port, in the form of IPv6", []string{"[::ffff:127.0.0.1]" + strings.TrimPrefix(here, "127.0.0.1")}, nil},
		{"the address with another port", []string{"127.0.0.1:1"}, apperr.ServicePlace},
		{"another address", []string{"127.0.0.2", "[::1]:80"}, apperr.ServicePlace},
	} {
		t.Run(row.name, func(t *testing.T) {
			web, err := (&run{Settings: Settings{Reach: row.reach}}).web()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := web.Send(t.Context(), capture.Outgoing{Address: s.URL}); !errors.Is(err, row.want) {
				t.Errorf("got %v, want %v", err, row.want)
			}
		})
	}
	web, err := (&run{Settings: Settings{Reach: []string{here}}}).web(s.Listener.Addr())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := web.Send(t.Context(), capture.Outgoing{Address: s.URL}); !errors.Is(err, apperr.ServicePlace) {
		t.Errorf("the program asked itself: %v", err)
	}
	for _, bad := range []string{"", "downstairs", "downstairs:80", "127.0.0.1:99999", "127.0.0.1:"} {
		if _, err := (&run{Settings: Settings{Reach: []string{bad}}}).web(); err == nil || !strings.Contains(err.Error(), "TICKMARK_REACH") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestAnArchiveIsNamedByWhereItsAddressesBegin(t *testing.T) {
	for _, good := range []string{"", "https://web.archive.org/save/", "http://127.0.0.1:8081/"} {
		if got, err := (Settings{Wayback: good}).archive(); err != nil || got != good {
			t.Errorf("%q: %q, %v", good, got, err)
		}
	}
	for _, bad := range []string{"on", "web.archive.org/save/", "https:///save/", "ftp://web.archive.org/save/", "https://a:b@web.archive.org/save/", "https://web.archive.org/save", "http://[/"} {
		if got, err := (Settings{Wayback: bad}).archive(); err == nil || !strings.Contains(err.Error(), "TICKMARK_WAYBACK") || got != "" {
			t.Errorf("%q: %q, %v", bad, got, err)
		}
	}
}

func TestTheTokenOfTheModelIsPrintedNowhere(t *testing.T) {
	const token = "sk-of-the-model"
	t.Setenv("TICKMARK_ASSIST_TOKEN", token)
	for _, row := range []struct {
		args []string
		says string // the proof that something was printed
	}{
		{[]string{"--help"}, "TICKMARK_ASSIST_TOKEN"},
		{[]string{"serve", "--help"}, "TICKMARK_ASSIST_TOKEN"},
		{[]string{"serve", "--nothing"}, "--nothing"},
		{[]string{"serve"}, "AssistToken"},
	} {
		var c cli
		var said bytes.Buffer
		parser, err := kong.New(&c, kong.Vars{"version": ""}, kong.Writers(&said, &said), kong.Exit(func(int) { panic("the end") }))
		if err != nil {
			t.Fatal(err)
		}
		func() {
			defer func() { _ = recover() }() // where the program would end
			_, err = parser.Parse(row.args)
		}()
		say(&said, "%v %+v", err, c)
		if printed := said.String(); strings.Contains(printed, token) || !strings.Contains(printed, row.says) {
			t.Errorf("%q prints:\n%s", row.args, printed)
		}
		if len(row.args) == 1 && row.args[0] == "serve" && string(c.AssistToken) != token {
			t.Errorf("it is not read")
		}
	}
}
