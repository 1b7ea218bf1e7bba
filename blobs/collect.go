package blobs

import (
	"context"
	"io/fs"
	"time"
)

// Collect removes the blobs that were put before the given time and that used
// says nobody uses, and returns how many. Leave time between: a blob is put
// before the act that needs it is committed. One that is put again while used
// is asked stays. It ends with the first error of used.
func (s *Store) Collect(ctx context.Context, before time.Time, used func(ctx context.Context, sum string) (bool, error)) (removed int, err error) {
	old := func(info fs.FileInfo) bool { return info.ModTime().Before(before) }
	return collect(ctx, before, used, s.Each, func(ctx context.Context, sum string) (bool, error) { return s.removeIf(ctx, sum, old) })
}

// collect removes those of the blobs that each lists which were put before the
// given time and which nobody uses. The removal looks at the time once more.
func collect(
	ctx context.Context, before time.Time, used func(ctx context.Context, sum string) (bool, error),
	each func(ctx context.Context, do func(sum string, size int64, modified time.Time) error) error,
	remove func(ctx context.Context, sum string) (removed bool, err error),
) (removed int, err error) {
	err = each(ctx, func(sum string, _ int64, modified time.Time) error {
		if !modified.Before(before) {
			return nil
		}
		if needed, err := used(ctx, sum); err != nil || needed {
			return err
		}
		gone, err := remove(ctx, sum)
		if gone {
			removed++
		}
		return err
	})
	return removed, err
}
