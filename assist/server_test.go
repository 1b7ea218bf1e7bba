package assist_test

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/assist"
	"example.org/tickmark/capture"
	"example.org/tickmark/models"

	"github.com/google/go-cmp/cmp"
)

// raw answers with a body that is not put into any form.
func raw(kind, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		_, _ = io.WriteString(w, body)
	}
}

func TestServersThatAreNoneAreLeft(t *testing.T) {
	const json = "application/json"
	status := func(n int) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", "/v2?"+r.Header.Get("Authorization"))
			w.Header().Set("Retry-After", "60")
			w.WriteHeader(n)
			_, _ = io.WriteString(w, r.Header.Get("Authorization"))
		}
	}
	for _, row := range []struct {
		name string
		do   http.HandlerFunc
		want *apperr.Refusal
	}{
		{"a page", raw("text/html", "<p>words"), apperr.ServiceType},
		{"a page that says it is none", raw(json, "<p>words"), apperr.AssistGarbage},
		{"an empty answer", raw(json, ""), apperr.AssistGarbage},
		{"an answer without choices", raw(json, `{"choices":[]}`), apperr.AssistGarbage},
		{"an error with a good status", raw(json, `{"error":{"message":"no such model"}}`), apperr.AssistGarbage},
		{"a model that declines", raw(json, `{"choices":[{"message":{"content":null,"refusal":"no"}}]}`), apperr.AssistGarbage},
		{"a choice that is a word", raw(json, `{"choices":["x"]}`), apperr.AssistGarbage},
		{"words that are a list", raw(json, `{"choices":[{"message":{"content":[{"type":"text","text":"x"}]}}]}`), apperr.AssistGarbage},
		{"an end that is a number", raw(json, `{"choices":[{"message":{"content":"{\"claims\":[]}"},"finish_reason":7}]}`), apperr.AssistGarbage},
		{"half an answer", raw(json, `{"choices":[{"message":{"content":"{\"claims\":`), apperr.AssistGarbage},
		{"words behind the answer", raw(json, `{"choices":[{"message":{"content":"{\"claims\":[]}"}}]} x`), apperr.AssistGarbage},
		{"a stream without end", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", json)
			for {
				if _, err := io.WriteString(w, `{"choices":[`+strings.Repeat(" ", 1<<16)); err != nil {
					return
				}
			}
		}, apperr.ServiceLarge},
		{"a bomb", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", json)
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			_, _ = z.Write(make([]byte, 64<<20))
			_ = z.Close()
		}, apperr.ServiceLarge},
		{"a line that is cut", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", json)
			w.Header().Set("Content-Length", "1000")
			_, _ = io.WriteString(w, `{"choices":`)
			panic(http.ErrAbortHandler)
		}, apperr.ServiceAway},
		{"who is not let in", status(401), apperr.ServiceBarred},
		{"a redirect", status(307), apperr.ServiceMoved},
		{"busy for a minute", status(429), apperr.ServiceBusy},
		{"broken", status(500), apperr.ServiceAnswer},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			got, err := server(t, row.do).Suggest(t.Context(), bridge)
			if !errors.Is(err, row.want) || !cmp.Equal(assist.Proposal{}, got) {
				t.Errorf("%v, %v, want %s", got, err, row.want.Code)
			}
			if strings.Contains(fmt.Sprintf("%+v", err), token) {
				t.Errorf("the token stands in %v", err)
			}
		})
	}
}

func TestASlowModelIsNotWaitedFor(t *testing.T) {
	for name, words := range map[string]string{"that says nothing": "", "that drips": " "} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := server(t, func(w http.ResponseWriter, r *http.Request) {
				_, _ = io.Copy(io.Discard, r.Body) // only then does the server see that somebody goes
				w.Header().Set("Content-Type", "application/json")
				for {
					select {
					case <-r.Context().Done():
						return
					case <-time.After(10 * time.Millisecond):
					}
					if _, err := io.WriteString(w, words); err != nil || http.NewResponseController(w).Flush() != nil {
						return
					}
				}
			})
			a.Time = 300 * time.Millisecond
			if got, err := a.Suggest(t.Context(), bridge); !errors.Is(err, apperr.ServiceSlow) {
				t.Errorf("%v, %v", got, err)
			}
		})
	}
}

func TestABusyModelIsAskedOnceMore(t *testing.T) {
	var asked atomic.Int32
	a := server(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "0")
		if asked.Add(1) == 1 {
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		chat(w, `{"claims":[]}`, "stop")
	})
	if _, err := a.Suggest(t.Context(), bridge); err != nil || asked.Load() != 2 {
		t.Errorf("asked %d times: %v", asked.Load(), err)
	}
}

func TestWhoeverGoesAwayWaitsForNoModel(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	a := server(t, func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		cancel()
		<-r.Context().Done()
	})
	if _, err := a.Suggest(ctx, bridge); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestNobodyIsAskedWhatCannotBe(t *testing.T) {
	var asked atomic.Int32
	good := server(t, func(http.ResponseWriter, *http.Request) { asked.Add(1) })
	outside := bridge
	outside.Sentences = []models.Span{{Start: 3, End: 9999}}
	with := func(change func(*assist.Asker)) assist.Asker {
		a := good
		change(&a)
		return a
	}
	for _, row := range []struct {
		name string
		a    assist.Asker
		in   assist.Request
		want *apperr.Refusal
	}{
		{"without an address", with(func(a *assist.Asker) { a.Address = " " }), bridge, apperr.AssistOff},
		{"without a model", with(func(a *assist.Asker) { a.Model = "" }), bridge, apperr.AssistOff},
		{"without a way out", with(func(a *assist.Asker) { a.Web = nil }), bridge, apperr.AssistOff},
		{"what is no address", with(func(a *assist.Asker) { a.Address = "http://%zz" }), bridge, apperr.ServiceAddress},
		{"what is no address of the web", with(func(a *assist.Asker) { a.Address = "models" }), bridge, apperr.ServiceAddress},
		{"a model that nobody named", with(func(a *assist.Asker) { a.Web = capture.New(capture.Options{}) }), bridge, apperr.ServicePlace},
		{"a copy that is too long", good, article(strings.Repeat("word ", 20_000)), apperr.AssistLong},
		{"a copy of too many sentences", good, article(slices.Repeat([]string{"a"}, 5_000)...), apperr.AssistLong},
		{"sentences of another text", good, outside, apperr.PlaceOutside},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got, err := row.a.Suggest(t.Context(), row.in); !errors.Is(err, row.want) {
				t.Errorf("%v, %v, want %s", got, err, row.want.Code)
			}
		})
	}
	if n := asked.Load(); n > 0 {
		t.Errorf("%d were asked", n)
	}
}

func TestTheAddressLeadsToTheAPI(t *testing.T) {
	for tail, want := range map[string]string{
		"":                                 "/chat/completions",
		"/":                                "/chat/completions",
		"/v1":                              "/v1/chat/completions",
		"/v1/":                             "/v1/chat/completions",
		"/v1/chat/completions":             "/v1/chat/completions",
		"/openai/m?api-version=2024-10-21": "/openai/m/chat/completions?api-version=2024-10-21",
	} {
		var got string
		a := server(t, func(w http.ResponseWriter, r *http.Request) {
			got = r.URL.String()
			w.Header().Set("Content-Type", "application/json")
			chat(w, `{"claims":[]}`, "stop")
		})
		a.Address = strings.TrimSuffix(a.Address, "/v1") + tail
		if _, err := a.Suggest(t.Context(), bridge); err != nil || got != want {
			t.Errorf("%q leads to %q, want %q: %v", tail, got, want, err)
		}
	}
}
