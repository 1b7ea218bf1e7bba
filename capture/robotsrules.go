package capture

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"
)

// robotsRules are what one robots.txt says to us. Without any, everything may
// be looked at.
type robotsRules []robotsRule

// robotsRule lets, or does not let, paths be looked at.
type robotsRule struct {
	allow   bool
	pattern string // spelled as robotsPath does it; * is anything, $ at its end is the end
}

// nothing is what a site says that cannot be asked.
var nothing = robotsRules{{pattern: "/"}}

// robotsOf reads the rules for us out of a robots.txt, by RFC 9309, 2.2: those
// of all groups that name us, or else of those that name everybody. Lines that
// it does not know are passed over.
func robotsOf(text []byte) (rules robotsRules) {
	var everybodys robotsRules
	named, ours, all := false, false, false // whether lines of names go on; the group's names
	oursAnywhere := false
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	for line := range bytes.SplitSeq(bytes.ReplaceAll(text, []byte("\r"), []byte("\n")), []byte("\n")) {
		key, value := robotsLine(string(line))
		switch key {
		case "user-agent":
			if !named {
				named, ours, all = true, false, false
			}
			all = all || value == "*"
			ours = ours || robotsName(value) == robotsProduct
			oursAnywhere = oursAnywhere || ours
		case "allow", "disallow":
			named = false
			if value == "" {
				continue
			}
			rule := robotsRule{allow: key == "allow", pattern: robotsPattern(value)}
			if ours {
				rules = append(rules, rule)
			}
			if all {
				everybodys = append(everybodys, rule)
			}
		}
	}
	if oursAnywhere {
		return rules
	}
	return everybodys
}

// robotsLine is a line's key in small letters, and its value.
func robotsLine(line string) (key, value string) {
	line, _, _ = strings.Cut(line, "#")
	key, value, _ = strings.Cut(line, ":")
	return strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
}

// robotsName is the product that a line names, in small letters: what is of
// letters, _ and -, without a version after it.
func robotsName(value string) string {
	end := strings.IndexFunc(value, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r != '_' && r != '-'
	})
	if end >= 0 {
		value = value[:end]
	}
	return strings.ToLower(value)
}

// allow reports whether an address may be looked at: by the longest rule that
// fits, and of equally long ones by that which lets it.
func (all robotsRules) allow(at *url.URL) bool {
	path := robotsPath(at.RequestURI(), "*$")
	may, longest := true, -1
	for _, r := range all {
		if n := len(r.pattern); (n > longest || n == longest && r.allow) && r.fits(path) {
			may, longest = r.allow, n
		}
	}
	return may
}

// fits reports whether a path begins as the pattern says.
func (r robotsRule) fits(path string) bool {
	pattern, toEnd := strings.CutSuffix(r.pattern, "$")
	parts := strings.Split(pattern, "*")
	path, ok := strings.CutPrefix(path, parts[0])
	if !ok {
		return false
	}
	if len(parts) == 1 {
		return !toEnd || path == ""
	}
	last := len(parts) - 1
	for _, part := range parts[1:last] {
		_, rest, found := strings.Cut(path, part)
		if !found {
			return false
		}
		path = rest
	}
	if toEnd {
		return strings.HasSuffix(path, parts[last])
	}
	return strings.Contains(path, parts[last])
}

// robotsPattern is a pattern in the one spelling.
func robotsPattern(value string) string {
	if !strings.HasPrefix(value, "/") && !strings.HasPrefix(value, "*") {
		value = "/" + value
	}
	end := ""
	if cut, ok := strings.CutSuffix(value, "$"); ok {
		value, end = cut, "$"
	}
	return robotsPath(value, "$") + end
}

// robotsPath is a path in one spelling, so that octets can be compared (RFC
// 9309, 2.2.2): what needs no encoding has none, everything outside of
// printable ASCII has one, and so has every sign of coded.
func robotsPath(path, coded string) string {
	var b strings.Builder
	for i := 0; i < len(path); i++ {
		c, was := path[i], false
		if c == '%' && i+2 < len(path) {
			if raw, err := hex.DecodeString(path[i+1 : i+3]); err == nil {
				c, was = raw[0], true
				i += 2
			}
		}
		if was && !unreserved(c) || c <= ' ' || c >= 0x7f || strings.IndexByte(coded, c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// unreserved reports whether a sign never needs an encoding (RFC 3986, 2.3).
func unreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0
}
