package handlers

import (
	"crypto/rand"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.org/tickmark/anchor"
	"example.org/tickmark/copydesk"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/typeset"
	"example.org/tickmark/views"

	"github.com/gin-gonic/gin"
)

// showDraft serves GET /drafts/:draft.
func (h *Handlers) showDraft(c *gin.Context) error { return h.draftAgain(c, views.Attempt{}) }

// draftAgain shows the draft that the address or the form names as it would
// stand; where there is none, the form that begins one.
func (h *Handlers) draftAgain(c *gin.Context, a views.Attempt) error {
	id := posted(c).id("draft")
	if c.Param("draft") != "" {
		var err error
		if id, err = param(c, "draft"); err != nil {
			return err
		}
	}
	if id == 0 {
		return h.newDraftAgain(c, a)
	}
	d, err := h.ownDraft(c, id)
	if err != nil {
		return err
	}
	read, err := h.Act.ReadDraft(ctx(c), d)
	if err != nil {
		return err
	}
	return h.preview(c, d, read, a)
}

// preview draws a draft as it was read.
func (h *Handlers) preview(c *gin.Context, d models.Draft, read intake.Result, a views.Attempt) error {
	text := anchor.Index(read.Text)
	p := views.Preview{
		Page: h.frame(c, views.PreviewTitle), Draft: d, Kept: views.KeptWords(keptOf(read)), MostCited: newsroom.MaxCitations,
		Read: views.ReadAs{
			Format: string(read.Format), Charset: read.Charset, Language: read.Meta.Language, Guessed: read.Meta.Guessed,
			Size: max(d.Original.Size, int64(len(d.Text))), Site: read.Meta.Site, Address: read.Meta.Address,
		},
		Citations: citedPlaces(text, read.Citations), Ticked: ticks(a, d.Version, len(read.Citations)),
		Key: rand.Text(), Discard: rand.Text(), Attempt: a,
	}
	addAsides(&p, text, read)
	if err := h.addTarget(c, &p, read); err != nil {
		return err
	}
	p.Copy.Sheet = typeset.Lay(read.Document, nil)
	return render(c, statusOf(a), views.PreviewPage(p))
}

// addTarget adds what the draft becomes: a new article, or the next revision of
// one.
func (h *Handlers) addTarget(c *gin.Context, p *views.Preview, read intake.Result) error {
	if p.Draft.ArticleID != 0 {
		if err := h.addNext(c, p, read.Document); err != nil {
			return err
		}
		p.Copy.Lang, p.Copy.Dir = p.Next.Article.Language, p.Next.Article.Direction
		return nil
	}
	form, err := h.newArticleForm(c, read.Meta, p.Attempt)
	if err != nil {
		return err
	}
	p.Form = form
	p.Copy.Lang, p.Copy.Dir = form.Written()
	if p.Copy.Dir == "" {
		p.Copy.Dir = copydesk.Direction(p.Copy.Lang)
	}
	return nil
}

// newArticleForm is the article's form, filled with what the copy says of itself.
func (h *Handlers) newArticleForm(c *gin.Context, meta intake.Metadata, a views.Attempt) (views.ArticleForm, error) {
	p := views.ArticleForm{Attempt: a, Article: models.Article{
		EditorID: who(c).ID, Byline: clipped(meta.Byline, models.MaxLine), PublishOn: meta.PublishedOn, Language: meta.Language,
	}}
	s, err := h.settings(c)
	if err != nil {
		return p, err
	}
	if p.Article.Language == "" && len(s.Languages) > 0 {
		p.Article.Language = s.Languages[0]
	}
	err = h.fillArticleForm(c, &p)
	return p, err
}

// addNext adds what the draft would do to the article that there is.
func (h *Handlers) addNext(c *gin.Context, p *views.Preview, doc models.Document) error {
	f, err := newsroom.ReadFile(ctx(c), h.Read, who(c).ID, models.ID(p.Draft.ArticleID))
	if err != nil {
		return err
	}
	d, err := h.deskOf(c, f)
	if err != nil {
		return err
	}
	p.Next = views.NextRevision{
		Article: f.Article, Newest: f.Revision.Number, Base: p.Draft.Base, Writers: f.Writers, People: d.people, Outcomes: map[models.Outcome]int{},
		Same: doc.Text == f.Revision.Text && slices.Equal(doc.Blocks, f.Revision.Blocks) && slices.Equal(doc.Marks, f.Revision.Marks),
	}
	p.Next.Changes = d.difference(f.Revision.Document, doc)
	p.Next.Changes.OldName, p.Next.Changes.NewName = views.RevisionName(f.Revision.Number), views.DraftName
	if chosen := newBase(p.Attempt.Values); chosen > 0 {
		p.Next.Base = chosen
	}
	addForecast(&p.Next, newsroom.ForecastRevision(f, doc, d.house.Abbreviations))
	return nil
}

