package intake_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/tickmark/intake"
	"example.org/tickmark/testkit"
)

// outline writes a result, line by line: its blocks, then what else was found.
func outline(res intake.Result) []string {
	var out []string
	runes := []rune(res.Text)
	for _, b := range res.Blocks {
		out = append(out, string(b.Kind)+": "+string(runes[b.Start:b.End]))
	}
	for _, m := range res.Marks {
		out = append(out, string(m.Kind)+" on "+string(runes[m.Start:m.End]))
	}
	for _, c := range res.Citations {
		out = append(out, "cited: "+c.Label+"|"+string(runes[c.At.Start:c.At.End])+"|"+c.Text+"|"+c.URL)
	}
	for _, c := range res.Changes {
		out = append(out, string(c.Kind)+" by "+c.Author+" on "+c.On+": "+c.Text)
	}
	for _, r := range res.Remarks {
		out = append(out, "remark by "+r.Author+" on "+r.On+" about "+string(runes[r.At.Start:r.At.End])+": "+r.Text)
	}
	for _, w := range res.Warnings {
		out = append(out, "warning: "+string(w.Code))
	}
	return append(out, "by "+res.Meta.Byline+" in "+res.Meta.Language)
}

// The files are made by LibreOffice from texts of our own; what is expected of
// each stands beside it.
func TestDOCXOfLibreOfficeIsRead(t *testing.T) {
	texts, err := filepath.Glob("testdata/docx/*.*")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, path := range texts {
		if ext := filepath.Ext(path); ext == ".want" || ext == ".docx" {
			continue
		}
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files[filepath.Base(path)] = content
	}
	for name, file := range testkit.LibreOffice(t).Convert("docx", files) {
		t.Run(name, func(t *testing.T) {
			var got strings.Builder
			for _, view := range []intake.View{intake.ViewFinal, intake.ViewOriginal} {
				res, err := intake.Read(intake.Input{Bytes: file, Name: "copy.docx", View: view})
				if err != nil {
					t.Fatal(err)
				}
				if err := intake.Valid(res.Document); err != nil {
					t.Error(err)
				}
				got.WriteString("# " + string(view) + "\n" + strings.Join(outline(res), "\n") + "\n")
			}
			want, err := os.ReadFile("testdata/docx/" + name + ".want")
			if err != nil {
				t.Error(err)
			}
			if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got.String(), "\n")); diff != "" {
				t.Errorf("%s\n%s", diff, got.String())
			}
		})
	}
}
