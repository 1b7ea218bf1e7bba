package assets

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"testing"
)

// pairs are every text colour on every ground it stands on. WCAG 2.2 asks for
// 4.5:1 for text (1.4.3) and 3:1 for the edges of what one presses (1.4.11).
var pairs = []struct {
	ink     string
	grounds []string
	atLeast float64
}{
	{"ink", []string{"paper", "surface", "surface-2", "open-tint", "research-tint", "review-tint", "changes-tint", "approved-tint", "dropped-tint", "false-tint"}, 4.5},
	{"ink-2", []string{"paper", "surface", "surface-2"}, 4.5},
	{"ink-3", []string{"paper", "surface", "surface-2"}, 4.5},
	{"accent", []string{"paper", "surface"}, 4.5},
	{"accent-ink", []string{"accent"}, 4.5},
	{"approved-ink", []string{"approved"}, 4.5},
	{"false-ink", []string{"false"}, 4.5},
	{"open", []string{"open-tint", "paper", "surface", "surface-2"}, 4.5},
	{"research", []string{"research-tint", "paper", "surface"}, 4.5},
	{"review", []string{"review-tint", "paper", "surface"}, 4.5},
	{"changes", []string{"changes-tint", "paper", "surface"}, 4.5},
	{"approved", []string{"approved-tint", "paper", "surface"}, 4.5},
	{"dropped", []string{"dropped-tint", "paper", "surface"}, 4.5},
	{"false", []string{"false-tint", "paper", "surface"}, 4.5},
	{"line-strong", []string{"paper", "surface"}, 3},
}

func TestColoursCanBeRead(t *testing.T) {
	css, err := files.ReadFile("css/10-tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	tokens := map[string][2]string{}
	for _, m := range regexp.MustCompile(`--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)`).FindAllStringSubmatch(string(css), -1) {
		if _, ok := tokens[m[1]]; !ok { // the first is the ordinary one, later ones are for more contrast
			tokens[m[1]] = [2]string{m[2], m[3]}
		}
	}
	for _, p := range pairs {
		for _, ground := range p.grounds {
			for scheme, word := range []string{"light", "dark"} {
				t.Run(fmt.Sprintf("%s on %s, %s", p.ink, ground, word), func(t *testing.T) {
					got := contrast(luminance(t, tokens[p.ink][scheme]), luminance(t, tokens[ground][scheme]))
					if got < p.atLeast {
						t.Errorf("contrast %.2f:1, want %.1f:1", got, p.atLeast)
					}
				})
			}
		}
	}
}

func contrast(a, b float64) float64 { return (max(a, b) + 0.05) / (min(a, b) + 0.05) }

// luminance is the relative luminance of WCAG 2.2.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	if len(hex) != 7 {
		t.Fatalf("%q is not a colour", hex)
	}
	channel := func(s string) float64 {
		n, err := strconv.ParseUint(s, 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(hex[1:3]) + 0.7152*channel(hex[3:5]) + 0.0722*channel(hex[5:7])
}
