package handlers

import (
	"crypto/rand"
	"net/http"
	"slices"
	"strconv"

	"example.org/tickmark/apperr"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"
	"example.org/tickmark/views"
	"example.org/tickmark/views/ui"
	"example.org/tickmark/workflow"

	"github.com/gin-gonic/gin"
)

// listSources serves GET /sources.
func (h *Handlers) listSources(c *gin.Context) error {
	p := views.Library{Page: h.frame(c, views.LibraryTitle), Filter: views.LibraryFilter{
		Words: c.Query("q"), Health: c.Query("health"), Type: c.Query("type"), Publisher: c.Query("publisher"),
		Begun: c.Query("begun"), Unused: c.Query("unused"), Protected: c.Query("protected"), Drifted: c.Query("drifted"),
	}}
	p.Page.Keys = ui.LibraryKeys
	f, err := sourceFilter(&p.Filter)
	if err != nil {
		p.Problem = apperr.Message(err)
		return render(c, apperr.Status(err), views.LibraryPage(p))
	}
	f.Before, f.Limit = before(c), perPage+1
	l, err := h.Read.Library(ctx(c), who(c).ID, f)
	if err != nil {
		return err
	}
	if f.Before != 0 {
		p.Newer = p.Filter.Address(0)
	}
	if p.Rows, err = h.libraryRows(c, libraryPage(&p, l)); err != nil {
		return err
	}
	if err := h.addSaying(c, &p, f); err != nil {
		return err
	}
	return render(c, http.StatusOK, views.LibraryPage(p))
}

// saidMost is how many sources are shown whose captures say what is looked for.
const saidMost = 20

// addSaying adds to the first part of a list the sources whose captures say what
// is looked for.
func (h *Handlers) addSaying(c *gin.Context, p *views.Library, f store.SourceFilter) error {
	if f.Term == "" || f.Before != 0 {
		return nil
	}
	if said := store.Said(f.Term); said != f.Term {
		p.Said = said
	}
	f.Limit = saidMost
	said, err := h.Read.Saying(ctx(c), who(c).ID, f)
	if err != nil || len(said) == 0 {
		return err
	}
	sources := make([]models.Source, len(said))
	for i, s := range said {
		sources[i] = s.Source
	}
	shown, err := h.shownIn(c, sources)
	if err != nil {
		return err
	}
	clock, err := h.clock(c)
	for _, s := range said {
		p.Saying = append(p.Saying, views.SayingRow{Source: s.Source, Excerpt: s.Excerpt, At: clock.Moment(s.Excerpt.At), Article: shown[s.ID]})
	}
	p.MoreSay = len(said) == saidMost
	return err
}

// libraryPage are the sources of this page of a list that was asked for one too
// many; p is told how it was found and where the older ones are.
func libraryPage(p *views.Library, l store.SourceList) []models.Source {
	p.Looked = l.Looked
	if l.Begun {
		p.Filter.Begun = "yes"
	}
	if len(l.Rows) > perPage {
		l.Rows = l.Rows[:perPage]
		p.Older, p.Looked = p.Filter.Address(l.Rows[perPage-1].ID), 0
	} else if l.Next != 0 {
		p.Older = p.Filter.Address(l.Next)
	}
	return l.Rows
}

// sourceFilter is what is asked of the list. What nobody can have meant is
// refused, and taken out of the filter.
func sourceFilter(f *views.LibraryFilter) (of store.SourceFilter, err error) {
	for _, in := range []struct {
		name string
		said *string
		into *string
	}{{"q", &f.Words, &of.Term}, {"publisher", &f.Publisher, &of.Publisher}} {
		*in.into, err = intake.Line(*in.said)
		if err == nil && len(*in.said) > models.MaxLine {
			err = apperr.FieldTooLong.With(views.Label(in.name), views.Bytes(models.MaxLine), views.Bytes(len(*in.said)))
		}
		if err != nil {
			*in.said = ""
			return of, err
		}
	}
	of.Health, of.Type = models.LookOutcome(f.Health), models.SourceType(f.Type)
	if of.Unlooked = f.Health == views.NeverLooked; of.Unlooked {
		of.Health = ""
	}
	if of.Health != "" && !slices.Contains(views.LookOutcomes, of.Health) {
		return of, apperr.UnknownChoice.With(clip(f.Health), views.Label("health"))
	}
	if of.Type != "" && !slices.Contains(models.SourceTypes, of.Type) {
		return of, apperr.UnknownChoice.With(clip(f.Type), views.Label("type"))
	}
	of.Begun, of.Unused, of.Protected, of.Drifted = f.Begun != "", f.Unused != "", f.Protected != "", f.Drifted != ""
	return of, nil
}

