package origins

import "testing"

func TestWordsAreKnownByHowTheyBegin(t *testing.T) {
	for name, row := range map[string]struct {
		a, b string
		same bool
	}{
		"endings differ":                      {"Verlust\u00ades", "VERLUSTE", true},
		"words differ":                        {"harbour", "harvest", false},
		"an Arabic word with and and the":     {"والمدينة", "مدينة", true},
		"an Arabic word with the":             {"المدينة", "بالمدينة", true},
		"a figure begins like no other":       {"12345", "12346", false},
		"two letters of a script":             {"地震", "地震", true},
		"two letters of a script, and others": {"地震", "地面", false},
	} {
		t.Run(name, func(t *testing.T) {
			a, b := words([]rune(row.a))[0], words([]rune(row.b))[0]
			if a.stem == 0 || (a.stem == b.stem) != row.same {
				t.Errorf("%x and %x", a.stem, b.stem)
			}
		})
	}
	for _, short := range []string{"and", "und", "и", "من"} {
		if w := words([]rune(short)); w[0].stem != 0 {
			t.Errorf("%q says what a text is about", short)
		}
	}
}
