//go:build linux

package capture

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"example.org/tickmark/apperr"
)

// TestNothingButPublicPlacesIsReached goes, in a network where somebody
// listens at every address, by every way to every place that is not public.
func TestNothingButPublicPlacesIsReached(t *testing.T) {
	if !inAWorld(t) {
		return
	}
	w := newWorld(t)
	t.Run("public sites are reached", w.reachesThePublic)
	t.Run("a guard that is off is noticed", w.noticesAGuardThatIsOff)
	t.Run("no spelling leads inside", w.noSpellingLeadsInside)
	t.Run("no name leads inside", w.noNameLeadsInside)
	t.Run("no name that changes leads inside", w.noChangingNameLeadsInside)
	t.Run("no port, scheme or proxy leads elsewhere", w.noPortLeadsElsewhere)
	t.Run("names are not looked up in our own domains", w.namesStayWhatTheyAre)
	t.Run("no service is inside", w.noServiceIsInside)
}

func fetch(t *testing.T, c *Client, address string) (Page, error) {
	t.Helper()
	return c.Fetch(t.Context(), address)
}

// to is the address of a public site that sends whoever comes on to another.
func to(address string, status, hops int) string {
	return fmt.Sprintf("http://%s/?n=%d&hops=%d&to=%s", site4, status, hops, url.QueryEscape(address))
}

func (w *world) reachesThePublic(t *testing.T) {
	c := New(Options{})
	for _, address := range []string{
		"http://" + site4.String() + "/", "http://[" + site6.String() + "]/", "http://" + named("a", site4) + "/", "http://" + named("a", site6) + "/",
		"http://" + named("a", site4, site6) + ":80/", "http://" + named("c", site4) + "/", to("http://"+named("c", site6)+"/", 308, 4),
		"http://９３.184.215.14/", "https://" + site4.String() + "/", "https://[" + site6.String() + "]/", "https://" + named("a", site4) + "/",
		to("https://"+named("c", site6)+"/", 301, 0),
	} {
		p, err := fetch(t, c, address)
		if err != nil || string(p.Body) != "<p>public words" {
			t.Errorf("%s: %q, %v", address, p.Body, err)
		}
	}
	if _, err := fetch(t, c, "https://"+named("a", site6)+"/"); !errors.Is(err, apperr.CaptureUntrusted) {
		t.Errorf("a certificate of another: %v", err)
	}
	if hits := w.settled(t); len(hits) > 0 {
		t.Errorf("canaries: %v", hits)
	}
}

// What this world shows counts only if it shows a guard that lets go, and one
// that looks at the wrong thing.
func (w *world) noticesAGuardThatIsOff(t *testing.T) {
	inner := netip.MustParseAddr("169.254.169.254")
	off := New(Options{Allow: prefixes("0.0.0.0/0", "::/0")})
	for _, host := range []string{inner.String(), "[fd00:ec2::254]", named("a", inner), "localhost"} {
		if p, err := fetch(t, off, "http://"+host+"/"); err != nil || !strings.Contains(string(p.Body), "secret") {
			t.Errorf("%s: %q, %v", host, p.Body, err)
		}
	}
	if hits := w.caught(); len(hits) != 4 {
		t.Errorf("canaries without a guard: %v, want 4", hits)
	}
	// One that only reads the host sees no address in a name.
	words := &http.Client{}
	if r, err := words.Get("http://" + named("a", inner) + "/"); err == nil {
		_ = r.Body.Close()
	}
	if len(w.caught()) == 0 {
		t.Error("no canary told of a client that looks at words only")
	}
	// One that resolves, looks and then dials by name is led by a name that changes.
	name := named("flip", site4, netip.MustParseAddr("127.0.0.1"))
	lookup := &net.Resolver{PreferGo: true}
	for range 20 {
		ips, err := lookup.LookupNetIP(t.Context(), "ip4", name+".")
		if err != nil || !public(ips[0].Unmap()) {
			continue
		}
		if c, err := (&net.Dialer{Resolver: lookup}).DialContext(t.Context(), "tcp4", name+".:80"); err == nil {
			_ = c.Close()
		}
	}
	if len(w.settled(t)) == 0 {
		t.Error("no canary told of a client that looks before it resolves again")
	}
}

// uniform is what is said of every place that is not public.
var uniform = apperr.Message(apperr.NotPublic.With())

