package checks

import (
	"fmt"
	"net/netip"
	"net/url"
	"sort"
	"strings"
	"unicode"

	"example.org/tickmark/models"
)

func (b *bench) badLinks() (found []Finding) {
	for _, m := range b.links {
		if why := badAddress(m.URL); why != "" {
			found = append(found, b.finding(fmt.Sprintf("The link to %s %s.", quotedAddress(m.URL), why), m.Span))
		} else if host := b.saysOther(m); host != "" {
			found = append(found, b.finding(fmt.Sprintf("The link says %s and leads to %s.", b.text(m.Span), host), m.Span))
		}
	}
	found = append(found, b.bareAddresses()...)
	return append(found, b.linkWords()...)
}

// quotedAddress is an address as a message shows it.
func quotedAddress(u string) string {
	if u = strings.TrimSpace(u); u == "" {
		return "nothing"
	}
	if runes := []rune(u); len(runes) > 80 {
		u = string(runes[:80]) + "…"
	}
	return u
}

// badAddress says why an address leads nowhere, or "" when it may lead
// somewhere.
func badAddress(address string) string {
	address = strings.TrimSpace(address)
	low := strings.ToLower(address)
	switch {
	case address == "" || strings.HasPrefix(address, "#"):
		return "leads nowhere"
	case strings.HasPrefix(low, "mailto:"):
		return badMail(low[len("mailto:"):])
	case strings.Contains(low, "://http:") || strings.Contains(low, "://https:") || strings.Contains(low, "://http//") || strings.Contains(low, "://https//"):
		return "has its scheme twice"
	case strings.ContainsFunc(address, unicode.IsSpace) || strings.Contains(low, "%20www.") || strings.HasPrefix(low, "http://%20") || strings.HasPrefix(low, "https://%20"):
		return "has a space in it"
	}
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return "is no address"
	case u.Scheme == "file":
		return "is a file on somebody’s computer"
	case u.Scheme != "http" && u.Scheme != "https":
		return "is not one to a page"
	}
	return badHost(strings.ToLower(u.Hostname()))
}

// badMail says why an address of mail is none.
func badMail(to string) string {
	to, _, _ = strings.Cut(to, "?")
	name, host, ok := strings.Cut(to, "@")
	if !ok || name == "" || strings.ContainsAny(to, " \t") || strings.Contains(host, "@") || !strings.Contains(host, ".") {
		return "is no address of mail"
	}
	return badHost(host)
}

// reserved are hosts that RFC 2606 and RFC 6761 keep for examples and tests,
// and names that stand in templates.
var reserved = phrases("example.com|example.org|example.net|example|test|invalid|localhost|local|yourdomain.com|yoursite.com|yourwebsite.com|mysite.com|website.com|domain.tld|xxx.com|placeholder.com")

// badHost says why a host is none to send readers to.
func badHost(host string) string {
	for _, r := range reserved {
		if host == r || strings.HasSuffix(host, "."+r) {
			return "is a placeholder"
		}
	}
	if ip, err := netip.ParseAddr(host); err == nil {
		if ip.IsPrivate() || ip.IsLoopback() || ip.IsUnspecified() || ip.IsLinkLocalUnicast() {
			return "leads into a private network"
		}
		return ""
	}
	bare := strings.TrimSuffix(strings.TrimPrefix(host, "www."), ".")
	switch {
	case host == "" || host == "www" || bare == "":
		return "names no host"
	case !strings.Contains(bare, "."):
		return "names no host that the web knows"
	case strings.Contains(host, "..") || strings.HasPrefix(host, ".") || strings.HasPrefix(host, "-") || strings.ContainsAny(host, "_,;<>\"'"):
		return "is mistyped"
	case host == "http" || strings.HasPrefix(host, "www.www.") || strings.HasPrefix(host, "http."):
		return "is mistyped"
	}
	return ""
}

// saysOther returns the host that a link leads to when the text of the link is
// itself an address on another one.
func (b *bench) saysOther(m models.Mark) string {
	text := strings.ToLower(strings.TrimSpace(b.text(m.Span)))
	text = strings.TrimPrefix(strings.TrimPrefix(text, "https://"), "http://")
	host, _, _ := strings.Cut(text, "/")
	u, err := url.Parse(m.URL)
	if err != nil || strings.ContainsFunc(text, unicode.IsSpace) || !strings.HasPrefix(host, "www.") && text == strings.ToLower(b.text(m.Span)) || badHost(host) != "" {
		return ""
	}
	said, leads := strings.TrimPrefix(host, "www."), strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	if leads == "" || said == leads || strings.HasSuffix(leads, "."+said) || strings.HasSuffix(said, "."+leads) {
		return ""
	}
	return leads
}

