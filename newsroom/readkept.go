package newsroom

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/sources"
)

// heavyFile is from how many bytes on a file is read while no other such is: a
// tree of HTML takes several times as much memory as its page.
const heavyFile = 512 << 10

// heavy is held while one is read: memory is the whole program's.
var heavy sync.Mutex

// readKept reads a file that is kept, of size bytes; of in all but the bytes is
// known. Of heavy files one is in memory at a time, however many come in. It
// fails with what the store of files fails with.
func (n *Newsroom) readKept(ctx context.Context, sum string, size int64, in sources.Input) (sources.Reading, error) {
	defer holdHeavy(size)()
	var err error
	if in.Bytes, err = n.kept(ctx, sum); err != nil {
		return sources.Reading{}, err
	}
	return sources.Read(in), nil
}

// holdHeavy waits until no other heavy file is read where one of size bytes is
// heavy, and keeps others waiting until let is called.
func holdHeavy(size int64) (let func()) {
	if size <= heavyFile {
		return func() {}
	}
	heavy.Lock()
	return func() {
		runtime.GC() // what it took is not there twice when the next is read
		heavy.Unlock()
	}
}

// kept reads a file that is kept into memory, and sees that it is what was put.
func (n *Newsroom) kept(ctx context.Context, sum string) ([]byte, error) {
	blob, size, err := n.Blobs.Get(ctx, sum)
	if err != nil {
		return nil, err
	}
	b := make([]byte, size)
	_, err = io.ReadFull(blob, b)
	if err == nil {
		_, err = blob.Read(make([]byte, 1)) // at the end it is known whether it is what was put
		if errors.Is(err, io.EOF) {
			err = nil
		}
	}
	return b, errors.Join(err, blob.Close())
}

// maxStripped is the largest picture, in bytes, out of which is taken what its
// camera wrote into it: that is done in memory.
const maxStripped = 32 << 20

// Stripped is a captured picture without what it tells beside what it shows: its
// camera, place and time. Errors: apperr.FileTooLarge, PictureOddType,
// PictureDamaged.
func (n *Newsroom) Stripped(ctx context.Context, c models.Capture) ([]byte, error) {
	if c.BodySize > maxStripped {
		return nil, apperr.FileTooLarge.With(maxStripped)
	}
	picture, err := n.kept(ctx, c.BodySHA256)
	if errors.Is(err, apperr.NotFoundOrSeen) { // a capture has it, so that it is gone is our failure
		err = fmt.Errorf("the file %s is lost", c.BodySHA256)
	}
	if err != nil {
		return nil, err
	}
	return sources.Stripped(picture, c.MediaType)
}
