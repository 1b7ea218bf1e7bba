package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"html"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// world is what the people know of the newsroom: the articles, and how many
// claims each has.
type world struct {
	mu       sync.Mutex
	articles []int
	claims   map[int]int
	troubles []string // answers that nobody should get
	slowest  time.Duration
	acks     []ack           // since they were last taken
	done     map[string]int  // how often each deed was acked, by deedName
	full     []time.Duration // how long refusals took on a full disk
}

// ack is a write that was acked.
type ack struct {
	id           int
	begun, heard time.Time
}

func (w *world) takeAcks() []ack {
	w.mu.Lock()
	defer w.mu.Unlock()
	acks := w.acks
	w.acks = nil
	return acks
}

// ackedSince reports whether a write was acked that was sent after at.
func (w *world) ackedSince(at time.Time) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.ContainsFunc(w.acks, func(a ack) bool { return a.begun.After(at) })
}

func (w *world) takeFull() []time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	full := w.full
	w.full = nil
	return full
}

// deeds tells how often each deed was acked.
func (w *world) deeds() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var told []string
	for _, name := range slices.Sorted(maps.Keys(deeds)) {
		told = append(told, fmt.Sprintf("%s %d", strings.TrimPrefix(name, "/articles/N/"), w.done[name]))
	}
	return "acked: " + strings.Join(told, ", ")
}

// did reports whether a deed was acked, by deedName.
func (w *world) did(name string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.done[name] > 0
}

// recent is how many articles, the newest, the desk mostly works on.
const recent = 6

func (w *world) learn(article, claim int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.claims == nil {
		w.claims = map[int]int{}
	}
	if _, known := w.claims[article]; !known {
		w.articles = append(w.articles, article)
	}
	w.claims[article] = max(w.claims[article], claim)
}

// pick returns an article and one of its claims, 0 when it has none.
func (w *world) pick() (article, claim int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	from := w.articles
	if len(from) > recent && upTo(5) > 0 {
		from = from[len(from)-recent:]
	}
	article = from[upTo(len(from))]
	if n := w.claims[article]; n > 0 {
		claim = 1 + upTo(n)
	}
	return article, claim
}

// trouble notes an answer that nobody should get.
func (w *world) trouble(format string, args ...any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.troubles) < 10 {
		w.troubles = append(w.troubles, fmt.Sprintf(format, args...))
	}
}

// heard notes the answer to a write that was sent at begun.
func (w *world) heard(p pending, a answer, begun time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.done == nil {
		w.done = map[string]int{}
	}
	w.slowest = max(w.slowest, a.took)
	switch {
	case p.Outcome == acked:
		w.acks = append(w.acks, ack{p.ID, begun, begun.Add(a.took)})
		w.done[p.deed]++
	case p.Status == http.StatusServiceUnavailable && p.Outcome == refused:
		w.full = append(w.full, a.took)
	}
}

// writer is somebody at work. What they sent and heard nothing of they keep,
// across restarts of the server.
type writer struct {
	*browser
	role    byte // e editor, c checker, r reviewer, v viewer
	pending []pending
}

// pending is a write whose outcome is not known.
type pending struct {
	write
	deed string // by deedName
	form url.Values
}

// staff are the demo newsroom's people who write, in the order in which they
// come to work.
var staff = []struct {
	handle string
	role   byte
}{
	{"clara", 'c'},
	{"edda", 'e'},
	{"colin", 'c'},
	{"rhea", 'r'},
	{"clara", 'c'},
	{"ruben", 'r'},
	{"colin", 'c'},
	{"wanda", 'v'},
	{"clara", 'c'},
	{"emil", 'e'},
	{"colin", 'c'},
	{"rhea", 'r'},
	{"clara", 'c'},
	{"ruben", 'r'},
	{"colin", 'c'},
	{"wanda", 'v'},
}

// hire brings the writers to the newsroom and signs them in.
func (b *bench) hire(ctx context.Context, site string) error {
	for i := range 4 { // the demo's articles, which have some claims each
		b.world.learn(i+1, 1)
	}
	b.world.learn(1, 12)
	for i := range b.Writers {
		who := staff[i%len(staff)]
		w := &writer{browser: newBrowser(who.handle), role: who.role}
		if err := w.signIn(ctx, site); err != nil {
			return err
		}
		b.crew = append(b.crew, w)
	}
	return nil
}

