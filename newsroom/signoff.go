package newsroom

import (
	"context"
	"slices"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/report"
	"example.org/tickmark/store"
	"example.org/tickmark/workflow"
)

// SignOff is an editor's word that one revision may be published.
type SignOff struct {
	Revision int              // the number of the revision they looked at
	As       report.Amendment // how what changed since the last report is told
	// Reason breaks the glass over what is missing; empty for an article that
	// is ready.
	Reason string
	Break  bool
}

// SignOffArticle issues the report of the article's newest revision and returns
// its ID. Errors: those of workflow.MaySignOff, or of MayBreakGlassOver when
// the glass is broken; apperr.NotNewest, NeedsReason, UnknownChoice.
func (n *Newsroom) SignOffArticle(ctx context.Context, by By, article models.ID, in SignOff) (models.ID, error) {
	return n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		art, err := a.LockArticle(ctx, a.actor.ID, article)
		if err != nil {
			return 0, err
		}
		f, err := a.fileOfNow(ctx, art)
		if err != nil {
			return 0, err
		}
		if f.Revision.Number != in.Revision {
			return 0, apperr.NotNewest.With()
		}
		if f.Report().ID != 0 && !slices.Contains([]report.Amendment{"", report.Correction, report.Clarification}, in.As) {
			return 0, apperr.UnknownChoice.With(in.As, "what the change is").On("as")
		}
		if err := a.passOver(ctx, f, in); err != nil {
			return 0, err
		}
		return a.issueFor(ctx, f, in)
	})
}

// fileOfNow reads a locked article of which a report is issued, and keeps the
// trail as it is until the act ends: what is done to its sources meanwhile is
// neither in the report nor in the events that this has.
func (a *act) fileOfNow(ctx context.Context, art models.Article) (*workflow.File, error) {
	if _, err := a.LockTrail(ctx); err != nil {
		return nil, err
	}
	return readFile(ctx, a.Queries, art)
}

// passOver asks whether the actor may sign the article off, and opens a debt
// for every point that breaking the glass passes over.
func (a *act) passOver(ctx context.Context, f *workflow.File, in SignOff) error {
	if !in.Break {
		return workflow.MaySignOff(f, a.actor)
	}
	if err := workflow.MayBreakGlassOver(f, a.actor); err != nil {
		return err
	}
	if in.Reason == "" {
		return apperr.NeedsReason.With().On("reason")
	}
	return a.owe(ctx, f.Article.ID, workflow.PassedOverAtSignOff(f, a.actor), in.Reason)
}

// issueFor issues the report and pays, where the sign-off is a second editor's,
// the debt of one that a writer of the words made.
func (a *act) issueFor(ctx context.Context, f *workflow.File, in SignOff) (models.ID, error) {
	if !in.Break {
		for i, d := range f.Debts {
			if d.PaidAt == 0 && d.Point == models.PointWriter {
				if err := a.pay(ctx, &f.Debts[i]); err != nil {
					return 0, err
				}
			}
		}
	}
	f, err := readFile(ctx, a.Queries, f.Article)
	if err != nil {
		return 0, err
	}
	return a.issueReport(ctx, f, in, models.Ref(a.actor.ID))
}

// issue issues the superseding report when the last debt was paid, by itself.
func (a *act) issue(ctx context.Context, f *workflow.File) error {
	f, err := a.fileOfNow(ctx, f.Article)
	if err != nil {
		return err
	}
	_, err = a.issueReport(ctx, f, SignOff{}, 0)
	return err
}

// issueReport freezes the report of what f holds, which fileOfNow read: numbers
// are given one at a time. The trail is signed with it,
// in the same transaction: afterwards, a full disk would be told as a refusal.
func (a *act) issueReport(ctx context.Context, f *workflow.File, in SignOff, by models.Ref) (models.ID, error) {
	settings, err := a.Settings(ctx)
	if err != nil {
		return 0, err
	}
	year := a.now.Time().In(settings.Location()).Year()
	serial, err := a.NextSerial(ctx, year)
	if err != nil {
		return 0, err
	}
	input, err := reportInput(ctx, a.Queries, f, settings, a.now)
	if err != nil {
		return 0, err
	}
	glass := broken(f)
	input.Issue = &report.Issue{Year: year, Serial: serial, BreakGlass: glass, Reason: in.Reason}
	input.As, input.By, input.Missing = in.As, by, nil
	body, err := report.Encode(report.Build(input))
	if err != nil {
		return 0, err
	}
	r := models.Report{
		ArticleID: f.Article.ID, RevisionID: f.Revision.ID, Year: year, Serial: serial, BreakGlass: glass,
		Supersedes: models.Ref(f.Report().ID), Body: body, BodySHA256: report.SHA256(body), IssuedBy: by, IssuedAt: a.now,
	}
	if err := a.AddReport(ctx, &r); err != nil {
		return 0, err
	}
	rec := a.record("report.issue", models.SubjectReport, r.ID,
		models.Change{Field: "number", To: report.Number(year, serial)},
		models.Change{Field: "revision", To: number(f.Revision.Number)},
		models.Change{Field: "break_glass", To: yes(glass)},
		models.Change{Field: "supersedes", To: number(r.Supersedes)},
		models.Change{Field: "as", To: string(in.As)},
		models.Change{Field: "body_sha256", To: r.BodySHA256}).on(f.Article.ID, 0).because(in.Reason)
	if by == 0 {
		rec.byItself()
	}
	a.signs = true
	return r.ID, nil
}

