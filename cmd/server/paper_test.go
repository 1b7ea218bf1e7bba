package main

import (
	"os"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// The paper for those who run Tickmark names every variable with its flag, and
// every command.
func TestEverySettingIsInTheOperationsPaper(t *testing.T) {
	content, err := os.ReadFile("../../docs/operations.md")
	if err != nil {
		t.Fatal(err)
	}
	paper := string(content)
	var c cli
	parser, err := kong.New(&c, kong.Vars{"version": ""})
	if err != nil {
		t.Fatal(err)
	}
	for _, flag := range parser.Model.Flags {
		for _, env := range flag.Envs {
			if row := "| `" + env + "` | `--" + flag.Name + "` |"; !strings.Contains(paper, row) {
				t.Errorf("docs/operations.md has no row %q", row)
			}
		}
	}
	for _, command := range parser.Model.Leaves(true) {
		if name := "tickmark " + command.Path(); !strings.Contains(paper, "`"+name+"`") && !strings.Contains(paper, "`"+name+" ") {
			t.Errorf("docs/operations.md does not name %q", name)
		}
	}
}
