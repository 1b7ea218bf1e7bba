package notify_test

import (
	"errors"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/jobs"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/notify"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"
)

// office is a desk with a mail server.
type office struct {
	*desk
	box    *mailbox
	mailer *notify.Mailer
}

func withMail(t *testing.T, test func(*office)) {
	t.Helper()
	onBoth(t, func(d *desk) {
		box := newMailbox(d.t, true)
		test(&office{d, box, &notify.Mailer{DB: d.DB, Server: box.Server, URL: "https://desk.example.org", Now: d.Clock.Now}})
	})
}

// carryOut does the jobs that are due, one at a time, as the workers do, and
// returns what went wrong. killed ends the program after the server took a mail
// and before that is saved.
func (o *office) carryOut(killed bool) (failed []error) {
	o.t.Helper()
	ctx := o.t.Context()
	for {
		now := models.At(o.Clock.Now())
		var j models.Job
		err := o.DB.Tx(ctx, func(tx store.Tx) (err error) {
			j, err = tx.TakeJob(ctx, "a lease", now, now+1000)
			return err
		})
		if apperr.KindOf(err) == apperr.NotFound && err != nil {
			return failed
		}
		o.ok(err)
		save, err := o.mailer.Work(ctx, j)
		if killed {
			return failed
		}
		j.State, j.EndedAt = models.Done, now
		if err != nil {
			failed = append(failed, err)
			j.State, j.EndedAt, j.RunAt = models.Queued, 0, now+10_000
			if errors.Is(err, jobs.ErrFinal) {
				j.State, j.EndedAt, j.LastError = models.Failed, now, apperr.Message(err)
			}
		}
		o.ok(o.DB.Tx(ctx, func(tx store.Tx) error {
			if err := tx.EndJob(ctx, j); err != nil || save == nil {
				return err
			}
			return save(ctx, tx)
		}))
	}
}

var links = regexp.MustCompile(`https://desk\.example\.org(/mail/(?:confirm|stop)/\S+)`)

func (o *office) link(text string) string {
	o.t.Helper()
	m := links.FindStringSubmatch(text)
	if m == nil {
		o.t.Fatalf("no link in %s", text)
	}
	return m[1][strings.LastIndex(m[1], "/")+1:]
}

// gets has a user get mail, by the link that is sent to them.
func (o *office) gets(u models.User) {
	o.t.Helper()
	o.ok(o.SetMailAddress(o.t.Context(), testkit.By(u), u.Handle+"@example.org"))
	o.carryOut(false)
	all := o.box.has()
	_, text, _ := all[len(all)-1].read(o.t)
	o.ok(o.ConfirmMail(o.t.Context(), o.link(text), "a test"))
	o.box.took = nil
}

func (o *office) choose(u models.User, k models.NoticeKind, how models.Mailing) {
	o.t.Helper()
	o.ok(o.ChooseNotices(o.t.Context(), testkit.By(u), map[models.NoticeKind]models.Mailing{k: how}))
}

func TestANoticeGoesOutAsTextAndHTMLWithoutAWordOfTheDraft(t *testing.T) {
	withMail(t, func(o *office) {
		o.say(o.Carl, newsroom.NewComment{Kind: models.Query, Body: "Before there was an address?", Asked: o.Rita.ID})
		o.hear()
		o.gets(o.Rita)
		ask := func() {
			o.say(o.Carl, newsroom.NewComment{Claim: o.Mark(o.t, o.Cleo, o.article, 2), Kind: models.Query, Body: "Was it <b>noon</b>?", Asked: o.Rita.ID})
			o.hear()
			if failed := o.carryOut(false); len(failed) > 0 {
				o.t.Fatal(failed)
			}
		}
		ask()
		got := o.box.has()
		if len(got) != 1 {
			o.t.Fatalf("%d mails", len(got))
		}
		h, text, html := got[0].read(o.t)
		if subject(o.t, h) != o.Carl.Name+" put a query to you on claim 1" || h.Get("To") != "<"+o.Rita.Handle+"@example.org>" || !strings.Contains(h.Get("Message-Id"), "@example.org>") {
			o.t.Errorf("%q %v", subject(o.t, h), h)
		}
		if at, err := h.Date(); err != nil || o.Clock.Now().Sub(at) > time.Minute || at.After(o.Clock.Now()) {
			o.t.Errorf("dated %v, %v", at, err)
		}
		stop := h.Get("List-Unsubscribe")
		if !strings.HasPrefix(stop, "<https://desk.example.org/mail/stop/") || h.Get("List-Unsubscribe-Post") != "List-Unsubscribe=One-Click" || h.Get("Auto-Submitted") != "auto-generated" {
			o.t.Errorf("%v", h)
		}
		for _, part := range []string{text, html} {
			if !strings.Contains(part, o.Carl.Name+" put a query to you on claim 1") || !strings.Contains(part, "https://desk.example.org/articles/1/claims/1#comment-") || !strings.Contains(part, "/mail/stop/") {
				o.t.Errorf("it says %s", part)
			}
			if strings.Contains(part, "noon") || strings.Contains(part, "Leaders") {
				o.t.Errorf("it tells of the draft: %s", part)
			}
		}
		s, err := o.DB.Queries().Settings(o.t.Context())
		o.ok(err)
		s.MailWords = true
		o.ok(o.DB.Tx(o.t.Context(), func(tx store.Tx) error { return tx.SaveSettings(o.t.Context(), &s, s.Version) }))
		ask()
		_, text, html = o.box.has()[1].read(o.t)
		if !strings.Contains(text, "> Was it <b>noon</b>?") || !strings.Contains(html, "Was it &lt;b&gt;noon&lt;/b&gt;?") {
			o.t.Errorf("with words it says %s\n%s", text, html)
		}
	})
}

