package sources_test

import (
	"os"
	"path/filepath"
	"testing"

	"example.org/tickmark/sources"
)

func TestTheCompiledReaderIsKeptForItsOwnerAlone(t *testing.T) {
	usual, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "kept", "pdf")
	sources.KeepIn(dir)
	defer sources.KeepIn(filepath.Join(usual, "tickmark", "pdf"))
	read(t, sources.Input{Bytes: pdfFile("<< /Type /Catalog /Pages 2 0 R >>", onePage, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"), Type: "application/pdf"})
	info, err := os.Stat(dir)
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Fatalf("the folder: %v, %v", info, err)
	}
	kept := 0
	if err := filepath.WalkDir(dir, func(_ string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			info, err := d.Info()
			if err != nil || info.Mode().Perm()&0o077 != 0 {
				t.Errorf("%s: %v, %v", d.Name(), info.Mode(), err)
			}
			kept++
		}
		return err
	}); err != nil || kept == 0 {
		t.Errorf("%d files, %v", kept, err)
	}
}

func TestAPDFIsReadWhereNothingCanBeKept(t *testing.T) {
	usual, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	sources.KeepIn(filepath.Join(file, "no folder"))
	defer sources.KeepIn(filepath.Join(usual, "tickmark", "pdf"))
	pdf := pdfFile("<< /Type /Catalog /Pages 2 0 R >>", onePage,
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
		"<< /Length 38 >>\nstream\nBT /F 9 Tf 20 100 Td (Low water) Tj ET\nendstream", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
	if r := read(t, sources.Input{Bytes: pdf, Type: "application/pdf"}); r.Text != "Low water" {
		t.Errorf("text %q, unread %q", r.Text, r.Unread)
	}
}
