package capture

import (
	"net/url"
	"sync"
	"time"
)

// turnPause is how long a site is left alone between two looks.
const turnPause = 5 * time.Second

// Turns lets programs that nobody sent look at one page of a site at a time, and
// not at once after another. Any number of goroutines may use it.
type Turns struct {
	now func() time.Time

	mu   sync.Mutex
	busy map[string]bool
	last map[string]time.Time // when a look began, by host
}

// NewTurns returns a Turns that goes by the clock now.
func NewTurns(now func() time.Time) *Turns {
	return &Turns{now: now, busy: map[string]bool{}, last: map[string]time.Time{}}
}

// Take begins a look at the site of an address, which ends with leave. When it
// is not its turn yet, leave is nil, and wait says how long to wait.
func (t *Turns) Take(address string) (leave func(), wait time.Duration) {
	host := address
	if at, err := url.Parse(address); err == nil {
		host = at.Hostname()
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.now()
	if since := now.Sub(t.last[host]); t.busy[host] || since < turnPause {
		return nil, max(turnPause-since, turnPause/2)
	}
	for other, at := range t.last {
		if now.Sub(at) > turnPause {
			delete(t.last, other)
		}
	}
	t.busy[host], t.last[host] = true, now
	return func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		delete(t.busy, host)
	}, 0
}
