package intake

import (
	"strings"
	"testing"
	"time"
)

func TestHostileTimes(t *testing.T) {
	const size = 1 << 20
	for _, p := range []string{
		"[", "]", "![", "[a](", "[a](x", "[a](<b", "[a](b \"c", "[a](b (", "[a][b]", "[a]", "*", "**", "*a ", "*a* ", "_a", "a_", "**a *b ", "*a_ ", "`", "`a``", "``a`", "\\", "<", "<a ", "<a href=\"", "<a href=\"http://x\">", "<strong>", "</strong>", "<strong></em>", "<!--", "&", "&a", "&#", ">", "> ", "> > ", ">\n", "- ", "- a\n", "-\n", "- a\n  ", "1. ", "1. a\n", "# ", "#\n", "# a\n", "|", "|a", "| a |\n| - |\n", "|a|\n|-|\n", "a\n|-|\n", "-|", "```\n", "~~~\n", "    a\n", "\t", "\n", "a\n", "a\n\n", "[a]: b\n", "[a]: http://b.c\n", "[a]: http://b.c\n\n", "\u0301", "a\u0301", "\u00ad", "\u2028", "\x00", "\v", "\f", "* * ", "*\n", "+\n", "(", ")", "a\\\n", "a  \n", "===\n", "a\n===\n", "---\n", "![[", "[![a](b)", "[a*](b)*", "<http://a", "a@b.c", ". a ", "\u3000", "한",
	} {
		for _, pre := range []string{"", "a\n\n", "[r]: http://x.y\n\n"} {
			s := pre + strings.Repeat(p, (size-len(pre))/len(p))
			start := time.Now()
			d, _, err := Markdown(s)
			took := time.Since(start)
			start = time.Now()
			var back time.Duration
			if err == nil {
				ToMarkdown(d)
				back = time.Since(start)
			}
			if took > time.Second || back > 4*time.Second {
				t.Logf("%q after %q: %v, back %v, %v", p, pre, took, back, err)
			}
		}
	}
}
