// Command train fits the weights by which sentences are scored and writes them
// where the program embeds them. From the same sentences it writes the same
// bytes.
package main

import (
	"bytes"
	"fmt"
	"io"
	"os"

	"github.com/alecthomas/kong"

	"example.org/tickmark/bench/labelled"
	"example.org/tickmark/copydesk/worth"
)

// options are what may be said on the command line.
type options struct {
	Data string `default:"../shared/data/claimbuster" help:"The folder with crowdsourced.csv, for training, and groundtruth.csv, for development."`
	Out  string `default:"copydesk/worth/weights.txt" help:"Where to write the weights."`
}

func main() {
	var o options
	kong.Parse(&o, kong.Description("Fits the weights by which sentences are scored."))
	if err := o.run(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func (o options) run(out io.Writer) error {
	training, development, err := labelled.ClaimBuster(o.Data)
	if err != nil {
		return err
	}
	models, told := train(training, development)
	var file bytes.Buffer
	if err := worth.Write(&file, head, models); err != nil {
		return err
	}
	if _, err := io.WriteString(out, told); err != nil {
		return err
	}
	return os.WriteFile(o.Out, file.Bytes(), 0o644) //nolint:gosec // a file of the project
}
