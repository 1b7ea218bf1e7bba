package main

import (
	"cmp"
	"context"
	"fmt"
	"time"
)

// failing is how long the disk fails in the scenario write.
const failing = time.Second

// write makes every write to the disk fail for a while, under load. Nobody may
// be told that something was saved which was not, and the same process takes
// acts again once the disk is well.
func (b *bench) write(ctx context.Context) error {
	s, err := b.serve(ctx)
	if err != nil {
		return err
	}
	defer s.kill()
	if err := s.up(ctx); err != nil {
		return err
	}
	if err := b.hire(ctx, s.site); err != nil {
		return err
	}
	stop := b.work(ctx, s.site)
	pause(ctx, failing)
	again, err := b.failWrites(ctx, s)
	pause(ctx, failing)
	stop()
	v, looked := b.lookStopped(ctx, s, b.place.data)
	if err := cmp.Or(looked, err); err != nil {
		return err
	}
	b.result = fmt.Sprintf("no write for %v; acts taken again %v after that; %d events, %d writes acked, %d refused, %d unknown of which %d happened",
		failing, again.Round(time.Millisecond), v.Events, v.Acked, v.Refused, v.Unknown, v.Happened)
	if again > recoverTime {
		return fmt.Errorf("%w: acts were taken only %v after the disk was well", errBroken, again)
	}
	return b.untroubled()
}

// failWrites fails every write for a while, and returns how long it took after
// that until an act was taken.
func (b *bench) failWrites(ctx context.Context, s *server) (time.Duration, error) {
	t, err := b.attach(ctx, s, "pwrite64", "error=EIO")
	if err != nil {
		return 0, err
	}
	s.waitFor(failing)
	t.detach()
	if _, failed, err := t.syncs(); err != nil || len(failed) == 0 {
		return 0, fmt.Errorf("strace failed no write: %w", err)
	}
	return b.takenAgain(s, time.Now())
}
