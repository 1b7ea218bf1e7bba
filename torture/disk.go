package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

func always() string { return "" }

// needs says that a program is missing.
func needs(program string) func() string {
	return func() string {
		if _, err := exec.LookPath(program); err != nil {
			return program + " is not installed"
		}
		if out, err := exec.Command(program, "-o", os.DevNull, "true").CombinedOutput(); err != nil { //nolint:noctx,gosec // at once
			return fmt.Sprintf("%s may not trace here: %s", program, strings.TrimSpace(string(out)))
		}
		return ""
	}
}

// tracer watches the calls by which the server makes its commits last.
type tracer struct {
	cmd *exec.Cmd
	log string
}

// syncing are the calls by which a commit is brought to the disk.
const syncing = "fsync,fdatasync"

// attach traces calls of the server into a file of the bench, and fails them
// as inject says. A thread that is born while strace goes from one to the next
// is overlooked by it: then it is sent again.
func (b *bench) attach(ctx context.Context, s *server, calls, inject string) (*tracer, error) {
	for {
		t, err := b.attachOnce(ctx, s, calls, inject)
		if err != nil {
			return nil, err
		}
		whole, err := t.hasAll(s.pid)
		if whole || err != nil {
			return t, err
		}
		t.detach()
	}
}

// hasAll reports whether every thread of a process is traced.
func (t *tracer) hasAll(pid int) (bool, error) {
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/status", pid))
	if err != nil {
		return false, err
	}
	if len(threads) == 0 {
		return false, errors.New("the server has no threads left")
	}
	traced := fmt.Sprintf("\nTracerPid:\t%d\n", t.cmd.Process.Pid)
	for _, status := range threads {
		is, err := os.ReadFile(status) //nolint:gosec // of the kernel
		if err == nil && !strings.Contains(string(is), traced) {
			return false, nil
		}
	}
	return true, nil
}

func (b *bench) attachOnce(ctx context.Context, s *server, calls, inject string) (*tracer, error) {
	t := &tracer{log: filepath.Join(b.folder, "strace.log")}
	args := []string{"-f", "-ttt", "-y", "-o", t.log, "-e", "trace=" + calls, "-p", strconv.Itoa(s.pid)}
	if inject != "" {
		args = append(args, "-e", "inject="+calls+":"+inject)
	}
	t.cmd = exec.CommandContext(ctx, "strace", args...) //nolint:gosec // our own words
	said, err := t.cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := t.cmd.Start(); err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(said)
	for lines.Scan() { // it says so once it has every thread
		if strings.Contains(lines.Text(), "attached") {
			go func() { _, _ = io.Copy(io.Discard, said) }()
			return t, nil
		}
	}
	return nil, fmt.Errorf("strace did not attach: %w", t.cmd.Wait())
}

// detach ends the tracing, which ended by itself if the server did.
func (t *tracer) detach() {
	_ = t.cmd.Process.Signal(os.Interrupt)
	_ = t.cmd.Wait()
}

// syncs are when the server asked to have its log of commits on the disk, and
// whether that was failed, by the tracer's file.
func (t *tracer) syncs() (asked, failed []time.Time, err error) {
	file, err := os.ReadFile(t.log)
	if err != nil {
		return nil, nil, err
	}
	for line := range strings.Lines(string(file)) {
		words := strings.Fields(line)
		if len(words) < 3 {
			continue
		}
		seconds, err := strconv.ParseFloat(words[1], 64)
		if err != nil {
			continue
		}
		at := time.UnixMicro(int64(seconds * 1e6))
		if strings.Contains(line, "-wal>") {
			asked = append(asked, at)
		}
		if strings.Contains(line, "(INJECTED)") {
			failed = append(failed, at)
		}
	}
	return asked, failed, nil
}

// fsync fails the disk while everybody works: every time from a moment on, or
// once in each thread. The program must tell nobody that something was saved
// after that, end with an error by itself, and start cleanly.
func (b *bench) fsync(ctx context.Context) error {
	var ends []time.Duration
	for n := range b.Failures {
		took, err := b.failDisk(ctx, []string{"error=EIO:when=1+", "error=EIO:when=1"}[n%2])
		if err != nil {
			return err
		}
		ends = append(ends, took)
	}
	look, err := b.look(b.place.data, true)
	if err != nil {
		return err
	}
	v, err := look(ctx)
	if err != nil {
		return err
	}
	median, longest := spread(ends)
	b.result = fmt.Sprintf("%d failures, %d events; %d writes acked, %d refused, %d unknown of which %d happened; ended by itself %v after the failure, at most %v",
		b.Failures, v.Events, v.Acked, v.Refused, v.Unknown, v.Happened, median.Round(time.Millisecond), longest.Round(time.Millisecond))
	return b.untroubled()
}

// endTime is how long the program may go on after the disk failed; it waits
// for the answers that are under way.
const endTime = 12 * time.Second

