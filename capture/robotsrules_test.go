package capture

import (
	"net/url"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestWhereRobotsMayGo(t *testing.T) {
	for _, row := range []struct {
		name, text string
		may, not   string // paths
	}{
		{"nothing is said", "", "/ /a", ""},
		{"only a comment", "# Disallow: /\n", "/", ""},
		{"everybody is barred", "User-agent: *\nDisallow: /\n", "", "/ /a /a?b"},
		{"a folder is", "User-agent: *\nDisallow: /a/\n", "/ /a /b/a/", "/a/ /a/b"},
		{"we are, by name", "User-agent: Tickmark\nDisallow: /\n", "", "/a"},
		{"in other letters, with a version", "USER-AGENT:TickMark/2.0 (x)\nDISALLOW:/a\n", "/b", "/a"},
		{"another is", "User-agent: Tick\nDisallow: /\n\nUser-agent: tickmarks\nDisallow: /\n", "/a", ""},
		{"all but us are", "User-agent: Tickmark\nDisallow:\n\nUser-agent: *\nDisallow: /\n", "/a", ""},
		{"our own rules are the only ones", "User-agent: *\nDisallow: /a\nUser-agent: Tickmark\nDisallow: /b\n", "/a", "/b"},
		{"two groups of ours are one", "User-agent: tickmark\nDisallow: /a\nUser-agent: *\nDisallow: /c\nUser-agent: tickmark\nDisallow: /b\n", "/c", "/a /b"},
		{"several names over one group", "User-agent: other\nUser-agent: tickmark\nDisallow: /a\n", "/b", "/a"},
		{"rules between names part groups", "User-agent: tickmark\nDisallow: /a\nUser-agent: other\nDisallow: /b\n", "/b", "/a"},
		{"other lines do not", "User-agent: tickmark\nSitemap: http://a.example/s\n\nUser-agent: other\nDisallow: /b\n", "/a", "/b"},
		{"rules before any name are nobody's", "Disallow: /\nUser-agent: *\nDisallow: /a\n", "/b", "/a"},
		{"lines that are none are passed over", "User-agent: *\nCrawl-delay: soon\nnonsense\n:\nDisallow: /a\n\xff\xfe\n", "/b", "/a"},
		{"the longest rule wins", "User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c\n", "/a/b /a/b/d", "/a /a/x /a/b/c"},
		{"the longest rule wins wherever it stands", "User-agent: *\nDisallow: /a/b/c\nAllow: /a/b\nDisallow: /a\n", "/a/b /a/b/d", "/a /a/x /a/b/c"},
		{"of two that are as long, the one that lets us", "User-agent: *\nDisallow: /a\nAllow: /a\n", "/a", ""},
		{"anything in the middle", "User-agent: *\nDisallow: /a*.php\n", "/x/a.php /a.htm", "/a.php /ab/c.php5 /a?x.php"},
		{"the end", "User-agent: *\nDisallow: /*.php$\n", "/a.php5 /a.php?b", "/a.php /b/.php"},
		{"an end alone", "User-agent: *\nDisallow: /$\n", "/a", "/"},
		{"anything at the beginning and twice", "User-agent: *\nDisallow: **b*c\n", "/c/b", "/bc /a/b/c/d"},
		{"parts must not share letters", "User-agent: *\nDisallow: /ab*ba$\n", "/aba", "/abba /abxba"},
		{"a query", "User-agent: *\nDisallow: /a?b=\n", "/a /a?c=", "/a?b=1"},
		{"octets in other spellings", "User-agent: *\nDisallow: /f%c3%a4hre\nDisallow: /%62a\nDisallow: /x/é\n", "/f%25C3", "/fähre /f%C3%A4hre /ba /%62%61 /x/%C3%A9"},
		{"what needs its encoding keeps it", "User-agent: *\nDisallow: /a%2Fb\nDisallow: /c%2A\nDisallow: /d%24\nDisallow: /e$f\n", "/a/b /cx /dx", "/a%2fb /c* /c%2a /d$ /e$f"},
		{"line ends of all kinds", "User-agent: *\rDisallow: /a\r\nDisallow: /b\n", "/c", "/a /b"},
		{"a mark before the first line", "\ufeffUser-agent: *\nDisallow: /a", "/b", "/a"},
		{"a comment behind a rule", "User-agent: * # all\nDisallow: /a # b\n", "/b", "/a"},
		{"a path without its stroke", "User-agent: *\nDisallow: a\n", "/b", "/a"},
	} {
		rules := robotsOf([]byte(row.text))
		for want, paths := range map[bool]string{true: row.may, false: row.not} {
			for path := range strings.FieldsSeq(paths) {
				at, err := parse("http://a.example"+path, true)
				if err != nil {
					t.Fatal(err)
				}
				if rules.allow(at) != want {
					t.Errorf("%s: %s may be looked at: %t", row.name, path, !want)
				}
			}
		}
	}
}

// A hundred thousand signs of * cost no more than they are.
func TestHostileRulesAreReadInTime(t *testing.T) {
	rules := robotsOf([]byte("User-agent: *\nDisallow: /" + strings.Repeat("*a", 100_000) + "b$\n" + strings.Repeat("Disallow: /*a*a*a*a*b$\n", 10_000)))
	at := &url.URL{Path: "/" + strings.Repeat("a", 4000)}
	if !rules.allow(at) || len(rules) != 10_001 {
		t.Errorf("%d rules, and they bar what they do not name", len(rules))
	}
}

func TestAnyTextIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		path := rapid.StringMatching(`/[a-c%*$2F ]{0,8}`).Draw(t, "path")
		at := &url.URL{Path: path}
		robotsOf([]byte(rapid.String().Draw(t, "text"))).allow(at)
		// A path bars itself, spelled as it is or as an address has it.
		for _, spelled := range []string{strings.NewReplacer("%", "%25", "*", "%2A", "$", "%24").Replace(path), at.EscapedPath()} {
			if strings.ContainsAny(spelled, "*$ ") {
				continue
			}
			if robotsOf([]byte("User-agent: *\nDisallow: " + spelled)).allow(at) {
				t.Errorf("%q does not bar %q", spelled, path)
			}
		}
	})
}
