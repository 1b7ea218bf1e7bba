package newsroom_test

import (
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"
)

func TestAnArticleGoesFromPasteToReport(t *testing.T) {
	h := testkit.NewHouse(t, "")
	id := h.Open(t, testkit.Copy)
	for s := 2; s <= 4; s++ {
		h.ToApproved(t, h.Carl, h.Rita, id, h.Mark(t, h.Carl, id, s))
	}
	report, err := h.SignOffArticle(t.Context(), testkit.By(h.Ed), id, newsroom.SignOff{Revision: 1})
	if err != nil {
		t.Fatal(err)
	}
	r, err := h.DB.Queries().ReportByID(t.Context(), id, report)
	if err != nil {
		t.Fatal(err)
	}
	if r.BreakGlass || r.Serial != 1 || r.Year != 2025 {
		t.Errorf("got report %d-%d, break glass %v", r.Year, r.Serial, r.BreakGlass)
	}
	_ = models.ID(0)
}
