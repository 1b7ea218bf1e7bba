package main

import (
	"cmp"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strings"

	"example.org/tickmark/capture"
)

// web is what pages are fetched and services are asked with: on the public
// internet and at the places that were named, and never this program itself.
func (r *run) web(own ...net.Addr) (*capture.Client, error) {
	o := capture.Options{Version: cmp.Or(releaseVersion, "dev"), Now: r.now}
	for _, s := range r.Reach {
		if place, err := netip.ParseAddrPort(s); err == nil {
			o.Places = append(o.Places, netip.AddrPortFrom(place.Addr().Unmap(), place.Port()))
			continue
		}
		network, err := parseNetwork(s)
		if err != nil {
			return nil, fmt.Errorf("%q is no place. Set TICKMARK_REACH to addresses, ranges like 10.0.0.0/8 or addresses with a port like 127.0.0.1:11434", s)
		}
		o.Allow = append(o.Allow, network)
	}
	for _, a := range own {
		if at, ok := a.(*net.TCPAddr); ok {
			o.Own = append(o.Own, at.AddrPort())
		}
	}
	return capture.New(o), nil
}

// archive is where the address of the public archive begins that may be asked,
// or "".
func (s Settings) archive() (string, error) {
	u, err := url.Parse(s.Wayback)
	if s.Wayback != "" && (err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || !strings.HasSuffix(s.Wayback, "/")) {
		return "", fmt.Errorf("%q is no address of an archive. Set TICKMARK_WAYBACK to one that ends where the page’s begins, like https://web.archive.org/save/", s.Wayback)
	}
	return s.Wayback, nil
}

// parseNetwork reads a range of addresses, or one address.
func parseNetwork(s string) (netip.Prefix, error) {
	if addr, err := netip.ParseAddr(s); err == nil {
		return addr.Prefix(addr.BitLen())
	}
	return netip.ParsePrefix(s)
}
