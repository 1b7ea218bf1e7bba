//go:build linux

package capture

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

// outside names the environment variable by which a test finds itself in a
// world of its own; it holds the network that it must not be in.
const outside = "TICKMARK_TEST_OUTSIDE"

// inAWorld runs the test anew in a network without a way out, where every
// address there is leads to this machine, and returns false; there it returns
// true. It skips where the machine lets nobody make networks.
func inAWorld(t *testing.T) bool {
	t.Helper()
	mine, err := os.Readlink("/proc/self/ns/net")
	if err != nil {
		t.Skipf("no network of its own: %v", err)
	}
	if other := os.Getenv(outside); other != "" {
		if other == mine {
			t.Fatal("this is the network of everybody: nothing hostile runs here")
		}
		return true
	}
	if _, err := exec.LookPath("ip"); err != nil {
		t.Skipf("no network of its own: %v", err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self, "-test.run=^"+regexp.QuoteMeta(t.Name())+"$", "-test.v")
	cmd.Env = append(os.Environ(), outside+"="+mine, "HTTP_PROXY=http://10.9.9.9:3128", "HTTPS_PROXY=http://10.9.9.9:3128", "ALL_PROXY=http://10.9.9.9:3128", "NO_PROXY=")
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNET | syscall.CLONE_NEWNS}
	if os.Getuid() != 0 {
		cmd.SysProcAttr.Cloneflags |= syscall.CLONE_NEWUSER
		cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}}
		cmd.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}}
	}
	out, err := cmd.CombinedOutput()
	switch {
	case errors.Is(err, syscall.EPERM), errors.Is(err, syscall.ENOSYS), errors.Is(err, syscall.ENOSPC):
		t.Skipf("no network of its own: %v", err)
	case err != nil:
		t.Fatalf("%v\n%s", err, out)
	case bytes.Contains(out, []byte("--- SKIP: "+t.Name())):
		t.Skipf("%s", out)
	}
	t.Logf("\n%s", out)
	return false
}

// The addresses at which this world has its public sites.
var (
	site4 = netip.MustParseAddr("93.184.215.14")
	site6 = netip.MustParseAddr("2606:2800:21f:cb07:6820:80da:af6b:8b2c")
)

// world is a network in which somebody listens at every address. At two of
// them are public sites; everything else is a canary.
type world struct {
	mu      sync.Mutex
	hits    []string       // connections that no public site got
	queries map[string]int // names that were asked for, with their type
}

// newWorld makes the network that the test is in such a world.
func newWorld(t *testing.T) *world {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "ip", "route", "show", "default").Output()
	if err != nil || len(out) > 0 {
		t.Fatalf("there is a way out of this network: %s, %v", out, err)
	}
	for _, words := range []string{"link set lo up", "route add local 0.0.0.0/0 dev lo table local", "-6 route add local ::/0 dev lo table local"} {
		if out, err := exec.CommandContext(t.Context(), "ip", strings.Fields(words)...).CombinedOutput(); err != nil {
			t.Skipf("ip %s: %v: %s", words, err, out)
		}
	}
	names := filepath.Join(t.TempDir(), "resolv.conf")
	text := "nameserver 127.0.0.1\nsearch inside.example\noptions ndots:5 timeout:2 attempts:1\n"
	if err := os.WriteFile(names, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	_ = syscall.Mount("none", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, "") // a user's own world is private already
	if err := syscall.Mount(names, "/etc/resolv.conf", "", syscall.MS_BIND, ""); err != nil {
		t.Skipf("no names of its own: %v", err)
	}
	w := &world{queries: map[string]int{}}
	w.names(t)
	secure := certified(t)
	for _, port := range []int{80, 443, 22, 25, 3128, 6379, 8080} {
		for network, host := range map[string]string{"tcp4": "0.0.0.0", "tcp6": "::"} {
			l, err := net.Listen(network, net.JoinHostPort(host, strconv.Itoa(port)))
			if err != nil {
				t.Skipf("no canary on port %d: %v", port, err)
			}
			go func() { _ = http.Serve(sieve{l, w, secure}, http.HandlerFunc(visit)) }()
		}
	}
	return w
}

// sieve lets connections to the public sites through, and notes all others.
type sieve struct {
	net.Listener
	w      *world
	secure *tls.Config
}

func (s sieve) Accept() (net.Conn, error) {
	for {
		c, err := s.Listener.Accept()
		if err != nil {
			return nil, err
		}
		at, err := netip.ParseAddrPort(c.LocalAddr().String())
		if err == nil && (at.Addr().Unmap() == site4 || at.Addr() == site6) {
			switch at.Port() {
			case 80:
				return c, nil
			case 443:
				return tls.Server(c, s.secure), nil
			}
		}
		s.w.mu.Lock()
		s.w.hits = append(s.w.hits, c.LocalAddr().String())
		s.w.mu.Unlock()
		go tell(c)
	}
}

// tell gives away a secret.
func tell(c net.Conn) {
	defer func() { _ = c.Close() }()
	if _, err := c.Read(make([]byte, 4096)); err == nil {
		_, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\na secret of the inner network")
	}
}

