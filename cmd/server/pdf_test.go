package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"example.org/tickmark/models"
	"example.org/tickmark/store"
)

// tidesPDF is a PDF of one page that says “Low water at noon”.
func tidesPDF() []byte {
	const words = "BT /F 9 Tf 20 100 Td (Low water at noon) Tj ET"
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(words), words), "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
	}
	at := make([]int, len(objects))
	for i, o := range objects {
		at[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, a := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", a)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return b.Bytes()
}

// keepsReader fails the test unless the compiled reader of PDFs lies in the
// data folder, for its owner alone, and nowhere else.
func (p place) keepsReader(t *testing.T, cache string) {
	t.Helper()
	folder := filepath.Join(p.data, pdfReader)
	info, err := os.Stat(folder)
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Fatalf("the folder: %v, %v", info, err)
	}
	if kept, err := os.ReadDir(folder); err != nil || len(kept) == 0 {
		t.Errorf("in it are %v, %v", kept, err)
	}
	if strayed, err := os.ReadDir(cache); err != nil || len(strayed) > 0 {
		t.Errorf("elsewhere are %v, %v", strayed, err)
	}
}

func TestTheCompiledReaderOfPDFsIsKeptInTheDataFolder(t *testing.T) {
	cache := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", cache)
	t.Setenv("HOME", cache)
	file := filepath.Join(t.TempDir(), "tides.pdf")
	if err := os.WriteFile(file, tidesPDF(), 0o600); err != nil {
		t.Fatal(err)
	}

	t.Run("by a capture", func(t *testing.T) {
		p := newPlace(t)
		if err := os.MkdirAll(p.data, 0o700); err != nil {
			t.Fatal(err)
		}
		if found := captureJSON(t, p.must(t, "capture", "--json", file)); found.Pages != 1 || found.TextLength != len("Low water at noon") {
			t.Errorf("found %+v", found)
		}
		p.keepsReader(t, cache)
	})

	t.Run("by a server", func(t *testing.T) {
		site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/pdf")
			_, _ = w.Write(tidesPDF())
		}))
		t.Cleanup(site.Close)
		t.Setenv("TICKMARK_REACH", strings.TrimPrefix(site.URL, "http://"))
		p := newDemo(t)
		p.execute(t, "DELETE FROM jobs", "UPDATE sources SET url = '"+site.URL+"/tides' WHERE id = 1",
			"INSERT INTO jobs (kind, subject_id, state, attempts, run_at, lease, last_error, created_at) VALUES ('capture', 1, 'queued', 0, 1, '', '', 1)")
		s := p.serve(t)
		db, err := store.Open(t.Context(), filepath.Join(p.data, "tickmark.db"))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = db.Close() })
		var c models.Capture
		for again := time.NewTicker(100 * time.Millisecond); ; <-again.C {
			if c, err = db.Queries().LastFetched(t.Context(), 1); err == nil && c.MediaType == "application/pdf" {
				break
			}
			if js, err := db.Queries().JobsOf(t.Context(), models.CaptureJob, []models.ID{1}); err != nil || len(js) != 1 || js[0].State == models.Failed || js[0].Attempts > 1 {
				t.Fatalf("jobs %+v, %v\n%s", js, err, s.errs)
			}
		}
		if c.Text != "Low water at noon" || len(c.Pages) != 1 || c.Unread != "" {
			t.Errorf("captured %+v", c)
		}
		p.keepsReader(t, cache)
	})

	t.Run("by a capture where there is no data folder, in the user's own", func(t *testing.T) {
		p := newPlace(t)
		p.must(t, "capture", file)
		if _, err := os.Stat(p.data); !os.IsNotExist(err) {
			t.Errorf("a data folder was made: %v", err)
		}
		own, err := os.UserCacheDir()
		if err != nil {
			t.Fatal(err)
		}
		if kept, err := os.ReadDir(filepath.Join(own, "tickmark", "pdf")); err != nil || len(kept) == 0 {
			t.Errorf("in the user's folder are %v, %v", kept, err)
		}
	})
}
