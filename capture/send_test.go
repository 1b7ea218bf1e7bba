package capture_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/capture"

	"github.com/google/go-cmp/cmp"
)

// bearer is a token that must be seen by the service alone.
const bearer = "sk-7f3a9c-quite-secret"

// outgoing is a question to a service.
func outgoing(address string) capture.Outgoing {
	return capture.Outgoing{Address: address, Token: bearer + "\n", Body: []byte(`{"say":"words"}`), Time: time.Minute, Size: 1 << 16}
}

// hides fails when the token shows in an error, however it is printed.
func hides(t *testing.T, err error) {
	t.Helper()
	for e := err; e != nil; e = errors.Unwrap(e) {
		for _, verb := range []string{"%v", "%+v", "%#v", "%q"} {
			if said := fmt.Sprintf(verb, e); strings.Contains(said, bearer) {
				t.Errorf("the token stands in %s", said)
			}
		}
	}
}

func TestAServiceIsAsked(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	seen := make(chan string, 1)
	go func() {
		c, err := l.Accept()
		if err != nil {
			return
		}
		defer func() { _ = c.Close() }()
		b := make([]byte, 4096)
		n := 0
		for !bytes.HasSuffix(b[:n], []byte("}")) {
			m, err := c.Read(b[n:])
			if err != nil {
				return
			}
			n += m
		}
		seen <- string(b[:n])
		say(c, "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nSet-Cookie: id=7\r\nContent-Length: 2\r\n\r\n{}", 1)
	}()
	t.Setenv("HTTP_PROXY", "http://127.0.0.1:1")
	got, err := client(capture.Options{Version: "1.4"}).Send(t.Context(), outgoing("http://"+l.Addr().String()+"/v1/chat?key=1"))
	if err != nil || string(got) != "{}" {
		t.Fatalf("%q, %v", got, err)
	}
	want := "POST /v1/chat?key=1 HTTP/1.1\r\nHost: " + l.Addr().String() + "\r\nUser-Agent: Mozilla/5.0 (compatible; Tickmark/1.4)\r\n" +
		"Content-Length: 15\r\nAccept: application/json\r\nAccept-Encoding: gzip\r\nAuthorization: Bearer " + bearer +
		"\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{\"say\":\"words\"}"
	if diff := cmp.Diff(want, <-seen); diff != "" {
		t.Error(diff)
	}
}

func TestAServiceWithoutATokenGetsNone(t *testing.T) {
	at := site(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/problem+json")
		_, _ = fmt.Fprintf(w, "%d", len(r.Header.Values("Authorization")))
	})
	o := outgoing(at)
	o.Token = ""
	if got, err := client(capture.Options{}).Send(t.Context(), o); err != nil || string(got) != "0" {
		t.Errorf("%q, %v", got, err)
	}
}

// An answer that repeats what it was asked, token and all, wherever it can.
func echo(status int, header string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		said := r.Header.Get("Authorization")
		k, v, _ := strings.Cut(header, ": ")
		w.Header().Set("X-Echo", said)
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set(k, strings.ReplaceAll(v, "TOKEN", bearer))
		w.WriteHeader(status)
		_, _ = io.WriteString(w, `{"error":"`+said+`"}`)
	}
}

func TestWhatIsNoAnswerOfAServiceIsRefused(t *testing.T) {
	for _, row := range []struct {
		name string
		do   http.HandlerFunc
		want *apperr.Refusal
		says string
	}{
		{"who is not let in", echo(401, ""), apperr.ServiceBarred, "401"},
		{"who may not", echo(403, ""), apperr.ServiceBarred, "403"},
		{"not there", echo(404, ""), apperr.ServiceAnswer, "404"},
		{"a question it does not like", echo(400, ""), apperr.ServiceAnswer, "400"},
		{"broken", echo(500, ""), apperr.ServiceAnswer, "500"},
		{"a redirect", echo(302, "Location: /elsewhere?TOKEN"), apperr.ServiceMoved, "302"},
		{"a redirect that keeps the method", echo(307, "Location: http://TOKEN.example/"), apperr.ServiceMoved, "307"},
		{"busy for an hour", echo(429, "Retry-After: 3600"), apperr.ServiceBusy, ""},
		{"busy until a date", echo(503, "Retry-After: Thu, 18 Sep 2025 16:00:00 GMT"), apperr.ServiceBusy, ""},
		{"busy since ever", echo(503, "Retry-After: -1"), apperr.ServiceBusy, ""},
		{"busy for longer than there are seconds", echo(503, "Retry-After: 99999999999999999999999"), apperr.ServiceBusy, ""},
		{"a page", echo(200, "Content-Type: text/html; charset=utf-8"), apperr.ServiceType, ""},
		{"a stream of events", echo(200, "Content-Type: text/event-stream"), apperr.ServiceType, ""},
		{"a type that is none", echo(200, "Content-Type: TOKEN"), apperr.ServiceType, ""},
		{"a type of another", echo(200, "Content-Type: text/x+json"), apperr.ServiceType, ""},
		{"a coding that was not asked for", echo(200, "Content-Encoding: TOKEN"), apperr.ServiceType, ""},
		{"no gzip at all", echo(200, "Content-Encoding: gzip"), apperr.ServiceAway, ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			got, err := client(capture.Options{}).Send(t.Context(), outgoing(site(t, row.do)))
			if !errors.Is(err, row.want) || apperr.Code(err) != row.want.Code || !strings.Contains(apperr.Message(err), row.says) {
				t.Errorf("got %v, want %s with %q", err, row.want.Code, row.says)
			}
			if got != nil {
				t.Errorf("%d bytes came back all the same", len(got))
			}
			hides(t, err)
		})
	}
}

