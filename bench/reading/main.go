// Command reading holds the reading of copy against what people wrote down
// beforehand: where sentences end, which of them are worth checking, which
// facts an article has and what does not fit in it, and which reports were copied
// from which. It prints one table; a bar that is missed is an error.
package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/alecthomas/kong"
)

// options are what may be said on the command line.
type options struct {
	Data  string `default:"../shared/data/claimbuster" help:"The folder with groundtruth.csv and crowdsourced.csv of ClaimBuster; without it those rows are left out."`
	Paper string `help:"Write the table and how it is measured to this file."`
}

func main() {
	var o options
	kong.Parse(&o, kong.Description("Holds the reading of copy against what is known to be true. Call it at the project's root."))
	if err := o.run(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "reading:", err)
		os.Exit(1)
	}
}

func (o options) run(out io.Writer) error {
	measures, err := o.measure(os.DirFS("."))
	if err != nil {
		return err
	}
	if err := table(out, measures); err != nil {
		return err
	}
	switch {
	case o.Paper == "":
	case !whole(measures):
		if _, err := fmt.Fprintf(out, "%s stays as it is, since not everything was measured.\n", o.Paper); err != nil {
			return err
		}
	default:
		if err := os.WriteFile(o.Paper, []byte(paper(measures)), 0o644); err != nil { //nolint:gosec // a paper of the project
			return err
		}
	}
	return missed(measures)
}

// measure takes all measures, with the files of the project.
func (o options) measure(files fs.FS) (all []measure, err error) {
	for _, take := range []func() ([]measure, error){
		func() ([]measure, error) { return sentences(files) },
		func() ([]measure, error) { return debates(o.Data) },
		func() ([]measure, error) { return news(files) },
		suggestions,
		alarms,
		copied,
	} {
		some, err := take()
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}
