package intake

import (
	"net/url"
	"strings"
	"unicode"

	"example.org/tickmark/models"
)

// WebAddress returns an address of the web as it is kept: its scheme in small
// letters, its spaces escaped. It is false when s is not an http or https
// address with a host, or is longer than models.MaxURL bytes.
func WebAddress(s string) (string, bool) {
	address, ok := cleanURL(s)
	if !ok || !strings.HasPrefix(address, "http") {
		return "", false
	}
	return address, true
}

// cleanURL returns a link's address as it is kept, or false when it is not
// one of http, https or mailto that a page may point to.
func cleanURL(s string) (string, bool) {
	s = strings.TrimFunc(s, isBlank)
	scheme, rest, ok := strings.Cut(s, ":")
	if !ok || rest == "" {
		return "", false
	}
	scheme = strings.ToLower(scheme)
	var b strings.Builder
	b.WriteString(scheme)
	b.WriteByte(':')
	for _, r := range rest {
		switch {
		case r == ' ':
			b.WriteString("%20")
		case unicode.IsControl(r) || unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || r == models.LineBreak:
			return "", false
		default:
			b.WriteRune(r)
		}
	}
	s = b.String()
	u, err := url.Parse(s)
	if err != nil || len(s) > models.MaxURL {
		return "", false
	}
	switch scheme {
	case "http", "https":
		return s, u.Host != ""
	case "mailto":
		return s, u.Opaque != ""
	}
	return "", false
}
