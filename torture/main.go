// Command torture shows that nothing that Tickmark said was saved is ever lost
// and that nothing is ever half done: it drives the real program over HTTP on
// this machine, kills it, fails its disk and fills it, and has the checker look
// at what is left. Each scenario is run with programs too that have a fault
// built in, which it must find: docs/torture.md says what each promises.
//
// It knows the site as people do, by its pages and forms, and imports no
// package of ours.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// scenario is one way to torture the program.
type scenario struct {
	name string
	// possible says why the scenario cannot be run on this machine, or "".
	possible func() string
	// run tortures the program; what does not hold is an error.
	run func(*bench, context.Context) error
	// controls are the faulty programs that it must find out.
	controls []control
}

// control is a fault, by its file in faults/, and what a scenario says that
// finds it. Red for another reason proves nothing.
type control struct {
	fault, says string
	long        bool // shows only after more than a minute on a full disk
}

var scenarios = []scenario{
	{"birth", always, (*bench).birth, []control{{"schema-without-transaction", "could not be brought up to date", false}}},
	{"kill", always, (*bench).kill, []control{
		{"answer-before-commit", "was acked: 0 of its key, 0 effects", false}, {"event-in-second-transaction", "the trail tells", false},
	}},
	{"captures", always, (*bench).captures, []control{
		{"look-before-its-job-ends", "was looked at 1 times, and 0 such jobs are done", false},
		{"job-ends-before-its-look", "was looked at 0 times, and 1 such jobs are done", false},
		{"row-before-its-file", "has no file", false},
		{"file-in-pieces", "is not whole", false},
		{"job-after-answer", "has no job that looks at it", false},
		{"nobody-sweeps", "half files of an earlier life are left", false},
	}},
	{"fsync", needs("strace"), (*bench).fsync, []control{{"commit-error-swallowed", "was acked: 0 of its key, 0 effects", false}}},
	{"write", needs("strace"), (*bench).write, []control{{"commit-error-swallowed", "was acked: 0 of its key, 0 effects", false}}},
	{"full", needsMounts, (*bench).full, []control{
		{"commit-error-swallowed", "was acked: 0 of its key, 0 effects", false}, {"session-use-must-be-noted", "answered with 503", true},
	}},
	{"once", needs("strace"), (*bench).once, []control{{"synchronous-off", "was acked before its commit was on the disk", false}}},
}

// Options are how long and how hard to torture.
type Options struct {
	Births   int           // of databases, in the scenario birth
	Kills    int           // of the scenario kill
	Captures int           // kills of the scenario captures
	Writers  int           // at the same time
	Readers  int           // at the same time
	Failures int           // of the disk, in the scenario fsync
	Acts     int           // that the scenario once counts
	Longest  time.Duration // from a start to the kill
	Full     time.Duration // that the disk is, in the scenario full
}

// errBroken says that something that was promised does not hold.
var errBroken = errors.New("the promise does not hold")

func main() {
	o := Options{Acts: 60, Longest: 3 * time.Second}
	flag.IntVar(&o.Kills, "kills", 200, "how often to kill the server")
	flag.IntVar(&o.Captures, "captures", 100, "how often to kill the server while it captures pages")
	flag.IntVar(&o.Writers, "writers", 16, "how many people write at the same time")
	flag.IntVar(&o.Readers, "readers", 16, "how many people read at the same time")
	flag.DurationVar(&o.Full, "full", 70*time.Second, "how long to keep the disk full; over a minute, when sessions note that they are in use")
	flag.IntVar(&o.Births, "births", 40, "how often to kill the program while it makes a database")
	flag.IntVar(&o.Failures, "failures", 20, "how often to fail the disk")
	only := flag.String("only", "", "scenarios, by name and with commas between; all by default")
	keep := flag.String("keep", "", "a folder to work in, which is kept")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := torture(ctx, os.Stdout, o, strings.FieldsFunc(*only, func(r rune) bool { return r == ',' }), *keep); err != nil {
		fmt.Fprintf(os.Stderr, "torture: %v\n", err)
		stop()
		os.Exit(1) //nolint:gocritic // stopped above
	}
}

// torture runs the scenarios named, or all, and tells what held on out.
func torture(ctx context.Context, out io.Writer, o Options, only []string, keep string) error {
	folder, err := workIn(keep)
	if err != nil {
		return err
	}
	if keep == "" {
		defer func() { _ = os.RemoveAll(folder) }()
	}
	m, err := newMill(ctx, folder)
	if err != nil {
		return err
	}
	var errs []error
	for _, s := range scenarios {
		if len(only) > 0 && !slices.Contains(only, s.name) {
			continue
		}
		if why := s.possible(); why != "" {
			say(out, "%-8s NOT RUN: %s\n", s.name, why)
			continue
		}
		errs = append(errs, m.scenario(ctx, out, s, o))
	}
	return errors.Join(errs...)
}

// say writes words for whoever called. That they cannot be written is nothing
// to tell anybody.
func say(w io.Writer, format string, args ...any) { _, _ = fmt.Fprintf(w, format, args...) }

func workIn(keep string) (string, error) {
	if keep == "" {
		return os.MkdirTemp("", "tickmark-torture-")
	}
	abs, err := filepath.Abs(keep)
	if err != nil {
		return "", err
	}
	return abs, os.MkdirAll(abs, 0o700)
}

// scenario runs s on the program as it is, which must hold, and on each of its
// faulty twins, which must not.
func (m *mill) scenario(ctx context.Context, out io.Writer, s scenario, o Options) error {
	b, err := m.bench(ctx, s.name, "", o, out)
	if err != nil {
		return err
	}
	start := time.Now()
	if err := s.run(b, ctx); err != nil {
		say(out, "%-8s BROKEN: %v\n", s.name, err)
		return fmt.Errorf("%s: %w", s.name, err)
	}
	say(out, "%-8s holds: %s (%s)\n", s.name, b.result, time.Since(start).Round(time.Second))
	for _, c := range s.controls {
		if c.long && o.Full <= time.Minute {
			say(out, "%-8s control not run: %s needs -full of more than a minute\n", s.name, c.fault)
			continue
		}
		b, err := m.bench(ctx, s.name, c.fault, o.patient(), out)
		if err != nil {
			return err
		}
		err = s.run(b, ctx)
		if !errors.Is(err, errBroken) || !strings.Contains(err.Error(), c.says) {
			say(out, "%-8s CONTROL MISSED: %s: %v\n", s.name, c.fault, err)
			return fmt.Errorf("%s did not find the fault %s", s.name, c.fault)
		}
		say(out, "%-8s control found: %s (%s)\n", s.name, c.fault, firstLine(err))
	}
	return nil
}

// patient gives a fault that only chance brings to light more chances: a run on
// a faulty program ends with the first thing it finds.
func (o Options) patient() Options {
	const times = 20
	o.Births, o.Kills, o.Captures = times*o.Births, times*o.Kills, times*o.Captures
	return o
}

func firstLine(err error) string {
	line, _, _ := strings.Cut(strings.TrimPrefix(err.Error(), errBroken.Error()+": "), "\n")
	const most = 160
	if len(line) > most {
		line = line[:most] + "…"
	}
	return line
}
