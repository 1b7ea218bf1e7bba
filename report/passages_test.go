package report_test

import (
	"strings"
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/report"
)

// texts are the report in every form in which it is read.
func texts(t *testing.T, in report.Input) map[string]string {
	t.Helper()
	r := report.Build(in)
	body, err := report.Encode(r)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{"JSON": string(body)}
	for name, draw := range map[string]func(report.Report) ([]byte, error){"HTML": report.HTML, "Markdown": report.Markdown} {
		drawn, err := draw(r)
		if err != nil {
			t.Fatal(err)
		}
		all[name] = string(drawn)
	}
	return all
}

func TestAPassageStandsBesideItsSentence(t *testing.T) {
	const where, before, after = "example.com/remarks-kept", "He was asked about Moscow", "Then he left"
	for _, row := range []struct {
		name   string
		change func(*models.Excerpt)
		says   []string
		keeps  []string // to itself
	}{
		{"not word for word", func(*models.Excerpt) {}, []string{before, after, where, "Not word for word in the capture of", "really did", "abab"}, nil},
		{"word for word", func(x *models.Excerpt) { x.Quoted = "He  let me down." }, []string{before, after, where, "Word for word in the capture of"}, []string{"Not word for word"}},
		{"nowhere", func(x *models.Excerpt) { x.Found, x.Before, x.Quoted, x.After = false, "", "", "" }, []string{"does not stand in the capture of", where, "He let me down."}, []string{before, "In the source"}},
		{
			"word for word in a protected source", func(x *models.Excerpt) {
				x.Protected, x.Quoted, x.FileName, x.At = true, "He let me down.", "from-ida.pdf", 1751111111000
			},
			[]string{"He let me down.", "Word for word in what this protected source keeps"},
			[]string{before, after, where, "from-ida", "abab", "Not word for word in what", "2025-06-28", "28 Jun", `"media_type":`, "capture of", "SHA-256 `", "()"},
		},
		{
			"not word for word in a protected source", func(x *models.Excerpt) { x.Protected, x.FileName, x.At = true, "from-ida.pdf", 1751111111000 },
			[]string{"He let me down.", "Not word for word in what this protected source keeps"},
			[]string{before, after, where, "from-ida", "really did", "abab", "2025-06-28", "28 Jun", `"media_type":`, "capture of", "SHA-256 `", "()"},
		},
		{
			"nowhere in a protected source, which is not known", func(x *models.Excerpt) {
				x.Protected, x.Found, x.Before, x.Quoted, x.After = true, false, "", "", ""
			},
			[]string{"He let me down."},
			[]string{"does not stand in"},
		},
	} {
		t.Run(row.name, func(t *testing.T) {
			in := sample(t)
			in.Excerpts[0].Address = "https://" + where
			row.change(&in.Excerpts[0])
			for name, text := range texts(t, in) {
				text = strings.NewReplacer(`\`, "", "&#39;", "'").Replace(text)
				for _, want := range row.says {
					if name == "JSON" && (strings.Contains(want, "capture of") || strings.Contains(want, "source keeps")) || strings.Contains(text, want) {
						continue
					}
					t.Errorf("%s does not say %q", name, want)
				}
				for _, none := range row.keeps {
					if strings.Contains(text, none) {
						t.Errorf("%s says %q", name, none)
					}
				}
			}
		})
	}
}

// A report that was issued before captures had a place in it is drawn as it was.
func TestAReportWithoutCapturesIsDrawn(t *testing.T) {
	in := sample(t)
	in.Excerpts, in.Translations = nil, nil
	for name, text := range texts(t, in) {
		if !strings.Contains(text, "He let me down.") || strings.Contains(text, `"capture":`) || strings.Contains(text, "SHA-256 `ab") || strings.Contains(text, "In the source") {
			t.Errorf("%s:\n%s", name, text)
		}
	}
}
