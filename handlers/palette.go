package handlers

import (
	"net/http"
	"strconv"
	"strings"

	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/views"
	"example.org/tickmark/views/ui"
	"example.org/tickmark/workflow"

	"github.com/gin-gonic/gin"
)

// Bounds of the palette.
const (
	paletteRows = 6   // of articles, and of claims
	paletteTerm = 200 // bytes that are looked for
)

// showPalette serves GET /palette: the pages, articles and claims that somebody
// may go to by some words, as a part of a page.
func (h *Handlers) showPalette(c *gin.Context) error {
	term := strings.TrimSpace(c.Query("q"))
	p := views.Palette{Groups: []views.PaletteGroup{{Title: "Pages", Of: h.palettePages(c, term)}}}
	if term != "" && len(term) <= paletteTerm {
		found, err := h.Read.Search(ctx(c), who(c).ID, term, paletteRows)
		if err != nil {
			return err
		}
		claims, err := h.paletteClaims(c, found)
		if err != nil {
			return err
		}
		p.Groups = append(p.Groups, paletteArticles(found), claims)
	}
	return render(c, http.StatusOK, views.PaletteList(p))
}

// palettePages are the pages whose names have the words.
func (h *Handlers) palettePages(c *gin.Context, term string) (of []views.PaletteEntry) {
	links := ui.MainNav("", workflow.MayKeepHouse(who(c)) == nil)
	if who(c).Is(models.RoleReviewer, models.RoleEditor) {
		links = append(links, ui.Link{Label: "Review", Href: views.ReviewPath})
	}
	links = append(links, ui.Link{Label: "Your notices", Href: views.NoticesPath}, ui.Link{Label: "Your account", Href: "/account"}, ui.Link{Label: "The keys of all pages", Href: "/help#keys"})
	if workflow.MayEdit(who(c)) == nil {
		links = append(links, ui.Link{Label: "New article", Href: "/articles/new"})
	}
	for _, l := range links {
		if strings.Contains(strings.ToLower(l.Label), strings.ToLower(term)) {
			of = append(of, views.PaletteEntry{Words: l.Label, Href: l.Href})
		}
	}
	return of
}

func paletteArticles(found store.Found) views.PaletteGroup {
	g := views.PaletteGroup{Title: "Articles"}
	for _, a := range found.Articles {
		g.Of = append(g.Of, views.PaletteEntry{Words: a.Headline, Lang: a.Language, Href: views.ArticlePath(a.ID)})
	}
	return g
}

// paletteClaims are the claims that were found, with the articles they are in.
func (h *Handlers) paletteClaims(c *gin.Context, found store.Found) (views.PaletteGroup, error) {
	g := views.PaletteGroup{Title: "Claims"}
	ids := make([]models.ID, len(found.Claims))
	for i, cl := range found.Claims {
		ids[i] = cl.ArticleID
	}
	headlines, err := h.Read.ArticleHeadlines(ctx(c), who(c).ID, ids)
	for _, cl := range found.Claims {
		g.Of = append(g.Of, views.PaletteEntry{
			Words: strconv.Itoa(cl.Number) + ". " + cl.Statement, Note: headlines[cl.ArticleID], Href: views.ClaimPath(cl.ArticleID, cl.Number),
		})
	}
	return g, err
}