// Nobody is asked, and nothing told, where a service sends us.
func TestNoRedirectIsFollowed(t *testing.T) {
	var asked atomic.Int32
	there := site(t, func(http.ResponseWriter, *http.Request) { asked.Add(1) })
	for _, status := range []int{300, 301, 302, 303, 307, 308} {
		at := site(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", there)
			w.Header().Set("Refresh", "0; url="+there)
			w.WriteHeader(status)
			_, _ = io.Copy(io.Discard, r.Body)
		})
		if _, err := client(capture.Options{}).Send(t.Context(), outgoing(at)); !errors.Is(err, apperr.ServiceMoved) {
			t.Errorf("%d: %v", status, err)
		}
	}
	if n := asked.Load(); n > 0 {
		t.Errorf("%d questions went where a redirect led", n)
	}
}

func TestABusyServiceIsAskedOnceMore(t *testing.T) {
	for _, row := range []struct {
		name, after string
		status      int
		busy, asked int32 // times it is busy, times it is asked
		want        error
	}{
		{"too many", "0", 429, 1, 2, nil},
		{"not there for a moment", "0", 503, 1, 2, nil},
		{"without a time", "", 429, 1, 2, nil},
		{"still busy", "0", 429, 9, 2, apperr.ServiceBusy},
		{"busy for too long", "6", 429, 1, 1, apperr.ServiceBusy},
		{"broken", "0", 500, 1, 1, apperr.ServiceAnswer},
		{"a bad gate", "0", 502, 1, 1, apperr.ServiceAnswer},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			var asked atomic.Int32
			at := site(t, func(w http.ResponseWriter, r *http.Request) {
				body, _ := io.ReadAll(r.Body)
				if string(body) != `{"say":"words"}` {
					t.Errorf("asked for %q", body)
				}
				w.Header().Set("Content-Type", "application/json")
				if row.after != "" {
					w.Header().Set("Retry-After", row.after)
				}
				if asked.Add(1) <= row.busy {
					w.WriteHeader(row.status)
				}
				_, _ = io.WriteString(w, "{}")
			})
			_, err := client(capture.Options{}).Send(t.Context(), outgoing(at))
			if !errors.Is(err, row.want) || asked.Load() != row.asked {
				t.Errorf("asked %d times, want %d: %v", asked.Load(), row.asked, err)
			}
		})
	}
}

