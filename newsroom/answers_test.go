package newsroom_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"
	"example.org/tickmark/workflow"
)

// askOutside asks Ida Quill about a claim, by Carl, and gives her a link.
func (d *desk) askOutside(claim int) (query models.ID, token string) {
	d.t.Helper()
	query = d.comment(d.Carl, newsroom.NewComment{Claim: claim, Kind: models.Query, Body: "Was it so?", Outside: "Ida Quill"})
	return query, d.give(query).Token
}

func (d *desk) give(query models.ID) newsroom.GivenLink {
	d.t.Helper()
	given, err := d.GiveLink(d.t.Context(), testkit.By(d.Carl), d.article, query, 3, false)
	d.ok(err)
	return given
}

// answers sends words by a link; each call is a form of its own.
func (d *desk) answers(token, body string) error {
	by := testkit.By(d.Carl) // for its key
	return d.Answer(d.t.Context(), token, newsroom.LinkAnswer{Body: body, Key: by.Key, Form: []byte(body), RequestID: by.RequestID})
}

func (d *desk) looks(token string) error {
	_, err := d.AnswerPage(d.t.Context(), token, "192.0.2.1")
	return err
}

func (d *desk) thread(query models.ID) []models.Comment {
	d.t.Helper()
	thread, err := d.DB.Queries().Thread(d.t.Context(), d.article, query)
	d.ok(err)
	return thread
}

// gone says that a link works no more, for looking and for sending.
func (d *desk) gone(token string) {
	d.t.Helper()
	was := d.Sums(d.t, d.SQL(d.t))
	if err := d.answers(token, "late"); !errors.Is(err, apperr.AnswerLinkGone) {
		d.t.Errorf("an answer: %v", err)
	}
	if now := d.Sums(d.t, d.SQL(d.t)); fmt.Sprint(now) != fmt.Sprint(was) {
		d.t.Error("an answer that was refused changed rows")
	}
	if err := d.looks(token); !errors.Is(err, apperr.AnswerLinkGone) {
		d.t.Errorf("looking: %v", err)
	}
}

