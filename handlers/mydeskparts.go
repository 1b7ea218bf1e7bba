package handlers

import (
	"context"
	"slices"
	"strconv"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/views"
	"example.org/tickmark/views/ui"
)

// toReview adds what the person may approve.
func (d *myDesk) toReview(ctx context.Context) error {
	claims, err := d.h.Read.ReviewQueue(ctx, d.user.ID, store.ClaimKey{}, deskRows+1)
	if err != nil {
		return err
	}
	rows, err := d.claimRows(ctx, claims, func(c models.Claim) models.Ref { return c.SubmittedBy })
	if len(rows) > 0 {
		rows[0].Notes = append(rows[0].Notes, "Next")
	}
	d.add(views.DeskPart{
		Name: "review", Title: "Waiting for your review", From: "Checker", Rows: rows, None: "Nothing to review.",
		Act: ui.Link{Label: "Review", Href: views.ReviewPath}, All: allAt("/claims?reviewer=me"),
	})
	return err
}

// toResearch adds the claims that the person has, those that came back first,
// and says how many nobody has.
func (d *myDesk) toResearch(ctx context.Context) error {
	var claims []models.Claim
	for _, s := range []models.State{models.ChangesRequested, models.Researching} {
		l, err := d.h.Read.ListClaims(ctx, d.user.ID, store.ClaimFilter{State: s, Assignee: d.user.ID, Limit: deskRows + 1})
		if err != nil {
			return err
		}
		claims = append(claims, l.Rows...)
	}
	rows, err := d.claimRows(ctx, claims, func(c models.Claim) models.Ref { return models.Ref(c.CreatedBy) })
	if err != nil {
		return err
	}
	d.add(views.DeskPart{
		Name: "research", Title: "Yours to research", From: "Marked by", Rows: rows, None: "Nothing to research.",
		All: allAt("/claims?assignee=me"),
	})
	unowned, err := d.h.Read.ListClaims(ctx, d.user.ID, store.ClaimFilter{State: models.Open, Unowned: true, Limit: mostUnowned + 1})
	d.page.Unowned = views.UnownedWords(len(unowned.Rows), mostUnowned)
	return err
}

// commentPath is where a comment stands.
func commentPath(article models.ID, number int) string {
	if number == 0 {
		return views.ArticlePath(article) + "?tab=discussion"
	}
	return views.ClaimPath(article, number)
}

// talk are comments as rows, from those who wrote them.
func (d *myDesk) talk(ctx context.Context, comments []models.Comment) ([]views.DeskRow, error) {
	var articles, claims []models.ID
	for _, m := range comments {
		articles = append(articles, m.ArticleID)
		if m.ClaimID != 0 {
			claims = append(claims, models.ID(m.ClaimID))
		}
	}
	if err := d.know(ctx, articles); err != nil {
		return nil, err
	}
	numbers, err := d.h.Read.ClaimNumbers(ctx, claims)
	if err != nil {
		return nil, err
	}
	rows := make([]views.DeskRow, 0, len(comments))
	for _, m := range comments {
		number := 0
		if i := slices.IndexFunc(numbers, func(c models.Claim) bool { return c.ID == models.ID(m.ClaimID) }); i >= 0 {
			number = numbers[i].Number
		}
		r := d.row(m.ArticleID, m.DueAt)
		r.Href, r.Words, r.From = commentPath(m.ArticleID, number), views.PlainWords(m.Body), ui.Person{Name: d.names[m.CreatedBy]}
		rows = append(rows, r)
	}
	return rows, nil
}

// toAnswer adds the queries that were put to the person.
func (d *myDesk) toAnswer(ctx context.Context) error {
	queries, err := d.h.Read.QueriesTo(ctx, d.user.ID, deskRows+1)
	if err != nil {
		return err
	}
	rows, err := d.talk(ctx, queries)
	d.add(views.DeskPart{
		Name: "queries", Title: "Queries for you to answer", From: "Asked by", Rows: rows, None: "No query to answer.",
		All: allAt("/queries?asked=me"),
	})
	return err
}

// mentions adds the comments that name the person and that they have not seen.
func (d *myDesk) mentions(ctx context.Context) error {
	notices, err := d.h.Read.Notices(ctx, d.user.ID, store.NoticeFilter{Kind: models.NoticeMentioned, Unread: true, Limit: deskRows + 1})
	if err != nil {
		return err
	}
	var comments []models.Comment
	for _, n := range notices { // a few: what they say is asked for one by one
		m, err := d.h.Read.CommentOf(ctx, models.ID(n.CommentID))
		if apperr.KindOf(err) == apperr.NotFound {
			continue
		}
		if err != nil {
			return err
		}
		m.DueAt = 0 // of a query, it is not theirs
		comments = append(comments, m)
	}
	rows, err := d.talk(ctx, comments)
	d.add(views.DeskPart{
		Name: "mentions", Title: "Comments that name you", From: "From", Rows: rows, None: "Nobody named you.",
		Act: ui.Link{}, All: ui.Link{Label: "Your notices", Href: views.NoticesPath},
	})
	return err
}

