package store_test

import (
	"slices"
	"strings"
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"

	"github.com/google/go-cmp/cmp"
)

// What stands about a passage is read by code points on either database, and of a
// protected source nothing but the passage.
func TestWhatStandsAboutAPassage(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		w := newTwo(t, h)
		ctx, of := t.Context(), store.Of{Article: w.open, Claim: h.Case(t, w.open, 1).Claim.ID}
		before, after := strings.Repeat("𝒶é漢\n", 100), strings.Repeat("ж𝒷 ", 100)
		text := before + "no 𝒹eal" + after
		source := w.sources[w.open]
		c := models.Capture{
			SourceID: source, How: models.Fetched, At: 7, Address: "https://example.com/a", FileName: "a.html", MediaType: "text/html", Language: "sr",
			BodySHA256: strings.Repeat("a", 64), Document: models.Document{Text: text},
		}
		e := h.Case(t, w.open, 1).Evidence[0]
		quoted := func(start, end int) models.Excerpt {
			t.Helper()
			must(t, h.DB.Tx(ctx, func(tx store.Tx) error {
				e.CaptureID, e.QuotedStart, e.QuotedEnd = models.Ref(c.ID), start, end
				return tx.SetEvidence(ctx, e)
			}))
			got, err := h.DB.Queries().Excerpts(ctx, of)
			must(t, err)
			if len(got) != 1 {
				t.Fatalf("excerpts %+v", got)
			}
			return got[0]
		}
		if got, err := h.DB.Queries().Excerpts(ctx, of); err != nil || len(got) != 0 {
			t.Fatalf("evidence that rests on nothing: %+v, %v", got, err)
		}
		must(t, h.DB.Tx(ctx, func(tx store.Tx) error { return tx.AddCapture(ctx, &c) }))
		runes, n := []rune(text), models.MaxContext
		want := models.Excerpt{
			EvidenceID: e.ID, CaptureID: c.ID, SourceID: source, At: 7, How: models.Fetched, Address: c.Address, FileName: c.FileName,
			BodySHA256: c.BodySHA256, MediaType: c.MediaType, Language: "sr",
		}
		if diff := cmp.Diff(want, quoted(0, 0)); diff != "" {
			t.Errorf("what stands nowhere:\n%s", diff)
		}
		for _, at := range [][2]int{{400, 407}, {0, 4}, {1, 4}, {n, n + 3}, {n + 1, n + 3}, {len(runes) - 3, len(runes)}, {len(runes) - n - 1, len(runes) - n}, {0, len(runes)}} {
			start, end := at[0], at[1]
			want.Found, want.Quoted = true, string(runes[start:end])
			want.Before, want.After = string(runes[max(0, start-n):start]), string(runes[end:min(len(runes), end+n)])
			if diff := cmp.Diff(want, quoted(start, end)); diff != "" {
				t.Errorf("from %d to %d:\n%s", start, end, diff)
			}
		}
		newest, err := h.DB.Queries().NewestTexts(ctx, []models.ID{source, 999})
		if err != nil || len(newest) != 1 || newest[0].Text != text || newest[0].Language != "sr" || newest[0].BodySHA256 != "" {
			t.Errorf("the newest texts are %+v, %v", newest, err)
		}
		if _, err := h.SQL(t).ExecContext(ctx, "UPDATE sources SET protected = (1 = 1)"); err != nil {
			t.Fatal(err)
		}
		want.Protected, want.Address, want.FileName, want.Before, want.After, want.Quoted = true, "", "", "", "", "no 𝒹eal"
		if diff := cmp.Diff(want, quoted(400, 407)); diff != "" {
			t.Errorf("of a protected source:\n%s", diff)
		}
		said := func() string {
			t.Helper()
			lines, err := h.DB.Queries().Passages(ctx, w.open)
			i := slices.IndexFunc(lines, func(l store.PassageLine) bool { return l.Passage == e.Passage })
			if err != nil || i < 0 {
				t.Fatalf("passages %+v, %v", lines, err)
			}
			return lines[i].Said
		}
		if got := said(); got != "" {
			t.Errorf("of a protected source a quotation is held against %q", got)
		}
		if newest, err := h.DB.Queries().NewestTexts(ctx, []models.ID{source}); err != nil || len(newest) != 0 {
			t.Errorf("of a protected source: %+v, %v", newest, err)
		}
		if _, err := h.SQL(t).ExecContext(ctx, "UPDATE sources SET protected = (1 = 0)"); err != nil {
			t.Fatal(err)
		}
		if got := said(); got != text {
			t.Errorf("a quotation is held against %q", got)
		}
	})
}