// DraftReport builds the report of an article that is not signed off as it
// stands, marked as a draft, if viewer may see it.
func (n *Newsroom) DraftReport(ctx context.Context, viewer, article models.ID) (report.Report, error) {
	q := n.DB.Queries()
	f, err := ReadFile(ctx, q, viewer, article)
	if err != nil {
		return report.Report{}, err
	}
	settings, err := q.Settings(ctx)
	if err != nil {
		return report.Report{}, err
	}
	in, err := reportInput(ctx, q, f, settings, models.At(n.Now()))
	if err != nil {
		return report.Report{}, err
	}
	in.By = models.Ref(viewer)
	return report.Build(in), nil
}

// reportInput loads what a report tells of.
func reportInput(ctx context.Context, q store.Queries, f *workflow.File, s models.Settings, at models.Instant) (in report.Input, err error) {
	in = report.Input{
		Newsroom: s.NewsroomName, Zone: s.TimeZone, Article: f.Article, Revision: f.Revision,
		Sources: f.Sources, Comments: f.Comments, Debts: f.Debts, At: at,
		Rooted: map[models.ID][]models.Rooted{}, Rulings: map[models.ID][]models.OriginRuling{}, Checks: map[models.ID][]models.Check{},
	}
	for _, c := range f.Cases {
		in.Claims = append(in.Claims, c.Claim)
		in.Rooted[c.Claim.ID], in.Rulings[c.Claim.ID] = c.Sources, c.Rulings
		in.Checks[c.Claim.ID] = c.Checks
		in.Findings = append(in.Findings, c.Findings...)
		in.Approvals = append(in.Approvals, c.Approvals...)
		in.Hands = append(in.Hands, c.Hands...)
		in.Replies = append(in.Replies, c.Replies...)
		in.Evidence = append(in.Evidence, c.Evidence...)
		in.Comments = append(in.Comments, c.Comments...)
	}
	o := store.Of{Article: f.Article.ID}
	if in.Excerpts, err = q.Excerpts(ctx, o); err != nil {
		return in, err
	}
	if in.Translations, err = q.Translations(ctx, o); err != nil {
		return in, err
	}
	users, err := q.Users(ctx)
	if err != nil {
		return in, err
	}
	in.People = make(map[models.ID]string, len(users))
	for _, u := range users {
		in.People[u.ID] = u.Name
	}
	for _, m := range workflow.WhatIsMissing(f) {
		in.Missing = append(in.Missing, missingInput(m, users))
	}
	in.Coverage, in.Waivers = workflow.CoverageOf(f), waiversInPrint(f)
	if in.Events, err = articleActs(ctx, q, f.Article.ID); err != nil {
		return in, err
	}
	if f.Report().ID == 0 {
		return in, nil
	}
	last, err := q.ReportByID(ctx, f.Article.ID, f.Report().ID)
	if err != nil {
		return in, err
	}
	previous, err := report.Parse(last.Body)
	in.Previous = &previous
	return in, err
}

// waiversInPrint are the waivers that say something of the copy as it stands:
// one that leaves a sentence unchecked does not once a claim lies in it.
func waiversInPrint(f *workflow.File) (ws []models.Waiver) {
	covers := workflow.Covers(f)
	for i, w := range f.Waived {
		if w.Kind != models.CQ && covers[i] == models.Covered || slices.ContainsFunc(ws, func(o models.Waiver) bool { return o.ID == w.ID }) {
			continue
		}
		ws = append(ws, w)
	}
	return ws
}

// missingInput is a missing point as the report lists it.
func missingInput(m workflow.Missing, people []models.User) report.Missing {
	in := report.Missing{Point: m.Point, Detail: m.TK.Sentence}
	if m.Comment.ID != 0 {
		in.Detail = m.Comment.Body
	}
	if m.Case != nil {
		in.Claim = m.Case.Claim.Number
	}
	in.Waits = workflow.WaitsFor(m, people)
	return in
}

// articleActs are the article's events with their words, oldest first.
func articleActs(ctx context.Context, q store.Queries, article models.ID) ([]report.Act, error) {
	events, err := q.ArticleEvents(ctx, article)
	if err != nil {
		return nil, err
	}
	entries, err := Words(ctx, q, events)
	if err != nil {
		return nil, err
	}
	acts := make([]report.Act, len(events))
	for i, e := range entries {
		acts[i] = report.Act{Event: events[i], Reason: e.Reason.Text}
		for _, c := range e.Changes {
			acts[i].Changes = append(acts[i].Changes, models.Change{Field: c.Field, From: c.From.Text, To: c.To.Text, Free: c.From.Salted != "" || c.To.Salted != ""})
		}
	}
	return acts, nil
}
