package views

import (
	"strings"
	"testing"
)

func TestLittleStandsAroundAQuotedPassage(t *testing.T) {
	long := strings.Repeat("é", nearContext-7)
	for _, row := range []struct {
		name          string
		before, after string // as they are known
		near, behind  string
		more          bool
	}{
		{"little that is known", "It said: ", " and left.", "It said: ", " and left.", false},
		{"nothing", "", "", "", "", false},
		{"another paragraph", "Heading\nIt said: ", " and left.\nNext", "It said: ", " and left.", true},
		{"the passage is a paragraph", "Heading\n", "\nNext", "", "", true},
		{"a long one", "One " + long + "e said: ", " and " + long + "e word", "… said: ", " and " + long + "e …", true},
		{"a script without spaces", strings.Repeat("漢", nearContext+1), strings.Repeat("漢", nearContext+1), "… " + strings.Repeat("漢", nearContext), strings.Repeat("漢", nearContext) + " …", true},
	} {
		before, after, more := QuotedIn{Before: row.before, After: row.after}.near()
		if before != row.near || after != row.behind || more != row.more {
			t.Errorf("%s: %q, %q, %v", row.name, before, after, more)
		}
	}
}
