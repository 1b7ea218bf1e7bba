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
	err = s.Each(ctx, func(sum string, _ int64, modified time.Time) error {
		if !modified.Before(before) {
			return nil
		}
		if needed, err := used(ctx, sum); err != nil || needed {
			return err
		}
		gone, err := s.removeIf(ctx, sum, old)
		if gone {
			removed++
		}
		return err
	})
	return removed, err
}
