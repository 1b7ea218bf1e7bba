package models

import (
	"strings"
	"testing"
)

func TestWhatWasCutOffEndsWithWords(t *testing.T) {
	long := func(words string) string { return (strings.Repeat("é", MaxContext) + words)[2*len([]rune(words)):] }
	for _, row := range []struct {
		name                                 string
		before, after, wantBefore, wantAfter string
	}{
		{"whole", "It began so.", "It ended so.", "It began so.", "It ended so."},
		{"cut within words", long(" began so. "), "It ended so " + strings.Repeat("é", MaxContext-12), "… began so. ", "It ended so …"},
		{"cut in a script without spaces", strings.Repeat("漢", MaxContext), strings.Repeat("漢", MaxContext), "… " + strings.Repeat("漢", MaxContext), strings.Repeat("漢", MaxContext) + " …"},
		{"nothing", "", "", "", ""},
	} {
		before, after := Excerpt{Before: row.before, After: row.after}.Around()
		if before != row.wantBefore || after != row.wantAfter {
			t.Errorf("%s: %q and %q", row.name, before, after)
		}
	}
}
