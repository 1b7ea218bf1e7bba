package notify

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/jobs"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/views"
)

// The manner of mails.
const (
	mostTold    = 50                 // notices of one mail; of more it says that there are more
	mailLasts   = 7 * 24 * time.Hour // after which a mail that waited is not sent any more
	awhile      = 10 * time.Minute   // before a server without mail looks again whether it has any
	confirmFor  = 48 * time.Hour     // a link that confirms an address works for so long
	digestsEach = 100                // people whose mail of the day one look queues
)

// Mailer sends mails: the words are made as one is sent, for whoever may see
// what it tells of then.
type Mailer struct {
	DB     *store.DB
	Server *Server // nil sends none: what is queued waits
	URL    string  // where browsers find the site
	Now    func() time.Time
}

// Work is what the job of a mail does. It may be done again where the program was
// killed after the server took the mail and before that was saved: then the mail
// comes twice, under one Message-ID.
func (m *Mailer) Work(ctx context.Context, j models.Job) (jobs.Save, error) {
	row, err := m.DB.Queries().MailOf(ctx, j.SubjectID)
	if apperr.KindOf(err) == apperr.NotFound && err != nil {
		return nil, nil //nolint:nilnil,nilerr // it was dropped: there is nothing to send, and nothing to save
	}
	switch {
	case err != nil:
		return nil, err
	case row.SentAt != 0:
		return nil, nil //nolint:nilnil // as above
	case m.Now().Sub(row.CreatedAt.Time()) > mailLasts:
		return nil, errors.Join(jobs.ErrFinal, apperr.MailOutOfDate.With())
	case m.Server == nil:
		return nil, jobs.LaterError{In: awhile}
	}
	post, err := m.write(ctx, row)
	if err != nil || post.To == "" {
		return nil, err
	}
	switch err := m.Server.Send(ctx, post); {
	case errors.Is(err, apperr.MailRefused), errors.Is(err, apperr.BadMail):
		return nil, errors.Join(jobs.ErrFinal, err)
	case err != nil:
		return nil, err
	}
	return func(ctx context.Context, tx store.Tx) error { return tx.MailSent(ctx, row.ID, models.At(m.Now())) }, nil
}

// write is the mail of a row, for whoever may have it now; the zero Post for
// nobody: they stopped mail, were disabled, or may not see any of it any more.
func (m *Mailer) write(ctx context.Context, row models.Mail) (Post, error) {
	q := m.DB.Queries()
	u, err := q.User(ctx, row.UserID)
	if err != nil {
		return Post{}, err
	}
	at, err := q.MailAddress(ctx, row.UserID)
	if err != nil {
		return Post{}, err
	}
	s, err := q.Settings(ctx)
	if err != nil {
		return Post{}, err
	}
	letter := views.Letter{Newsroom: s.NewsroomName, Site: m.URL, Name: u.Name}
	waits := row.Kind == models.MailConfirm && at.Address != "" && at.ConfirmedAt == 0 && m.Now().Sub(at.AskedAt.Time()) < confirmFor
	switch {
	case !u.Active():
		return Post{}, nil
	case waits:
		letter.Confirm = m.URL + views.MailConfirmPath + at.Token(models.LinkConfirms)
	case row.Kind == models.MailConfirm || !at.Gets():
		return Post{}, nil
	default:
		letter.Day, letter.Stop = row.Kind == models.MailOfDay, m.URL+views.MailStopPath+at.Token(models.LinkStops)
		if letter.Lines, letter.More, err = m.lines(ctx, row, u, s); err != nil || len(letter.Lines) == 0 {
			return Post{}, err
		}
	}
	return m.post(ctx, row, at, letter)
}

func (m *Mailer) post(ctx context.Context, row models.Mail, at models.MailAddress, letter views.Letter) (Post, error) {
	var html strings.Builder
	if err := views.LetterPage(letter).Render(ctx, &html); err != nil {
		return Post{}, err
	}
	sign := at.Token("mail " + number(row.ID)) // so that the ID tells nobody how many mails there were
	return Post{
		To: at.Address, Subject: letter.Subject(), Text: letter.Text(), HTML: html.String(), Stop: letter.Stop,
		ID: fmt.Sprintf("notice.%s", sign[strings.IndexByte(sign, '-')+1:]), Date: row.CreatedAt.Time(),
	}, nil
}

// lines are what a mail tells, of what its reader may see now. A mail of the day
// leaves out what they have read.
func (m *Mailer) lines(ctx context.Context, row models.Mail, u models.User, s models.Settings) (lines []views.LetterLine, more bool, err error) {
	q := m.DB.Queries()
	notices, err := q.NoticesOfMail(ctx, u.ID, row.ID, row.Kind == models.MailOfDay, mostTold+1)
	if err != nil {
		return nil, false, err
	}
	if more = len(notices) > mostTold; more {
		notices = notices[:mostTold]
	}
	people, err := q.People(ctx)
	if err != nil {
		return nil, false, err
	}
	names := map[models.ID]string{}
	for _, p := range people {
		names[p.ID] = p.Name
	}
	clock := views.Clock{Now: m.Now(), Zone: s.Location(), Hours: u.Hours}
	for _, n := range notices {
		line, err := m.line(ctx, u, s, views.NoticeRow{Notice: n, By: names[models.ID(n.ActorID)], When: clock.Moment(n.CreatedAt)})
		if err != nil {
			return nil, false, err
		}
		lines = append(lines, line)
	}
	return lines, more, nil
}

// line is a notice in a mail. What is in drafts is told only where the newsroom's
// settings let it out of the house.
func (m *Mailer) line(ctx context.Context, u models.User, s models.Settings, r views.NoticeRow) (views.LetterLine, error) {
	q := m.DB.Queries()
	if r.ClaimID != 0 {
		claims, err := q.ClaimNumbers(ctx, []models.ID{models.ID(r.ClaimID)})
		if err != nil {
			return views.LetterLine{}, err
		}
		for _, c := range claims {
			r.Claim = c.Number
		}
	}
	line := views.LetterLine{Words: r.Words(), Href: m.URL + r.Leads(), When: r.When}
	if !s.MailWords {
		return line, nil
	}
	art, err := q.Article(ctx, u.ID, r.ArticleID)
	if err != nil {
		return line, err
	}
	line.Headline = art.Headline
	if r.CommentID != 0 {
		c, err := q.Comment(ctx, art.ID, models.ID(r.CommentID))
		if err != nil {
			return line, err
		}
		line.Quote = c.Body
	}
	return line, nil
}

// Digests queues the mails of the day, once the newsroom's hour has come: of what
// was written before it, and each person's once a day.
func (n *Notifier) Digests(ctx context.Context) error {
	q := n.DB.Queries()
	s, err := q.Settings(ctx)
	if apperr.KindOf(err) == apperr.NotFound && err != nil {
		return nil //nolint:nilerr // no newsroom yet
	}
	if err != nil {
		return err
	}
	now := n.Now().In(s.Location())
	since := time.Date(now.Year(), now.Month(), now.Day(), s.DigestHour, 0, 0, 0, s.Location())
	if now.Before(since) {
		return nil
	}
	day := now.Format(time.DateOnly)
	users, err := q.DigestsDue(ctx, models.At(since), day, digestsEach)
	for _, u := range users {
		err = errors.Join(err, n.write(ctx, func(ctx context.Context, w *writing) error {
			w.mailed = true
			return w.QueueDigest(ctx, models.Mail{UserID: u, Kind: models.MailOfDay, Day: day, CreatedAt: w.now}, models.At(since))
		}))
	}
	return err
}
