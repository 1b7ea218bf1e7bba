package capture_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/capture"
)

// clock is a clock that tests set.
type clock struct{ atomic.Int64 }

func (c *clock) now() time.Time          { return asked.Add(time.Duration(c.Load())) }
func (c *clock) forward(d time.Duration) { c.Add(int64(d)) }

// mayLook asks whether an address may be looked at.
func mayLook(t *testing.T, r *capture.Robots, at string) bool {
	t.Helper()
	may, err := r.May(t.Context(), at)
	if err != nil {
		t.Errorf("%s: %v", at, err)
	}
	return may
}

const barred = "User-agent: *\nDisallow: /a\n"

func TestASiteSaysWhereProgramsMayLook(t *testing.T) {
	long := "User-agent: *\n" + strings.Repeat("# nothing\n", 60_000) + "Disallow: /b\n"
	for _, row := range []struct {
		name string
		do   http.HandlerFunc
		a, b bool // whether /a and /b may be looked at
	}{
		{"it has rules", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, barred) }, false, true},
		{"it has none", http.NotFound, true, true},
		{"they are for subscribers", status(401), true, true},
		{"they are for nobody", status(403), true, true},
		{"it is asked too often", status(429), true, true},
		{"they are empty", status(204), true, true},
		{"it fails", status(500), false, false},
		{"it is closed", status(503), false, false},
		{"they are elsewhere", func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" {
				http.Redirect(w, r, "/rules", http.StatusMovedPermanently)
				return
			}
			_, _ = io.WriteString(w, barred)
		}, false, true},
		{"they are elsewhere, without end", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/robots.txt", http.StatusFound)
		}, true, true},
		{"they are nowhere", status(302), true, true},
		{"it hangs up", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, false, false},
		{"half of them come", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "1000")
			_, _ = io.WriteString(w, "User-agent: *\n")
			panic(http.ErrAbortHandler)
		}, false, false},
		{"they are longer than anybody reads", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, barred+long) }, false, true},
		{"a rule is cut through", func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, barred+strings.Repeat("#", 500<<10-len(barred)-len("\nDisallow: /"))+"\nDisallow: /cab\n")
		}, false, true},
	} {
		t.Run(row.name, func(t *testing.T) {
			at := site(t, row.do)
			r := capture.NewRobots(client(capture.Options{}), (&clock{}).now)
			if a, b := mayLook(t, r, at+"/a?x=y"), mayLook(t, r, at+"/b"); a != row.a || b != row.b {
				t.Errorf("/a %t, /b %t", a, b)
			}
			if !mayLook(t, r, at+"/robots.txt") {
				t.Error("the rules themselves may not be looked at")
			}
		})
	}
}

func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
}

func TestASiteIsAskedOnceADay(t *testing.T) {
	var times atomic.Int64
	var says atomic.Value
	says.Store(barred)
	at := site(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" && r.URL.RawQuery == "" {
			times.Add(1)
		}
		words, _ := says.Load().(string)
		if words == "" {
			w.WriteHeader(http.StatusBadGateway)
		}
		_, _ = io.WriteString(w, words)
	})
	c := &clock{}
	r := capture.NewRobots(client(capture.Options{}), c.now)
	steps := []struct {
		name  string
		later time.Duration
		says  string
		may   bool
		asked int64
	}{
		{"at first", 0, barred, false, 1},
		{"before the day is over", 24*time.Hour - 1, "User-agent: x\n", false, 1},
		{"when it is", 1, "User-agent: x\n", true, 2},
		{"a day later, when it fails: what it said before", 24 * time.Hour, "", true, 3},
		{"at once again", time.Minute, barred, true, 3},
		{"an hour later", time.Hour, barred, false, 4},
	}
	for _, step := range steps {
		c.forward(step.later)
		says.Store(step.says)
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				if may := mayLook(t, r, at+"/a"); may != step.may {
					t.Errorf("%s: %t", step.name, may)
				}
			})
		}
		all.Wait()
		if got := times.Load(); got != step.asked {
			t.Errorf("%s: asked %d times", step.name, got)
		}
	}
}

func TestEverySiteSpeaksForItself(t *testing.T) {
	strict := site(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, barred) })
	r := capture.NewRobots(client(capture.Options{}), (&clock{}).now)
	for range 2 {
		if mayLook(t, r, strict+"/a") || !mayLook(t, r, site(t, http.NotFound)+"/a") {
			t.Error("one site spoke for another")
		}
	}
}

func TestRobotsGoNoFurtherThanPages(t *testing.T) {
	at := site(t, func(http.ResponseWriter, *http.Request) { t.Error("the site was asked") })
	r := capture.NewRobots(capture.New(capture.Options{}), (&clock{}).now)
	for address, want := range map[string]error{
		"ftp://a.example/": apperr.BadAddress, "http://a:b@a.example/": apperr.CaptureSecret,
		at: apperr.CapturePort, "http://127.0.0.1/": apperr.NotPublic, "http://[::1]/": apperr.NotPublic,
	} {
		if may, err := r.May(t.Context(), address); may || !errors.Is(err, want) {
			t.Errorf("%s: %t, %v", address, may, err)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	c := capture.New(capture.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}})
	if may, err := capture.NewRobots(c, (&clock{}).now).May(ctx, at); may || !errors.Is(err, context.Canceled) {
		t.Errorf("%t, %v", may, err)
	}
}
