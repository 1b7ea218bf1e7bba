package e2e

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/tickmark/testkit"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// annotated is a file as a writer delivers it, in windows-1252.
const annotated = "# Caf\xe9 by the pier opens again\n\nThe caf\xe9 opened on 3 May, [the harbour office said](https://harbour.example/cafe). It had been closed for two years.[^1]\n\n[^1]: The register of trades, p. 12.\n"

// chooses has the file field hold a file.
func (p *person) chooses(name, text string) {
	p.t.Helper()
	path := filepath.Join(p.t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		p.t.Fatal(err)
	}
	p.do(chromedp.SetUploadFiles(`input[name=file]`, []string{path}))
}

func TestAFileIsBroughtIn(t *testing.T) {
	t.Parallel()
	bothWays(t, func(t *testing.T, opts ...testkit.BrowserOption) {
		s := newSite(t)
		ed := s.person(t, "ed", append(opts, testkit.Expecting(413, 422))...)
		ed.open("/articles/new")
		if got := ed.follow(`form[action="/drafts"] [type=submit]`); got != 422 {
			t.Errorf("nothing at all answered %d", got)
		}
		ed.sees("There is nothing to read yet.")
		ed.fill("[name=address]", "https://harbour.example/kept")
		ed.chooses("large.txt", strings.Repeat("words ", 2<<20))
		if got := ed.follow(`form[action="/drafts"] [type=submit]`); got != 413 {
			t.Errorf("a file too large answered %d", got)
		}
		ed.sees("The file is larger than 10 MiB")
		if got := look[string](ed, `document.querySelector("[name=address]").value`); got != "https://harbour.example/kept" {
			t.Errorf("the address is %q", got)
		}
		ed.open("/articles/new")
		ed.chooses("café.md", annotated)
		ed.press("/drafts")
		ed.sees("café.md", "windows-1252", "Café by the pier opens again", "Note 1: The register of trades, p. 12.")

		ed.fill("[name=byline]", "By Ada")
		ed.click(`[name=cite][value="0"]`)
		ed.choose("[name=charset]", "Cyrillic (windows-1251)")
		ed.follow(`[formaction]`)
		ed.sees("Cafй by the pier")
		ed.choose("[name=charset]", "Told from the file")
		ed.follow(`[formaction]`)
		ed.sees("Café by the pier")
		if got := look[string](ed, `document.querySelector("[name=byline]").value + [...document.querySelectorAll("[name=cite]")].map(b => b.checked)`); got != "By Adafalse,true" {
			t.Errorf("the form holds %s", got)
		}
		if file := ed.download(`a[href$="/original"]`); file != annotated {
			t.Errorf("the original is %q", file)
		}
		ed.do(chromedp.Evaluate[chromedp.Void](`document.querySelector("[name=byline]").focus()`))
		ed.leads(keyAction(kb.Enter)) // presses the button that brings it in
		ed.sees("The article is in.")
		ed.open("/articles/1/backup")
		ed.sees("1 source", "The register of trades, p. 12.", "Under no claim")
		ed.open("/articles/new")
		ed.misses("Not brought in yet")
	})
}

func TestADraftIsThrownAway(t *testing.T) {
	t.Parallel()
	bothWays(t, func(t *testing.T, opts ...testkit.BrowserOption) {
		s := newSite(t)
		ed := s.person(t, "ed", opts...)
		ed.open("/articles/new")
		ed.fill("[name=text]", string(bytes.ReplaceAll([]byte(ferry), []byte("ferry"), []byte("boat"))))
		ed.press("/drafts")
		ed.open("/articles/new")
		ed.sees("Not brought in yet", "Ferry carries record number of passengers")
		ed.press("/discard")
		ed.sees("Thrown away.")
		ed.misses("Not brought in yet")
	})
}
