package checks_test

import (
	"slices"
	"testing"

	"example.org/tickmark/copydesk/checks"
)

func TestFiguresAreAddedUpInArabic(t *testing.T) {
	tests := []struct{ name, text, check string }{
		{"a list and its total", "قتل في الحادث 12 رجلا و7 نساء و3 أطفال، أي ما مجموعه 25 شخصا.", "sums"},
		{"one that adds up", "قتل في الحادث 12 رجلا و7 نساء و3 أطفال، أي ما مجموعه 22 شخصا.", ""},
		{"a total that is announced", "شارك في السباق 40 عداء: 20 رجلا و15 امرأة.", "sums"},
		{"a total that is right", "شارك في السباق 35 عداء: 20 رجلا و15 امرأة.", ""},
		{"a list that is part of more", "قتل 40 شخصا بينهم 12 رجلا و7 نساء.", ""},
		{"a part and its share", "تعطل 30 من أصل 120 مصعدا، أي 35 في المئة.", "shares"},
		{"a share that is right", "تعطل 30 من أصل 120 مصعدا، أي 25 في المئة.", ""},
		{"a whole that comes first", "من بين 80 شقة بقيت 20 شقة خالية، أي 40 في المئة.", "shares"},
		{"more than all", "وافق 130 في المئة من الناخبين على الخطة.", "shares"},
		{"shares of one vote", "حصل الحزب الأول على 60 في المئة من الأصوات والثاني على 55 في المئة.", "shares"},
		{"a rise that is a fall", "ارتفع عدد الزوار من 50 إلى 40.", "rises and falls"},
		{"a rise by the wrong share", "ارتفع السعر من 40 دولارا إلى 50 دولارا، بزيادة 50 في المئة.", "rises and falls"},
		{"a rise by the right one", "ارتفع السعر من 40 دولارا إلى 50 دولارا، بزيادة 25 في المئة.", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			found := checks.Run(read(t, "ar", tt.text), nil)
			if tt.check == "" && len(found) > 0 || tt.check != "" && (len(found) != 1 || !slices.ContainsFunc(found, func(f checks.Finding) bool { return f.Check == tt.check })) {
				t.Errorf("%+v", found)
			}
		})
	}
}
