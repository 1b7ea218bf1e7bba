package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const ferryCopy = `# The ferry

The ferry carried 41,000 passengers in 2024, [the harbour office said](https://harbour.example/2024). It was built in 1998.[^1]

[^1]: The ship's register, p. 3.
`

// drafted writes files into a folder and returns their paths, in turn.
func drafted(t *testing.T, all ...string) (paths []string) {
	t.Helper()
	dir := t.TempDir()
	for i := 0; i+1 < len(all); i += 2 {
		path := filepath.Join(dir, all[i])
		if err := os.WriteFile(path, []byte(all[i+1]), 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	return paths
}

func TestImportReadsWithoutANewsroom(t *testing.T) {
	p := newPlace(t)
	paths := drafted(t, "ferry.md", ferryCopy, "latin.txt", "Caf\xe9\n\nThe caf\xe9 is open.")
	out, errs, code := p.call(t, append([]string{"import", "--json"}, paths...)...)
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if code != 0 || len(lines) != 2 {
		t.Fatalf("exit %d\n%s%s", code, out, errs)
	}
	var read readCopy
	if err := json.Unmarshal([]byte(lines[0]), &read); err != nil {
		t.Fatal(err)
	}
	if read.Format != "markdown" || !strings.HasPrefix(read.Text, "The ferry\nThe ferry carried") || len(read.Citations) != 2 || read.Citations[1].Text != "The ship's register, p. 3." || read.Changes == nil || read.Warnings == nil {
		t.Errorf("%+v", read)
	}
	if err := json.Unmarshal([]byte(lines[1]), &read); err != nil || read.Charset != "windows-1252" || !strings.HasPrefix(read.Text, "Café") {
		t.Errorf("%v %+v", err, read)
	}
	if said, code := p.typed(t, ferryCopy, "import", "--dry-run", "--format", "markdown", "-"); code != 0 || !strings.Contains(said, "source: 1 The ship's register, p. 3.") || !strings.Contains(said, "# The ferry") {
		t.Errorf("exit %d\n%s", code, said)
	}
	if _, err := os.Stat(filepath.Join(p.data, "tickmark.db")); err == nil {
		t.Error("reading alone made a database")
	}
}

func TestImportOpensAnArticleForEachFileAndGoesOnAfterOneThatFails(t *testing.T) {
	p := newDemo(t)
	paths := drafted(t, "ferry.md", ferryCopy, "broken.pdf", "%PDF-1.7", "empty.txt", "", "pier.html", "<html lang=de><body><h1>Der Pier</h1><p>Der Pier wurde im Mai er\u00f6ffnet.</p></body></html>")
	p.refused(t, 1, []string{"several editors", "--as"}, append([]string{"import"}, paths...)...)
	out, errs, code := p.call(t, append([]string{"import", "--as", "emil", "--desk", "City"}, append(paths, "nowhere.md")...)...)
	if code != 1 || !strings.Contains(errs, "3 of 5 could not be read") || !strings.Contains(errs, "broken.pdf: This is a PDF") || !strings.Contains(errs, "empty.txt: There is no text yet") || !strings.Contains(errs, "nowhere.md: open nowhere.md") {
		t.Errorf("exit %d\n%s", code, errs)
	}
	if !strings.Contains(out, "“The ferry”") || !strings.Contains(out, "“Der Pier”") || strings.Count(out, "\n") != 2 {
		t.Errorf("it says %s", out)
	}
	s := p.serve(t)
	browser := s.signIn(t)
	page := s.get(t, browser, "/articles")
	for _, want := range []string{"The ferry", "Der Pier"} {
		if !strings.Contains(page, want) {
			t.Errorf("the list lacks %s", want)
		}
	}
	p.must(t, "trail", "verify")
	p.refused(t, 1, []string{"nobody signs in as"}, "import", "--as", "ghost", paths[0])
	p.refused(t, 1, []string{"takes the role of editor"}, "import", "--as", "colin", paths[0])
}

func TestImportPrintsNoSignsThatNobodySees(t *testing.T) {
	p := newDemo(t)
	paths := drafted(t, "ferry.html", "<html lang=en><head><title>x</title><meta name=author content=\"Ann\u009b31m\u202e Bee\"></head><body><h1>The fer\u202ery</h1>"+
		"<p>The ferry was built in 1998, <a href='https://harbour.example/\u202ea'>the\u009b of\u2066fice</a> said.</p></body></html>")
	seen := func(words string) bool { return strings.ContainsAny(words, "\u009b\u202e\u2066\x1b") }
	for _, args := range [][]string{{"--dry-run"}, {"--as", "emil"}} {
		if out, errs, code := p.call(t, append(append([]string{"import"}, args...), paths...)...); code != 0 || seen(out) || !strings.Contains(out, "The ferry") {
			t.Errorf("%v: exit %d, %q, %s", args, code, out, errs)
		}
	}
	if out, errs, _ := p.call(t, "import", "--dry-run", "no\x1b[31m\u202ewhere.md"); seen(out+errs) || !strings.Contains(errs, "no[31mwhere.md: open") {
		t.Errorf("%q", errs)
	}
	if got := plain("a\x00\u2028\xffb\tc\nd\u200e"); got != "a\uFFFDb\tc\nd" {
		t.Errorf("%q", got)
	}
}

func TestImportThatIsInterruptedTellsWhatFailedBefore(t *testing.T) {
	var errs bytes.Buffer
	ctx, stop := context.WithCancel(t.Context())
	done := 0
	err := importCmd{From: []string{"one", "two", "three"}}.each(&run{ctx: ctx, err: &errs}, func(_ *run, from string) error {
		if done++; done == 2 {
			stop()
		}
		return errors.New("cannot be read")
	})
	if !errors.Is(err, context.Canceled) || done != 2 || errs.String() != "one: cannot be read\ntwo: cannot be read\n" {
		t.Errorf("%v after %d: %q", err, done, errs.String())
	}
}
