package newsroom

import (
	"context"
	"errors"
	"io"
	"runtime"
	"sync"

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
	if size > heavyFile {
		heavy.Lock()
		defer heavy.Unlock()
		defer runtime.GC() // what it took is not there twice when the next is read
	}
	blob, size, err := n.Blobs.Get(ctx, sum)
	if err != nil {
		return sources.Reading{}, err
	}
	in.Bytes = make([]byte, size)
	_, err = io.ReadFull(blob, in.Bytes)
	if err == nil {
		_, err = blob.Read(make([]byte, 1)) // at the end it is known whether it is what was put
		if errors.Is(err, io.EOF) {
			err = nil
		}
	}
	if err := errors.Join(err, blob.Close()); err != nil {
		return sources.Reading{}, err
	}
	return sources.Read(in), nil
}
