package copydesk

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestANewsroomHasItsOwnAbbreviations(t *testing.T) {
	for name, tt := range map[string]struct {
		own, text string
		want      []string
	}{
		"as given":                               {"Abtlg", "Die Abtlg. Presse schweigt. Gut.", []string{"Die Abtlg. Presse schweigt.", "Gut."}},
		"with a capital at a sentence's start":   {"lfd", "Lfd. Nummer fehlt. Gut.", []string{"Lfd. Nummer fehlt.", "Gut."}},
		"with no other case inside a sentence":   {"lfd", "Er kam nach Lfd. Nummer zwei.", []string{"Er kam nach Lfd.", "Nummer zwei."}},
		"before a word that begins sentences":    {"Abtlg", "Die Abtlg. Der Presse.", []string{"Die Abtlg. Der Presse."}},
		"given with full stops, written without": {"o.Ö.R", "Im oÖR. Presse schweigt.", []string{"Im oÖR. Presse schweigt."}},
		"given without, written with full stops": {"oÖR", "Im o.Ö.R. Presse schweigt.", []string{"Im o.Ö.R. Presse schweigt."}},
		"written with spaces":                    {"xy.Ö.Rst", "Im xy. Ö. Rst. Presse schweigt.", []string{"Im xy. Ö. Rst. Presse schweigt."}},
		"but no part of another word":            {"lfd", "Der Golfd. Presse schweigt.", []string{"Der Golfd.", "Presse schweigt."}},
	} {
		t.Run(name, func(t *testing.T) {
			own, bad := Abbreviations([]string{tt.own})
			if bad != "" {
				t.Fatalf("%q is no abbreviation", bad)
			}
			doc := paragraph(tt.text)
			if diff := cmp.Diff(tt.want, cuts(doc, Sentences(doc, "de", own...))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAbbreviationsAreCleaned(t *testing.T) {
	got, bad := Abbreviations([]string{" z.B. ", "", "Nr.", "Nr", "u\u0308bl.", "c.-à-d", "4to", "डॉ.", "Sec'y", "  "})
	if diff := cmp.Diff([]string{"z.B", "Nr", "übl", "c.-à-d", "4to", "डॉ", "Sec'y"}, got); diff != "" || bad != "" {
		t.Errorf("%s; %q is bad", diff, bad)
	}
}

func TestWhatIsNoAbbreviationIsNamed(t *testing.T) {
	long := strings.Repeat("ä", MaxAbbreviation+1)
	for _, bad := range []string{".", "..", "z. B.", ".NET", "a..b", "a-.b", "Nr..", "5", "1.2.", "a,b", "a/b", "a\u2028b", "a\x00b", "\xff", "\u0301a", "-", "a-", long, long + "."} {
		if clean, got := Abbreviations([]string{"ok", bad, "?"}); got != bad || clean != nil {
			t.Errorf("%q: %q is bad, %q clean", bad, got, clean)
		}
	}
	if _, bad := Abbreviations([]string{strings.Repeat("ä", MaxAbbreviation) + "."}); bad != "" {
		t.Errorf("%q is as long as it may be", bad)
	}
}

func TestThereAreOnlySoManyAbbreviations(t *testing.T) {
	var many []string
	for i := range MaxAbbreviations {
		many = append(many, "a"+strings.Repeat("b", i%30)+string(rune('a'+i/30)))
	}
	if clean, bad := Abbreviations(append(many, many[0], "")); bad != "" || len(clean) != MaxAbbreviations {
		t.Errorf("%d are clean, %q is bad", len(clean), bad)
	}
	if _, bad := Abbreviations(append(many, "oneMore", "another")); bad != "oneMore" {
		t.Errorf("%q is the first that is too many", bad)
	}
}
