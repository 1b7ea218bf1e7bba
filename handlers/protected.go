package handlers

import (
	"crypto/rand"
	"slices"
	"strconv"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/views"
	"example.org/tickmark/views/ui"

	"github.com/gin-gonic/gin"
)

// keptSource returns the protected source that the address names and that the
// reader keeps. To anybody else there is none.
func (h *Handlers) keptSource(c *gin.Context) (models.Source, error) {
	_, s, err := h.sourceOf(c)
	if err != nil {
		return s, err
	}
	return h.Read.KeptSource(ctx(c), who(c).ID, s.ID)
}

// showKeptSource serves GET /articles/:article/sources/:source/name.
func (h *Handlers) showKeptSource(c *gin.Context) error {
	return h.keptSourceAgain(c, views.Attempt{})
}

// keptSourceAgain shows who keeps a protected source. The name is on the page only
// where its keeper typed it just now.
func (h *Handlers) keptSourceAgain(c *gin.Context, a views.Attempt) error {
	var name *models.SourceName
	if a.Is(views.SourceNameForm) {
		name = &models.SourceName{}
	}
	return h.keptSourcePage(c, a, name)
}

// readSourceName serves POST /articles/:article/sources/:source/name/read: the
// page with the name. It is a form's answer, so that no look ahead of a browser,
// and no address that is passed on, shows it.
func (h *Handlers) readSourceName(c *gin.Context) error {
	s, err := h.keptSource(c)
	if err != nil {
		return err
	}
	if f := posted(c); !f.yes("show") {
		return apperr.FieldMissing.With("What is to be shown").On("show")
	}
	name, err := h.Act.ReadSourceName(ctx(c), h.by(c), s.ID)
	if err != nil {
		return err
	}
	return h.keptSourcePage(c, views.Attempt{}, &name)
}

func (h *Handlers) keptSourcePage(c *gin.Context, a views.Attempt, name *models.SourceName) error {
	s, err := h.keptSource(c)
	if err != nil {
		return err
	}
	d, err := h.openClaim(c, 0)
	if err != nil {
		return err
	}
	keepers, err := h.Read.Keepers(ctx(c), s.ID)
	if err != nil {
		return err
	}
	users, err := h.Read.People(ctx(c))
	if err != nil {
		return err
	}
	p := views.KeptSource{Page: h.frame(c, views.KeptSourceTitle(s.Title)), Article: d.Article, Source: s, Name: name, Key: rand.Text(), Attempt: a}
	for _, u := range users {
		if slices.Contains(keepers, u.ID) {
			p.Keepers = append(p.Keepers, views.Keeper{User: u, Self: u.ID == who(c).ID})
		}
	}
	for _, u := range d.people {
		if !slices.Contains(keepers, u.ID) {
			p.Others = append(p.Others, ui.Choice{Value: strconv.FormatInt(u.ID, 10), Label: u.Name})
		}
	}
	return render(c, statusOf(a), views.KeptSourcePage(p))
}

// setSourceName serves POST /articles/:article/sources/:source/name.
func (h *Handlers) setSourceName(c *gin.Context) error {
	return h.onKeptSource(c, "source.change-name", func(s models.Source, f *form) error {
		name := sourceNameIn(f)
		name.SourceID = s.ID
		if f.err != nil {
			return f.err
		}
		return h.Act.SetSourceName(ctx(c), h.by(c), name)
	})
}

// addKeeper serves POST /articles/:article/sources/:source/name/keepers.
func (h *Handlers) addKeeper(c *gin.Context) error {
	return h.onKeptSource(c, "source.add-keeper", func(s models.Source, f *form) error {
		id := f.id("keepers")
		if f.err != nil {
			return f.err
		}
		return h.Act.AddKeeper(ctx(c), h.by(c), s.ID, id)
	})
}

// dropKeeper serves POST /articles/:article/sources/:source/name/keepers/drop.
func (h *Handlers) dropKeeper(c *gin.Context) error {
	return h.onKeptSource(c, "source.drop-keeper", func(s models.Source, f *form) error {
		id := f.id("keepers")
		if f.err != nil {
			return f.err
		}
		return h.Act.DropKeeper(ctx(c), h.by(c), s.ID, id)
	})
}

// onKeptSource carries out an act of a keeper, and leads back: whoever keeps the
// source no more has no page of it either. That a form was sent again which took
// its sender off is no failure.
func (h *Handlers) onKeptSource(c *gin.Context, what string, act func(models.Source, *form) error) error {
	article, s, err := h.sourceOf(c)
	if err != nil {
		return err
	}
	if !s.Protected {
		return apperr.NotFoundOrSeen.With("source")
	}
	if err := act(s, posted(c)); err != nil {
		return err
	}
	where := views.KeptSourcePath(article, s.ID)
	if _, err := h.Read.KeptSource(ctx(c), who(c).ID, s.ID); err != nil {
		if apperr.KindOf(err) != apperr.NotFound {
			return err
		}
		where = views.ArticlePath(article) + "/backup"
	}
	return h.done(c, what, where)
}
