package backup

import (
	"archive/tar"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
)

// Verify reads a whole backup and checks every file in it against its hash,
// without putting any of it anywhere. It fails with ErrNotOurs, ErrNewer or
// ErrDamaged.
func Verify(ctx context.Context, path string) (Manifest, error) {
	return read(ctx, path, func(Manifest) error { return nil },
		func(f File, r io.Reader) error { return copyHashed(io.Discard, r, f) })
}

// read goes through a backup: its manifest first, then each file that it
// names, in its order and nothing else. What it hands to file is as long as
// the manifest says, or shorter; file checks it.
func read(ctx context.Context, path string, begin func(Manifest) error, file func(File, io.Reader) error) (m Manifest, err error) {
	in, err := os.Open(path) //nolint:gosec // the administrator names it
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	info, err := in.Stat()
	if err != nil {
		return m, err
	}
	if !info.Mode().IsRegular() {
		return m, fmt.Errorf("%w: it is no file", ErrNotOurs)
	}
	r := tar.NewReader(in)
	if m, err = readManifest(r, info.Size()); err != nil {
		return m, err
	}
	if err := begin(m); err != nil {
		return m, err
	}
	for _, f := range m.Files {
		if err := next(r, f); err != nil {
			return m, err
		}
		if err := file(f, watched{ctx, r}); err != nil {
			return m, err
		}
	}
	if _, err := r.Next(); !errors.Is(err, io.EOF) {
		return m, fmt.Errorf("%w: there is more in it than it says", ErrDamaged)
	}
	return m, nil
}

func readManifest(r *tar.Reader, most int64) (m Manifest, err error) {
	h, err := r.Next()
	if err != nil || h.Name != manifestName || h.Typeflag != tar.TypeReg || h.Size > maxManifest {
		return m, fmt.Errorf("%w: it does not begin with a manifest", ErrNotOurs)
	}
	text, err := io.ReadAll(io.LimitReader(r, maxManifest))
	if err != nil {
		return m, fmt.Errorf("%w: its manifest breaks off", ErrDamaged)
	}
	return parseManifest(text, most)
}

// next moves on to the file f, which must come now.
func next(r *tar.Reader, f File) error {
	h, err := r.Next()
	switch {
	case err != nil:
		return fmt.Errorf("%w: it breaks off before %s", ErrDamaged, f.Path)
	case h.Name != f.Path || h.Typeflag != tar.TypeReg || h.Size != f.Size:
		return fmt.Errorf("%w: %s is not where its manifest has it", ErrDamaged, f.Path)
	}
	return nil
}

// watched is a reader that ends with its context.
type watched struct {
	ctx context.Context //nolint:containedctx // of the one call that reads
	r   io.Reader
}

func (w watched) Read(p []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	return w.r.Read(p)
}
