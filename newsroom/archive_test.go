package newsroom_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"

	"example.org/tickmark/apperr"
	"example.org/tickmark/jobs"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"
)

// archive is a public archive that answers as the test wants.
type archive struct {
	*httptest.Server
	status int
	asked  []string
}

func (d *desk) archive() *archive {
	a := &archive{status: http.StatusFound}
	a.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a.asked = append(a.asked, r.RequestURI)
		w.Header().Set("Location", "/web/20250918180000/fares")
		w.WriteHeader(a.status)
	}))
	d.t.Cleanup(a.Close)
	d.Archive = a.URL + "/save/"
	return a
}

// protects has a source protected, past the act.
func (d *desk) protects(source models.ID) {
	d.t.Helper()
	_, err := d.SQL(d.t).ExecContext(d.t.Context(), "UPDATE sources SET protected = (1 = 1) WHERE id = $1", source)
	d.ok(err)
}

func TestAPublicArchiveIsAskedToKeepAPage(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		w := d.site()
		c := d.captures(w.URL + "/fares")
		ask := func(u models.User) func() error {
			return func() error { return d.AskArchive(t.Context(), testkit.By(u), c.ID) }
		}
		d.refuse(apperr.ArchiveOff, ask(d.Carl))
		there := d.archive()
		d.refuse(apperr.RoleMissing, ask(d.Vera))
		woken := 0
		d.Wake = func() { woken++ }
		from := d.size()
		d.ok(ask(d.Carl)())
		d.ok(ask(d.Ed)()) // it waits already
		if got := d.actions(from); !slices.Equal(got, []string{"capture.archive", "capture.archive"}) || len(there.asked) > 0 || woken != 2 {
			t.Errorf("the trail has %v, asked %v, woken %d times", got, there.asked, woken)
		}
		for _, status := range []int{http.StatusTooManyRequests, http.StatusBadGateway} {
			there.status = status
			if j, err := d.carryOut(); err == nil || errors.Is(err, jobs.ErrFinal) || j.Kind != models.ArchiveJob {
				t.Errorf("%d: job %+v, %v", status, j, err)
			}
		}
		there.status, there.asked, from = http.StatusFound, nil, d.size()
		_, err := d.carryOut()
		d.ok(err)
		kept, err := d.DB.Queries().Archivings(t.Context(), c.ID)
		d.ok(err)
		if len(kept) != 1 || kept[0].Address != there.URL+"/web/20250918180000/fares" || kept[0].At == 0 {
			t.Errorf("kept at %+v", kept)
		}
		if want := []string{"/save/" + c.Address}; !slices.Equal(there.asked, want) {
			t.Errorf("it was asked for %q", there.asked)
		}
		if got := d.actions(from); !slices.Equal(got, []string{"capture.archived"}) {
			t.Errorf("the trail has %v", got)
		}
		d.ok(ask(d.Carl)()) // once more, a year later
		there.status = http.StatusForbidden
		if _, err := d.carryOut(); !errors.Is(err, jobs.ErrFinal) || !errors.Is(err, apperr.ArchiveRefused) {
			t.Errorf("an archive that does not keep it: %v", err)
		}
		d.Verify(t)
	})
}

// The address of a protected source never leaves the house, and what was
// uploaded has none.
func TestNoArchiveIsAskedAboutAProtectedSourceOrAnUpload(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		w := d.site()
		c := d.captures(w.URL + "/fares")
		there := d.archive()
		ask := func(id models.ID) func() error {
			return func() error { return d.AskArchive(t.Context(), testkit.By(d.Carl), id) }
		}
		upload := models.Capture{SourceID: c.SourceID, How: models.Uploaded, At: 1, BodySHA256: c.BodySHA256}
		d.ok(d.DB.Tx(t.Context(), func(tx store.Tx) error { return tx.AddCapture(t.Context(), &upload) }))
		d.refuse(apperr.ArchiveUploaded, ask(upload.ID))
		d.ok(ask(c.ID)())
		d.protects(c.SourceID) // before the job gets its turn
		if _, err := d.carryOut(); !errors.Is(err, jobs.ErrFinal) || !errors.Is(err, apperr.ArchiveProtected) {
			t.Errorf("of a source that was protected meanwhile: %v", err)
		}
		d.refuse(apperr.NotFoundOrSeen, ask(c.ID)) // Carl does not keep it
		d.ok(d.DB.Tx(t.Context(), func(tx store.Tx) error {
			return tx.AddKeepers(t.Context(), []models.SourceKeeper{{SourceID: c.SourceID, UserID: d.Carl.ID}})
		}))
		d.refuse(apperr.ArchiveProtected, ask(c.ID))
		if len(there.asked) > 0 {
			t.Errorf("the archive was asked for %q", there.asked)
		}
	})
}
