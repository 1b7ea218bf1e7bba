package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// killed is how the scenario kill goes.
type killed struct {
	starts  []time.Duration // from a start until the first answer
	early   int             // killed before they answered
	last    verdict
	looking chan error
}

// kill kills the server again and again while everybody works, now and then
// while it starts, and looks at what each leaves. The next load goes on where
// the last was cut off.
func (b *bench) kill(ctx context.Context) error {
	k := &killed{looking: make(chan error, 1)}
	k.looking <- nil
	for round := range b.Kills {
		if err := b.round(ctx, k, round); err != nil {
			return err
		}
		if (round+1)%20 == 0 {
			say(b.out, "       %d kills, %d events, %d writes acked\n", round+1, k.last.Events, b.book.told(acked))
		}
	}
	if err := <-k.looking; err != nil {
		return err
	}
	median, longest := spread(k.starts)
	v := k.last
	b.result = fmt.Sprintf("%d kills (%d while it started), %d events; %d writes acked, %d refused, %d unknown of which %d happened; started in %v, at most %v; slowest write %v",
		b.Kills, k.early, v.Events, v.Acked, v.Refused, v.Unknown, v.Happened, median.Round(time.Millisecond), longest.Round(time.Millisecond), b.world.slowest.Round(time.Millisecond))
	say(b.out, "       %s\n", b.world.deeds())
	if median > startTime {
		return fmt.Errorf("%w: the server takes %v to start", errBroken, median)
	}
	return b.untroubled()
}

// untroubled fails when somebody got an answer that nobody should get.
func (b *bench) untroubled() error {
	b.world.mu.Lock()
	defer b.world.mu.Unlock()
	if len(b.world.troubles) == 0 {
		return nil
	}
	return fmt.Errorf("%w: %s", errBroken, strings.Join(b.world.troubles, "; "))
}

// round is one life of the server, from its start to the kill. What the last
// kill left is looked at meanwhile.
func (b *bench) round(ctx context.Context, k *killed, n int) error {
	s, err := b.serve(ctx)
	if err != nil {
		return err
	}
	defer s.kill()
	life := 50*time.Millisecond + time.Duration(upTo(int(b.Longest-50*time.Millisecond)))
	if n%10 == 9 {
		life = time.Duration(upTo(int(200 * time.Millisecond))) // while it starts
	}
	end := time.After(life)
	stop := func() {}
	if n == 0 { // before anybody is signed in nobody works
		end = nil
	}
	select {
	case <-end:
		k.early++
	case <-s.gone:
		return fmt.Errorf("%w: the server did not start: %w", errBroken, s.how)
	case <-ctx.Done():
		return ctx.Err()
	case <-s.ready:
		k.starts = append(k.starts, s.took)
		if n == 0 {
			if err := b.hire(ctx, s.site); err != nil {
				return err
			}
			end = time.After(life)
		}
		stop = b.work(ctx, s.site)
		select {
		case <-end:
		case <-s.gone:
			b.world.trouble("the server ended by itself: %v", s.how)
		}
	}
	s.kill()
	stop()
	if err := <-k.looking; err != nil {
		return err
	}
	look, err := b.look(b.place.data, n%10 == 0 || n == b.Kills-1)
	if err != nil {
		return err
	}
	go func() {
		v, err := look(ctx)
		k.last = v
		k.looking <- err
	}()
	return nil
}

// spread returns the median and the longest.
func spread(ds []time.Duration) (median, longest time.Duration) {
	if len(ds) == 0 {
		return 0, 0
	}
	ds = slices.Sorted(slices.Values(ds))
	return ds[len(ds)/2], ds[len(ds)-1]
}
