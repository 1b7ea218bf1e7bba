package capture

import (
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"example.org/tickmark/apperr"

	"golang.org/x/net/idna"
)

// maxAddress is how long an address may be in its one spelling, in bytes.
const maxAddress = 4096

var (
	nameForm   = regexp.MustCompile(`^[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*$`)
	numberForm = regexp.MustCompile(`^(\d+|0x[0-9a-f]*)$`)
)

// hostNames reads a host as browsers do: signs that look like others, such as
// full-width digits, become those.
var hostNames = idna.New(idna.MapForLookup(), idna.BidiRule(), idna.CheckHyphens(false), idna.StrictDomainName(false))

// parse reads the address of a page and returns it in one spelling: host in
// small ASCII letters without a dot at its end, no port that goes without
// saying, no fragment, all of it printable ASCII. usual says that no ports but those of the web are of
// use. It fails with apperr.BadAddress, CaptureSecret, CapturePort and, for
// what would be a number in another spelling, NotPublic.
func parse(address string, usual bool) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Opaque != "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, apperr.BadAddress.With()
	}
	if u.User != nil {
		return nil, apperr.CaptureSecret.With()
	}
	host, err := hostOf(u.Hostname())
	if err != nil {
		return nil, err
	}
	port := u.Port()
	if port != "" && usual && !usualPorts[port] {
		return nil, apperr.CapturePort.With()
	}
	if port == ports[u.Scheme] {
		port = ""
	}
	u.Host = joined(host, port)
	u.Fragment, u.RawFragment = "", ""
	if u.Path == "" {
		u.Path = "/"
	}
	u.RawQuery = inASCII(u.RawQuery)
	if one := u.String(); len(one) > maxAddress || inASCII(one) != one {
		return nil, apperr.BadAddress.With()
	}
	return u, nil
}

// inASCII is part of an address in printable ASCII: every other byte is
// percent-encoded, as net/url does it in paths but not in queries.
func inASCII(part string) string {
	var b strings.Builder
	for i := range len(part) {
		if c := part[i]; ' ' < c && c < 0x7f {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// ports are those that go without saying, usualPorts those of the web.
var (
	ports      = map[string]string{"http": "80", "https": "443"}
	usualPorts = map[string]bool{"80": true, "443": true}
)

// joined is a host with its port, which may be "".
func joined(host, port string) string {
	if port != "" {
		return net.JoinHostPort(host, port)
	}
	if strings.Contains(host, ":") {
		return "[" + host + "]"
	}
	return host
}

// hostOf is a host in one spelling.
func hostOf(host string) (string, error) {
	if strings.Contains(host, ":") { // url.Parse took it out of brackets
		ip, err := netip.ParseAddr(host)
		if err != nil || ip.Is4In6() {
			return "", apperr.NotPublic.With()
		}
		return ip.String(), nil
	}
	name, err := hostNames.ToASCII(host)
	name = strings.TrimSuffix(strings.ToLower(name), ".")
	if err != nil || !utf8.ValidString(host) || len(name) > 253 || !nameForm.MatchString(name) {
		return "", apperr.BadAddress.With()
	}
	if !numberForm.MatchString(name[strings.LastIndex(name, ".")+1:]) {
		return name, nil
	}
	ip, err := netip.ParseAddr(name)
	if err != nil {
		return "", apperr.NotPublic.With()
	}
	return ip.String(), nil
}