func (w *world) inside(t *testing.T, c *Client, address string) {
	t.Helper()
	p, err := fetch(t, c, address)
	if apperr.Message(err) != uniform || p.Body != nil {
		t.Errorf("%s: %q, %v", address, p.Body, err)
	}
	if hits := w.caught(); len(hits) > 0 {
		t.Errorf("%s: canaries %v", address, hits)
	}
}

func (w *world) noSpellingLeadsInside(t *testing.T) {
	c := New(Options{})
	tries := 0
	hosts := append([]string{"localhost", "LOCALHOST.", "ｌｏｃａｌｈｏｓｔ", "ip6-localhost", "nobody-knows-this.example", "intranet"}, spellings["not-public"]...)
	for _, host := range hosts {
		for _, scheme := range []string{"http", "https"} {
			address := scheme + "://" + host + "/"
			w.inside(t, c, address)
			for _, status := range []int{301, 302, 303, 307, 308} {
				w.inside(t, c, to(address, status, 0))
			}
			w.inside(t, c, to(address, 302, 4))
			p, err := fetch(t, c, "http://"+site4.String()+"/refresh?to="+url.QueryEscape(address))
			if hits := w.caught(); err != nil || len(hits) > 0 || strings.Contains(string(p.Body), "secret") {
				t.Errorf("a refresh to %s: %v, canaries %v", address, err, hits)
			}
			tries += 8
		}
	}
	t.Logf("%d tries of %d spellings, 0 canaries", tries, len(hosts))
}

func (w *world) noNameLeadsInside(t *testing.T) {
	c := New(Options{})
	tries := 0
	for _, host := range spellings["not-public"] {
		ip, err := netip.ParseAddr(strings.Trim(host, "[]"))
		if err != nil || ip.Zone() != "" || ip.Unmap() == netip.MustParseAddr("8.8.8.8") {
			continue
		}
		other := netip.MustParseAddr("10.0.0.1")
		for _, name := range []string{named("a", ip), named("c", ip), named("a", ip, other), named("a", other, ip)} {
			for _, scheme := range []string{"http", "https"} {
				w.inside(t, c, scheme+"://"+name+"/")
				w.inside(t, c, to(scheme+"://"+name+"/", 302, 0))
				tries += 2
			}
		}
		// Where one of the addresses is public, that one is taken.
		for _, name := range []string{named("a", site4, ip), named("a", ip, site4), named("a", ip, site6), named("c", site6, ip)} {
			p, err := fetch(t, c, "http://"+name+"/")
			if hits := w.caught(); len(hits) > 0 || err != nil || string(p.Body) != "<p>public words" {
				t.Errorf("%s: %q, %v, canaries %v", name, p.Body, err, hits)
			}
			tries++
		}
	}
	t.Logf("%d tries, 0 canaries", tries)
}

func (w *world) noChangingNameLeadsInside(t *testing.T) {
	c := New(Options{})
	reached, refused := 0, 0
	for i := range 1000 {
		inner := netip.MustParseAddr([]string{"127.0.0.1", "10.0.0.5", "169.254.169.254", "::1"}[i%4])
		from := site4
		if inner.Is6() {
			from = site6
		}
		name := named("flip", from, inner)
		address := "http://" + name + "/"
		if i%3 == 0 { // and between hops
			address += "?n=302&to=" + url.QueryEscape(address)
		}
		p, err := fetch(t, c, address)
		switch {
		case err == nil && string(p.Body) == "<p>public words":
			reached++
		case errors.Is(err, apperr.NotPublic):
			refused++
		default:
			t.Errorf("%s: %q, %v", name, p.Body, err)
		}
	}
	if hits := w.settled(t); len(hits) > 0 || refused == 0 || reached == 0 {
		t.Errorf("%d canaries: %v", len(hits), hits)
	}
	t.Logf("1000 tries: %d reached a public site, %d were refused, 0 canaries", reached, refused)
}

