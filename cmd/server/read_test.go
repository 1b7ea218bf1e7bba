package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"example.org/tickmark/models"
)

const readArticle = `# Ferry fares rise

The ferry carried 41,000 passengers last year, the harbour office said. She was built on 3 May 1998.

“It is full,” said Jane Roe. On 18 September it carried 412 people. The sea was grey 🌊.
`

// readJSON is what read --json prints.
func readJSON(t *testing.T, out string) (all readAll) {
	t.Helper()
	if err := json.Unmarshal([]byte(out), &all); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return all
}

func TestReadPrintsAllThatWasReadWithItsPlaces(t *testing.T) {
	p := newPlace(t)
	path := drafted(t, "ferry.md", readArticle)[0]
	all := readJSON(t, p.must(t, "read", path, "--lang", "en", "--date", "2025-09-20", "--json"))
	runes := []rune(all.Text)
	at := func(s models.Span) string { return string(runes[s.Start:s.End]) }
	if !strings.HasPrefix(all.Text, "Ferry fares rise\nThe ferry carried") || all.Language != "en" || all.Date != "2025-09-20" || len(all.Sentences) != 6 {
		t.Fatalf("%+v", all)
	}
	if got := at(all.Sentences[5].Span); got != "The sea was grey 🌊." || all.Sentences[5].Block != models.Paragraph {
		t.Errorf("the last sentence is %q", got)
	}
	for _, d := range all.Detections {
		if at(d.Span) != d.Words {
			t.Errorf("%q is detected where %q stands", d.Words, at(d.Span))
		}
	}
	drafts := ""
	for _, s := range all.Suggestions {
		if at(s.Span) != s.Words || len(s.Kinds) == 0 || len(s.Reasons) == 0 {
			t.Errorf("%+v stands at %q", s, at(s.Span))
		}
		drafts += s.Statement + "\n"
	}
	for _, want := range []string{"[She] was built on 3 May 1998\n", "On 18 September 2025, it carried 412 people\n"} {
		if !strings.Contains(drafts, want) {
			t.Errorf("no claim says %s: %s", want, drafts)
		}
	}
	if len(all.Detections) == 0 || all.Findings == nil || all.NoList == nil {
		t.Errorf("%+v", all)
	}
	if _, err := os.Stat(filepath.Join(p.data, "tickmark.db")); err == nil {
		t.Error("reading made a database")
	}
}

func TestReadSaysWhereAFindingStands(t *testing.T) {
	p := newPlace(t)
	said, code := p.typed(t, "The ferry\n\nShe said “it is full and left. It was XXX metres long.", "read", "-", "--lang", "en", "--json")
	all := readJSON(t, said)
	if code != 0 || len(all.Findings) == 0 {
		t.Fatalf("exit %d: %+v", code, all.Findings)
	}
	for _, f := range all.Findings {
		if f.Span != f.Places[0] || len(f.Places) != len(f.Words) || f.Check == "" || f.Message == "" {
			t.Errorf("%+v", f)
		}
		if got := string([]rune(all.Text)[f.Start:f.End]); got != f.Finding.Words[0] {
			t.Errorf("%q stands where %q is found", got, f.Finding.Words[0])
		}
	}
}

func TestReadTellsLanguageAndDateFromThePage(t *testing.T) {
	p := newPlace(t)
	paths := drafted(t, "pier.html", `<html lang=de><head><meta property="article:published_time" content="2025-05-09T10:00:00Z"></head><body><article><h1>Der Pier</h1><p>Der Pier wurde am 3. Mai eröffnet, sagte Anna Weiß.</p></article></body></html>`,
		"one.txt", "He left. She came.", "latin.txt", "Caf\xe9\n\nLe caf\xe9 est ouvert depuis 1998.")
	if all := readJSON(t, p.must(t, "read", paths[0], "--json")); all.Language != "de" || all.Date != "2025-05-09" || len(all.Sentences) != 2 {
		t.Errorf("%+v", all)
	}
	if all := readJSON(t, p.must(t, "read", paths[1], "--json")); all.Language != "en" || len(all.Sentences) != 2 || all.Sentences[0].Block != models.Paragraph {
		t.Errorf("copy of one block: %+v", all)
	}
	if all := readJSON(t, p.must(t, "read", paths[2], "--json", "--lang", "fr")); !strings.HasPrefix(all.Text, "Café") {
		t.Errorf("%+v", all)
	}
}

func TestReadListsForPeople(t *testing.T) {
	p := newPlace(t)
	path := drafted(t, "ferry.md", strings.Replace(readArticle, "grey", "gr\u202eey", 1))[0]
	out := p.must(t, "read", path, "--lang", "en", "--date", "2025-09-20")
	for _, want := range []string{"en, 2025-09-20: 6 sentences", "The sea was grey 🌊.", "On 18 September 2025, it carried 412 people", "Findings"} {
		if !strings.Contains(out, want) {
			t.Errorf("it does not say %q:\n%s", want, out)
		}
	}
}

