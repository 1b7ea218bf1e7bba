package blobs_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/blobs"
)

const plenty = 1 << 30

func open(t *testing.T) (*blobs.Store, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "blobs")
	s, err := blobs.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s, dir
}

func put(t *testing.T, s *blobs.Store, text string) string {
	t.Helper()
	sum, size, err := s.Put(t.Context(), strings.NewReader(text), plenty)
	if err != nil {
		t.Fatal(err)
	}
	if size != int64(len(text)) || sum != sumOf(text) {
		t.Fatalf("put %d bytes as %s, want %d as %s", size, sum, len(text), sumOf(text))
	}
	return sum
}

func get(t *testing.T, s *blobs.Store, sum string) (string, error) {
	t.Helper()
	r, size, err := s.Get(t.Context(), sum)
	if err != nil {
		return "", err
	}
	text, err := io.ReadAll(r)
	if err == nil && size != int64(len(text)) {
		t.Errorf("%s is said to have %d bytes, and has %d", sum, size, len(text))
	}
	return string(text), errors.Join(err, r.Close())
}

func sumOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// files are the paths in a folder, without folders.
func files(t *testing.T, dir string) (found []string) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			found = append(found, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestWhatIsPutIsGot(t *testing.T) {
	s, dir := open(t)
	for _, text := range []string{"", "a", "The bridge opened in 1931.", strings.Repeat("x", 3<<20)} {
		sum := put(t, s, text)
		got, err := get(t, s, sum)
		if err != nil || got != text {
			t.Errorf("%d bytes came back as %d: %v", len(text), len(got), err)
		}
		if _, err := os.Stat(filepath.Join(dir, sum[:2], sum)); err != nil {
			t.Error(err)
		}
	}
	if n := len(files(t, dir)); n != 4 {
		t.Errorf("%d files for 4 blobs", n)
	}
}

func TestAnotherOpeningSeesTheSame(t *testing.T) {
	s, dir := open(t)
	sum := put(t, s, "seen from both")
	again, err := blobs.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := get(t, again, sum); err != nil || got != "seen from both" {
		t.Errorf("%q, %v", got, err)
	}
	put(t, again, "and back")
	if err := again.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := get(t, s, sumOf("and back")); err != nil {
		t.Error(err)
	}
}

func TestTheLimitIsKept(t *testing.T) {
	for _, row := range []struct {
		name string
		size int
		most int64
		ok   bool
	}{
		{"at the limit", 100, 100, true},
		{"one byte over", 101, 100, false},
		{"nothing where nothing may be", 0, 0, true},
		{"far over", 1 << 20, 100, false},
		{"without a limit", 100, 1<<63 - 1, true},
	} {
		t.Run(row.name, func(t *testing.T) {
			s, dir := open(t)
			_, _, err := s.Put(t.Context(), bytes.NewReader(make([]byte, row.size)), row.most)
			if row.ok != (err == nil) || !row.ok && !errors.Is(err, apperr.FileTooLarge) {
				t.Error(err)
			}
			if left := files(t, dir); !row.ok && len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

func TestABrokenUploadLeavesNothing(t *testing.T) {
	s, dir := open(t)
	broken := errors.New("the line broke")
	_, _, err := s.Put(t.Context(), io.MultiReader(strings.NewReader("half"), iotest.ErrReader(broken)), plenty)
	if !errors.Is(err, broken) || errors.Is(err, apperr.StorageFailed) {
		t.Errorf("got %v, want the reader's own error", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	_, _, err = s.Put(ctx, io.MultiReader(strings.NewReader("half"), readerFunc(func([]byte) (int, error) {
		cancel()
		return 0, nil
	}), strings.NewReader("the rest")), plenty)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the end of the context", err)
	}
	if left := files(t, dir); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

func TestManyPutTheSame(t *testing.T) {
	s, dir := open(t)
	other, err := blobs.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Close() }()
	text := strings.Repeat("the same bytes ", 1000)
	var all sync.WaitGroup
	for i := range 32 {
		all.Go(func() {
			where := []*blobs.Store{s, other}[i%2]
			if sum, _, err := where.Put(t.Context(), strings.NewReader(text), plenty); err != nil || sum != sumOf(text) {
				t.Errorf("%s, %v", sum, err)
			}
			if got, err := get(t, where, sumOf(text)); err != nil || got != text {
				t.Errorf("%d bytes, %v", len(got), err)
			}
		})
	}
	all.Wait()
	if left := files(t, dir); len(left) != 1 {
		t.Errorf("32 puts of the same left %v", left)
	}
}

func TestOnlyHashesAreNames(t *testing.T) {
	s, dir := open(t)
	sum := put(t, s, "kept")
	if err := os.WriteFile(filepath.Join(filepath.Dir(dir), "secret"), []byte("outside"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{
		"", ".", "..", "../x", "../secret", "../../etc/passwd", "/etc/passwd", sum[:63], sum + "0", strings.ToUpper(sum),
		sum[:2] + "/" + sum, "../blobs/" + sum[:2] + "/" + sum, sum + "\n", sum + "\x00", "\x00", strings.Repeat("g", 64),
		strings.Repeat(".", 64), strings.Repeat("../", 21) + "x", strings.Repeat("٣", 64), strings.Repeat("0", 64),
	} {
		if _, err := get(t, s, name); !errors.Is(err, apperr.NotFoundOrSeen) {
			t.Errorf("get %q: %v, want not found", name, err)
		}
		if err := s.Remove(t.Context(), name); err != nil {
			t.Errorf("remove %q: %v", name, err)
		}
	}
	if _, err := get(t, s, sum); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(filepath.Join(filepath.Dir(dir), "secret")); err != nil {
		t.Error(err)
	}
}

func TestAllIsForTheOwnerAlone(t *testing.T) {
	s, dir := open(t)
	put(t, s, "confidential")
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %o", path, info.Mode().Perm())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestDamageIsFound(t *testing.T) {
	text := strings.Repeat("true to the byte ", 5000)
	for _, row := range []struct {
		name   string
		damage func([]byte) []byte
	}{
		{"a bit flipped in the middle", func(b []byte) []byte { b[len(b)/2] ^= 1; return b }},
		{"the last byte changed", func(b []byte) []byte { b[len(b)-1]++; return b }},
		{"cut short", func(b []byte) []byte { return b[:len(b)-1] }},
		{"emptied", func([]byte) []byte { return nil }},
		{"made longer", func(b []byte) []byte { return append(b, '\n') }},
	} {
		t.Run(row.name, func(t *testing.T) {
			s, dir := open(t)
			sum := put(t, s, text)
			err := os.WriteFile(filepath.Join(dir, sum[:2], sum), row.damage([]byte(text)), 0o600)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := get(t, s, sum); !errors.Is(err, blobs.ErrDamaged) {
				t.Errorf("got %v, want ErrDamaged", err)
			}
			put(t, s, text)
			if got, err := get(t, s, sum); err != nil || got != text {
				t.Errorf("put again, it is still damaged: %v", err)
			}
		})
	}
}

func TestPlantedLinksLeadNowhere(t *testing.T) {
	s, dir := open(t)
	outside := filepath.Join(t.TempDir(), "outside")
	if err := os.WriteFile(outside, []byte("not ours"), 0o600); err != nil {
		t.Fatal(err)
	}
	sum := sumOf("not ours")
	link := func(to, from string) {
		t.Helper()
		if err := os.Symlink(to, filepath.Join(dir, from)); err != nil {
			t.Fatal(err)
		}
	}

	t.Run("a link in the place of a blob is no blob", func(t *testing.T) {
		if err := os.Mkdir(filepath.Join(dir, sum[:2]), 0o700); err != nil {
			t.Fatal(err)
		}
		link(outside, sum[:2]+"/"+sum)
		if got, err := get(t, s, sum); err == nil {
			t.Errorf("got %q through it", got)
		}
		err := s.Each(t.Context(), func(sum string, _ int64, _ time.Time) error { return errors.New(sum) })
		if err != nil {
			t.Errorf("it is listed: %v", err)
		}
		put(t, s, "not ours")
		if info, err := os.Lstat(filepath.Join(dir, sum[:2], sum)); err != nil || !info.Mode().IsRegular() {
			t.Errorf("a put did not take its place: %v", err)
		}
	})
	t.Run("a link to another blob is no blob", func(t *testing.T) {
		alias := strings.Repeat("0", 64)
		if err := os.Mkdir(filepath.Join(dir, "00"), 0o700); err != nil {
			t.Fatal(err)
		}
		link("../"+sum[:2]+"/"+sum, "00/"+alias)
		if _, _, err := s.Get(t.Context(), alias); !errors.Is(err, blobs.ErrDamaged) {
			t.Errorf("got %v, want ErrDamaged", err)
		}
	})
	for text, to := range map[string]string{"led out": filepath.Dir(outside), "led elsewhere": sum[:2]} {
		t.Run("a link in the place of a folder takes no blob: "+text, func(t *testing.T) {
			link(to, sumOf(text)[:2])
			if _, _, err := s.Put(t.Context(), strings.NewReader(text), plenty); !errors.Is(err, apperr.StorageFailed) {
				t.Errorf("got %v, want the storage's failure", err)
			}
		})
	}
	t.Run("a link in the place of the whole is refused", func(t *testing.T) {
		alias := filepath.Join(t.TempDir(), "blobs")
		if err := os.Symlink(dir, alias); err != nil {
			t.Fatal(err)
		}
		if _, err := blobs.Open(alias); err == nil {
			t.Error("opened")
		}
	})
	if got, err := os.ReadFile(outside); err != nil || string(got) != "not ours" {
		t.Errorf("the file outside is now %q, %v", got, err)
	}
	if found, err := os.ReadDir(filepath.Dir(outside)); err != nil || len(found) != 1 {
		t.Errorf("the folder outside holds %v, %v", found, err)
	}
}

func TestRemovedIsGone(t *testing.T) {
	s, dir := open(t)
	sum, kept := put(t, s, "to go"), put(t, s, "to stay")
	for range 2 {
		if err := s.Remove(t.Context(), sum); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := get(t, s, sum); !errors.Is(err, apperr.NotFoundOrSeen) {
		t.Errorf("got %v, want not found", err)
	}
	if left := files(t, dir); fmt.Sprint(left) != fmt.Sprint([]string{kept[:2] + "/" + kept}) {
		t.Errorf("left: %v", left)
	}
}
