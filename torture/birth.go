package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// birth kills the program again and again while it makes the schema of a new
// database. The next start has to go on from whatever that left.
func (b *bench) birth(ctx context.Context) error {
	var longest time.Duration
	cut := 0
	for n := range b.Births + 1 {
		b.place = placeIn(filepath.Join(b.folder, strconv.Itoa(n)))
		begun := time.Now()
		cmd := b.place.command(ctx, b.program, "migrate")
		if err := cmd.Start(); err != nil {
			return err
		}
		if n > 0 { // the first shows how long it takes
			pause(ctx, time.Duration(upTo(int(longest))))
			_ = cmd.Process.Kill()
		}
		if cmd.Wait() != nil {
			cut++
		}
		longest = max(longest, time.Since(begun))
		if err := b.grown(ctx); err != nil {
			return err
		}
	}
	b.result = fmt.Sprintf("%d databases, of which %d were cut off while they were made", b.Births, cut)
	return nil
}

// grown brings up to date what was cut off, and looks at it.
func (b *bench) grown(ctx context.Context) error {
	if out, err := b.place.command(ctx, b.program, "migrate").CombinedOutput(); err != nil {
		return fmt.Errorf("%w: after it was cut off the database could not be brought up to date: %w\n%s", errBroken, err, out)
	}
	if _, err := b.check(ctx, filepath.Join(b.place.data, "tickmark.db"), b.book.path); err != nil {
		return err
	}
	return os.RemoveAll(b.place.data)
}