func TestReadScoresEveryLine(t *testing.T) {
	p := newPlace(t)
	lines := "\ufeffThe ferry carried 41,000 passengers last year. It rose.\n\nNice!\r\nOn 3 May 1998 it cost $5 million."
	said, code := p.typed(t, lines, "read", "-", "--lines", "--lang", "en")
	rows := strings.Split(strings.TrimSuffix(said, "\n"), "\n")
	if code != 0 || len(rows) != 4 || !strings.HasSuffix(rows[0], "\tThe ferry carried 41,000 passengers last year. It rose.") || rows[1] != "0.000000\t" || !strings.HasSuffix(rows[2], "\tNice!") {
		t.Fatalf("exit %d\n%s", code, said)
	}
	said, code = p.typed(t, lines, "read", "-", "--lines", "--json", "--date", "2025-09-20")
	var all struct {
		Language string
		Lines    []readLine
	}
	if err := json.Unmarshal([]byte(said), &all); err != nil || code != 0 || len(all.Lines) != 4 || all.Language != "en" {
		t.Fatalf("exit %d, %v\n%s", code, err, said)
	}
	for i, l := range all.Lines {
		if l.Line != i+1 || !strings.HasPrefix(rows[i], fmt.Sprintf("%.6f\t", l.Score)) || l.Detections == nil {
			t.Errorf("%+v, and %s", l, rows[i])
		}
	}
	if !all.Lines[3].Checkable || all.Lines[2].Score >= all.Lines[3].Score {
		t.Errorf("%+v is not above %+v", all.Lines[3], all.Lines[2])
	}
	if said, code := p.typed(t, "", "read", "-", "--lines", "--json"); code != 0 || said != `{"language":"en","lines":[`+"\n]}\n" {
		t.Errorf("of nothing: exit %d, %s", code, said)
	}
}

// What a line scores it scores as the only sentence of a text.
func TestReadScoresALineAsItReadsAText(t *testing.T) {
	p := newPlace(t)
	const line = "On 18 September the ferry carried 412 people, said Jane Roe."
	said, _ := p.typed(t, line, "read", "-", "--lines", "--lang", "en", "--json")
	var all struct{ Lines []readLine }
	if err := json.Unmarshal([]byte(said), &all); err != nil || len(all.Lines) != 1 {
		t.Fatal(err, said)
	}
	said, _ = p.typed(t, line, "read", "-", "--lang", "en", "--json")
	if text := readJSON(t, said); len(text.Sentences) != 1 || text.Sentences[0].Score != all.Lines[0].Score || len(text.Detections) != len(all.Lines[0].Detections) {
		t.Errorf("%+v and %+v", text, all)
	}
}

func TestReadRefusesWhatItCannotRead(t *testing.T) {
	p := newPlace(t)
	paths := drafted(t, "a.md", "Fine.", "b.pdf", "%PDF-1.7", "c.txt", "", "d.txt", "Fine.\n\xff\xfe bad\n", "e.txt", "short\n"+strings.Repeat("x", maxReadLine+1), "f.txt", "short\n"+strings.Repeat("x", maxReadLine)+"\nend")
	for _, tt := range []struct {
		code  int
		words []string
		args  []string
	}{
		{1, []string{"the copy cannot be read", "nowhere.md"}, []string{"nowhere.md"}},
		{1, []string{"the lines cannot be read", "nowhere.md"}, []string{"nowhere.md", "--lines"}},
		{1, []string{"the copy cannot be read"}, []string{filepath.Dir(paths[0])}},
		{1, []string{"This is a PDF"}, []string{paths[1]}},
		{1, []string{"There is no text yet"}, []string{paths[2]}},
		{1, []string{"no day", "2025-02-30"}, []string{paths[0], "--date", "2025-02-30"}},
		{1, []string{`"english" is no language tag`}, []string{paths[0], "--lang", "english"}},
		{1, []string{"line 2:"}, []string{paths[3], "--lines"}},
		{1, []string{"line 2 has more than 1 MiB", "Leave out --lines"}, []string{paths[4], "--lines"}},
		{1, []string{"--format"}, []string{paths[0], "--lines", "--format", "plain"}},
		{2, []string{"file"}, nil},
	} {
		p.refused(t, tt.code, tt.words, slices.Concat([]string{"read"}, tt.args)...)
	}
	if out := p.must(t, "read", paths[5], "--lines"); strings.Count(out, "\n") != 3 {
		t.Errorf("of three lines, the second of 1 MiB: %d bytes", len(out))
	}
	big := filepath.Join(t.TempDir(), "big.txt")
	if err := os.WriteFile(big, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(big, 11<<20); err != nil {
		t.Fatal(err)
	}
	p.refused(t, 1, []string{"cannot be read"}, "read", big)
}

// Nobody ever writes into what is read here.
func TestReadEndsAtOnceWhenItIsStopped(t *testing.T) {
	for name, lines := range map[string]bool{"a text": false, "lines": true} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "never")
			if err := syscall.Mkfifo(path, 0o600); err != nil {
				t.Fatal(err)
			}
			ctx, stop := context.WithCancel(t.Context())
			stop()
			var out strings.Builder
			err := readCmd{From: path, Lines: lines}.Run(&run{ctx: ctx, out: &out, err: &out, now: time.Now})
			if !errors.Is(err, context.Canceled) || out.Len() > 0 {
				t.Errorf("%v, %q", err, out.String())
			}
			end, err := os.OpenFile(path, os.O_WRONLY, 0) // what still reads ends too
			if err != nil {
				t.Fatal(err)
			}
			_ = end.Close()
		})
	}
}