// work has everybody write and read until stop is called, which returns when
// the last has heard an answer.
func (b *bench) work(ctx context.Context, site string) (stop func()) {
	working, rest := context.WithCancel(ctx)
	var people sync.WaitGroup
	for _, w := range b.crew {
		people.Go(func() {
			for working.Err() == nil {
				if err := b.step(ctx, w, site); err != nil {
					pause(working, 5*time.Millisecond)
				}
			}
		})
	}
	for i := range b.Readers {
		reader := &browser{handle: "reader", client: newBrowser("").client, cookies: maps.Clone(b.crew[i%len(b.crew)].cookies)}
		people.Go(func() {
			for working.Err() == nil {
				b.readPage(ctx, reader, site)
				pause(working, 25*time.Millisecond)
			}
		})
	}
	return func() {
		rest()
		people.Wait()
	}
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// step has w do one thing: send again what they heard nothing of, or open a
// page and send one of its forms.
func (b *bench) step(ctx context.Context, w *writer, site string) error {
	if n := len(w.pending); n > 0 {
		again := w.pending[n-1]
		w.pending = w.pending[:n-1]
		if upTo(10) < 7 {
			return b.send(ctx, w, site, again)
		}
	}
	at := b.pageFor(w)
	if at == newArticle {
		at = w.draft(ctx, site)
	}
	page, err := w.get(ctx, site, at)
	switch {
	case err != nil:
		return err
	case page.signedOut():
		b.world.trouble("%s was signed out", w.handle)
		return errSignedOut
	case page.status >= http.StatusInternalServerError:
		b.world.trouble("a page was answered with %d", page.status)
		return nil
	}
	if more := opens.FindStringSubmatch(page.body); more != nil && upTo(3) == 0 {
		if page, err = w.get(ctx, site, html.UnescapeString(more[1])); err != nil {
			return err
		}
	}
	if next, ok := choose(formsOf(page.body)); ok {
		return b.send(ctx, w, site, w.fill(next))
	}
	return nil
}

// opens is a link that opens a form of a suggestion.
var opens = regexp.MustCompile(`href="(/articles/\d+\?tab=suggestions[^"]*;(?:edit|waive)=[^"]+)"`)

// newArticle is the page on which copy is brought in.
const newArticle = "/articles/new"

// draft begins to bring copy in, and returns where its preview is: there stands
// the form that makes an article of it. A draft is no act, so the ledger does
// not have it.
func (w *writer) draft(ctx context.Context, site string) string {
	a, err := w.post(ctx, site, "/drafts", url.Values{"key": {"torture-" + rand.Text()}, "text": {story()}, "format": {"markdown"}})
	if err != nil || a.status != http.StatusSeeOther {
		return newArticle
	}
	return a.location
}

// readingPages are where the copy's sentences are accounted for; N is the number
// of one.
var readingPages = []string{"?sentence=N", "?tab=suggestions", "?tab=checks", "/coverage"}

// pageFor is a page on which w may find something to do.
func (b *bench) pageFor(w *writer) string {
	article, claim := b.world.pick()
	at := "/articles/" + strconv.Itoa(article)
	n := upTo(100)
	switch {
	case w.role == 'e' && n < 12:
		return newArticle
	case w.role == 'e' && n < 18:
		return at + "/revisions/new"
	case w.role == 'e' && n < 24:
		return at + "/sign-off"
	case w.role == 'e' && n < 32:
		return at + "/checked-copy"
	case w.role == 'c' && (n < 10 || claim == 0 && n < 40):
		return at + "/claims/new"
	case w.role != 'r' && w.role != 'v' && n < 38:
		return at + strings.Replace(readingPages[upTo(len(readingPages))], "N", strconv.Itoa(2+upTo(16)), 1)
	case n >= 95 || claim == 0:
		return at + "?tab=discussion"
	}
	return at + "/claims/" + strconv.Itoa(claim)
}

// choose picks one of the forms that somebody may send.
func choose(forms []form) (form, bool) {
	total := 0
	var known []form
	for _, f := range forms {
		if d, ok := deedOf(f); ok {
			known = append(known, f)
			total += d.weight
		}
	}
	if total == 0 {
		return form{}, false
	}
	at := upTo(total)
	for _, f := range known {
		d, _ := deedOf(f)
		if at -= d.weight; at < 0 {
			return f, true
		}
	}
	return form{}, false
}

// fill fills a form and gives it a key of the client's own.
func (w *writer) fill(f form) pending {
	d, _ := deedOf(f)
	p := pending{write: write{Who: w.handle, Key: "torture-" + rand.Text(), Action: d.action, With: d.with, Bears: d.bears, Path: f.path}, deed: deedName(f), form: clone(f.values)}
	f.values = p.form
	if marker := newMarker(); d.fill(f, marker) {
		p.Marker = marker
	}
	p.form.Set("key", p.Key)
	return p
}

// send sends a form and puts into the ledger what came of it. Whoever hears
// nothing may send it again, with the same key.
func (b *bench) send(ctx context.Context, w *writer, site string, p pending) error {
	if p.ID == 0 {
		p.ID = b.book.id()
	}
	p.Outcome, p.Status = sent, 0
	if err := b.book.line(p.write); err != nil {
		return err
	}
	begun := time.Now()
	a, err := w.post(ctx, site, p.Path, p.form)
	p.Outcome, p.Status = a.outcome(err), a.status
	if kept := b.book.line(p.write); kept != nil {
		return errors.Join(err, kept)
	}
	switch {
	case err == nil && a.status >= http.StatusInternalServerError && a.status != http.StatusServiceUnavailable:
		b.world.trouble("%s was answered with %d", p.Path, a.status)
	case p.Outcome == acked:
		b.world.follow(a.location)
	}
	if err == nil {
		b.world.heard(p, a, begun)
	}
	if p.Outcome == unknown {
		w.pending = append(w.pending, p)
	}
	return err
}

var places = regexp.MustCompile(`^/articles/(\d+)(?:/claims/(\d+))?`)

// follow learns what there is from where an answer leads.
func (w *world) follow(location string) {
	if m := places.FindStringSubmatch(location); m != nil {
		article, _ := strconv.Atoi(m[1])
		claim, _ := strconv.Atoi(m[2])
		w.learn(article, claim)
	}
}

// readPage has somebody read a page.
func (b *bench) readPage(ctx context.Context, r *browser, site string) {
	article, claim := b.world.pick()
	at := "/articles/" + strconv.Itoa(article)
	pages := []string{
		"/", "/articles", at, at + "/claims/" + strconv.Itoa(max(claim, 1)), at + "/checked-copy", at + "/trail", at + "?tab=suggestions", at + "?tab=checks", at + "/coverage",
		"/trail", "/reports", "/search?q=council", at + "/report.json",
	}
	page := pages[upTo(len(pages))]
	a, err := r.get(ctx, site, page)
	if err == nil && a.status >= http.StatusInternalServerError {
		b.world.trouble("%s was answered with %d", page, a.status)
	}
}