// debts adds the review debts that are overdue, or that the person opened.
func (d *myDesk) debts(ctx context.Context) error {
	debts, err := d.h.Read.DebtsOf(ctx, d.user.ID, models.At(d.h.Now()), deskRows+1)
	if err != nil {
		return err
	}
	var articles, claims []models.ID
	for _, o := range debts {
		articles = append(articles, o.ArticleID)
		claims = append(claims, models.ID(o.ClaimID))
	}
	if err := d.know(ctx, articles); err != nil {
		return err
	}
	numbers, err := d.h.Read.ClaimNumbers(ctx, claims)
	var rows []views.DeskRow
	for _, o := range debts {
		r := d.row(o.ArticleID, o.DueAt)
		r.Href, r.Words, r.From = r.Article+"/sign-off", ui.Capital(string(o.Point)), ui.Person{Name: d.names[o.OpenedBy]}
		if i := slices.IndexFunc(numbers, func(c models.Claim) bool { return c.ID == models.ID(o.ClaimID) }); i >= 0 {
			r.Href, r.Words = views.ClaimPath(o.ArticleID, numbers[i].Number), r.Words+", claim "+strconv.Itoa(numbers[i].Number)
		}
		rows = append(rows, r)
	}
	d.add(views.DeskPart{
		Name: "debts", Title: "Review debts", From: "Broke the glass", Rows: rows, None: "No review debt.",
		All: allAt("/debts"),
	})
	return err
}

// drifted adds the sources that are gone or say something else.
func (d *myDesk) drifted(ctx context.Context) error {
	l, err := d.h.Read.Library(ctx, d.user.ID, store.SourceFilter{Drifted: true, Limit: deskRows + 1})
	if err != nil {
		return err
	}
	var articles []models.ID
	for _, s := range l.Rows {
		articles = append(articles, s.ArticleID)
	}
	if err := d.know(ctx, articles); err != nil {
		return err
	}
	var rows []views.DeskRow
	for _, s := range l.Rows {
		r := d.row(s.ArticleID, 0)
		if r.Href, r.Words, r.From = views.SourcePath(s.ID), s.Title, (ui.Person{Name: s.Publisher}); r.Headline == "" {
			r.Article = ""
		}
		rows = append(rows, r)
	}
	d.add(views.DeskPart{
		Name: "drifts", Title: "Sources gone or changed", From: "Publisher", Rows: rows, None: "No source changed.",
		All: ui.Link{Label: "All of them", Href: views.LibraryPath + "?drifted=yes"},
	})
	return nil
}

// keptWeek is the figures of a week as somebody may see them.
type keptWeek struct {
	since models.Instant
	week  views.Week
}

// week adds the figures of the last seven days. They are counted again after
// any event, for that may have changed who sees what.
func (d *myDesk) week(ctx context.Context) error {
	size, err := d.h.Read.TrailSize(ctx)
	if err != nil {
		return err
	}
	today := d.h.Now().In(d.clock.Zone)
	first := time.Date(today.Year(), today.Month(), today.Day()-weekDays+1, 0, 0, 0, 0, d.clock.Zone)
	since, stamp := models.At(first), store.Stamp{ID: d.user.ID, Seq: size}
	if k, ok := d.h.weeks.get(stamp); ok && k.since == since {
		d.page.Week = k.week
		return nil
	}
	rows, err := d.h.Read.Week(ctx, d.user.ID, since, weekMost)
	if err != nil {
		return err
	}
	d.page.Week = weekOf(rows, first)
	d.h.weeks.put(stamp, keptWeek{since, d.page.Week}, 1, mostWeeks)
	return nil
}

// weekOf counts what happened by day, from the first of the days.
func weekOf(rows []store.Happened, first time.Time) views.Week {
	var w views.Week
	for i := range weekDays {
		w.Days = append(w.Days, views.WeekDay{Name: views.DayName(first.AddDate(0, 0, i))})
	}
	var took []int64
	count := map[store.Figure]int{}
	for _, r := range rows {
		if count[r.Figure]++; count[r.Figure] == weekMost {
			w.Bounded = true
		}
		if r.Figure == store.FigureApproved {
			took = append(took, r.Took)
		}
		countDay(&w.Days[dayOf(r.At, first)], r.Figure)
	}
	if len(took) > 0 {
		slices.Sort(took)
		w.Median = views.Took(time.Duration(took[len(took)/2]) * time.Millisecond)
	}
	return w
}

// dayOf is the day of the week on which something happened; a clock that is
// ahead has it today.
func dayOf(at models.Instant, first time.Time) int {
	for i := weekDays - 1; i > 0; i-- {
		if !at.Time().Before(first.AddDate(0, 0, i)) {
			return i
		}
	}
	return 0
}

func countDay(d *views.WeekDay, f store.Figure) {
	switch f {
	case store.FigureApproved:
		d.Approved++
	case store.FigureCaught:
		d.Caught++
	case store.FigureStale:
		d.Stale++
	case store.FigureDrifted:
		d.Drifted++
	}
}
