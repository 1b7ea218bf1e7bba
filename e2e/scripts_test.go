package e2e

import (
	"context"
	"strings"
	"testing"

	"example.org/tickmark/intake"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// hard is copy in which a place is easily missed: emoji of several code
// points, letters with combining marks, both directions, a hidden override.
const hard = "# Mixed copy\n\n" +
	"The family 👩‍👩‍👧‍👦 paid 40 euros. The 🇩🇪 flag hung there.\n\n" +
	"Zoe\u0308 and s\u0323\u0307pot wrote it.\n\n" +
	"He said \u202Egnorw si siht\u202C on Monday.\n\n" +
	"The minister said מכתב גלוי on Tuesday.\n"

func TestSelectionsGetExactlyTheirWords(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	open(t, s, hard, "en")
	open(t, s, "# مكتبة الحي\n\nتفتح مكتبة الحي أبوابها يوم السبت. وقالت أمينة المكتبة إن الدخول مجاني للجميع.\n", "ar")
	p := s.person(t, "carl")
	rows := []struct{ name, article, drag, want string }{
		{"a family of four code points", "1", "👩‍👩‍👧‍👦 paid", "👩‍👩‍👧‍👦 paid"},
		{"a flag", "1", "🇩🇪 flag", "🇩🇪 flag"},
		{"a letter with a combining mark", "1", "Zoë and", "Zoë and"},
		{"a letter with two", "1", "ṩpot wrote", "ṩpot wrote"},
		{"words with an override in them", "1", "said \u202egnorw si siht\u202c on", "said \u202egnorw si siht\u202c on"},
		{"words in Hebrew between English ones", "1", "מכתב גלוי", "מכתב גלוי"},
		{"words in Arabic", "2", "مكتبة الحي أبوابها", "مكتبة الحي أبوابها"},
		{"a sentence in Arabic", "2", "وقالت أمينة المكتبة إن الدخول مجاني للجميع.", "وقالت أمينة المكتبة إن الدخول مجاني للجميع."},
	}
	numbers := map[string]int{}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			p := &person{t, p.ctx, p.site}
			p.open("/articles/" + row.article)
			p.marks(row.drag, "A statement of it.", "event")
			numbers[row.article]++
			article := int64(1)
			if row.article == "2" {
				article = 2
			}
			if got := claimIn(t, s, article, numbers[row.article]).Exact; got != row.want {
				t.Errorf("the claim stands on %q, want %q", got, row.want)
			}
		})
	}
}

func TestAnOverrideIsSeen(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	open(t, s, hard, "en")
	p := s.person(t, "carl")
	p.open("/articles/1")
	got := look[[]string](p, `[...document.querySelectorAll(".sign")].map(e => getComputedStyle(e, "::before").content + getComputedStyle(e, "::after").content)`)
	if all := strings.Join(got, " "); !strings.Contains(all, "RLO") || !strings.Contains(all, "PDF") {
		t.Errorf("the signs that are drawn are %q", got)
	}
	// What the sign would turn round stands as it is in the text.
	p.drag("gnorw si siht")
	p.marks("gnorw si siht", "He said that this is wrong.", "quotation")
}

// open has Ed bring in Markdown in a language.
func open(t *testing.T, s *site, text, language string) {
	t.Helper()
	meta := testkit.Meta(s.Ed)
	meta.Language = language
	if _, err := s.OpenArticle(t.Context(), testkit.By(s.Ed), meta, newsroom.Copy{Text: text, Format: intake.FormatMarkdown}); err != nil {
		t.Fatal(err)
	}
}

func TestAnArabicArticleReadsFromTheRight(t *testing.T) {
	t.Parallel()
	s := demoSite(t)
	p := s.person(t, "clara")
	p.open("/articles/3/claims/2")
	got := look[string](p, `(() => {
		const copy = document.querySelector("[data-copy]");
		const box = copy.getBoundingClientRect(), h = copy.querySelector("h1");
		const r = document.createRange(); r.selectNodeContents(h);
		const last = r.getClientRects()[0];
		return [copy.lang, getComputedStyle(copy).direction, getComputedStyle(document.documentElement).direction,
			Math.round(h.getBoundingClientRect().right - last.right) < 3 ? "right" : "left",
			getComputedStyle(document.querySelector(".panel-statement")).direction].join(" ");
	})()`)
	if got != "ar rtl ltr right rtl" {
		t.Errorf("the article stands as %q", got)
	}
}

func TestPrintedTheCopyIsReadAndNoButtonIsThere(t *testing.T) {
	t.Parallel()
	s := demoSite(t)
	p := s.person(t, "emil", testkit.Dark())
	for _, path := range []string{"/articles/1", "/articles/1/claims/6", "/articles/1/sign-off", "/articles/1/checked-copy", "/articles/3", "/articles/1/trail"} {
		p.open(path)
		p.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
			_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
			return err
		}))
		p.settle()
		if got := look[string](p, `[...document.querySelectorAll("button, .btn, .topbar, .search, .actions, form, details:not([open]) > summary, .tabs")]
			.filter(e => e.checkVisibility({ checkVisibilityCSS: true })).map(e => e.outerHTML.slice(0, 100)).slice(0, 5).join("\n")`); got != "" {
			t.Errorf("%s is printed with %s", path, got)
		}
		if got := look[string](p, `getComputedStyle(document.body).backgroundColor + " " + getComputedStyle(document.querySelector("main")).color`); !onWhite(got) {
			t.Errorf("%s is printed in %s", path, got)
		}
		if strings.HasPrefix(path, "/articles/1/claims") || path == "/articles/3" {
			if !look[bool](p, `document.querySelector("[data-copy]").checkVisibility() && document.querySelector("[data-copy]").getBoundingClientRect().height > 100`) {
				t.Errorf("%s is printed without its copy", path)
			}
		}
	}
}

// onWhite reports whether colours are those of ink on paper.
func onWhite(colours string) bool {
	paper := strings.HasPrefix(colours, "rgb(255, 255, 255) ") || strings.HasPrefix(colours, "rgba(0, 0, 0, 0) ")
	return paper && (strings.HasSuffix(colours, "rgb(0, 0, 0)") || strings.Contains(colours, "rgb(1") || strings.Contains(colours, "rgb(2"))
}
