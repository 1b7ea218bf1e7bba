package render_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"example.org/tickmark/render"
)

// canaries are listeners of this machine that note whoever comes.
type canaries struct {
	web   *httptest.Server // notes the paths that are asked for
	plain []net.Listener   // note that somebody came: https, preconnect
	udp   net.PacketConn   // notes that something came: WebRTC

	mu   sync.Mutex
	sang []string
}

func (c *canaries) sing(song string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !slices.Contains(c.sang, song) {
		c.sang = append(c.sang, song)
	}
}

func (c *canaries) heard() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Sorted(slices.Values(c.sang))
}

// listen starts the canaries. The page is what /page gives.
func listen(t *testing.T, page func(*canaries) string) *canaries {
	t.Helper()
	c := new(canaries)
	c.web = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/page" {
			w.Header().Set("Content-Type", html)
			_, _ = io.WriteString(w, page(c))
			return
		}
		c.sing(strings.TrimPrefix(r.URL.Path, "/"))
		switch { // what is fetched may fetch on
		case strings.HasSuffix(r.URL.Path, ".css"):
			w.Header().Set("Content-Type", "text/css")
		case strings.HasSuffix(r.URL.Path, ".js"):
			w.Header().Set("Content-Type", "text/javascript")
		default:
			w.Header().Set("Content-Type", html)
		}
	}))
	c.web.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			c.sing("a connection")
		}
	}
	c.web.Start()
	t.Cleanup(c.web.Close)
	for _, name := range []string{"https", "preconnect"} {
		c.plain = append(c.plain, c.door(t, name))
	}
	var err error
	if c.udp, err = new(net.ListenConfig).ListenPacket(t.Context(), "udp4", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.udp.Close() })
	go func() {
		for {
			if _, _, err := c.udp.ReadFrom(make([]byte, 2048)); err != nil {
				return
			}
			c.sing("webrtc")
		}
	}()
	return c
}

// door notes everybody who connects, and sends them away.
func (c *canaries) door(t *testing.T, name string) net.Listener {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			c.sing(name)
			_ = conn.Close()
		}
	}()
	return l
}

// baits is a page that tries every way out that a page has.
func baits(c *canaries) string {
	return strings.NewReplacer(
		"WEB", c.web.URL, "WS", "ws"+strings.TrimPrefix(c.web.URL, "http"),
		"HTTPS", "https://"+c.plain[0].Addr().String(), "PRECONNECT", "http://"+c.plain[1].Addr().String(),
		"STUN", c.udp.LocalAddr().String(),
	).Replace(`<!doctype html><html><head>
<link rel="dns-prefetch" href="//bait.example.org"><link rel="dns-prefetch" href="PRECONNECT">
<link rel="preconnect" href="PRECONNECT">
<link rel="prefetch" href="WEB/prefetch"><link rel="preload" as="image" href="WEB/preload">
<link rel="modulepreload" href="WEB/modulepreload.js"><link rel="icon" href="WEB/icon"><link rel="manifest" href="WEB/manifest">
<link rel="stylesheet" href="WEB/link.css">
<script src="WEB/script.js"></script><script type="module">import "WEB/module.js"</script>
<script type="speculationrules">{"prefetch":[{"source":"list","urls":["WEB/speculation"]}]}</script>
<style>@import "WEB/import.css";
@font-face{font-family:bait;src:url(WEB/font)} p{font-family:bait} body{background:url(WEB/background)}
li{list-style-image:url(WEB/list)} p::after{content:url(WEB/content)} div{cursor:url(WEB/cursor),auto;mask-image:url(WEB/mask)}
@media print{body{background:url(WEB/print)}} </style></head>
<body onload="fetch('WEB/onload')"><p>bait</p><ul><li>x</ul><div>x</div>
<img src="WEB/img"><img srcset="WEB/srcset 1x"><img loading="lazy" src="WEB/lazy"><img src="HTTPS/x"><picture><source srcset="WEB/source"><img></picture>
<iframe src="WEB/iframe"></iframe><iframe srcdoc="<img src='WEB/srcdoc'><iframe src='WEB/inner'></iframe>"></iframe>
<iframe src="data:text/html,<img src='WEB/data'>"></iframe><object data="WEB/object"></object><embed src="WEB/embed">
<video src="WEB/video" poster="WEB/poster" autoplay preload="auto"></video><audio src="WEB/audio" autoplay preload="auto"></audio><video preload="auto"><track default src="WEB/track"></video>
<svg><image href="WEB/svg"/><use href="WEB/use#x"/></svg><input type="image" src="WEB/input"><table background="WEB/table"><td>x</table>
<form id="f" action="WEB/form"><input name="x"></form><a id="a" href="WEB/link" ping="WEB/ping">x</a><a id="d" download href="WEB/download">x</a>
<script>
fetch("WEB/fetch"); navigator.sendBeacon("WEB/beacon","x"); new WebSocket("WS/ws"); new EventSource("WEB/events");
var x=new XMLHttpRequest; x.open("GET","WEB/xhr"); x.send();
new Worker(URL.createObjectURL(new Blob(["fetch('WEB/worker')"])));
if (navigator.serviceWorker) navigator.serviceWorker.register("WEB/serviceworker.js").catch(function(){});
var p=new RTCPeerConnection({iceServers:[{urls:"stun:STUN"}]}); p.createDataChannel("x"); p.createOffer().then(function(o){p.setLocalDescription(o)});
</script></body></html>`)
}

