package models

import (
	"net/url"
	"path"
	"slices"
	"strings"
)

// tracking are the parameters of addresses that say where a reader came from
// and change nothing of the page; of the first list every name that so begins.
var (
	trackingFamilies = []string{"utm_", "mc_", "at_", "pk_", "mtm_", "hsa_", "stm_"}
	tracking         = []string{
		"fbclid", "gclid", "dclid", "msclkid", "twclid", "yclid", "igshid", "igsh", "gbraid", "wbraid", "ttclid", "li_fat_id",
		"_ga", "_gl", "_hsenc", "_hsmi", "mkt_tok", "oly_anon_id", "oly_enc_id", "vero_id", "wickedid", "cmpid", "ocid", "smid", "sref", "ref_src", "ref_url",
	}
)

// AddressKey is what web addresses have in common that lead to one page: the
// host in small letters without www., the port unless it is the usual one, the
// path without a slash at its end, and the parameters in order without those
// that only say where a reader came from. Scheme and fragment do not count. It
// is "" for what is no web address.
func AddressKey(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	host := strings.TrimSuffix(bareHost(u), ".")
	if port := u.Port(); port != "" && port != map[string]string{"http": "80", "https": "443"}[u.Scheme] {
		host += ":" + port
	}
	key := host + strings.TrimRight(u.EscapedPath(), "/")
	if query := u.Query(); len(query) > 0 {
		for name := range query {
			if tracks(strings.ToLower(name)) {
				delete(query, name)
			}
		}
		if kept := query.Encode(); kept != "" {
			key += "?" + kept
		}
	}
	return key
}

func bareHost(u *url.URL) string { return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.") }

func tracks(name string) bool {
	return slices.Contains(tracking, name) || slices.ContainsFunc(trackingFamilies, func(f string) bool { return strings.HasPrefix(name, f) })
}

// AddressKey is that of where the capture's page is: the address that it names
// itself, if that is one of the same site and not the site's front page alone,
// else where it was found. It is "" for an upload.
func (c Capture) AddressKey() string {
	own, err := url.Parse(c.Canonical)
	at, err2 := url.Parse(c.Address)
	if err != nil || err2 != nil || own.Host == "" || !sameSite(bareHost(own), bareHost(at)) || front(own) && !front(at) {
		return AddressKey(c.Address)
	}
	return AddressKey(c.Canonical)
}

// sameSite reports whether one host is the other, or a part of it such as m. or
// amp.
func sameSite(a, b string) bool {
	return a == b || strings.HasSuffix(a, "."+b) || strings.HasSuffix(b, "."+a)
}

func front(u *url.URL) bool { return path.Clean("/"+u.Path) == "/" && u.RawQuery == "" }