var answering = []story{
	{"an answer by a link is a comment with its provenance, closes nothing, approves nothing and gives nobody a hand", func(t *testing.T, d *desk) {
		n := d.reviewed()
		query, token := d.askOutside(n)
		was := d.Case(t, d.article, n)
		d.ok(d.answers(token, "It was. @vera may know more."))
		d.ok(d.answers(token, "And one more thing."))
		thread := d.thread(query)
		if len(thread) != 3 {
			t.Fatalf("%d in the thread", len(thread))
		}
		m := thread[1]
		if m.Kind != models.Remark || m.AskedName != "Ida Quill" || m.AnswerLinkID == 0 || m.CreatedBy != d.Carl.ID || len(m.Mentions) > 0 {
			t.Errorf("%+v", m)
		}
		d.closed(query, models.NotClosed)
		d.cannot(apperr.UnansweredQuery, d.Rita, n, workflow.Approve)
		is := d.Case(t, d.article, n)
		if len(is.Hands) != len(was.Hands) || len(is.Approvals) != 0 || is.Claim.Version != was.Claim.Version {
			t.Errorf("the claim is %+v, %d hands", is.Claim, len(is.Hands))
		}
		events, err := d.DB.Queries().ArticleEvents(t.Context(), d.article)
		d.ok(err)
		if e := events[len(events)-1]; e.Action != "comment.answer" || e.ActorID != 0 {
			t.Errorf("the trail says %s by %d", e.Action, e.ActorID)
		}
		for _, e := range events {
			if strings.Contains(e.Leaf, token) {
				t.Error("the trail holds the token")
			}
		}
		d.ok(d.resolve(d.Carl, query, ""))
		d.closed(query, models.Answered)
		d.do(d.Rita, n, workflow.Approve)
		d.gone(token)
	}},
	{"a link shows its question and its passage as they stood, whatever the copy says since", func(t *testing.T, d *desk) {
		n := d.marked()
		query, token := d.askOutside(n)
		d.revise(d.Ed, models.OriginPasted, "on 15 August", "on 16 August, in secret,")
		p, err := d.AnswerPage(t.Context(), token, "192.0.2.1")
		d.ok(err)
		if p.Link.Sentence != "The leaders met on 15 August in Anchorage." || p.Link.Words == "" || p.Link.Headline != "" || p.Asker != "Carl" || p.Question.ID != query {
			t.Errorf("%+v", p)
		}
		given, err := d.GiveLink(t.Context(), testkit.By(d.Cleo), d.article, query, 1, true)
		d.ok(err)
		p, err = d.AnswerPage(t.Context(), given.Token, "192.0.2.1")
		d.ok(err)
		if p.Link.Headline != "Leaders meet in Anchorage" {
			t.Errorf("%+v", p.Link)
		}
	}},
	{"looking at a link changes no row, and an unknown one is no other than one that ended", func(t *testing.T, d *desk) {
		_, token := d.askOutside(d.marked())
		d.db = d.SQL(t)
		was := d.Sums(t, d.db)
		for range 3 {
			d.ok(d.looks(token))
		}
		if now := d.Sums(t, d.db); fmt.Sprint(now) != fmt.Sprint(was) {
			t.Error("looking changed rows")
		}
		d.gone("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
		d.gone("")
	}},
	{"a link ends when it is revoked, when its query is closed or put to somebody else, and when the article is for its team", func(t *testing.T, d *desk) {
		n := d.marked()
		query, first := d.askOutside(n)
		second := d.give(query)
		d.refuse(apperr.RoleMissing, func() error {
			return d.RevokeLink(t.Context(), testkit.By(d.Vera), d.article, query, second.ID)
		})
		d.ok(d.RevokeLink(t.Context(), testkit.By(d.Rita), d.article, query, second.ID))
		d.refuse(apperr.Stale, func() error {
			return d.RevokeLink(t.Context(), testkit.By(d.Ed), d.article, query, second.ID)
		})
		d.gone(second.Token)
		d.ok(d.looks(first))
		d.ok(d.AskAgain(t.Context(), testkit.By(d.Carl), d.article, query, newsroom.Asked{User: d.Vera.ID}))
		d.gone(first)
		d.refuse(apperr.LinkInside, func() error {
			_, err := d.GiveLink(t.Context(), testkit.By(d.Carl), d.article, query, 3, false)
			return err
		})
		d.ok(d.AskAgain(t.Context(), testkit.By(d.Carl), d.article, query, newsroom.Asked{Outside: "Bo Reed"}))
		third := d.give(query)
		d.ok(d.looks(third.Token))
		d.ok(d.resolve(d.Ed, query, "we know by now"))
		d.gone(third.Token)
		query, fourth := d.askOutside(n)
		meta := testkit.Meta(d.Ed)
		meta.Restricted, meta.Team = true, []models.ID{d.Carl.ID}
		version := d.file().Article.Version
		d.ok(d.EditArticle(t.Context(), testkit.By(d.Ed), d.article, version, meta))
		d.gone(fourth)
		d.refuse(apperr.LinkRestricted, func() error {
			_, err := d.GiveLink(t.Context(), testkit.By(d.Carl), d.article, query, 3, false)
			return err
		})
		d.ok(d.EditArticle(t.Context(), testkit.By(d.Ed), d.article, version+1, testkit.Meta(d.Ed)))
		d.gone(fourth)
	}},
	{"a link runs out, and is given for a bounded time, so many at once, by the desk", func(t *testing.T, d *desk) {
		query, token := d.askOutside(d.marked())
		give := func(u models.User, days int) error {
			_, err := d.GiveLink(t.Context(), testkit.By(u), d.article, query, days, false)
			return err
		}
		d.refuse(apperr.RoleMissing, func() error { return give(d.Vera, 3) })
		d.refuse(apperr.LinkDays, func() error { return give(d.Carl, 0) })
		d.refuse(apperr.LinkDays, func() error { return give(d.Carl, newsroom.MaxLinkDays+1) })
		for range 4 {
			d.ok(give(d.Rita, 1))
		}
		d.refuse(apperr.TooManyLive, func() error { return give(d.Carl, 3) })
		d.Clock.Move(72 * time.Hour)
		d.gone(token)
		d.ok(give(d.Carl, 3))
	}},
	{"a form sent twice is one answer, another one under its key is refused, and a link takes so many", func(t *testing.T, d *desk) {
		query, token := d.askOutside(d.marked())
		send := func(key, body string) error {
			return d.Answer(t.Context(), token, newsroom.LinkAnswer{Body: body, Key: key, Form: []byte(body)})
		}
		for range 3 {
			d.ok(send("one", "Yes."))
		}
		if thread := d.thread(query); len(thread) != 2 {
			t.Errorf("%d answers", len(thread)-1)
		}
		d.refuse(apperr.KeyUsed, func() error { return send("one", "No.") })
		d.refuse(apperr.FieldMissing, func() error { return send("two", "") })
		d.refuse(apperr.Unreadable, func() error { return send("", "Yes.") })
		for i := range 19 {
			d.ok(send(fmt.Sprint("more", i), "Yes."))
		}
		d.refuse(apperr.TooManyAnswers, func() error { return send("too many", "Yes.") })
		d.ok(send("one", "Yes."))
	}},
	{"a file that came with an answer waits for a checker, who makes a source of it or refuses it, once", func(t *testing.T, d *desk) {
		query, token := d.askOutside(d.marked())
		send := func(key, words string) models.Offer {
			t.Helper()
			u, err := d.TakeFile(t.Context(), strings.NewReader(words), "letter.txt", "text/plain")
			d.ok(err)
			d.ok(d.Answer(t.Context(), token, newsroom.LinkAnswer{File: u, Key: key}))
			thread := d.thread(query)
			offers, err := d.DB.Queries().OffersWith(t.Context(), []models.ID{thread[len(thread)-1].ID})
			d.ok(err)
			if len(offers) != 1 || !offers[0].Waits() {
				t.Fatalf("%+v", offers)
			}
			return offers[0]
		}
		first, second := send("one", "I was there, and it was so."), send("two", "Nothing to see.")
		if len(d.file().Sources) != 0 {
			t.Error("it is a source before anybody took it up")
		}
		take := func(u models.User, o models.ID) error {
			_, err := d.TakeOffer(t.Context(), testkit.By(u), d.article, o, models.Source{Title: "Her letter"})
			return err
		}
		refuse := func(u models.User, o models.ID, reason string) error {
			return d.RefuseOffer(t.Context(), testkit.By(u), d.article, o, reason)
		}
		d.refuse(apperr.RoleMissing, func() error { return take(d.Rita, first.ID) })
		d.refuse(apperr.NotFoundOrSeen, func() error { return take(d.Carl, 999) })
		d.ok(take(d.Cleo, first.ID))
		d.refuse(apperr.OfferDecided, func() error { return take(d.Carl, first.ID) })
		d.refuse(apperr.NeedsReason, func() error { return refuse(d.Carl, second.ID, "") })
		d.ok(refuse(d.Carl, second.ID, "not hers"))
		d.refuse(apperr.OfferDecided, func() error { return take(d.Carl, second.ID) })
		sources := d.file().Sources
		if len(sources) != 1 || sources[0].Title != "Her letter" || sources[0].CreatedBy != d.Cleo.ID {
			t.Fatalf("%+v", sources)
		}
		c, err := d.DB.Queries().CaptureWith(t.Context(), sources[0].ID, first.SHA256)
		d.ok(err)
		if c.Text != "I was there, and it was so." || c.CreatedBy != models.Ref(d.Cleo.ID) || c.FileName != "letter.txt" {
			t.Errorf("%+v", c)
		}
		for sum, want := range map[string]bool{first.SHA256: true, second.SHA256: false} {
			if keeps, err := d.DB.Queries().Keeps(t.Context(), sum); err != nil || keeps != want {
				t.Errorf("kept %v, want %v: %v", keeps, want, err)
			}
		}
	}},
	{"a query is put to one person, of the house or outside, and only what changes is saved", func(t *testing.T, d *desk) {
		say := func(in newsroom.NewComment) error {
			in.Kind, in.Body = models.Query, "?"
			_, err := d.Comment(t.Context(), testkit.By(d.Carl), d.article, in)
			return err
		}
		d.refuse(apperr.AskedTwice, func() error { return say(newsroom.NewComment{Asked: d.Vera.ID, Outside: "Ida"}) })
		query := d.comment(d.Carl, newsroom.NewComment{Kind: models.Query, Body: "?", Asked: d.Vera.ID, DueAt: 1_800_000_000_000})
		again := func(u models.User, in newsroom.Asked) error {
			return d.AskAgain(t.Context(), testkit.By(u), d.article, query, in)
		}
		d.refuse(apperr.RoleMissing, func() error { return again(d.Vera, newsroom.Asked{User: d.Cleo.ID}) })
		d.refuse(apperr.AskedSame, func() error { return again(d.Carl, newsroom.Asked{User: d.Vera.ID}) })
		d.refuse(apperr.FieldMissing, func() error { return again(d.Carl, newsroom.Asked{}) })
		d.refuse(apperr.NoSuchPerson, func() error { return again(d.Carl, newsroom.Asked{User: 999}) })
		d.ok(again(d.Rita, newsroom.Asked{User: d.Cleo.ID, DueAt: 1_900_000_000_000}))
		d.comment(d.Vera, newsroom.NewComment{Parent: query, Body: "ask her"})
		d.closed(query, models.NotClosed)
		d.comment(d.Cleo, newsroom.NewComment{Parent: query, Body: "yes"})
		d.closed(query, models.Answered)
		d.refuse(apperr.CommentClosed, func() error { return again(d.Carl, newsroom.Asked{User: d.Vera.ID}) })
	}},
	{"whoever sees to a query to somebody outside writes down what they heard, and closes it then", func(t *testing.T, d *desk) {
		query, _ := d.askOutside(d.marked())
		d.comment(d.Carl, newsroom.NewComment{Parent: query, Body: "By phone: yes."})
		d.closed(query, models.NotClosed)
		d.ok(d.resolve(d.Carl, query, ""))
		d.closed(query, models.Answered)
	}},
}

// Guesses from one address are counted, apart from those at passwords; a right
// link from elsewhere works meanwhile.
func TestGuessesAtLinksAreCounted(t *testing.T) {
	d := &desk{House: testkit.NewHouse(t, ""), t: t}
	d.article = d.Open(t, testkit.Copy)
	_, token := d.askOutside(d.marked())
	for i := range 50 {
		if _, err := d.AnswerPage(t.Context(), fmt.Sprint("guess", i), "192.0.2.7"); !errors.Is(err, apperr.AnswerLinkGone) {
			t.Fatalf("guess %d: %v", i, err)
		}
	}
	if _, err := d.AnswerPage(t.Context(), token, "192.0.2.7"); !errors.Is(err, apperr.TooManyTokens) {
		t.Errorf("after 50 guesses a right one: %v", err)
	}
	if _, err := d.AnswerPage(t.Context(), token, "192.0.2.8"); err != nil {
		t.Errorf("from elsewhere: %v", err)
	}
	d.signedIn(d.Carl)
	d.Clock.Move(16 * time.Minute)
	d.ok(d.looks(token))
	d.ok(d.Tidy(t.Context()))
	var left int
	d.ok(d.SQL(t).QueryRowContext(t.Context(), "SELECT count(*) FROM link_tries").Scan(&left))
	if left != 0 {
		t.Errorf("%d tries are left", left)
	}
}
