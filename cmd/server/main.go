// Command server is the program tickmark: the newsroom's server, and the
// commands that work beside it. It is the only place that reads the clock and
// the environment, and wires the rooms together; it must not know a rule.
//
// It exits with 0, with 1 after a failure, with 2 when it was called wrongly,
// and with 3 when a restore is in place that somebody should look at first.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/alecthomas/kong"
)

// The ways to end.
const (
	exitFailure = 1
	exitUsage   = 2

	exitLookFirst = 3
)

// cli is every flag, every variable of the environment and every command.
type cli struct {
	Settings
	Version kong.VersionFlag `help:"Print the version and stop."`

	Serve    serveCmd    `cmd:"" help:"Serve the newsroom. Brings the database up to date first."`
	Migrate  migrateCmd  `cmd:"" help:"Bring the database up to date."`
	Seed     seedCmd     `cmd:"" help:"Fill an empty database with the demo newsroom."`
	Report   reportCmd   `cmd:"" help:"Write the verified-article report of an article, or its draft."`
	Import   importCmd   `cmd:"" help:"Bring copy in: an article for each file or page."`
	Read     readCmd     `cmd:"" help:"Read copy: sentences, what can be checked, claims to suggest, findings."`
	Capture  captureCmd  `cmd:"" help:"Look at one source, a page or a file, and print what it is."`
	Reanchor reanchorCmd `cmd:"" help:"Find claims of one text again in another, as a new revision does."`
	User     userCmd     `cmd:"" help:"The newsroom's users."`
	Backup   backupCmd   `cmd:"" help:"Write a backup into a file, also while the server runs."`
	Restore  restoreCmd  `cmd:"" help:"Put a backup into an empty folder."`
	Mail     struct {
		Test mailTestCmd `cmd:"" help:"Send one mail at once, to see that it goes."`
	} `cmd:"" help:"Mail to people."`
	Doctor doctorCmd `cmd:"" help:"Look whether everything is as it should be."`
	Trail  struct {
		Verify     verifyCmd     `cmd:"" help:"Check the whole audit trail."`
		Checkpoint checkpointCmd `cmd:"" help:"Sign the trail as it stands and print the checkpoint, to be kept elsewhere."`
	} `cmd:"" help:"The audit trail."`
}

// run is one call of the program.
type run struct {
	Settings
	ctx context.Context //nolint:containedctx // the call's own, handed to its one command
	out io.Writer
	err io.Writer
	now func() time.Time
}

func main() {
	syscall.Umask(0o077) // drafts are nobody else's
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	os.Exit(call(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// call carries out the command that args name and returns how to exit.
func call(ctx context.Context, args []string, out, errs io.Writer) int {
	var c cli
	parser, err := kong.New(&c,
		kong.Name("tickmark"),
		kong.Description("A newsroom's checking desk: claims, evidence, review, and a report of all of it."),
		kong.Vars{"version": version()},
		kong.Writers(out, errs),
	)
	if err != nil {
		say(errs, "tickmark: %v\n", err)
		return exitFailure
	}
	cmd, err := parser.Parse(args)
	if err != nil {
		say(errs, "tickmark: %v\nRun “tickmark --help” to see what there is.\n", err)
		return exitUsage
	}
	if err := cmd.Run(&run{Settings: c.Settings, ctx: ctx, out: out, err: errs, now: time.Now}); err != nil {
		say(errs, "tickmark: %v\n", err)
		var coded interface{ exitCode() int }
		if errors.As(err, &coded) {
			return coded.exitCode()
		}
		return exitFailure
	}
	return 0
}

// say writes words for whoever called. That they cannot be written is nothing
// to tell anybody.
func say(w io.Writer, format string, args ...any) { _, _ = fmt.Fprintf(w, format, args...) }

func (r *run) say(format string, args ...any) { say(r.out, format, args...) }
