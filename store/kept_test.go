package store_test

import (
	"slices"
	"strings"
	"testing"

	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"

	"github.com/google/go-cmp/cmp"
)

// Whatever refers to a file is found by both questions: by the one that asks
// whether a file is needed, and page by page by the one that lists them.
func TestEveryKeptFileIsListedOnceInOrder(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		ctx, q := t.Context(), h.DB.Queries()
		sum := func(letter string) string { return strings.Repeat(letter, 64) }
		article := h.Open(t, testkit.Copy) // without an original
		h.Evidence(t, h.Carl, article, h.Mark(t, h.Carl, article, 2), models.Supports)
		source := h.File(t, article).Sources[0].ID
		want := []string{sum("0"), sum("7"), sum("a"), sum("f")}
		must(t, h.DB.Tx(ctx, func(tx store.Tx) error {
			for i, letter := range []string{"f", "0", "0", "7"} {
				c := models.Capture{SourceID: source, How: models.Fetched, At: 1, BodySHA256: sum(letter)}
				if err := tx.AddCapture(ctx, &c); err != nil {
					return err
				}
				if i > 1 {
					continue
				}
				file := models.CaptureFile{CaptureID: c.ID, Kind: models.Screenshot, SHA256: sum("a"), MediaType: "image/png", MadeAt: 1}
				if err := tx.AddCaptureFile(ctx, file); err != nil {
					return err
				}
			}
			return nil
		}))
		for _, words := range []string{"One draft.", "Another draft.", "A third one."} {
			id, err := h.BeginDraft(ctx, testkit.By(h.Ed), newsroom.NewDraft{
				File: newsroom.File{Name: "a.md", Bytes: []byte("Head\n\n" + words)}, Reading: newsroom.Reading{Format: intake.FormatMarkdown},
			})
			must(t, err)
			d, err := q.Draft(ctx, h.Ed.ID, id)
			must(t, err)
			if !d.Original.Kept() {
				t.Fatal("the draft has no original")
			}
			want = append(want, d.Original.SHA256)
			if words != "A third one." { // a revision refers to it now
				continue
			}
			_, err = h.OpenArticle(ctx, testkit.By(h.Ed), testkit.Meta(h.Ed), newsroom.Copy{Draft: id, DraftVersion: d.Version})
			must(t, err)
			if _, err := q.Draft(ctx, h.Ed.ID, id); err == nil {
				t.Error("the draft is still there")
			}
		}
		slices.Sort(want)
		for _, limit := range []int{1, 2, 3, 100} {
			var got []string
			for after := ""; ; after = got[len(got)-1] {
				sums, err := q.KeptAfter(ctx, after, limit)
				must(t, err)
				if len(sums) > limit {
					t.Fatalf("%d hashes, at most %d", len(sums), limit)
				}
				if len(sums) == 0 {
					break
				}
				got = append(got, sums...)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%d at a time (-want +got):\n%s", limit, diff)
			}
		}
		for _, s := range append(want, sum("b")) {
			if needed, err := q.Keeps(ctx, s); err != nil || needed == (s == sum("b")) {
				t.Errorf("%s is needed: %v, %v", s, needed, err)
			}
		}
	})
}
