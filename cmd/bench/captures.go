package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"example.org/tickmark/anchor"
	"example.org/tickmark/bench/generate"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
)

// Of the captures that are measured.
const (
	captured      = 50
	besiegedFor   = 5 * time.Minute // at the most
	pagesAsked    = 300             // idle, to know how long a page takes then
	betweenPages  = 10 * time.Millisecond
	captureMemory = 64 // MiB
)

// captures measures what capturing costs.
func captures(ctx context.Context, t *table) error {
	return errors.Join(passage(t), besieged(ctx, t))
}

// passage finds a quotation that is not verbatim in a long text.
func passage(t *table) error {
	var b strings.Builder
	for n := 0; b.Len() < 100<<10; n++ {
		fmt.Fprintf(&b, "In paragraph %d the council voted %d to %d on plan %d for the harbour, and the mayor said that it will cost %d million euros. ", n, n%40, n%31, n*7%1000, n*13%500)
	}
	text := b.String()
	words := []rune(text[len(text)-2000:])[:200]
	for _, i := range []int{20, 60, 100, 140, 180} {
		words[i] = 'x'
	}
	ms, err := took(func() error {
		for range 20 {
			if at, found := anchor.Passage(text, string(words)); !found || at.Verbatim || at.Start < len(text)-2000 {
				return fmt.Errorf("the passage is not found: %+v", at)
			}
		}
		return nil
	})
	if err == nil {
		t.most("a passage of 200 characters, five of them wrong, found in 100 KB, CPU time", ms/20, 10, " ms")
	}
	return err
}

// besieged has the real binary capture the pages of a hostile site.
func besieged(ctx context.Context, t *table) (err error) {
	folder, err := os.MkdirTemp("", "tickmark-bench-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	database, key, err := generate.Newsroom(ctx, filepath.Join(folder, "data"), 25, func(string, ...any) {})
	if err != nil {
		return err
	}
	h, err := besiege()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.listen.Close()) }()
	binary, err := built(ctx, folder)
	if err != nil {
		return err
	}
	v, run, err := served(ctx, binary, made{database: database, key: key}, "TICKMARK_REACH="+h.at, "TICKMARK_CHROMIUM=none")
	if err != nil {
		return err
	}
	defer func() { _ = run.Process.Kill(); _ = run.Wait() }()
	if err := v.signIn(ctx); err != nil {
		return err
	}
	s := siege{site: h, pid: run.Process.Pid, v: v}
	return s.measure(ctx, t, database)
}

// siege is a running program whose newsroom captures a hostile site.
type siege struct {
	site *hostile
	pid  int
	v    *visitor
}

func (s *siege) measure(ctx context.Context, t *table, database string) (err error) {
	var idle, amid []float64
	for range pagesAsked {
		if err := s.page(ctx, &idle); err != nil {
			return err
		}
	}
	before, ok := s.forget()
	db, err := store.Open(ctx, database)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	whole, err := s.queue(ctx, db)
	if err != nil {
		return err
	}
	for end := time.Now().Add(besiegedFor); ; {
		if err := s.page(ctx, &amid); err != nil {
			return err
		}
		kept, err := db.Queries().CaptureLines(ctx, 1, whole)
		if err != nil {
			return err
		}
		if s.site.done() == captured && len(kept) == len(whole) {
			break
		}
		if time.Now().After(end) {
			return fmt.Errorf("of %d pages %d were asked for, and of %d whole ones %d kept", captured, s.site.done(), len(whole), len(kept))
		}
	}
	most, longest := s.site.figures()
	t.most(fmt.Sprintf("%d captures of a hostile site: fetched at once", captured), float64(most), 4, "")
	t.most("of these, the longest fetch", longest.Seconds(), 15, " s")
	if after := memory(s.pid, "VmHWM:"); ok && after > 0 {
		t.most("the program's memory at the most, over idle", float64(after-before), captureMemory, " MiB")
	} else {
		t.told("the program's memory at the most, over idle", "not told here")
	}
	t.most("an article page meanwhile / idle, median on the clock", median(amid)/median(idle), 2, "×")
	return nil
}

// page asks for an article and notes how long that took, in milliseconds.
func (s *siege) page(ctx context.Context, into *[]float64) error {
	from := time.Now()
	if err := s.v.get(ctx, path("/articles/%d", 1+len(*into)%25)); err != nil {
		return err
	}
	*into = append(*into, float64(time.Since(from))/1e6)
	time.Sleep(betweenPages)
	return nil
}

// forget is the memory that the program holds, in MiB; the most that it held is
// forgotten, where the system does that.
func (s *siege) forget() (mib int, ok bool) {
	err := os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", s.pid), []byte("5"), 0o600)
	return memory(s.pid, "VmRSS:"), err == nil
}

// queue adds the sources, and what has them looked at, while the program runs.
// It returns those whose pages are whole.
func (s *siege) queue(ctx context.Context, db *store.DB) (whole []models.ID, err error) {
	kinds := slices.Sorted(maps.Keys(tricks))
	now := models.At(time.Now())
	err = db.Tx(ctx, func(tx store.Tx) error {
		for i := range captured {
			kind := kinds[i%len(kinds)]
			source := models.Source{
				ArticleID: 1, Type: models.PressReport, Title: "A page", URL: fmt.Sprintf("http://%s/%s/%d", s.site.at, kind, i), Located: true, CreatedBy: 1, CreatedAt: now,
			}
			if err := tx.AddSource(ctx, &source); err != nil {
				return err
			}
			job := models.Job{Kind: models.CaptureJob, SubjectID: source.ID, RunAt: now, CreatedAt: now}
			if err := tx.AddJob(ctx, &job); err != nil {
				return err
			}
			if slices.Contains([]string{"page", "picture", "text"}, kind) {
				whole = append(whole, source.ID)
			}
		}
		return nil
	})
	return whole, err
}

// built builds the program into a folder.
func built(ctx context.Context, folder string) (binary string, err error) {
	binary = filepath.Join(folder, "tickmark")
	build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-o", binary, "./cmd/server") //nolint:gosec // into a folder of ours
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if said, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w: %s", err, said)
	}
	return binary, nil
}

// served starts the program over a newsroom, and returns once it answers.
func served(ctx context.Context, binary string, m made, environment ...string) (*visitor, *exec.Cmd, error) {
	const address = "127.0.0.1:18097"
	run := exec.CommandContext(ctx, binary, "serve")
	run.Env = append(append(os.Environ(), "TICKMARK_ADDR="+address, "TICKMARK_DATA="+filepath.Dir(m.database), "TICKMARK_DB="+m.database, "TICKMARK_KEY="+m.key), environment...)
	if err := run.Start(); err != nil {
		return nil, nil, err
	}
	v := &visitor{"http://" + address, &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}, ""}
	if err := v.waits(ctx); err != nil {
		_ = run.Process.Kill()
		return nil, nil, errors.Join(err, run.Wait())
	}
	return v, run, nil
}

// memory is a figure that the system tells of a process, in MiB, or 0.
func memory(pid int, name string) int {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	for l := range strings.Lines(string(status)) {
		if v, ok := strings.CutPrefix(l, name); ok {
			kb, _ := strconv.Atoi(strings.Fields(v)[0])
			return kb / 1024
		}
	}
	return 0
}