func TestTheMailOfADayTellsWhatIsUnreadOnce(t *testing.T) {
	withMail(t, func(o *office) {
		o.gets(o.Rita)
		o.choose(o.Rita, models.NoticeMentioned, models.MailDigest)
		for range 3 {
			o.say(o.Carl, newsroom.NewComment{Kind: models.Remark, Body: "@rita look"})
		}
		o.hear()
		all, err := o.DB.Queries().Notices(o.t.Context(), o.Rita.ID, store.NoticeFilter{Limit: 5})
		o.ok(err)
		_, err = o.OpenNotice(o.t.Context(), testkit.By(o.Rita), all[0].ID)
		o.ok(err)
		if o.ok(o.n.Digests(o.t.Context())); len(o.carryOut(false)) > 0 || len(o.box.has()) != 0 {
			o.t.Fatal("it came before its hour")
		}
		for range 3 {
			o.Clock.Move(24 * time.Hour)
			o.ok(o.n.Digests(o.t.Context()))
			o.ok(o.n.Digests(o.t.Context()))
			o.carryOut(false)
		}
		got := o.box.has()
		if len(got) != 1 {
			o.t.Fatalf("%d mails", len(got))
		}
		if h, text, _ := got[0].read(o.t); !strings.HasPrefix(subject(o.t, h), "2 notices from ") || strings.Count(text, "mentioned you") != 2 {
			o.t.Errorf("%v\n%s", h, text)
		}
	})
}

// What is queued outlives the program. Killed before the server took it, a mail
// goes out once; killed between that and the commit it comes twice, under one
// Message-ID.
func TestAMailOutlivesTheProgram(t *testing.T) {
	withMail(t, func(o *office) {
		o.gets(o.Rita)
		o.say(o.Carl, newsroom.NewComment{Kind: models.Remark, Body: "@rita look"})
		o.hear()
		sends := o.mailer.Server
		o.mailer.Server = nil // a server that is told of none: it waits
		var later jobs.LaterError
		if failed := o.carryOut(false); len(failed) != 1 || !errors.As(failed[0], &later) || len(o.box.has()) != 0 {
			o.t.Fatalf("without a server %v", failed)
		}
		o.mailer.Server = sends
		o.Clock.Move(time.Minute)
		o.carryOut(true)
		o.Clock.Move(2 * time.Second) // the lease ends
		o.mailer = &notify.Mailer{DB: o.DB, Server: sends, URL: o.mailer.URL, Now: o.Clock.Now}
		o.carryOut(false)
		o.Clock.Move(time.Hour)
		o.carryOut(false)
		got := o.box.has()
		if len(got) != 2 {
			o.t.Fatalf("%d mails", len(got))
		}
		a, _, _ := got[0].read(o.t)
		b, _, _ := got[1].read(o.t)
		if a.Get("Message-Id") == "" || a.Get("Message-Id") != b.Get("Message-Id") || a.Get("Date") != b.Get("Date") {
			o.t.Errorf("%v and %v", a, b)
		}
	})
}

