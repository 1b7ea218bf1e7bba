package e2e

import (
	"testing"

	"example.org/tickmark/testkit"

	"github.com/chromedp/chromedp/kb"
)

// Each role has its own desk, in every shape.
func TestEveryRoleHasItsDesk(t *testing.T) {
	t.Parallel()
	s := demoSite(t)
	for _, row := range []struct {
		who   string
		words []string
	}{
		{"rhea", []string{"Waiting for your review", "Articles in checking", "This week"}},
		{"clara", []string{"Yours to research", "Articles in checking"}},
		{"edda", []string{"Waiting for your review", "New article"}},
		{"wanda", []string{"Queries for you to answer"}},
		{"adam", []string{"All clear", "Users and settings are above"}},
	} {
		t.Run(row.who, func(t *testing.T) {
			p := s.person(t, row.who)
			p.open("/")
			p.sees(row.words...)
			for _, sh := range shapes {
				p.shape(sh)
				testkit.Axe(p.ctx, t)
				if out := look[string](p, sticksOut); out != "" {
					t.Errorf("%v: %s sticks out", sh, out)
				}
			}
		})
	}
}

// The palette goes to an article by its words and presses what the page offers,
// by the keyboard alone.
func TestThePalette(t *testing.T) {
	t.Parallel()
	p := demoSite(t).person(t, "rhea")
	p.open("/")
	const press = `document.dispatchEvent(new KeyboardEvent("keydown", { key: "k", ctrlKey: true, bubbles: true, cancelable: true }))`
	look[bool](p, press)
	p.until(`document.querySelector("dialog[data-palette]").open`)
	for _, sh := range shapes {
		p.shape(sh)
		testkit.Axe(p.ctx, t)
	}
	p.until(`document.querySelector("#palette-found").innerText.includes("Your account")`)
	p.key("p", "u", "t", "i", "n")
	p.until(`document.querySelector("#palette-found").innerText.includes("Kremlin")`)
	p.until(`document.querySelector("dialog[data-palette] [aria-selected=true]").dataset.href === "/articles/1"`)
	p.key(kb.Enter)
	p.until(`location.pathname === "/articles/1"`)
	p.open("/articles/1/claims/2")
	look[bool](p, press)
	p.until(`document.querySelector("[data-palette-acts]").innerText.length > 0`)
}
