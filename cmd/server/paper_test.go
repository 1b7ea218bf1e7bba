package main

import (
	"os"
	"regexp"
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

// What the unit and the container set are settings that there are.
func TestWhatIsDeployedSetsOnlyWhatThereIs(t *testing.T) {
	var c cli
	parser, err := kong.New(&c, kong.Vars{"version": ""})
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, flag := range parser.Model.Flags {
		for _, env := range flag.Envs {
			known[env] = true
		}
	}
	for _, file := range []string{"../../deploy/tickmark.service", "../../Dockerfile"} {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		found := regexp.MustCompile(`TICKMARK_[A-Z_]+`).FindAllString(string(content), -1)
		if len(found) == 0 {
			t.Errorf("%s sets nothing", file)
		}
		for _, env := range found {
			if !known[env] {
				t.Errorf("%s sets %s, which is no setting", file, env)
			}
		}
	}
}
