package ui_test

import (
	"strings"
	"testing"

	"example.org/tickmark/views/ui"
)

func TestTurningCharactersAreDrawn(t *testing.T) {
	for in, want := range map[string]string{
		"plain":        "plain",
		"<b>&":         "&lt;b&gt;&amp;",
		"a\u202eb":     `a<span class="sign" data-sign="RLO">` + "\u202e" + `</span>b`,
		"\u2066\u2069": `<span class="sign" data-sign="LRI">` + "\u2066" + `</span><span class="sign" data-sign="PDI">` + "\u2069" + `</span>`,
		"می\u200cشود":  "می\u200cشود",
		"":             "",
	} {
		var b strings.Builder
		if err := ui.Text(in).Render(t.Context(), &b); err != nil || b.String() != want {
			t.Errorf("%q: got %q (%v), want %q", in, b.String(), err, want)
		}
	}
}
