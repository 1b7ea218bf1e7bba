package report

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestAWordDiffHoldsBothTexts(t *testing.T) {
	text := rapid.StringOfN(rapid.RuneFrom([]rune("ab \n\u2028é\u202e字")), 0, 30, -1)
	rapid.Check(t, func(t *rapid.T) {
		from, to := text.Draw(t, "from"), text.Draw(t, "to")
		var gotFrom, gotTo strings.Builder
		for _, p := range diffWords(from, to) {
			if p.Change != put {
				gotFrom.WriteString(p.Text)
			}
			if p.Change != dropped {
				gotTo.WriteString(p.Text)
			}
		}
		if gotFrom.String() != from || gotTo.String() != to {
			t.Fatalf("%q to %q came out as %q to %q", from, to, gotFrom.String(), gotTo.String())
		}
	})
}

func TestAWordDiffIsSmall(t *testing.T) {
	want := []diffPiece{{kept, "met on "}, {dropped, "14"}, {put, "15"}, {kept, " August"}}
	if diff := cmp.Diff(want, diffWords("met on 14 August", "met on 15 August")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestEvidenceIsLabelledByLetters(t *testing.T) {
	for n, want := range map[int]string{0: "a", 25: "z", 26: "aa", 27: "ab", 701: "zz", 702: "aaa"} {
		if got := letters(n); got != want {
			t.Errorf("piece %d is %s, want %s", n, got, want)
		}
	}
}
