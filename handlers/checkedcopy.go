package handlers

import (
	"cmp"
	"crypto/rand"
	"math"
	"net/http"
	"slices"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/views"
	"example.org/tickmark/workflow"

	"github.com/gin-gonic/gin"
)

// showCheckedCopy serves GET /articles/:article/checked-copy.
func (h *Handlers) showCheckedCopy(c *gin.Context) error {
	d, err := h.openDesk(c)
	if err != nil {
		return err
	}
	p := views.CheckedCopy{
		Page: h.frame(c, views.CheckedCopyTitle), Article: d.Article, Revision: d.Revision.Number,
		MayEdit: workflow.MayEdit(d.reader) == nil, Key: rand.Text(),
	}
	numbers, err := h.revisionNumbers(c, d.Article.ID)
	if err != nil {
		return err
	}
	d.addWork(&p, numbers)
	return render(c, http.StatusOK, views.CheckedCopyPage(p))
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
		Comment: m, Claim: cs.Claim.Number, By: d.names[m.CreatedBy], At: d.clock.Moment(m.CreatedAt),
		Quote: quote(cs.Claim), Prose: d.prose(m.Body), AppliedAs: numbers[m.AppliedIn], Path: views.ArticlePath(d.Article.ID) + "?tab=discussion",
		Apply: d.closed(func(u models.User) error { return workflow.MayApply(m, cs, u) }),
		Stet:  d.closed(func(u models.User) error { return workflow.MayStet(m, u, workflow.Wrote(d.File, m, u.ID)) }),
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