// failDisk is one life of the server, which the disk ends, and returns how
// long it went on after that.
func (b *bench) failDisk(ctx context.Context, inject string) (time.Duration, error) {
	s, err := b.serve(ctx)
	if err != nil {
		return 0, err
	}
	defer s.kill()
	if err := s.up(ctx); err != nil {
		return 0, err
	}
	if b.crew == nil {
		if err := b.hire(ctx, s.site); err != nil {
			return 0, err
		}
	}
	stop := b.work(ctx, s.site)
	pause(ctx, 300*time.Millisecond+time.Duration(upTo(int(700*time.Millisecond))))
	t, err := b.attach(ctx, s, syncing, inject)
	if err != nil {
		stop()
		return 0, err
	}
	ended := b.ends(s, t)
	at := time.Now()
	s.kill()
	stop()
	t.detach()
	return b.afterFailure(ctx, s, t, ended, at)
}

// ends waits for the server to end by itself, for as long as it may go on or
// until it is plain that it goes on.
func (b *bench) ends(s *server, t *tracer) bool {
	for begun := time.Now(); time.Since(begun) < endTime; {
		if s.waitFor(250 * time.Millisecond) {
			return true
		}
		if _, failed, err := t.syncs(); err == nil && len(failed) > 0 && b.world.ackedSince(failed[0].Add(time.Second)) {
			return false
		}
	}
	return false
}

// afterFailure looks at what the server left that ended, or was killed because
// it did not.
func (b *bench) afterFailure(ctx context.Context, s *server, t *tracer, ended bool, at time.Time) (time.Duration, error) {
	look, err := b.look(b.place.data, false)
	if err != nil {
		return 0, err
	}
	if _, err := look(ctx); err != nil {
		return 0, err
	}
	_, failed, err := t.syncs()
	var exit *exec.ExitError
	switch {
	case err != nil:
		return 0, err
	case len(failed) == 0:
		return 0, errors.New("strace failed no sync")
	case !ended:
		return 0, fmt.Errorf("%w: the server went on after the disk failed", errBroken)
	case !errors.As(s.how, &exit) || exit.ExitCode() != 1:
		return 0, fmt.Errorf("%w: the server ended with %w", errBroken, s.how)
	}
	for _, a := range b.world.takeAcks() {
		if a.begun.After(failed[0]) {
			return 0, fmt.Errorf("%w: write %d was acked, sent %v after the disk failed", errBroken, a.id, a.begun.Sub(failed[0]))
		}
	}
	return at.Sub(failed[0]), nil
}

// once counts the syncs of each act: every one has its commit on the disk
// before it is answered, and needs one sync for it. When a checkpoint begins
// the log anew there are more.
func (b *bench) once(ctx context.Context) error {
	b.Writers, b.Readers = 1, 0
	s, err := b.serve(ctx)
	if err != nil {
		return err
	}
	defer s.stop()
	if err := s.up(ctx); err != nil {
		return err
	}
	if err := b.hire(ctx, s.site); err != nil {
		return err
	}
	if err := b.comment(ctx, s.site, 3); err != nil { // the first begins the log
		return err
	}
	t, err := b.attach(ctx, s, syncing, "")
	if err != nil {
		return err
	}
	b.world.takeAcks()
	if err := b.comment(ctx, s.site, b.Acts); err != nil {
		return err
	}
	t.detach()
	asked, _, err := t.syncs()
	if err != nil {
		return err
	}
	return b.countSyncs(b.world.takeAcks(), asked)
}

// comment has the first writer comment n times on the demo's first claim.
func (b *bench) comment(ctx context.Context, site string, n int) error {
	w := b.crew[0]
	page, err := w.get(ctx, site, "/articles/1/claims/1")
	if err != nil {
		return err
	}
	forms := formsOf(page.body)
	i := slices.IndexFunc(forms, func(f form) bool { return f.path == "/articles/1/claims/1/comments" })
	if i < 0 {
		return errors.New("the page of a claim has no form to comment")
	}
	for range n {
		if err := b.send(ctx, w, site, w.fill(forms[i])); err != nil {
			return err
		}
	}
	return b.untroubled()
}

func (b *bench) countSyncs(acks []ack, asked []time.Time) error {
	exactly := 0
	for _, a := range acks {
		n := 0
		for _, at := range asked {
			if at.After(a.begun) && at.Before(a.heard) {
				n++
			}
		}
		if n == 0 {
			return fmt.Errorf("%w: write %d was acked before its commit was on the disk", errBroken, a.id)
		}
		if n == 1 {
			exactly++
		}
	}
	b.result = fmt.Sprintf("%d acts, each on the disk before its answer, %d by exactly one sync", len(acks), exactly)
	if len(acks) < b.Acts || exactly*10 < len(acks)*8 {
		return fmt.Errorf("%w: of %d acts %d took exactly one sync", errBroken, len(acks), exactly)
	}
	return nil
}