// libraryRows are sources as the list shows them, with what rests on each.
func (h *Handlers) libraryRows(c *gin.Context, sources []models.Source) ([]views.LibraryRow, error) {
	clock, err := h.clock(c)
	if err != nil || len(sources) == 0 {
		return nil, err
	}
	ids, heads := make([]models.ID, len(sources)), make([]models.ID, len(sources))
	for i, s := range sources {
		ids[i], heads[i] = s.ID, oneFor(s)
	}
	uses, err := h.Read.SourceUses(ctx(c), who(c).ID, heads)
	if err != nil {
		return nil, err
	}
	held, err := h.Read.SourcesHeld(ctx(c), who(c).ID, heads)
	if err != nil {
		return nil, err
	}
	drifts, err := h.Read.OpenDrifts(ctx(c), ids)
	if err != nil {
		return nil, err
	}
	rows := make([]views.LibraryRow, len(sources))
	for i, s := range sources {
		rows[i] = views.LibraryRow{Source: s, LookedAt: clock.Moment(s.LookedAt)}
		rows[i].Drifted = slices.ContainsFunc(drifts, func(d models.Drift) bool { return d.SourceID == s.ID })
		addUse(&rows[i], heads[i], uses, held)
	}
	return rows, nil
}

// addUse tells a row what rests on its source, which is one with head, and what
// is kept of it.
func addUse(r *views.LibraryRow, head models.ID, uses []store.SourceUse, held []store.SourceHeld) {
	if i := slices.IndexFunc(uses, func(u store.SourceUse) bool { return u.SourceID == head }); i >= 0 {
		r.Evidence, r.Claims, r.Articles = uses[i].Evidence, uses[i].Claims, uses[i].Articles
	}
	if i := slices.IndexFunc(held, func(u store.SourceHeld) bool { return u.SourceID == head }); i >= 0 {
		r.Captures = held[i].Captures
	}
}

// oneFor is the source with which s is one, or its own ID.
func oneFor(s models.Source) models.ID {
	if s.SameAs != 0 {
		return models.ID(s.SameAs)
	}
	return s.ID
}

// editSource serves POST /sources/:source/edit.
func (h *Handlers) editSource(c *gin.Context) error {
	return h.aboutSource(c, "source.edit", func(id models.ID, f *form) (models.ID, error) {
		version := f.number("version")
		in := newsroom.SourceEdit{
			Type: choice[models.SourceType](f, "type"), Title: f.line("title", models.MaxLine), Publisher: f.line("publisher", models.MaxLine),
			Author: f.line("author", models.MaxLine), PublishedOn: f.line("published_on", models.MaxLine),
		}
		if f.err != nil {
			return 0, f.err
		}
		return id, h.Act.EditSource(ctx(c), h.by(c), id, version, in)
	})
}

// notePublisher serves POST /sources/:source/publisher.
func (h *Handlers) notePublisher(c *gin.Context) error {
	return h.aboutSource(c, "publisher.note", func(id models.ID, f *form) (models.ID, error) {
		of, version, note := f.line("of", models.MaxLine), f.number("version"), f.prose("note", models.MaxNote)
		if f.err != nil {
			return 0, f.err
		}
		return id, h.Act.NotePublisher(ctx(c), h.by(c), id, of, version, note)
	})
}

// mergeSources serves POST /sources/:source/merge.
func (h *Handlers) mergeSources(c *gin.Context) error {
	return h.aboutSource(c, "source.merge", func(id models.ID, f *form) (models.ID, error) {
		into := f.id("into")
		if f.err == nil && into == 0 {
			f.fail(apperr.FieldMissing.With(views.Label("into")).On("into"))
		}
		if f.err != nil {
			return 0, f.err
		}
		return into, h.Act.MergeSources(ctx(c), h.by(c), id, into)
	})
}

// partSource serves POST /sources/:source/part.
func (h *Handlers) partSource(c *gin.Context) error {
	return h.aboutSource(c, "source.part", func(id models.ID, _ *form) (models.ID, error) {
		return id, h.Act.PartSource(ctx(c), h.by(c), id)
	})
}

// lookAtSource serves POST /sources/:source/look.
func (h *Handlers) lookAtSource(c *gin.Context) error {
	return h.aboutSource(c, "source.look", func(id models.ID, _ *form) (models.ID, error) {
		return id, h.Act.LookAgain(ctx(c), h.by(c), 0, id)
	})
}

