package newsroom

import (
	"context"
	"io"
	"time"
)

// Blobs keeps files by their SHA-256, which names them in 64 small hexadecimal
// digits: blobs.Store in a folder, blobs.Bucket in an S3-compatible store.
// Both say with which errors they fail.
type Blobs interface {
	// Put keeps what r yields, up to most bytes, whole or not at all.
	Put(ctx context.Context, r io.Reader, most int64) (sum string, size int64, err error)
	// Renew makes a file as if it were put now, and fails when it is gone.
	Renew(ctx context.Context, sum string) error
	// Get opens a file of size bytes. That it is what was put is only known at
	// its end.
	Get(ctx context.Context, sum string) (blob io.ReadCloser, size int64, err error)
	// Remove removes a file, whoever needs it.
	Remove(ctx context.Context, sum string) error
	// Collect removes what was put before the given time and is not used.
	Collect(ctx context.Context, before time.Time, used func(ctx context.Context, sum string) (bool, error)) (removed int, err error)
	// Sweep removes what killed processes left half done.
	Sweep(ctx context.Context) (swept int, err error)
	Close() error
}
