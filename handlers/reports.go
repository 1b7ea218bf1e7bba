package handlers

import (
	"crypto/sha256"
	"encoding/base64"
	"mime"
	"net/http"
	"path"
	"regexp"
	"strconv"
	"strings"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/report"
	"example.org/tickmark/views"
	"example.org/tickmark/workflow"

	"github.com/gin-gonic/gin"
)

// listReports serves GET /reports.
func (h *Handlers) listReports(c *gin.Context) error {
	reports, err := h.Read.ReportList(ctx(c), who(c).ID, before(c), perPage+1)
	if err != nil {
		return err
	}
	p := views.ReportList{Page: h.frame(c, views.ReportsTitle)}
	reports, p.Newer, p.Older = paged(c, reports, func(r models.Report) models.ID { return r.ID })
	if p.Rows, err = h.reportRows(c, reports); err != nil {
		return err
	}
	return render(c, http.StatusOK, views.ReportsPage(p))
}

func (h *Handlers) reportRows(c *gin.Context, reports []models.Report) ([]views.ReportRow, error) {
	ids := make([]models.ID, len(reports))
	for i, r := range reports {
		ids[i] = r.ArticleID
	}
	headlines, err := h.Read.ArticleHeadlines(ctx(c), who(c).ID, ids)
	if err != nil {
		return nil, err
	}
	names, err := h.names(c)
	if err != nil {
		return nil, err
	}
	clock, err := h.clock(c)
	if err != nil {
		return nil, err
	}
	rows := make([]views.ReportRow, len(reports))
	for i, r := range reports {
		rows[i] = views.ReportRow{
			Number: report.Number(r.Year, r.Serial), Article: r.ArticleID, Headline: headlines[r.ArticleID],
			BreakGlass: r.BreakGlass, By: names[models.ID(r.IssuedBy)], At: clock.Moment(r.IssuedAt),
		}
	}
	return rows, nil
}

// numbered is a report's number in an address, and in which form it is asked for.
var numbered = regexp.MustCompile(`^(\d{4})-(\d{4,9})(\.html|\.md|\.json)?$`)

// showReport serves GET /reports/:number: the report's page, or, with an
// extension, the report itself.
func (h *Handlers) showReport(c *gin.Context) error {
	m := numbered.FindStringSubmatch(c.Param("number"))
	if m == nil {
		return apperr.NoSuchPage.With()
	}
	year, _ := strconv.Atoi(m[1]) // digits, as the pattern has it
	serial, _ := strconv.Atoi(m[2])
	r, err := h.Read.Report(ctx(c), who(c).ID, year, serial)
	if err != nil {
		return err
	}
	if m[3] != "" {
		return sendReport(c, r.Body, report.Number(year, serial), m[3])
	}
	p, err := h.reportView(c, r)
	if err != nil {
		return err
	}
	return render(c, http.StatusOK, views.ReportPage(p))
}

func (h *Handlers) reportView(c *gin.Context, r models.Report) (p views.ReportView, err error) {
	rows, err := h.reportRows(c, []models.Report{r})
	if err != nil {
		return p, err
	}
	rev, err := h.Read.RevisionByID(ctx(c), r.RevisionID)
	if err != nil {
		return p, err
	}
	all, err := h.Read.Reports(ctx(c), r.ArticleID)
	if err != nil {
		return p, err
	}
	p = views.ReportView{Page: h.frame(c, views.ReportTitle(rows[0].Number)), Row: rows[0], Revision: rev.Number, SHA256: r.BodySHA256}
	for _, other := range all {
		number := report.Number(other.Year, other.Serial)
		switch {
		case other.ID == models.ID(r.Supersedes):
			p.Supersedes = number
		case other.Supersedes == models.Ref(r.ID):
			p.Superseded = number
		}
	}
	return p, nil
}

// articleReport serves GET /articles/:article/report.html, .md and .json: the
// report of the newest revision when that is signed off, else its draft.
func (h *Handlers) articleReport(c *gin.Context) error {
	id, err := param(c, "article")
	if err != nil {
		return err
	}
	f, err := newsroom.ReadFile(ctx(c), h.Read, who(c).ID, id)
	if err != nil {
		return err
	}
	ext := path.Ext(c.FullPath())
	if workflow.StageOf(workflow.TallyOf(f)) == models.StageSignedOff {
		r, err := h.Read.ReportByID(ctx(c), id, f.Report().ID)
		if err != nil {
			return err
		}
		return sendReport(c, r.Body, report.Number(r.Year, r.Serial), ext)
	}
	draft, err := h.Act.DraftReport(ctx(c), who(c).ID, id)
	if err != nil {
		return err
	}
	body, err := report.Encode(draft)
	if err != nil {
		return err
	}
	return sendReport(c, body, "draft-of-article-"+strconv.FormatInt(id, 10), ext)
}

// sendReport sends a report's body in the form that an extension names. Only
// HTML is shown in the browser, and only when it is not asked for as a file.
func sendReport(c *gin.Context, body []byte, name, ext string) error {
	out, err := report.Draw(body, report.Format(ext[1:]))
	if err != nil {
		return err
	}
	if ext == ".html" {
		c.Header("Content-Security-Policy", reportPolicy(string(out)))
	}
	if ext != ".html" || c.Query("download") != "" {
		c.Header("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name + ext}))
	}
	c.Data(http.StatusOK, reportTypes[ext], out)
	return nil
}

var reportTypes = map[string]string{
	".html": "text/html; charset=utf-8", ".md": "text/markdown; charset=utf-8", ".json": "application/json",
}

// reportPolicy lets a report's page do nothing but draw its own style, which it
// carries in itself and which is named by its hash.
func reportPolicy(page string) string {
	_, rest, _ := strings.Cut(page, "<style>")
	style, _, _ := strings.Cut(rest, "</style>")
	sum := sha256.Sum256([]byte(style))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) +
		"'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
}