func TestWhatTheServerSaysDecidesWhetherItIsTriedAgain(t *testing.T) {
	withMail(t, func(o *office) {
		o.gets(o.Rita)
		o.choose(o.Rita, models.NoticeMentioned, models.MailNow)
		mention := func() {
			o.say(o.Carl, newsroom.NewComment{Kind: models.Remark, Body: "@rita look"})
			o.hear()
		}
		o.box.tried, o.box.says = 0, func(n int) error { return []error{nil, busy(451), nil}[n] }
		mention()
		if failed := o.carryOut(false); len(failed) != 1 || !errors.Is(failed[0], apperr.MailLater) {
			o.t.Errorf("at first %v", failed)
		}
		o.Clock.Move(time.Minute)
		if failed := o.carryOut(false); len(failed) != 0 || len(o.box.has()) != 1 {
			o.t.Errorf("then %v, %d mails", failed, len(o.box.has()))
		}
		o.box.says = func(int) error { return busy(550) }
		mention()
		if failed := o.carryOut(false); len(failed) != 1 || !errors.Is(failed[0], jobs.ErrFinal) {
			o.t.Errorf("refused: %v", failed)
		}
		given, err := o.DB.Queries().JobsIn(o.t.Context(), models.Failed, 0, 10)
		if o.ok(err); len(given) != 1 || given[0].Kind != models.MailJob || !strings.Contains(given[0].LastError, "550") || strings.Contains(given[0].LastError, "rita@") {
			o.t.Errorf("given up are %+v", given)
		}
	})
}

func TestNobodyGetsMailWhoShouldNot(t *testing.T) {
	for _, row := range []struct {
		name string
		act  func(*office, string)
	}{
		{"they ended it by the link", func(o *office, stop string) { o.ok(o.StopMail(o.t.Context(), stop, "a test")) }},
		{"they cleared the address", func(o *office, _ string) { o.ok(o.ClearMailAddress(o.t.Context(), testkit.By(o.Rita))) }},
		{"they named another that is not confirmed", func(o *office, _ string) {
			o.ok(o.SetMailAddress(o.t.Context(), testkit.By(o.Rita), "other@example.org"))
			for _, j := range o.queued() {
				o.ok(o.DB.Tx(o.t.Context(), func(tx store.Tx) error {
					was := j
					j.State, j.EndedAt = models.Discarded, 1
					return tx.MoveJob(o.t.Context(), j, was)
				}))
			}
		}},
		{"they left the team", func(o *office, _ string) {
			a, err := o.DB.Queries().Article(o.t.Context(), o.Ed.ID, o.article)
			o.ok(err)
			meta := testkit.Meta(o.Ed)
			meta.Restricted, meta.Team = true, []models.ID{o.Carl.ID}
			o.ok(o.EditArticle(o.t.Context(), testkit.By(o.Ed), o.article, a.Version, meta))
		}},
	} {
		t.Run(row.name, func(t *testing.T) {
			withMail(t, func(o *office) {
				o.gets(o.Rita)
				at, err := o.DB.Queries().MailAddress(o.t.Context(), o.Rita.ID)
				o.ok(err)
				o.say(o.Carl, newsroom.NewComment{Kind: models.Remark, Body: "@rita look"})
				o.hear()
				row.act(o, at.Token(models.LinkStops))
				if failed := o.carryOut(false); len(failed) > 0 || len(o.box.has()) > 0 {
					o.t.Errorf("%d mails, %v", len(o.box.has()), failed)
				}
			})
		})
	}
}

func (o *office) queued() []models.Job {
	o.t.Helper()
	js, err := o.DB.Queries().JobsIn(o.t.Context(), models.Queued, 0, 1)
	o.ok(err)
	return js
}

func TestLinksInMailsWorkForTheirAddressAlone(t *testing.T) {
	withMail(t, func(o *office) {
		ctx := o.t.Context()
		gone := func(what string, err error) {
			o.t.Helper()
			if !errors.Is(err, apperr.MailLinkGone) {
				o.t.Errorf("%s: %v", what, err)
			}
		}
		o.gets(o.Rita)
		at, err := o.DB.Queries().MailAddress(ctx, o.Rita.ID)
		o.ok(err)
		confirm, stop := at.Token(models.LinkConfirms), at.Token(models.LinkStops)
		gone("a link of the other sort", o.StopMail(ctx, confirm, "x"))
		gone("one of somebody else", o.StopMail(ctx, "1"+stop[1:], "x"))
		for _, token := range []string{"", "-", "x-y", "99-" + stop, stop + "A", stop[:len(stop)-1]} {
			gone(token, o.StopMail(ctx, token, "x"))
		}
		o.ok(o.StopMail(ctx, stop, "x"))
		o.ok(o.StopMail(ctx, stop, "x"))
		o.ok(o.ResumeMail(ctx, testkit.By(o.Rita)))
		o.ok(o.SetMailAddress(ctx, testkit.By(o.Rita), at.Address))
		gone("one of the address before, though it is alike", o.StopMail(ctx, stop, "x"))
		at, err = o.DB.Queries().MailAddress(ctx, o.Rita.ID)
		o.ok(err)
		o.Clock.Move(49 * time.Hour)
		gone("one that ran out", o.ConfirmMail(ctx, at.Token(models.LinkConfirms), "x"))
		for range 5 {
			o.ok(o.SetMailAddress(ctx, testkit.By(o.Rita), at.Address))
		}
		if err := o.SetMailAddress(ctx, testkit.By(o.Rita), at.Address); !errors.Is(err, apperr.TooManyLinks) {
			o.t.Errorf("the sixth of a day: %v", err)
		}
		for _, bad := range []string{"", "rita", "rita@", "Rita <rita@example.org>", "a@b.c, d@e.f", "rita@example.org\r\nBcc: x@y.z", "ri ta@example.org", "rita@localhost", strings.Repeat("a", 250) + "@example.org", "ríta@example.org"} {
			if err := o.SetMailAddress(ctx, testkit.By(o.Carl), bad); !errors.Is(err, apperr.BadMail) {
				o.t.Errorf("%q: %v", bad, err)
			}
		}
	})
}

