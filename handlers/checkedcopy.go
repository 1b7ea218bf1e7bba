package handlers

import (
	"cmp"
	"crypto/rand"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"example.org/tickmark/apperr"
	"example.org/tickmark/diff"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/views"
	"example.org/tickmark/views/ui"
	"example.org/tickmark/workflow"

	"github.com/gin-gonic/gin"
)

// showCheckedCopy serves GET /articles/:article/checked-copy.
func (h *Handlers) showCheckedCopy(c *gin.Context) error { return h.checkedCopy(c, views.Attempt{}) }

// checkedCopyAgain shows the checked copy after a refused form.
func (h *Handlers) checkedCopyAgain(c *gin.Context, a views.Attempt) error {
	return h.checkedCopy(c, a)
}

// checkedCopy draws what waits for the copy.
func (h *Handlers) checkedCopy(c *gin.Context, a views.Attempt) error {
	d, err := h.openDesk(c)
	if err != nil {
		return err
	}
	p := views.CheckedCopy{
		Page: h.frame(c, views.CheckedCopyTitle), Article: d.Article, Revision: d.Revision.Number,
		MayEdit: workflow.MayEdit(d.reader) == nil, Key: rand.Text(), Attempt: a, Chosen: map[models.ID]bool{},
	}
	p.Page.Keys = ui.CheckedCopyKeys
	for _, one := range seenFixes(c.QueryArray("fix")) {
		p.Chosen[one.ID] = true
	}
	numbers, err := h.revisionNumbers(c, d.Article.ID)
	if err != nil {
		return err
	}
	d.addWork(&p, numbers)
	return render(c, statusOf(a), views.CheckedCopyPage(p))
}

// seenFixes are the fixes that boxes name, with the wording that was seen. What
// names none is left out.
func seenFixes(boxes []string) (seen []newsroom.SeenFix) {
	for _, box := range boxes {
		id, wording, _ := strings.Cut(box, ".")
		if n, err := strconv.ParseInt(id, 10, 64); err == nil && n > 0 {
			seen = append(seen, newsroom.SeenFix{ID: n, Wording: clip(wording)})
		}
	}
	return seen
}

// applyChosen serves POST /articles/:article/checked-copy/apply.
func (h *Handlers) applyChosen(c *gin.Context) error {
	article, err := param(c, "article")
	if err != nil {
		return err
	}
	f := posted(c)
	base := f.number("base")
	if f.err != nil {
		return f.err
	}
	if err := h.Act.ApplyFixes(ctx(c), h.by(c), article, base, seenFixes(f.values["fix"])...); err != nil {
		return err
	}
	return h.done(c, "comment.apply", views.CheckedCopyPath(article))
}

// previewFixes serves GET /articles/:article/checked-copy/preview: the copy as it
// would stand. It changes nothing.
func (h *Handlers) previewFixes(c *gin.Context) error {
	d, err := h.openDesk(c)
	if err != nil {
		return err
	}
	boxes := c.QueryArray("fix")
	next, err := newsroom.PreviewFixes(d.File, d.reader, seenFixes(boxes)...)
	if err != nil && apperr.KindOf(err) != apperr.Internal && apperr.KindOf(err) != apperr.NotFound {
		return h.checkedCopy(c, views.Attempt{Form: views.PreviewForm, Err: err})
	}
	if err != nil {
		return err
	}
	old, page := d.Revision.Document, h.frame(c, views.CheckedCopyTitle)
	page.Keys = ui.CheckedCopyKeys
	return render(c, http.StatusOK, views.FixPreviewPage(views.FixPreview{
		Page: page, Article: d.Article, Revision: d.Revision.Number, Fixes: boxes, Key: rand.Text(),
		Changes: views.Difference{
			Old: old, New: next, OldName: views.RevisionName(d.Revision.Number), NewName: views.RevisionName(d.Revision.Number + 1),
			Rows: diff.Blocks(old, next), Lang: d.Article.Language, Dir: d.Article.Direction,
		},
	}))
}

