package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// files writes a text each and returns their paths.
func files(t *testing.T, texts map[string]string) func(string) string {
	t.Helper()
	folder := t.TempDir()
	for name, text := range texts {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return func(name string) string { return filepath.Join(folder, name) }
}

// reanchor calls the built program with no settings and in a folder of its own,
// in which it must leave nothing.
func reanchor(t *testing.T, stdin string, args ...string) (out, errs string, code int) {
	t.Helper()
	folder := t.TempDir()
	cmd := exec.CommandContext(t.Context(), program, append([]string{"reanchor"}, args...)...)
	cmd.Dir, cmd.Stdin = folder, strings.NewReader(stdin)
	cmd.Env = []string{"HOME=" + folder}
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	_ = cmd.Run() // its code says it
	left, err := os.ReadDir(folder)
	if err != nil || len(left) > 0 {
		t.Errorf("it left %v, %v", left, err)
	}
	return stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()
}

const (
	reanchorOld = "Harbour\nFirst 😀 one. The mayor paid 1200 crowns. It rained.\nNobody came. Boats sank.\n"
	reanchorNew = "Harbour\nNew one. First 😀 one. The mayor paid 1300 crowns. It did not rain. It rained.\nBoats sank.\nIt rained.\n"
)

func TestReanchorPrintsOneLineForEachClaim(t *testing.T) {
	in := files(t, map[string]string{"old": reanchorOld, "new.txt": reanchorNew})
	out, errs, code := reanchor(t, strings.Join([]string{
		`{"start": 0, "end": 7}`,
		`{"start": 14, "end": 19, "number": 7}`,
		``,
		`{"start":25,"end":46}`,
		`{"start": 60, "end": 71}`,
	}, "\n"), in("old"), in("new.txt"), "--claims", "-")
	want := `{"outcome":"unchanged","start":0,"end":7,"candidates":[]}
{"outcome":"moved","start":23,"end":28,"candidates":[]}
{"outcome":"edited","start":34,"end":55,"candidates":[]}
{"outcome":"lost","start":null,"end":null,"candidates":[]}
`
	if diff := cmp.Diff(want, out); diff != "" || code != 0 || errs != "" {
		t.Errorf("%s%s\nexit %d", diff, errs, code)
	}
}

func TestReanchorNamesCandidates(t *testing.T) {
	in := files(t, map[string]string{
		"old.md": "# Head\n\nOne. *They* met at noon. Two.", "new.md": "# Head\n\nOne. They met at noon. They met at noon. Two.",
		"claims": `{"start": 10, "end": 27}`,
	})
	out, errs, code := reanchor(t, "", in("old.md"), in("new.md"), "--claims", in("claims"), "--language", "en")
	want := `{"outcome":"ambiguous","start":null,"end":null,"candidates":[{"start":10,"end":27},{"start":28,"end":45}]}` + "\n"
	if diff := cmp.Diff(want, out); diff != "" || code != 0 {
		t.Errorf("%s%s", diff, errs)
	}
}

func TestReanchorRefuses(t *testing.T) {
	in := files(t, map[string]string{"old": reanchorOld, "new": reanchorNew, "empty": "", "many": strings.Repeat("word ", 1<<20)})
	tests := []struct {
		name, claims, old, want string
	}{
		{"a line that is no JSON", "{\"start\": 0, \"end\": 7}\n\nnonsense", "old", "line 3 of the claims is not like"},
		{"a line without an end", `{"start": 0}`, "old", "line 1 of the claims is not like"},
		{"an offset that is no whole number", `{"start": 0, "end": 7.5}`, "old", "line 1 of the claims is not like"},
		{"a claim outside the text", `{"start": 0, "end": 7000}`, "old", "line 1 of the claims, from 0 to 7000: this lies outside the old text, which has 84 code points"},
		{"a claim turned around", `{"start": 7, "end": 3}`, "old", "line 1 of the claims, from 7 to 3: this lies outside"},
		{"an empty claim", `{"start": 3, "end": 3}`, "old", "line 1 of the claims, from 3 to 3"},
		{"an empty text", `{"start": 0, "end": 7}`, "empty", "empty: "},
		{"a text that is too long", `{"start": 0, "end": 7}`, "many", "many: "},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			out, errs, code := reanchor(t, tt.claims, in(tt.old), in("new"), "--claims=-")
			if out != "" || code != 1 || !strings.Contains(errs, tt.want) {
				t.Errorf("exit %d, out %q, errors %q", code, out, errs)
			}
		})
	}
	if _, errs, code := reanchor(t, "", in("old"), in("new")); code != 2 {
		t.Errorf("without claims: exit %d, %s", code, errs)
	}
}