// aboutSource carries out act on the source of the request and leads to the page
// of the one it names, or back to what may be the same.
func (h *Handlers) aboutSource(c *gin.Context, what string, act func(models.ID, *form) (models.ID, error)) error {
	id, err := param(c, "source")
	if err != nil {
		return err
	}
	next, err := act(id, posted(c))
	if err != nil {
		return err
	}
	where := views.SourcePath(next)
	if backTo(posted(c)) == views.BackDuplicates {
		where = views.DuplicatesPath
	}
	return h.done(c, what, where)
}

// listDuplicates serves GET /sources/duplicates.
func (h *Handlers) listDuplicates(c *gin.Context) error { return h.duplicatesAgain(c, views.Attempt{}) }

// duplicatesAgain lists the sources that may be the same.
func (h *Handlers) duplicatesAgain(c *gin.Context, a views.Attempt) error {
	p := views.SourceDoublets{Page: h.frame(c, views.DuplicatesTitle), May: workflow.MayAddSource(who(c)) == nil, Attempt: a}
	p.Page.Keys = ui.LibraryKeys
	var pairs []pair
	next := models.ID(0)
	for _, by := range store.AlikeBys {
		found, below, err := h.Read.AlikeOnes(ctx(c), who(c).ID, by, before(c), perPage+1)
		if err != nil {
			return err
		}
		pairs, next = addPairs(pairs, found, by), below
	}
	slices.SortStableFunc(pairs, func(a, b pair) int { return int(b.SourceID - a.SourceID) })
	if before(c) != 0 {
		p.Newer = views.DuplicatesPath
	}
	if len(pairs) > perPage {
		pairs = pairs[:perPage]
		next = pairs[perPage-1].SourceID
	}
	if next != 0 {
		p.Older = views.DuplicatesPath + "?before=" + strconv.FormatInt(next, 10)
	}
	var err error
	p.Looked = store.LookedThrough
	if p.Rows, err = h.alikeRows(c, pairs); err != nil {
		return err
	}
	return render(c, statusOf(a), views.DuplicatesPage(p))
}

// pair is two sources that may be the same, and why.
type pair struct {
	store.Alike
	why []string
}

// alikeWords say why two sources may be the same.
var alikeWords = map[store.AlikeBy]string{
	store.SameAddress: views.AlikeAddress, store.SameBytes: views.AlikeBytes, store.SameText: views.AlikeText, store.LentText: views.AlikeText,
}

// addPairs adds what was found to pairs, once for each source.
func addPairs(pairs []pair, found []store.Alike, by store.AlikeBy) []pair {
	for _, a := range found {
		i := slices.IndexFunc(pairs, func(p pair) bool { return p.SourceID == a.SourceID })
		switch {
		case i < 0:
			pairs = append(pairs, pair{a, []string{alikeWords[by]}})
		case pairs[i].OtherID == a.OtherID && !slices.Contains(pairs[i].why, alikeWords[by]):
			pairs[i].why = append(pairs[i].why, alikeWords[by])
		}
	}
	return pairs
}

// alikeRows are pairs with their sources; those of which one was hidden a moment
// ago are left out.
func (h *Handlers) alikeRows(c *gin.Context, pairs []pair) (rows []views.AlikeRow, err error) {
	var ids []models.ID
	for _, p := range pairs {
		ids = append(ids, p.SourceID, p.OtherID)
	}
	sources, err := h.Read.SourcesOf(ctx(c), who(c).ID, ids)
	if err != nil {
		return nil, err
	}
	of := func(id models.ID) int {
		return slices.IndexFunc(sources, func(s models.Source) bool { return s.ID == id })
	}
	for _, p := range pairs {
		if a, b := of(p.SourceID), of(p.OtherID); a >= 0 && b >= 0 {
			rows = append(rows, views.AlikeRow{Source: sources[a], Other: sources[b], Why: p.why, Key: rand.Text()})
		}
	}
	return rows, nil
}

// publisherNotes is what the newsroom knows of the publishers of sources, by
// their names in small letters.
func (h *Handlers) publisherNotes(c *gin.Context, sources []models.Source) (map[string]string, error) {
	var names []string
	for _, s := range sources {
		if name := newsroom.PublisherOf(s); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	notes, err := h.Read.PublisherNotes(ctx(c), names)
	by := make(map[string]string, len(notes))
	for _, n := range notes {
		by[n.Publisher] = n.Note
	}
	return by, err
}