// addWork lists what the editor has to do, in the order of the text.
func (d *desk) addWork(p *views.CheckedCopy, numbers map[models.Ref]int) {
	for _, cs := range d.inTextOrder() {
		for _, m := range cs.Comments {
			if openFix(m) {
				p.Fixes = append(p.Fixes, d.fixRow(cs, m, numbers))
			}
		}
		if cs.WaitsForCopy() {
			p.Waiting = append(p.Waiting, waitingRow(cs))
		}
		if !cs.Claim.Placed() {
			p.Lost = append(p.Lost, waitingRow(cs))
		}
	}
	for _, m := range d.Comments {
		if openFix(m) {
			p.Fixes = append(p.Fixes, d.fixRow(workflow.Case{}, m, numbers))
		}
	}
}

// revisionNumbers are the numbers of the article's revisions, by ID.
func (h *Handlers) revisionNumbers(c *gin.Context, article models.ID) (map[models.Ref]int, error) {
	heads, err := h.Read.RevisionHeads(ctx(c), article)
	numbers := make(map[models.Ref]int, len(heads))
	for _, r := range heads {
		numbers[models.Ref(r.ID)] = r.Number
	}
	return numbers, err
}

// inTextOrder are the live claims in the order of the text, those without a
// place last.
func (d *desk) inTextOrder() (cases []workflow.Case) {
	for _, cs := range d.Cases {
		if cs.Claim.State != models.Withdrawn {
			cases = append(cases, cs)
		}
	}
	at := func(cs workflow.Case) int {
		if cs.Claim.Placed() {
			return cs.Claim.Start
		}
		return math.MaxInt
	}
	slices.SortStableFunc(cases, func(a, b workflow.Case) int { return cmp.Compare(at(a), at(b)) })
	return cases
}

func openFix(m models.Comment) bool { return m.Kind == models.Fix && m.ParentID == 0 && m.Open() }

func (d *desk) fixRow(cs workflow.Case, m models.Comment, numbers map[models.Ref]int) views.FixRow {
	row := views.FixRow{
		Comment: m, Claim: cs.Claim.Number, By: d.names[m.CreatedBy], At: d.clock.Moment(m.CreatedAt), Wording: newsroom.WordingSeen(m),
		Quote: quote(cs.Claim), Prose: d.prose(m.Body), AppliedAs: numbers[m.AppliedIn], Path: views.ArticlePath(d.Article.ID) + "?tab=discussion",
		Apply:    d.closed(func(u models.User) error { return workflow.MayApply(m, cs, u) }),
		Stet:     d.closed(func(u models.User) error { return workflow.MayStet(m, u, workflow.Wrote(d.File, m, u.ID)) }),
		SendBack: d.closed(func(u models.User) error { return workflow.MaySendBack(m, u) }), SentBackWho: d.name(m.SentBackBy),
		MayReword: workflow.MayReword(m, d.reader) == nil,
	}
	if m.Proposed != "" || m.Cut {
		row.Parts = diff.Words(row.Old(), row.New())
	}
	if row.Claim != 0 {
		row.Path = views.ClaimPath(d.Article.ID, row.Claim)
	}
	return row
}

// closed says why an act is not open to the reader, and who may, by the rule
// that decides it; it is zero when it is.
func (d *desk) closed(may func(models.User) error) (out views.Closed) {
	err := may(d.reader)
	if err == nil {
		return out
	}
	out.Why = apperr.Message(err)
	for _, u := range d.people {
		if may(u) == nil {
			out.Who = append(out.Who, u.Name)
		}
	}
	return out
}

// quote is the claim's words with what stands around them in their sentences.
func quote(cl models.Claim) views.Quote {
	sentence, start, end := []rune(cl.Sentence), cl.Start-cl.SentenceStart, cl.End-cl.SentenceStart
	if !cl.Placed() || start < 0 || end > len(sentence) || start > end {
		return views.Quote{Words: cl.Exact}
	}
	return views.Quote{Before: string(sentence[:start]), Words: string(sentence[start:end]), After: string(sentence[end:])}
}

func waitingRow(cs workflow.Case) views.WaitingRow {
	cl, f := cs.Claim, cs.Finding()
	return views.WaitingRow{
		Claim: cl.Number, Path: views.ClaimPath(cl.ArticleID, cl.Number), State: cl.State, Verdict: f.Verdict,
		Statement: cl.Statement, Note: f.Note, Quote: quote(cl), Several: cl.Outcome == models.Ambiguous,
	}
}
