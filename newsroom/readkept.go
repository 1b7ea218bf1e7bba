package newsroom

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/sources"
)

// heavyFile is from how many bytes on a file is read while no other such is: a
// tree of HTML takes several times as much memory as its page.
const heavyFile = 512 << 10

// keptWait is how long the store of files may take to give one that is to be
// read: when it stalls, others wait no longer than that.
const keptWait = time.Minute

// heavy has an entry while one is read: memory is the whole program's.
var heavy = make(chan struct{}, 1)

// readKept reads a file that is kept, of size bytes; of in all but the bytes is
// known. Of heavy files one is in memory at a time, however many come in. It
// fails with what the store of files fails with.
func (n *Newsroom) readKept(ctx context.Context, sum string, size int64, in sources.Input) (sources.Reading, error) {
	let, err := holdHeavy(ctx, size)
	if err != nil {
		return sources.Reading{}, err
	}
	defer let()
	given, stop := context.WithTimeout(ctx, keptWait)
	defer stop()
	if in.Bytes, err = n.kept(given, sum); err != nil {
		return sources.Reading{}, err
	}
	return sources.Read(in), nil
}

// holdHeavy waits until no other heavy file is read where one of size bytes is
// heavy, and keeps others waiting until let is called. Who has it waits for no
// client and for no transaction. It fails when the context ends before.
func holdHeavy(ctx context.Context, size int64) (let func(), err error) {
	if size <= heavyFile {
		return func() {}, nil
	}
	select {
	case heavy <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return func() {
		runtime.GC() // what it took is not there twice when the next is read
		<-heavy
	}, nil
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
