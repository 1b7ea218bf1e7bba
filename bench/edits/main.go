// Command edits holds the carrying of anchors against a set of edits that it
// makes: texts in many scripts, changed in ways of which the truth is known,
// since every code point of a new text knows where it comes from. It prints
// one table; a bar that is missed is an error.
package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/alecthomas/kong"

	"example.org/tickmark/models"
)

// options are what may be said on the command line.
type options struct {
	Edits int    `default:"5040" help:"How many edits."`
	Seed  uint64 `default:"1" help:"Another seed gives another set, the same one the same."`
	Wrong bool   `help:"Print every case that came out wrong."`
}

func main() {
	var o options
	kong.Parse(&o, kong.Description("Holds the carrying of anchors against a set of edits."))
	if err := o.run(); err != nil {
		fmt.Fprintln(os.Stderr, "edits:", err)
		os.Exit(1)
	}
}

func (o options) run() error {
	set, err := generate(o.Edits, o.Seed)
	if err != nil {
		return err
	}
	out := &printer{w: os.Stdout}
	r := evaluate(set, func(e edited, got models.Anchor) {
		if o.Wrong {
			e.tellWrong(out, got)
		}
	})
	if err := errors.Join(out.err, r.print(os.Stdout)); err != nil {
		return err
	}
	for _, b := range bars {
		if !b.held(r.total) {
			err = errors.Join(err, fmt.Errorf("a bar is missed: %s", b.name))
		}
	}
	return err
}

// tellWrong prints the case if the result is not the truth.
func (e edited) tellWrong(out *printer, got models.Anchor) {
	var s score
	if s.judge(e); s.right() == 1 {
		return
	}
	out.line("%s, %s: %s at %d-%d, in truth %s at %d-%d\n  claim %d-%d %q\n  became %q\n  old %q\n  new %q\n",
		e.name, e.tag, got.Outcome, got.Start, got.End, e.outcome, e.place.Start, e.place.End,
		e.claim.Start, e.claim.End, e.claim.Exact, string([]rune(e.next.Text)[e.place.Start:e.place.End]), e.old.Text, e.next.Text)
}