// addForecast counts what would become of the claims, and names those whose
// approval would end.
func addForecast(next *views.NextRevision, all []newsroom.Forecast) {
	for _, cast := range all {
		if cast.Claim.State == models.Withdrawn {
			continue
		}
		out := cast.Anchor.Outcome
		next.Outcomes[out]++
		if cast.Claim.State == models.Approved && (out == models.Edited || out == models.Context) {
			next.Ends = append(next.Ends, cast.Claim.Number)
		}
	}
}

// newBase is the revision that a form says the draft replaces, 0 for none: the
// one that a button names counts before the one that the form was drawn with.
func newBase(form url.Values) int {
	for _, name := range []string{"rebase", "base"} {
		if n, err := strconv.Atoi(form.Get(name)); err == nil && n > 0 {
			return n
		}
	}
	return 0
}

// keptOf counts the blocks, marks and footnotes that were read, by their kinds.
func keptOf(read intake.Result) map[string]int {
	kept := map[string]int{}
	for _, b := range read.Blocks {
		kept[string(b.Kind)]++
	}
	for _, m := range read.Marks {
		kept[string(m.Kind)]++
	}
	for _, c := range read.Citations {
		if c.Label != "" {
			kept[views.KeptNote]++
		}
	}
	return kept
}

// aroundNote is how many code points before a footnote's mark are shown.
const aroundNote = 60

// citedPlaces are the citations with the words that they stand on.
func citedPlaces(text *anchor.Text, all []intake.Citation) []views.CitedPlace {
	places := make([]views.CitedPlace, len(all))
	for i, c := range all {
		at := c.At
		if at.Start == at.End {
			at.Start = max(0, at.Start-aroundNote)
		}
		places[i] = views.CitedPlace{Label: brief(c.Label), Text: brief(c.Text), URL: brief(c.URL), Words: lastLine(text.Slice(at))}
	}
	return places
}

// lastLine is the last line of what stands before a footnote's mark, or all of
// the words of a link.
func lastLine(s string) string {
	s = strings.TrimSpace(s)
	return brief(s[strings.LastIndexByte(s, '\n')+1:])
}

// maxBrief is how much of a text from a file is quoted beside it, in bytes.
const maxBrief = 160

// brief is the beginning of a text from a file as a label may quote it: without
// the characters that turn text around.
func brief(s string) string {
	if len(s) > maxBrief {
		s = clipped(s, maxBrief) + "…"
	}
	return strings.Map(func(r rune) rune {
		if r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' || unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, ""))
}

// ticks are the citations that the form ticks: those that were, or at first all
// of them that may come in at once.
func ticks(a views.Attempt, version, citations int) map[int]bool {
	ticked := map[int]bool{}
	if (a.Err != nil || a.Again) && a.Values.Get("draft_version") == strconv.Itoa(version) {
		for _, v := range a.Values["cite"] {
			if i, err := strconv.Atoi(v); err == nil {
				ticked[i] = true
			}
		}
		return ticked
	}
	for i := range min(citations, newsroom.MaxCitations) {
		ticked[i] = true
	}
	return ticked
}

// keepTicks has a form tick the same citations as before, now that the draft is
// read another way and is at another version. One that was not there is ticked.
func keepTicks(form url.Values, version int, was, now []intake.Citation) {
	type source struct{ label, text, url string }
	off := map[source]bool{}
	for i, c := range was {
		if !slices.Contains(form["cite"], strconv.Itoa(i)) {
			off[source{c.Label, c.Text, c.URL}] = true
		}
	}
	form.Set("draft_version", strconv.Itoa(version))
	form.Del("cite")
	for i, c := range now {
		if !off[source{c.Label, c.Text, c.URL}] && len(form["cite"]) < newsroom.MaxCitations {
			form.Add("cite", strconv.Itoa(i))
		}
	}
}

// placeOf are the words where the first of a sort of thing was, or "" where
// that is not known.
func placeOf(w intake.Warning, text *anchor.Text, all string) string {
	if w.At <= 0 || w.Code == intake.ControlCharacter {
		return ""
	}
	line, _, _ := strings.Cut(text.Slice(models.Span{Start: w.At, End: min(w.At+aroundNote, utf8.RuneCountInString(all))}), "\n")
	return brief(line)
}

// addAsides adds what did not come into the copy as it stood.
func addAsides(p *views.Preview, text *anchor.Text, read intake.Result) {
	for _, w := range read.Warnings {
		words, kept, ok := views.WarningWords(string(w.Code), w.Count)
		if !ok {
			words = string(w.Code)
		}
		list := &p.Dropped
		if kept {
			list = &p.Changed
		}
		*list = append(*list, views.Warning{Words: words, Place: placeOf(w, text, read.Text)})
	}
	for _, ch := range read.Changes {
		p.Changes = append(p.Changes, views.TrackedChange{Kind: string(ch.Kind), Author: ch.Author, On: ch.On, Text: ch.Text})
	}
	for _, r := range read.Remarks {
		p.Remarks = append(p.Remarks, views.CopyRemark{Author: r.Author, On: r.On, Text: r.Text, Words: brief(text.Slice(r.At))})
	}
}
