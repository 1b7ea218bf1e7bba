package copydesk_test

import (
	"testing"

	"example.org/tickmark/copydesk"
)

func TestWordsAreCountedInEveryScript(t *testing.T) {
	for _, row := range []struct {
		text string
		want int
	}{
		{"", 0},
		{" \u2028\n", 0},
		{"The ferry carried 41,000 people – a record.", 7},
		{"état-major d’armée", 2},
		{"Паром перевёз 41 000 человек", 5},
		{"نقلت العبّارة 41 ألف راكب", 5},
		{"渡轮运送了旅客", 4},
		{"フェリーは2024年に", 5},
		{"เรือข้ามฟาก", 6},
	} {
		if got := copydesk.Words(row.text); got != row.want {
			t.Errorf("%q has %d words, want %d", row.text, got, row.want)
		}
	}
}
