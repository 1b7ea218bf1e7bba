package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Of the scenario captures.
const (
	adders     = 3                // people who add sources
	leaseTime  = time.Minute      // after which what a killed server took is taken again
	quietTime  = 3 * time.Second  // without a request, after which everything is looked at
	secondTry  = 12 * time.Second // at the most from a failure to the second attempt
	settleTime = 4 * time.Minute  // in which that happens
	mostWait   = 12               // sources that wait to be looked at for the first time, that the end comes soon
	sweepEvery = 10               // rounds, after which somebody waits for the sweep
)

// library is how the scenario captures goes.
type library struct {
	site   *publisher
	added  atomic.Int32 // sources
	amid   int          // kills while pages were served
	latest verdict
}

// captures kills the server again and again while it captures the pages of
// sources that people add, and looks at what each kill leaves: rows, files and
// jobs. At last everything must have been looked at.
func (b *bench) captures(ctx context.Context) error {
	site, err := publish(filepath.Join(b.folder, "pages.jsonl"))
	if err != nil {
		return err
	}
	defer site.close()
	b.reach = strings.Trim(strings.TrimPrefix(site.at, "http:"), "/")
	l := &library{site: site}
	for round := range b.Captures {
		if err := b.captureRound(ctx, l, round); err != nil {
			return err
		}
		if (round+1)%20 == 0 {
			say(b.out, "       %d kills, %d of them amid a page, %d captures, %d files\n", round+1, l.amid, l.latest.Captures, l.latest.Blobs)
		}
	}
	took, err := b.captureEnd(ctx, l)
	if err != nil {
		return err
	}
	v := l.latest
	b.result = fmt.Sprintf("%d kills (%d amid a page), %d acts acked, %d captures, %d files, every source looked at %v after the last kill", b.Captures, l.amid, v.Acked, v.Captures, v.Blobs, took.Round(time.Second))
	if l.amid*3 < b.Captures || v.Captures < b.Captures {
		return fmt.Errorf("%w: %s: that proves little", errBroken, b.result)
	}
	return b.untroubled()
}

// captureRound is one life of the server.
func (b *bench) captureRound(ctx context.Context, l *library, round int) error {
	begun := time.Now()
	s, err := b.serve(ctx)
	if err != nil {
		return err
	}
	defer s.kill()
	if err := s.up(ctx); err != nil {
		return err
	}
	if round == 0 {
		if err := b.hire(ctx, s.site); err != nil {
			return err
		}
	}
	stop := b.addSources(ctx, l, s.site)
	pause(ctx, 20*time.Millisecond+time.Duration(upTo(int(b.Longest))))
	if round%sweepEvery == sweepEvery-1 {
		err = b.swept(ctx, begun)
	}
	if l.site.busy() > 0 {
		l.amid++
	}
	s.kill()
	stop()
	return errors.Join(err, b.captureLook(ctx, l))
}

// captureLook has the checker look at what a kill left. Nobody serves it
// meanwhile.
func (b *bench) captureLook(ctx context.Context, l *library, beside ...string) (err error) {
	l.latest, err = b.check(ctx, filepath.Join(b.place.data, "tickmark.db"), b.book.path,
		append([]string{"-blobs", filepath.Join(b.place.data, "blobs"), "-pages", l.site.file}, beside...)...)
	return err
}

// swept waits until nothing is left that an earlier life did not end.
func (b *bench) swept(ctx context.Context, begun time.Time) error {
	for end := time.Now().Add(patience); ; pause(ctx, 50*time.Millisecond) {
		left, err := leftBefore(filepath.Join(b.place.data, "blobs"), begun)
		if err != nil || len(left) == 0 {
			return err
		}
		if time.Now().After(end) || ctx.Err() != nil {
			return fmt.Errorf("%w: half files of an earlier life are left: %s", errBroken, strings.Join(left, ", "))
		}
	}
}

// leftBefore are the files in a folder of blobs that were last written before a
// time and are not whole.
func leftBefore(folder string, at time.Time) (names []string, err error) {
	files, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for _, f := range files {
		if info, gone := f.Info(); gone == nil && strings.HasPrefix(f.Name(), ".new-") && info.ModTime().Before(at) {
			names = append(names, f.Name())
		}
	}
	return names, err
}

