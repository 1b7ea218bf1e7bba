package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// smallDisk mounts a file system of this size, in MiB, that only the program
// sees, copies the demo newsroom into it and serves it.
const smallDisk = "14"

// unshare is how to get mounts of one's own.
func unshare() []string {
	if os.Geteuid() == 0 {
		return []string{"unshare", "--mount", "--propagation", "private"}
	}
	return []string{"unshare", "--map-root-user", "--mount", "--propagation", "private"}
}

// needsMounts says why nothing can be mounted here.
func needsMounts() string {
	args := append(unshare(), "mount", "-t", "tmpfs", "tmpfs", os.TempDir())
	if out, err := exec.Command(args[0], args[1:]...).CombinedOutput(); err != nil { //nolint:noctx,gosec // our own words, at once
		return fmt.Sprintf("nothing can be mounted here: %v: %s", err, strings.TrimSpace(string(out)))
	}
	return ""
}

// disk is the program's small disk, as seen from outside.
type disk struct{ path string }

// full fills the disk while everybody works. Acts must be refused, at once and
// with words that say so; pages go on; and acts are taken again by the same
// process once there is space.
func (b *bench) full(ctx context.Context) error {
	b.Writers, b.Readers = min(b.Writers, 6), min(b.Readers, 6)
	s, d, err := b.serveSmall(ctx)
	if err != nil {
		return err
	}
	defer s.kill()
	if err := b.hire(ctx, s.site); err != nil {
		return err
	}
	stop := b.work(ctx, s.site)
	pause(ctx, time.Second)
	refusals, space, err := b.fillDisk(ctx, s, d)
	pause(ctx, time.Second)
	stop()
	v, looked := b.lookStopped(ctx, s, d.path)
	if err := cmp.Or(looked, err); err != nil {
		return err
	}
	median, longest := spread(refusals)
	b.result = fmt.Sprintf("full for %v: %d acts refused in %v, at most %v; taken again %v after there was space; %d events, %d writes acked, %d refused",
		b.Full, len(refusals), median.Round(time.Millisecond), longest.Round(time.Millisecond), space.Round(time.Millisecond), v.Events, v.Acked, v.Refused)
	switch {
	case median > refuseTime:
		return fmt.Errorf("%w: refusing takes %v", errBroken, median)
	case space > recoverTime:
		return fmt.Errorf("%w: acts were taken only %v after there was space", errBroken, space)
	}
	return b.untroubled()
}

// The bars: how long a refusal may take, and how long it may take until acts
// are taken again. The first is asked of the median, machines being noisy.
const (
	refuseTime  = time.Second
	recoverTime = 5 * time.Second
	fewest      = 10 // refusals that count
)

// serveSmall serves the demo newsroom from a small disk.
func (b *bench) serveSmall(ctx context.Context) (*server, disk, error) {
	home := b.place
	b.place.data = filepath.Join(b.folder, "disk")
	if err := os.MkdirAll(b.place.data, 0o700); err != nil {
		return nil, disk{}, err
	}
	const script = `mount -t tmpfs -o "size=$1m,mode=0700" tmpfs "$2" && cp -a "$3/." "$2/" && exec "$4" serve`
	args := append(unshare(), "sh", "-c", script, "sh", smallDisk, b.place.data, home.data, b.program)
	s, err := b.start(b.place.command(ctx, args[0], args[1:]...))
	if err != nil {
		return nil, disk{}, err
	}
	err = s.up(ctx)
	return s, disk{fmt.Sprintf("/proc/%d/root%s", s.pid, b.place.data)}, err
}

// fill takes all space that is left.
func (d disk) fill() error {
	f, err := os.OpenFile(filepath.Join(d.path, "filler"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	for _, size := range []int{1 << 20, 4 << 10} {
		for err == nil {
			_, err = f.Write(make([]byte, size))
		}
		if !errors.Is(err, syscall.ENOSPC) {
			return errors.Join(err, f.Close())
		}
		err = nil
	}
	return f.Close()
}

func (d disk) free() error { return os.Remove(filepath.Join(d.path, "filler")) }

// fillDisk keeps the disk full for a while and frees it. It returns how long
// the refusals took meanwhile, and how long it took until an act was taken
// again.
func (b *bench) fillDisk(ctx context.Context, s *server, d disk) (refusals []time.Duration, space time.Duration, err error) {
	for begun := time.Now(); ctx.Err() == nil; pause(ctx, 100*time.Millisecond) {
		if err := d.fill(); err != nil {
			return nil, 0, err
		}
		refusals = append(refusals, b.world.takeFull()...)
		if time.Since(begun) > b.Full && len(refusals) >= fewest {
			break
		}
		if time.Since(begun) > b.Full+endTime {
			return nil, 0, fmt.Errorf("%w: on a full disk %d acts were refused", errBroken, len(refusals))
		}
	}
	freed := time.Now()
	if err := d.free(); err != nil {
		return nil, 0, err
	}
	space, err = b.takenAgain(s, freed)
	return refusals, space, err
}

// takenAgain waits until an act is acked that was sent after the disk was well
// again, and returns how long that took.
func (b *bench) takenAgain(s *server, well time.Time) (time.Duration, error) {
	b.world.takeAcks()
	for time.Since(well) < 2*recoverTime {
		acks := b.world.takeAcks()
		if i := slices.IndexFunc(acks, func(a ack) bool { return a.begun.After(well) }); i >= 0 {
			return acks[i].heard.Sub(well), nil
		}
		if s.waitFor(10 * time.Millisecond) {
			return 0, fmt.Errorf("%w: the server ended: %w", errBroken, s.how)
		}
	}
	return 0, fmt.Errorf("%w: no act was taken again within %v", errBroken, 2*recoverTime)
}

// lookStopped looks at the database of a server that is stopped meanwhile: a
// small disk is gone when it ends, and nobody writes meanwhile.
func (b *bench) lookStopped(ctx context.Context, s *server, data string) (verdict, error) {
	if err := syscall.Kill(s.pid, syscall.SIGSTOP); err != nil {
		return verdict{}, err
	}
	look, err := b.look(data, true)
	if err := errors.Join(err, syscall.Kill(s.pid, syscall.SIGCONT)); err != nil {
		return verdict{}, err
	}
	return look(ctx)
}
