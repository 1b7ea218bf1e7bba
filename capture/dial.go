package capture

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"syscall"
	"time"

	"example.org/tickmark/apperr"
)

// guard decides where connections go.
type guard struct {
	allow  []netip.Prefix
	places []netip.AddrPort
	own    []netip.AddrPort
	house  bool // nothing but allow and places, for what anybody on the way could read
}

// named reports whether there are places of our own that may be reached.
func (g guard) named() bool { return len(g.allow) > 0 || len(g.places) > 0 }

// transport makes connections past the guard, a new one for every request, so
// that none is used for another name than it was made for.
func (g guard) transport() *http.Transport {
	dialer := &net.Dialer{
		Timeout:        10 * time.Second,
		Resolver:       &net.Resolver{PreferGo: true}, // the system's own reads 0x7f.1 as an address
		ControlContext: g.control,
	}
	var only http.Protocols
	only.SetHTTP1(true)
	return &http.Transport{
		Proxy: nil,
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			address, err := g.absolute(address)
			if err != nil {
				return nil, err
			}
			return dialer.DialContext(ctx, network, address)
		},
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    10 * time.Second,
		DisableKeepAlives:      true,
		DisableCompression:     true, // answer.go unpacks, and counts
		MaxResponseHeaderBytes: maxHeader,
		Protocols:              &only,
	}
}

// absolute puts a dot after a name, so that it is looked up as it stands and
// not also as a name within the domains of this machine. A name of one word is
// in no other than these: it fails with apperr.NotPublic unless there are
// networks of our own that may be reached.
func (g guard) absolute(address string) (string, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return "", err
	}
	if _, name := netip.ParseAddr(host); name == nil {
		return address, nil
	}
	switch {
	case strings.Contains(host, "."):
		return net.JoinHostPort(host+".", port), nil
	case !g.named():
		return "", fmt.Errorf("%w: %s is a name of one word", apperr.NotPublic.With(), host)
	}
	return address, nil
}

// control is asked before every connection, with the address to which it will
// go. It fails with apperr.NotPublic and CapturePort, and with ServiceOpen for
// public places when only those of the house may be reached.
func (g guard) control(_ context.Context, network, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	switch {
	case err != nil || network != "tcp4" && network != "tcp6" || g.isOwn(to):
	case within(g.allow, to.Addr()), slices.Contains(g.places, to):
		return nil
	case !public(to.Addr()):
	case g.house:
		return apperr.ServiceOpen.With()
	case to.Port() != 80 && to.Port() != 443:
		return apperr.CapturePort.With()
	default:
		return nil
	}
	return fmt.Errorf("%w: %s over %s", apperr.NotPublic.With(), address, network)
}

// isOwn reports whether this program listens there itself.
func (g guard) isOwn(to netip.AddrPort) bool {
	for _, own := range g.own {
		if own.Port() != to.Port() {
			continue
		}
		if own.Addr().Unmap() == to.Addr().Unmap() || own.Addr().IsUnspecified() && ofThisMachine(to.Addr()) {
			return true
		}
	}
	return false
}

// ofThisMachine reports whether an address is one of this machine's. In doubt
// it is.
func ofThisMachine(ip netip.Addr) bool {
	addresses, err := net.InterfaceAddrs()
	if err != nil || ip.IsLoopback() || ip.IsUnspecified() {
		return true
	}
	for _, a := range addresses {
		if p, err := netip.ParsePrefix(a.String()); err == nil && p.Addr().Unmap() == ip.Unmap() {
			return true
		}
	}
	return false
}