func TestWhoeverGoesAwayWaitsForNoBusyService(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	at := site(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "5")
		w.WriteHeader(http.StatusServiceUnavailable)
		cancel()
	})
	if _, err := client(capture.Options{}).Send(ctx, outgoing(at)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestHostileServicesAreLeft(t *testing.T) {
	const good = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
	packed := good + "Content-Encoding: gzip\r\n"
	bomb := zeros(t, 16<<20)
	for _, row := range []struct {
		name string
		do   func(net.Conn)
		want *apperr.Refusal
	}{
		{"an answer without end", func(c net.Conn) { say(c, good+"\r\n", 1); say(c, strings.Repeat("word ", 1000), endless) }, apperr.ServiceLarge},
		{"in chunks without end", func(c net.Conn) {
			say(c, good+"Transfer-Encoding: chunked\r\n\r\n", 1)
			say(c, "1388\r\n"+strings.Repeat("word ", 1000)+"\r\n", endless)
		}, apperr.ServiceLarge},
		{"said to have 10 GiB", func(c net.Conn) { say(c, good+"Content-Length: 10737418240\r\n\r\n", 1); hang(c) }, apperr.ServiceLarge},
		{"16 MiB in a packet", func(c net.Conn) { say(c, packed+"\r\n"+bomb, 1) }, apperr.ServiceLarge},
		{"packets of nothing without end", func(c net.Conn) { say(c, packed+"\r\n", 1); say(c, strings.Repeat(zeros(t, 0), 1000), endless) }, apperr.ServiceAway},
		{"a packet that breaks off", func(c net.Conn) { say(c, packed+"\r\n"+bomb[:len(bomb)/1000], 1) }, apperr.ServiceAway},
		{"a byte at a time", func(c net.Conn) { say(c, good+"\r\n", 1); drip(c, " ") }, apperr.ServiceSlow},
		{"a header line at a time", func(c net.Conn) { say(c, good, 1); drip(c, "X: y\r\n") }, apperr.ServiceSlow},
		{"never an answer", hang, apperr.ServiceSlow},
		{"shorter than it says", func(c net.Conn) { say(c, good+"Content-Length: 100\r\n\r\n{", 1) }, apperr.ServiceAway},
		{"headers without end", func(c net.Conn) { say(c, good, 1); say(c, "X: y\r\n", endless) }, apperr.ServiceAway},
		{"early hints without end", func(c net.Conn) { say(c, "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n", endless) }, apperr.ServiceAway},
		{"another protocol asked for", func(c net.Conn) {
			say(c, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n", 1)
		}, apperr.ServiceAnswer},
		{"no HTTP, but the token", func(c net.Conn) { say(c, bearer+" is what was sent\r\n", 1) }, apperr.ServiceAway},
		{"a status of the token", func(c net.Conn) { say(c, "HTTP/1.1 "+bearer+"\r\n\r\n", 1) }, apperr.ServiceAway},
		{"a header of the token", func(c net.Conn) { say(c, good+"\x00"+bearer+"\r\n\r\n", 1) }, apperr.ServiceAway},
		{"a length of the token", func(c net.Conn) { say(c, good+"Content-Length: "+bearer+"\r\n\r\n", 1) }, apperr.ServiceAway},
		{"a way of sending of the token", func(c net.Conn) { say(c, good+"Transfer-Encoding: "+bearer+"\r\n\r\n", 1) }, apperr.ServiceAway},
		{"hung up", func(net.Conn) {}, apperr.ServiceAway},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			o := outgoing("http://" + wire(t, row.do) + "/")
			if row.want == apperr.ServiceSlow {
				o.Time = 500 * time.Millisecond
			}
			got, err := client(capture.Options{}).Send(t.Context(), o)
			if !errors.Is(err, row.want) || got != nil {
				t.Errorf("got %d bytes, %v, want %s", len(got), err, row.want.Code)
			}
			hides(t, err)
		})
	}
}

func TestAnswersUpToTheLimitAreTaken(t *testing.T) {
	for size, want := range map[int]error{1: nil, 1 << 16: nil, 1<<16 + 1: apperr.ServiceLarge} {
		for _, how := range []string{"plain", "packed"} {
			at := site(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				var body io.Writer = w
				if how == "packed" {
					w.Header().Set("Content-Encoding", "gzip")
					z := gzip.NewWriter(w)
					defer func() { _ = z.Close() }()
					body = z
				}
				_, _ = io.WriteString(body, strings.Repeat("1", size))
			})
			got, err := client(capture.Options{}).Send(t.Context(), outgoing(at))
			if !errors.Is(err, want) || want == nil && len(got) != size {
				t.Errorf("%s, %d: %d bytes, %v", how, size, len(got), err)
			}
		}
	}
}

func TestNothingIsSentToWhatIsNoService(t *testing.T) {
	var asked atomic.Int32
	at := site(t, func(http.ResponseWriter, *http.Request) { asked.Add(1) })
	secure := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer secure.Close()
	secure.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelInfo)
	port := strings.TrimPrefix(at, "http://127.0.0.1")
	for _, row := range []struct {
		name, address string
		o             capture.Options
		want          *apperr.Refusal
	}{
		{"no address", "the machine downstairs", capture.Options{}, apperr.ServiceAddress},
		{"no web", "ftp://example.org/", capture.Options{}, apperr.ServiceAddress},
		{"with a password", "http://a:b@127.0.0.1/", capture.Options{}, apperr.ServiceAddress},
		{"this machine, which nobody named", at, capture.Options{}, apperr.ServicePlace},
		{"another place of the house than is named", at, capture.Options{Allow: prefixes("10.0.0.0/8")}, apperr.ServicePlace},
		{"another port than is named", at, capture.Options{Places: places("127.0.0.1:1")}, apperr.ServicePlace},
		{"a name that is not there", "https://nobody-knows-this.invalid/", capture.Options{}, apperr.ServicePlace},
		{"ourselves", at, capture.Options{Allow: prefixes("127.0.0.0/8"), Own: places("127.0.0.1" + port)}, apperr.ServicePlace},
		{"ourselves, by name of the port", at, capture.Options{Places: places("127.0.0.1" + port), Own: places("0.0.0.0" + port)}, apperr.ServicePlace},
		{"in the open", "http://93.184.215.14/", capture.Options{Allow: prefixes("127.0.0.0/8")}, apperr.ServiceOpen},
		{"a certificate of nobody", secure.URL, capture.Options{Allow: prefixes("127.0.0.0/8")}, apperr.ServiceUntrusted},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, err := capture.New(row.o).Send(t.Context(), outgoing(row.address))
			if !errors.Is(err, row.want) || apperr.Code(err) != row.want.Code {
				t.Errorf("got %v, want %s", err, row.want.Code)
			}
			hides(t, err)
		})
	}
	o := outgoing(at)
	for _, bad := range []capture.Secret{"a\r\nX: y", "a b", "\x00", "ключ", "a\u00a0b"} {
		o.Token = bad
		if _, err := client(capture.Options{}).Send(t.Context(), o); !errors.Is(err, apperr.ServiceToken) {
			t.Errorf("%v", err)
		}
	}
	if n := asked.Load(); n > 0 {
		t.Errorf("%d questions were asked", n)
	}
}

