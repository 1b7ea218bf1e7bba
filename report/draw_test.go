package report_test

import (
	"testing"

	"example.org/tickmark/report"
)

func TestEveryFormatIsDrawnFromTheBodyAlone(t *testing.T) {
	body, err := report.Encode(report.Build(sample(t)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range []report.Format{report.FormatHTML, report.FormatMarkdown, report.FormatJSON} {
		if out, err := report.Draw(body, f); err != nil || len(out) == 0 {
			t.Errorf("%s: %d bytes, %v", f, len(out), err)
		}
	}
	if out, err := report.Draw(body, "pdf"); err == nil {
		t.Errorf("a format that is none: %d bytes", len(out))
	}
	if _, err := report.Draw([]byte("{}"), report.FormatHTML); err == nil {
		t.Error("a body that is none was drawn")
	}
}
