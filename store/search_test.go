package store_test

import (
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/testkit"
)

func TestSearchKnowsNoCaseInAnyScriptAndNoWildcards(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		h.Open(t, "Путин и 100%_верно\n\nEin Übermaß.")
		for term, want := range map[string]int{"путин": 1, "ПУТИН": 1, "übermaß": 1, "100%_": 1, "1%0": 0, "п_тин": 0, `\`: 0} {
			f, err := h.DB.Queries().Search(t.Context(), h.Vera.ID, term, 10)
			if err != nil || len(f.Articles) != want {
				t.Errorf("%s: found %d, %v; want %d", term, len(f.Articles), err, want)
			}
		}
	})
}

func TestSearchFindsWordsWhereNoSpacesPartThem(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		id := h.Open(t, "两国领导人在安克雷奇会面\n\n两国领导人谈了三个小时。")
		meta := testkit.Meta(h.Ed)
		meta.Restricted, meta.Team = true, []models.ID{h.Duo.ID}
		h.OpenAs(t, meta, "另一位领导人\n\n领导人来了。")
		h.Mark(t, h.Carl, id, 2)
		for _, term := range []string{"领导人", "安克雷奇会", "小时。"} {
			f, err := h.DB.Queries().Search(t.Context(), h.Vera.ID, term, 10)
			if err != nil || len(f.Articles) != 1 || f.Articles[0].ID != id {
				t.Errorf("%s: found %v, %v", term, f.Articles, err)
			}
		}
		f, err := h.DB.Queries().Search(t.Context(), h.Vera.ID, "三个小时", 10)
		if err != nil || len(f.Claims) != 1 {
			t.Errorf("claims: %v, %v", f.Claims, err)
		}
		if f, err := h.DB.Queries().Search(t.Context(), h.Vera.ID, "三%时", 10); err != nil || len(f.Claims)+len(f.Articles) != 0 {
			t.Errorf("a wildcard: %+v, %v", f, err)
		}
	})
}

// The tally that the desk counts in the database is the one that the rules
// count from the rows.
