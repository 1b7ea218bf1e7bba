// Command sbom writes the list of parts of a built binary (CycloneDX 1.6, JSON)
// to its output: the Go modules that the linker wrote into the binary, Go
// itself, and the files of others that it serves. Their licences come from
// LICENSES/ and assets/vendor/, so it is called at the root of the tree. The
// same binary and time give the same bytes. It knows nothing of the program.
package main

import (
	"bufio"
	"debug/buildinfo"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"
)

func main() {
	version := flag.String("version", "", "the version of the release")
	unix := flag.Int64("time", 0, "from when the release is, in seconds since 1970")
	flag.Parse()
	if err := write(*version, time.Unix(*unix, 0).UTC(), flag.Arg(0)); err != nil {
		fmt.Fprintf(os.Stderr, "sbom: %v\n", err)
		os.Exit(1)
	}
}

// write writes the list for the binary at path.
func write(version string, at time.Time, path string) error {
	info, err := buildinfo.ReadFile(path)
	if err != nil {
		return err
	}
	content, err := os.ReadFile(path) //nolint:gosec // the caller names it
	if err != nil {
		return err
	}
	list, err := listOf(os.DirFS("."), info, content)
	if err != nil {
		return err
	}
	list.Metadata.Timestamp = at.Format(time.RFC3339)
	list.Metadata.Component.Version = version
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	return out.Encode(list)
}

// served are the parts of others that the binary serves to browsers: name and
// version of each npm package in the manifest, and the file of its licence.
func served(tree fs.FS) (parts []component, err error) {
	f, err := tree.Open("assets/vendor/MANIFEST")
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		hash, rest, _ := strings.Cut(lines.Text(), "  ")
		pkg, file, ok := strings.Cut(rest, "  ")
		if !ok || hash == "" {
			return nil, fmt.Errorf("a line of the manifest says %q", lines.Text())
		}
		if !strings.HasPrefix(file, "LICENSES/") {
			continue
		}
		at := strings.LastIndex(pkg, "@")
		text, err := fs.ReadFile(tree, "assets/vendor/"+file)
		if err != nil {
			return nil, err
		}
		found := licences(string(text))
		if len(found) == 0 {
			return nil, fmt.Errorf("nobody knows which licence %s is", file)
		}
		parts = append(parts, part("npm", pkg[:at], pkg[at+1:], found))
	}
	return parts, lines.Err()
}
