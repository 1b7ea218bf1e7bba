package main

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// faultFiles hold the faults: what is replaced in which file, see twin.
//
//go:embed faults/*.txt
var faultFiles embed.FS

// mill builds the programs, once each, into a folder of its own.
type mill struct {
	root    string // of the project
	folder  string
	checker string
	built   map[string]string // by fault; "" is the program as it is
	seeded  place             // a demo newsroom that benches copy
}

func newMill(ctx context.Context, folder string) (*mill, error) {
	mod, err := exec.CommandContext(ctx, "go", "env", "GOMOD").Output()
	if err != nil {
		return nil, fmt.Errorf("go env GOMOD: %w", err)
	}
	m := &mill{root: filepath.Dir(strings.TrimSpace(string(mod))), folder: folder, built: map[string]string{}}
	m.checker = filepath.Join(folder, "checker")
	if err := m.goBuild(ctx, m.checker, "./torture/checker"); err != nil {
		return nil, err
	}
	program, err := m.program(ctx, "")
	if err != nil {
		return nil, err
	}
	m.seeded = placeIn(filepath.Join(folder, "seeded"))
	if out, err := m.seeded.command(ctx, program, "seed").CombinedOutput(); err != nil {
		return nil, fmt.Errorf("tickmark seed: %w\n%s", err, out)
	}
	return m, nil
}

// program is the built program with the fault, or without when it is "".
func (m *mill) program(ctx context.Context, fault string) (string, error) {
	if path, ok := m.built[fault]; ok {
		return path, nil
	}
	path := filepath.Join(m.folder, "tickmark")
	var flags []string
	if fault != "" {
		path += "-" + fault
		overlay, err := m.overlay(fault)
		if err != nil {
			return "", err
		}
		flags = []string{"-overlay", overlay}
	}
	if err := m.goBuild(ctx, path, "./cmd/server", flags...); err != nil {
		return "", err
	}
	m.built[fault] = path
	return path, nil
}

func (m *mill) goBuild(ctx context.Context, to, pkg string, flags ...string) error {
	args := append([]string{"build", "-trimpath", "-o", to}, flags...)
	cmd := exec.CommandContext(ctx, "go", append(args, pkg)...) //nolint:gosec // our own words
	cmd.Dir, cmd.Env = m.root, append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("go build %s: %w\n%s", pkg, err, out)
	}
	return nil
}

// overlay writes what go build reads to build the program with the fault.
func (m *mill) overlay(fault string) (path string, err error) {
	script, err := faultFiles.ReadFile("faults/" + fault + ".txt")
	if err != nil {
		return "", err
	}
	twins, err := twin(string(script), func(file string) (string, error) {
		text, err := os.ReadFile(filepath.Join(m.root, file)) //nolint:gosec // a fault names it
		return string(text), err
	})
	if err != nil {
		return "", fmt.Errorf("the fault %s does not fit the code any more: %w", fault, err)
	}
	replace := map[string]string{}
	for file, text := range twins {
		copied := filepath.Join(m.folder, fault+"-"+strings.ReplaceAll(file, "/", "-"))
		if err := os.WriteFile(copied, []byte(text), 0o600); err != nil {
			return "", err
		}
		replace[filepath.Join(m.root, file)] = copied
	}
	list, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", err
	}
	path = filepath.Join(m.folder, fault+".json")
	return path, os.WriteFile(path, list, 0o600)
}

// The lines of a fault's file. What stands before the first is for readers.
const (
	inFile  = "=== in "
	replace = "=== replace"
	with    = "=== with"
	end     = "=== end"
)

// twin returns the files that the script changes, by path, with its faults in
// them. What it replaces must stand in its file exactly once.
func twin(script string, read func(file string) (string, error)) (map[string]string, error) {
	files := map[string]string{}
	var file, mode string
	var old, fresh strings.Builder
	for line := range strings.Lines(script) {
		switch word := strings.TrimSpace(line); {
		case strings.HasPrefix(word, inFile):
			file = strings.TrimPrefix(word, inFile)
			if _, known := files[file]; known {
				continue
			}
			text, err := read(file)
			if err != nil {
				return nil, err
			}
			files[file] = text
		case word == end:
			was := strings.TrimSuffix(old.String(), "\n")
			if n := strings.Count(files[file], was); n != 1 {
				return nil, fmt.Errorf("%s has %d times:\n%s", file, n, was)
			}
			files[file] = strings.Replace(files[file], was, strings.TrimSuffix(fresh.String(), "\n"), 1)
			old.Reset()
			fresh.Reset()
			mode = ""
		case word == replace || word == with:
			mode = word
		case mode == replace:
			old.WriteString(line)
		case mode == with:
			fresh.WriteString(line)
		}
	}
	return files, nil
}

// bench makes the place for one run of a scenario: a copy of the demo newsroom,
// the program, a ledger and the people who act.
func (m *mill) bench(ctx context.Context, scenario, fault string, o Options, out io.Writer) (*bench, error) {
	program, err := m.program(ctx, fault)
	if err != nil {
		return nil, err
	}
	folder := filepath.Join(m.folder, strings.TrimSuffix(scenario+"-"+fault, "-"))
	if err := os.RemoveAll(folder); err != nil {
		return nil, err
	}
	b := &bench{mill: m, program: program, fault: fault, folder: folder, place: placeIn(folder), Options: o, out: out}
	if err := m.seeded.copyTo(b.place); err != nil {
		return nil, err
	}
	b.book, err = newLedger(filepath.Join(folder, "ledger.jsonl"))
	return b, err
}