// visit is what the public sites answer.
func visit(w http.ResponseWriter, r *http.Request) {
	to := r.FormValue("to")
	n, _ := strconv.Atoi(r.FormValue("n"))
	switch {
	case r.URL.Path == "/robots.txt" && strings.HasPrefix(r.Host, "robots."):
		w.Header().Set("Location", "http://"+second(r.Host)+"/robots.txt")
		w.WriteHeader(http.StatusFound)
	case r.URL.Path == "/refresh":
		w.Header().Set("Refresh", "0; url="+to)
		w.Header().Set("Link", "<"+to+">; rel=preload")
		_, _ = fmt.Fprintf(w, "<meta http-equiv=refresh content='0; url=%s'><iframe src='%s'></iframe>", to, to)
	case to != "" && r.FormValue("hops") > "0":
		hops, _ := strconv.Atoi(r.FormValue("hops"))
		q := r.URL.Query()
		q.Set("hops", strconv.Itoa(hops-1))
		w.Header().Set("Location", "/?"+q.Encode())
		w.WriteHeader(n)
	case to != "":
		w.Header().Set("Location", to)
		w.WriteHeader(n)
	default:
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(w, "<p>public words")
	}
}

// second is the second address of a name, as a host.
func second(name string) string {
	raw, _ := hex.DecodeString(strings.TrimPrefix(strings.Split(name, ".")[2], "x"))
	ip, _ := netip.AddrFromSlice(raw)
	if ip.Is6() {
		return "[" + ip.String() + "]"
	}
	return ip.String()
}

// caught returns the connections that no public site got, and forgets them.
// Whoever read an answer is among them; for others call settled.
func (w *world) caught() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	hits := w.hits
	w.hits = nil
	return hits
}

// settled returns what was caught on port 80 when nobody waits any more: a
// connection made now is noted after all that were made before.
func (w *world) settled(t *testing.T) []string {
	t.Helper()
	last := []string{"127.9.9.9:80", "[::1]:80"}
	for _, at := range last {
		c, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", at)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(c, "flush"); err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadAll(c); err != nil {
			t.Fatal(err)
		}
		_ = c.Close()
	}
	hits := w.caught()
	for _, at := range last {
		i := slices.Index(hits, at)
		if i < 0 {
			t.Fatalf("%s is not among %v", at, hits)
		}
		hits = slices.Delete(hits, i, i+1)
	}
	return hits
}

// certified makes a certificate of the public sites, and this process believe
// it: nothing has asked for the machine's own roots yet.
func certified(t *testing.T) *tls.Config {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
		IPAddresses: []net.IP{site4.AsSlice(), site6.AsSlice()}, DNSNames: []string{named("a", site4), named("c", site6)},
	}
	raw, err := x509.CreateCertificate(rand.Reader, form, form, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "roots.pem")
	if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: raw}), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("SSL_CERT_FILE", file)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{raw}, PrivateKey: key}}}
}

// named is a name under which the DNS of this world knows the addresses: "a"
// says all of them, "c" by way of another name, "flip" one and then the next,
// "robots" the first.
func named(how string, ips ...netip.Addr) string {
	labels := []string{how}
	for _, ip := range ips {
		labels = append(labels, "x"+hex.EncodeToString(ip.AsSlice()))
	}
	return strings.Join(labels, ".") + ".example"
}

// names answers for all names, as they say themselves.
func (w *world) names(t *testing.T) {
	t.Helper()
	c, err := net.ListenPacket("udp4", "127.0.0.1:53")
	if err != nil {
		t.Skipf("no names of its own: %v", err)
	}
	go func() {
		b := make([]byte, 4096)
		for {
			n, from, err := c.ReadFrom(b)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(b[:n]) != nil || len(m.Questions) != 1 {
				continue
			}
			m.Response, m.Authoritative, m.RecursionAvailable, m.Additionals = true, true, true, nil
			w.answer(&m)
			if out, err := m.Pack(); err == nil {
				_, _ = c.WriteTo(out, from)
			}
		}
	}()
}

// answer answers one question.
func (w *world) answer(m *dnsmessage.Message) {
	q := m.Questions[0]
	name := strings.ToLower(q.Name.String())
	w.mu.Lock()
	turn := w.queries[name+" "+q.Type.String()]
	w.queries[name+" "+q.Type.String()]++
	w.mu.Unlock()
	labels := strings.Split(strings.TrimSuffix(name, ".example."), ".")
	var ips []netip.Addr
	for _, l := range labels[1:] {
		raw, err := hex.DecodeString(strings.TrimPrefix(l, "x"))
		ip, ok := netip.AddrFromSlice(raw)
		if err != nil || !ok {
			m.RCode = dnsmessage.RCodeNameError
			return
		}
		ips = append(ips, ip)
	}
	if len(ips) == 0 {
		m.RCode = dnsmessage.RCodeNameError
		return
	}
	at := q.Name
	switch labels[0] {
	case "flip":
		ips = ips[turn%len(ips) : turn%len(ips)+1]
	case "robots":
		ips = ips[:1]
	case "c":
		at = dnsmessage.MustNewName("a" + strings.TrimPrefix(name, "c"))
		m.Answers = append(m.Answers, dnsmessage.Resource{
			Header: dnsmessage.ResourceHeader{Name: q.Name, Type: dnsmessage.TypeCNAME, Class: dnsmessage.ClassINET},
			Body:   &dnsmessage.CNAMEResource{CNAME: at},
		})
	}
	for _, ip := range ips {
		header := dnsmessage.ResourceHeader{Name: at, Type: q.Type, Class: dnsmessage.ClassINET} // for no time at all
		switch {
		case ip.Is4() && q.Type == dnsmessage.TypeA:
			m.Answers = append(m.Answers, dnsmessage.Resource{Header: header, Body: &dnsmessage.AResource{A: ip.As4()}})
		case ip.Is6() && q.Type == dnsmessage.TypeAAAA:
			m.Answers = append(m.Answers, dnsmessage.Resource{Header: header, Body: &dnsmessage.AAAAResource{AAAA: ip.As16()}})
		}
	}
}