// alive are the canaries that must sing when the page of baits is opened by a
// browser that nothing holds: the others are about what only some do.
var alive = []string{
	"a connection", "audio", "background", "beacon", "content", "embed", "events", "fetch", "font", "https", "iframe", "img", "import.css", "inner", "lazy",
	"link.css", "list", "mask", "module.js", "object", "onload", "poster", "preconnect", "preload", "script.js", "serviceworker.js", "srcdoc", "srcset", "svg", "video", "webrtc", "worker", "ws", "xhr",
}

// If this fails, then TestNothingGoesOut proves nothing.
func TestTheCanariesSing(t *testing.T) {
	r, dir := drawing(t, render.Options{})
	program, err := r.Chromium()
	if err != nil {
		t.Fatal(err)
	}
	c := listen(t, baits)
	allocator, stop := chromedp.NewExecAllocator(t.Context(), append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program), chromedp.UserDataDir(filepath.Join(dir, "p")), chromedp.DisableGPU, chromedp.Env("TMPDIR="+filepath.Join(dir, "p")),
		chromedp.Flag("disable-features", "WebRtcHideLocalIpsWithMdns"), chromedp.Flag("force-webrtc-ip-handling-policy", "default"))...)
	defer func() {
		stop()
		for os.RemoveAll(filepath.Join(dir, "p")) != nil {
			time.Sleep(10 * time.Millisecond)
		}
	}()
	ctx, cancel := chromedp.NewContext(allocator)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.Navigate(c.web.URL+"/page")); err != nil {
		t.Fatal(err)
	}
	silent := func() []string {
		heard := c.heard()
		return slices.DeleteFunc(slices.Clone(alive), func(s string) bool { return slices.Contains(heard, s) })
	}
	for range 1500 {
		if len(silent()) == 0 {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Logf("heard: %q", c.heard())
	if s := silent(); len(s) > 0 {
		t.Errorf("these never sing: %q", s)
	}
}

// wentOut are the events of Chromium's own log of its network that mean that
// something was looked up, connected to or sent.
var wentOut = []string{
	"HOST_RESOLVER_DNS_TASK", "HOST_RESOLVER_SYSTEM_TASK", "DNS_TRANSACTION", "TCP_CONNECT", "TCP_CONNECT_ATTEMPT",
	"UDP_CONNECT", "SOCKET_BYTES_SENT", "UDP_BYTES_SENT",
}

// routeProbe is where Chromium opens a UDP socket to, without sending
// anything, to learn from its own kernel whether there is a route for IPv6.
const routeProbe = "[2001:4860:4860::8888]:443"

// went returns the events in the net log at path that mean that something went
// out.
func went(t *testing.T, path string) (found []string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	head, events, ok := strings.Cut(string(text), `"events": [`)
	var log struct {
		Constants struct{ LogEventTypes map[string]int }
	}
	if err := json.Unmarshal([]byte(strings.TrimRight(head, ", \n")+"}"), &log); err != nil || !ok {
		t.Fatalf("this is no net log: %v", err)
	}
	names := map[int]string{}
	for name, number := range log.Constants.LogEventTypes {
		names[number] = name
	}
	for _, name := range wentOut {
		if _, ok := log.Constants.LogEventTypes[name]; !ok && name != "HOST_RESOLVER_SYSTEM_TASK" {
			t.Errorf("this Chromium knows no event %s: the test does not see what goes out", name)
		}
	}
	seen := 0
	for line := range strings.Lines(events) { // one event each; the last may be cut, by the end of the browser
		var event struct {
			Type   int
			Params struct{ Address string }
		}
		if json.Unmarshal([]byte(strings.TrimRight(line, ",\n")), &event) != nil {
			continue
		}
		seen++
		if name := names[event.Type]; slices.Contains(wentOut, name) && (name != "UDP_CONNECT" || event.Params.Address != "" && event.Params.Address != routeProbe) {
			found = append(found, name+" "+event.Params.Address)
		}
	}
	if seen < 10 {
		t.Errorf("only %d events in the log: the test does not see what goes out", seen)
	}
	return found
}

func TestNothingGoesOut(t *testing.T) {
	refresh := func(to func(*canaries) string) func(*canaries) string {
		return func(c *canaries) string {
			return fmt.Sprintf(`<meta http-equiv="refresh" content="0;url=%s"><body style="background:#00ff00">stays`, to(c))
		}
	}
	local := filepath.Join(t.TempDir(), "local.html")
	if err := os.WriteFile(local, []byte(`<body style="background:#ff0000">`), 0o600); err != nil {
		t.Fatal(err)
	}
	files := func(*canaries) string {
		return strings.ReplaceAll(`<body style="margin:0;background:#00ff00"><iframe style="border:0;width:100%;height:500px" src="FILE"></iframe><object style="width:100%" data="FILE"></object><img src="FILE"><link rel="stylesheet" href="FILE">`, "FILE", "file://"+local)
	}
	for _, walls := range []struct {
		name    string
		options render.Options
	}{
		{"with all walls", render.Options{}},
		{"in the network of the machine", render.Options{Shared: true}},
	} {
		for _, row := range []struct {
			name string
			page func(*canaries) string
		}{
			{"every bait", baits},
			{"sent on to a page", refresh(func(c *canaries) string { return c.web.URL + "/refresh" })},
			{"sent on over HTTPS", refresh(func(c *canaries) string { return "https://" + c.plain[0].Addr().String() })},
			{"sent on to a file", refresh(func(*canaries) string { return "file://" + local })},
			{"files in the page", files},
		} {
			t.Run(walls.name+": "+row.name, func(t *testing.T) {
				if !walls.options.Shared && !render.CanBeAlone() {
					t.Skip("the kernel gives no network namespace here, so the fourth wall is missing")
				}
				log := filepath.Join(t.TempDir(), "net.json")
				r, _ := drawing(t, walls.options.WithFlags(map[string]any{"log-net-log": log, "net-log-capture-mode": "Everything"}))
				c := listen(t, row.page)
				got, err := r.Page(t.Context(), []byte(row.page(c)), c.web.URL+"/page", html)
				if err != nil {
					t.Fatal(err)
				}
				time.Sleep(time.Second) // for what comes late
				r.Close()
				if heard := c.heard(); len(heard) > 0 {
					t.Errorf("out went %q", heard)
				}
				if found := went(t, log); len(found) > 0 {
					t.Errorf("Chromium notes %q", found)
				}
				if img := decode(t, got.PNG); !strings.Contains(row.page(c), "bait") && at(img, 10, 10) != "#00ff00" {
					t.Errorf("it shows something else: %s", at(img, 10, 10))
				}
			})
		}
	}
}