// No words of anybody's begin a header, or a second mail.
func TestNothingInAMailBeginsAHeader(t *testing.T) {
	box := newMailbox(t, true)
	evil := "Hello\r\nBcc: victim@example.org\r\n\r\nand a body\r\n.\r\nMAIL FROM:<x@y.z>\u2028X: y\u0085Z: z\x00"
	p := notify.Post{To: "rita@example.org", Subject: evil, Text: "One\r\n.\r\nTwo " + evil, HTML: "<p>x</p>", Stop: "https://desk.example.org/" + evil, ID: evil, Date: time.Unix(1, 0)}
	box.From.Name = evil
	if err := box.Send(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	got := box.has()
	if len(got) != 1 {
		t.Fatalf("%d mails", len(got))
	}
	h, text, _ := got[0].read(t)
	for name := range h {
		switch name {
		case "From", "To", "Subject", "Date", "Message-Id", "Mime-Version", "Content-Type", "Auto-Submitted", "List-Unsubscribe", "List-Unsubscribe-Post":
		default:
			t.Errorf("a header %q: %q", name, h[name])
		}
	}
	if !strings.Contains(text, "One\n.\nTwo") {
		t.Errorf("the text is %q", text)
	}
	for _, to := range []string{"", "a@b.c, d@e.f", "x@y.z\r\nBcc: a@b.c", "<a@b.c>"} {
		p.To = to
		if err := box.Send(t.Context(), p); !errors.Is(err, apperr.BadMail) {
			t.Errorf("to %q: %v", to, err)
		}
	}
}

func TestNothingIsSentUnencryptedOrForEver(t *testing.T) {
	p := notify.Post{To: "rita@example.org", Subject: "x", Text: "x", ID: "x", Date: time.Unix(1, 0)}
	open := newMailbox(t, false)
	if err := open.Send(t.Context(), p); !errors.Is(err, apperr.MailNoTLS) || len(open.has()) > 0 {
		t.Errorf("without STARTTLS: %v", err)
	}
	other := newMailbox(t, true)
	other.Roots = nil
	if err := other.Send(t.Context(), p); !errors.Is(err, apperr.MailAway) || len(other.has()) > 0 {
		t.Errorf("with another's certificate: %v", err)
	}
	slow := newMailbox(t, true)
	slow.slow, slow.Timeout = make(chan struct{}), 500*time.Millisecond
	began := time.Now()
	if err := slow.Send(t.Context(), p); !errors.Is(err, apperr.MailAway) || time.Since(began) > 5*time.Second {
		t.Errorf("slow: %v after %v", err, time.Since(began))
	}
	close(slow.slow)
	plain := newMailbox(t, false)
	plain.Manner = notify.Plain
	if err := plain.Send(t.Context(), p); err != nil || len(plain.has()) != 1 {
		t.Errorf("on this machine: %v", err)
	}
	for _, row := range []struct{ address, from string }{
		{"mail.example.org", "a@b.org"},
		{"http://mail.example.org", "a@b.org"},
		{"smtp://", "a@b.org"},
		{"smtp://h:99999", "a@b.org"},
		{"smtp://h/x", "a@b.org"},
		{"smtp://u:secret@h", "a@b.org"},
		{"smtp+plain://mail.example.org", "a@b.org"},
		{"smtp://h", ""},
		{"smtp://h", "nobody"},
	} {
		if _, err := notify.ParseServer(row.address, "", row.from); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s from %q: %v", row.address, row.from, err)
		}
	}
	if s, err := notify.ParseServer("smtps://"+url.PathEscape("me@example.org")+"@mail.example.org", "p", "A Desk <a@b.org>"); err != nil || s.Port != 465 || s.User != "me@example.org" {
		t.Errorf("%+v, %v", s, err)
	}
}