// captureEnd has everything be looked at that was acked, and returns how long
// that took.
func (b *bench) captureEnd(ctx context.Context, l *library) (took time.Duration, err error) {
	begun := time.Now()
	for wait := leaseTime + quietTime; ; wait = secondTry {
		s, err := b.serve(ctx)
		if err != nil {
			return 0, err
		}
		err = errors.Join(s.up(ctx), b.swept(ctx, begun))
		pause(ctx, wait)
		for err == nil && l.site.quiet() < quietTime && time.Since(begun) < settleTime {
			pause(ctx, quietTime/10)
		}
		s.stop()
		if err == nil {
			err = b.captureLook(ctx, l, "-ended", l.site.at)
		}
		if err == nil && l.latest.Left > 0 {
			err = fmt.Errorf("%w: %d half files are left", errBroken, l.latest.Left)
		}
		if err == nil || time.Since(begun) > settleTime || !strings.Contains(err.Error(), "and jobs that are") {
			return time.Since(begun), err
		}
	}
}

// addSources has people add sources, and ask for another look at some, until
// stop is called.
func (b *bench) addSources(ctx context.Context, l *library, site string) (stop func()) {
	working, rest := context.WithCancel(ctx)
	var people sync.WaitGroup
	for _, w := range b.checkers() {
		people.Go(func() {
			for working.Err() == nil {
				if err := b.addSource(ctx, w, l, site); err != nil {
					pause(working, 5*time.Millisecond)
				}
				pause(working, time.Duration(upTo(int(200*time.Millisecond))))
			}
		})
	}
	return func() {
		rest()
		people.Wait()
	}
}

// checkers are those who add sources.
func (b *bench) checkers() (some []*writer) {
	for _, w := range b.crew {
		if w.role == 'c' && len(some) < adders {
			some = append(some, w)
		}
	}
	return some
}

// addSource has somebody send again what they heard nothing of, ask for another
// look at a source, or add evidence from a page of the site.
func (b *bench) addSource(ctx context.Context, w *writer, l *library, site string) error {
	if n := len(w.pending); n > 0 {
		again := w.pending[n-1]
		w.pending = w.pending[:n-1]
		return b.send(ctx, w, site, again)
	}
	if int(l.added.Load())-l.site.pages() > mostWait {
		return nil
	}
	article, claim := b.world.pick()
	at, wanted := "/articles/"+strconv.Itoa(article), lookForm
	if upTo(5) > 0 {
		at, wanted = at+"/claims/"+strconv.Itoa(max(claim, 1)), evidenceForm
	} else {
		at += "/backup"
	}
	page, err := w.get(ctx, site, at)
	if err != nil || page.status != http.StatusOK {
		return err
	}
	var fit []form
	for _, f := range formsOf(page.body) {
		if wanted.MatchString(f.path) {
			fit = append(fit, f)
		}
	}
	if len(fit) == 0 {
		return nil
	}
	next := w.ask(fit[upTo(len(fit))], l.site)
	if next.Marker != "" {
		l.added.Add(1)
	}
	return b.send(ctx, w, site, next)
}

// The forms by which sources are captured.
var (
	evidenceForm = regexp.MustCompile(`^/articles/\d+/claims/\d+/evidence$`)
	lookForm     = regexp.MustCompile(`^/articles/\d+/sources/\d+/look$`)
)

// ask fills one of these forms.
func (w *writer) ask(f form, site *publisher) pending {
	p := pending{write: write{Who: w.handle, Key: "torture-" + rand.Text(), Action: "source.look", Path: f.path}, deed: deedName(f), form: clone(f.values)}
	if f.values = p.form; evidenceForm.MatchString(f.path) {
		p.Action, p.Marker = "evidence.add", newMarker()
		witness(f, p.Marker)
		kinds := slices.Sorted(maps.Keys(shapes))
		f.values.Set("source", "")
		f.values.Set("title", "Minutes "+p.Marker)
		f.values.Set("url", site.at+kinds[upTo(len(kinds))]+"/"+p.Marker)
	}
	p.form.Set("key", p.Key)
	return p
}
