package views

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestHitsPartATextWhereItHoldsTheTerm(t *testing.T) {
	for _, row := range []struct {
		name, text, term string
		want             []piece
	}{
		{"in whatever case", "Anchorage", "anchor", []piece{{"Anchor", true}, {"age", false}}},
		{"several times", "aXbxc", "x", []piece{{"a", false}, {"X", true}, {"b", false}, {"x", true}, {"c", false}}},
		{"side by side, and never over each other", "aaa", "aa", []piece{{"aa", true}, {"a", false}}},
		{"in other scripts", "Ёлка ёлка", "ёлка", []piece{{"Ёлка", true}, {" ", false}, {"ёлка", true}}},
		{"nowhere", "abc", "z", []piece{{"abc", false}}},
		{"without a term", "abc", "", []piece{{"abc", false}}},
		{"in no text", "", "a", nil},
	} {
		t.Run(row.name, func(t *testing.T) {
			if diff := cmp.Diff(row.want, hits(row.text, row.term)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestHitsAddUpToTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, term := rapid.String().Draw(t, "text"), rapid.StringN(0, 3, -1).Draw(t, "term")
		var b strings.Builder
		for _, p := range hits(text, term) {
			b.WriteString(p.Text)
			if got, want := []rune(p.Text), []rune(term); p.Hit && (len(got) != len(want) || !sameFolded(got, want)) {
				t.Fatalf("%q is no hit for %q", p.Text, term)
			}
		}
		if b.String() != text {
			t.Fatalf("%q became %q", text, b.String())
		}
	})
}
