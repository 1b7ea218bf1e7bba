package newsroom_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"testing"

	"example.org/tickmark/capture"
	"example.org/tickmark/jobs"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"
)

// Heavy pages are read one at a time, and each to its end.
func TestHeavyPagesThatComeAtOnceAreAllRead(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/plain; charset=utf-8")
			for i := range 12_000 { // some 700 KB
				_, _ = fmt.Fprintf(w, "Paragraph %d of %s says what nobody else does.\n\n", i, r.URL.Path)
			}
		}))
		t.Cleanup(site.Close)
		d.Web = capture.New(capture.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Now: d.Clock.Now})
		n := d.marked()
		var looking sync.WaitGroup
		for i := range 4 {
			in := testkit.SomeEvidence(models.Supports)
			in.Source.URL = fmt.Sprintf("%s/page-%d", site.URL, i)
			d.ok(d.AddEvidence(t.Context(), testkit.By(d.Carl), d.at(n), in))
			all := d.file().Sources
			source := all[len(all)-1].ID
			looking.Go(func() {
				save, err := d.CaptureSource(t.Context(), models.Job{ID: models.ID(i + 1), Kind: models.CaptureJob, SubjectID: source})
				if err != nil {
					t.Error(err)
					return
				}
				if err := keep(t, d, save); err != nil {
					t.Error(err)
				}
				c, err := d.DB.Queries().LastFetched(t.Context(), source)
				if err != nil || !strings.HasSuffix(strings.TrimSpace(c.Text), fmt.Sprintf("Paragraph 11999 of /page-%d says what nobody else does.", i)) {
					t.Errorf("page %d: %v, %d bytes of text, %q", i, err, len(c.Text), c.Unread)
				}
			})
		}
		looking.Wait()
	})
}

func keep(t *testing.T, d *desk, save jobs.Save) error {
	t.Helper()
	return d.DB.Tx(t.Context(), func(tx store.Tx) error { return save(t.Context(), tx) })
}