func (w *world) noPortLeadsElsewhere(t *testing.T) {
	c := New(Options{Own: []netip.AddrPort{netip.AddrPortFrom(site6, 80)}})
	for _, host := range []string{site4.String(), "[" + site6.String() + "]", named("a", site4), "10.0.0.1"} {
		for _, port := range []string{"22", "25", "3128", "6379", "8080", "080"} {
			for _, address := range []string{"http://" + host + ":" + port + "/", "https://" + host + ":" + port + "/"} {
				for _, way := range []string{address, to(address, 302, 0)} {
					if _, err := fetch(t, c, way); !errors.Is(err, apperr.CapturePort) {
						t.Errorf("%s: %v", way, err)
					}
				}
			}
		}
	}
	for _, address := range []string{
		"file:///etc/passwd", "gopher://10.0.0.1:6379/_x", "ftp://" + site4.String() + "/", "data:text/plain,x", "unix:///var/run/docker.sock",
		"jar:http://10.0.0.1/x!/y", "http+unix://%2Fvar%2Frun%2Fdocker.sock/", "dict://10.0.0.1:6379/", "//10.0.0.1:22\r\n",
	} {
		for _, way := range []string{address, to(address, 302, 0)} {
			if _, err := fetch(t, c, way); err == nil {
				t.Errorf("%s: fetched", way)
			}
		}
	}
	if _, err := fetch(t, c, "http://["+site6.String()+"]/"); !errors.Is(err, apperr.NotPublic) {
		t.Errorf("where this program listens itself: %v", err)
	}
	if _, err := fetch(t, c, "http://"+site4.String()+"/"); err != nil {
		t.Errorf("past the proxy of the environment: %v", err)
	}
	if hits := w.caught(); len(hits) > 0 {
		t.Errorf("canaries: %v", hits)
	}
	proxied := &http.Client{Transport: &http.Transport{Proxy: http.ProxyFromEnvironment}}
	if r, err := proxied.Get("http://" + site4.String() + "/"); err == nil {
		_ = r.Body.Close()
	}
	if hits := w.caught(); len(hits) != 1 || hits[0] != "10.9.9.9:3128" {
		t.Errorf("the environment names no proxy, so that nothing is proved: %v", hits)
	}
}

func (w *world) namesStayWhatTheyAre(t *testing.T) {
	for _, host := range []string{"intranet.corp", "intranet"} {
		if _, err := fetch(t, New(Options{}), "http://"+host+"/"); !errors.Is(err, apperr.NotPublic) {
			t.Errorf("%s: %v", host, err)
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for name := range w.queries {
		if strings.Contains(name, "inside.example") || strings.HasPrefix(name, "intranet. ") {
			t.Errorf("asked for %s", name)
		}
	}
	if w.queries["intranet.corp. TypeA"] == 0 {
		t.Error("nobody asked for the name itself")
	}
}

// A question with its token goes to public places that prove who they are, and
// to no other.
func (w *world) noServiceIsInside(t *testing.T) {
	c := New(Options{})
	ask := func(address string) error {
		_, err := c.Send(t.Context(), Outgoing{Address: address, Token: "t", Body: []byte("{}")})
		if hits := w.caught(); len(hits) > 0 {
			t.Errorf("%s: canaries %v", address, hits)
		}
		return err
	}
	for _, public := range []string{"https://" + site4.String() + "/", "https://" + named("a", site4) + "/"} {
		if err := ask(public); !errors.Is(err, apperr.ServiceType) { // it is a site, and no service
			t.Errorf("%s: %v", public, err)
		}
	}
	for _, open := range []string{"http://" + site4.String() + "/", "http://" + named("a", site6) + "/"} {
		if err := ask(open); !errors.Is(err, apperr.ServiceOpen) {
			t.Errorf("%s: %v", open, err)
		}
	}
	if err := ask(strings.Replace(to("http://10.0.0.1/", 307, 0), "http:", "https:", 1)); !errors.Is(err, apperr.ServiceMoved) {
		t.Errorf("a redirect: %v", err)
	}
	tries := 0
	hosts := append([]string{"localhost", "intranet", "nobody-knows-this.example", named("a", netip.MustParseAddr("10.0.0.1"))}, spellings["not-public"]...)
	for _, host := range hosts {
		for _, address := range []string{"http://" + host + "/", "https://" + host + "/", "http://" + host + ":8080/"} {
			if err := ask(address); !errors.Is(err, apperr.ServicePlace) {
				t.Errorf("%s: %v", address, err)
			}
			tries++
		}
	}
	if hits := w.settled(t); len(hits) > 0 {
		t.Errorf("canaries: %v", hits)
	}
	t.Logf("%d tries of %d spellings, 0 canaries", tries, len(hosts))
}