// mistyped are beginnings of addresses that somebody meant otherwise.
var mistyped = []string{
	"http//", "https//", "http:\\", "https:\\", "htp://", "htps://", "htttp://", "htttps://", "hhttp://", "hhttps://",
	"http:www", "https:www", "http;//", "https;//", "http://http", "https://http", "http://www,", "https://www,",
	"wwww.", "www,", "www..", "ttp://", "ttps://", "http:/w", "https:/w", "http//:", "https//:", "file://", "file:\\",
}

// bareAddresses finds addresses in the text that are mistyped or lead nowhere.
func (b *bench) bareAddresses() (found []Finding) {
	for i := 0; i < len(b.runes); i++ {
		if !strings.ContainsRune("hwtf", b.low[i]) || i > 0 && (letterly(b.runes[i-1]) || strings.ContainsRune("/.:@-_=%", b.runes[i-1])) {
			continue
		}
		end := i
		for end < len(b.runes) && end < i+models.MaxURL && !unicode.IsSpace(b.runes[end]) && !strings.ContainsRune(marks+"<>()[]", b.runes[end]) {
			end++
		}
		if why := badBare(b.lowText(i, min(end, i+12)), b.runes[i:end]); why != "" {
			at := models.Span{Start: i, End: end}
			if n := trailing(b.runes[i:end]); n < at.Len() {
				at.End -= n
			}
			if touches, bad := b.inLink(at); !touches || !bad {
				found = append(found, b.finding(fmt.Sprintf("The address %s %s.", quotedAddress(b.text(at)), why), at))
			}
		}
		i = max(i, end-1)
	}
	return found
}

// badBare says why an address in the text leads nowhere, or "".
func badBare(start string, run []rune) string {
	for _, m := range mistyped {
		if strings.HasPrefix(start, m) {
			return "is mistyped"
		}
	}
	address := strings.TrimRight(string(run), ".,;:!?'’…")
	switch {
	case strings.HasPrefix(start, "http://") || strings.HasPrefix(start, "https://"):
		return badAddress(address)
	case strings.HasPrefix(start, "www."):
		return badAddress("http://" + address)
	}
	return ""
}

// trailing is how many code points at the end of an address are the sentence's.
func trailing(run []rune) (n int) {
	for n < len(run) && strings.ContainsRune(".,;:!?'’…", run[len(run)-1-n]) {
		n++
	}
	return n
}

// inLink reports whether the span touches a link, and one that leads nowhere.
func (b *bench) inLink(s models.Span) (touches, bad bool) {
	i := sort.Search(len(b.links), func(i int) bool { return b.links[i].End > s.Start })
	if i == len(b.links) || !b.links[i].Overlaps(s) {
		return false, false
	}
	return true, badAddress(b.links[i].URL) != ""
}

// linkWord are words that, alone in brackets, wait for a link.
var linkWord = func() map[string]bool {
	all := map[string]bool{}
	for _, w := range phrases("link|link here|insert link|hyperlink|url|link tk|link folgt|link einfügen|link hier|lien|lien ici|enlace|enlace aquí|collegamento|hiperligação|ссылка|ссылка тут|линк|посилання|лінк|odnośnik|رابط|الرابط|קישור|bağlantı|链接|リンク|σύνδεσμος") {
		all[w] = true
	}
	return all
}()

func (b *bench) linkWords() (found []Finding) {
	for i, r := range b.runes {
		if r != '(' && r != '[' && r != '（' {
			continue
		}
		for end := i + 1; end < min(len(b.runes), i+24); end++ {
			if c := b.runes[end]; c != ')' && c != ']' && c != '）' {
				continue
			}
			at := models.Span{Start: i, End: end + 1}
			if touches, _ := b.inLink(at); !touches && linkWord[strings.TrimSpace(b.lowText(i+1, end))] {
				found = append(found, b.finding(fmt.Sprintf("%s waits for a link.", b.text(at)), at))
			}
			break
		}
	}
	return found
}