func prefixes(all ...string) (list []netip.Prefix) {
	for _, s := range all {
		list = append(list, netip.MustParsePrefix(s))
	}
	return list
}

func places(all ...string) (list []netip.AddrPort) {
	for _, s := range all {
		list = append(list, netip.MustParseAddrPort(s))
	}
	return list
}

// One place of the house may be named with its port: nothing beside it is
// reached, neither to ask nor to fetch.
func TestAPlaceIsNamedWithItsPort(t *testing.T) {
	do := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, "{}")
	}
	at, beside := site(t, do), site(t, do)
	c := capture.New(capture.Options{Places: places(strings.TrimPrefix(at, "http://"))})
	for _, name := range []string{at, strings.Replace(at, "127.0.0.1", "localhost", 1)} {
		if got, err := c.Send(t.Context(), outgoing(name)); err != nil || string(got) != "{}" {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if _, err := c.Send(t.Context(), outgoing(beside)); !errors.Is(err, apperr.ServicePlace) {
		t.Errorf("beside it: %v", err)
	}
	if _, err := c.Fetch(t.Context(), beside); !errors.Is(err, apperr.NotPublic) {
		t.Errorf("fetched beside it: %v", err)
	}
}

func TestQuestionsUnderWayAreFew(t *testing.T) {
	enter, leave := make(chan struct{}, 10), make(chan struct{})
	at := site(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			page(w, "words")
			return
		}
		enter <- struct{}{}
		<-leave
	})
	c := client(capture.Options{})
	done := make(chan struct{}, 4)
	for range 4 {
		go func() {
			_, _ = c.Send(t.Context(), outgoing(at))
			done <- struct{}{}
		}()
		<-enter
	}
	o := outgoing(at)
	o.Time = 300 * time.Millisecond
	if _, err := c.Send(t.Context(), o); !errors.Is(err, apperr.ServiceBusy) && !errors.Is(err, apperr.ServiceSlow) {
		t.Errorf("a fifth: %v", err)
	}
	if len(enter) > 0 {
		t.Error("a fifth was sent")
	}
	if _, err := c.Fetch(t.Context(), at); err != nil {
		t.Errorf("a page waits for them: %v", err)
	}
	close(leave)
	for range 4 {
		<-done
	}
}

func TestASecretDoesNotShow(t *testing.T) {
	o := outgoing("https://example.org/")
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("said", "token", o.Token, "all", o)
	slog.New(slog.NewJSONHandler(&log, nil)).Info("said", "token", o.Token, "all", o)
	marshalled, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	for _, said := range []string{
		fmt.Sprint(o.Token), fmt.Sprintf("%s %q %x %d %#v %+v", o.Token, o.Token, o.Token, o.Token, o, &o), string(marshalled), log.String(),
	} {
		if strings.Contains(said, bearer) || strings.Contains(said, hex.EncodeToString([]byte(bearer))) {
			t.Errorf("it shows in %s", said)
		}
	}
}

// A server that reads the question only after it has answered breaks nothing.
func TestAnAnswerBeforeTheQuestionIsReadIsTaken(t *testing.T) {
	at := site(t, func(w http.ResponseWriter, r *http.Request) {
		c, b, err := w.(http.Hijacker).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		defer func() { _ = c.Close() }()
		say(c, "HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n", 1)
		_, _ = io.Copy(io.Discard, bufio.NewReader(b))
	})
	o := outgoing(at)
	o.Body = bytes.Repeat([]byte("1"), 1<<20)
	if _, err := client(capture.Options{}).Send(t.Context(), o); !errors.Is(err, apperr.ServiceBarred) && !errors.Is(err, apperr.ServiceAway) {
		t.Errorf("got %v", err)
	}
}
