package suggest

import (
	"strings"
	"testing"

	"example.org/tickmark/copydesk/reading"
	"example.org/tickmark/intake"
)

// The article is of 20 September 2025: what will be on 3 March will be in 2026,
// what was has been in 2025.
func TestADateWithoutAYearGoesWithItsVerb(t *testing.T) {
	tests := []struct{ lang, ahead, ahead26, back, back25 string }{
		{"en", "The city council said the bridge will open on 3 March.", "3 March 2026", "The city council said the bridge opened on 3 March.", "3 March 2025"},
		{"de", "Die Stadt teilte mit, die Brücke werde am 3. März eröffnet.", "3. März 2026", "Die Brücke wurde am 3. März von 300 Menschen eröffnet.", "3. März 2025"},
		{"fr", "Le pont de 300 mètres ouvrira le 3 mars.", "3 mars 2026", "Le pont de 300 mètres a ouvert le 3 mars.", "3 mars 2025"},
		{"es", "El puente de 300 metros abrirá el 3 de marzo.", "3 de marzo de 2026", "El puente de 300 metros abrió el 3 de marzo.", "3 de marzo de 2025"},
		{"it", "Il ponte di 300 metri aprirà il 3 marzo.", "3 marzo 2026", "Il ponte di 300 metri ha aperto il 3 marzo.", "3 marzo 2025"},
		{"ru", "Мост длиной 300 метров откроется 3 марта.", "3 марта 2026 года", "Мост длиной 300 метров открылся 3 марта.", "3 марта 2025 года"},
		{"uk", "Міст завдовжки 300 метрів відкриється 3 березня.", "3 березня 2026 року", "Міст завдовжки 300 метрів відкрився 3 березня.", "3 березня 2025 року"},
		{"ar", "سيفتتح الجسر البالغ طوله 300 متر في 3 مارس.", "3 مارس [2026-03-03]", "افتتح الجسر البالغ طوله 300 متر في 3 مارس.", "3 مارس [2025-03-03]"},
	}
	for _, tt := range tests {
		t.Run(tt.lang, func(t *testing.T) {
			for text, want := range map[string]string{tt.ahead: tt.ahead26, tt.back: tt.back25} {
				doc, _, err := intake.Note(text)
				if err != nil {
					t.Fatal(err)
				}
				all := Claims(reading.Read(reading.Copy{Document: doc, Language: tt.lang, On: "2025-09-20"}))
				if len(all) != 1 || !strings.Contains(all[0].Statement, want) {
					t.Errorf("%q is drafted as %+v, without %q", text, all, want)
				}
			}
		})
	}
}
