package store_test

import (
	"errors"
	"os"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"example.org/tickmark/apperr"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"
	"example.org/tickmark/workflow"
)

// onBoth runs a test on either database.
func onBoth(t *testing.T, test func(*testing.T, *testkit.House)) {
	t.Run("SQLite", func(t *testing.T) { test(t, testkit.NewHouse(t, "")) })
	t.Run("PostgreSQL", func(t *testing.T) { test(t, testkit.NewHouse(t, testkit.FoundedPostgres(t))) })
}

// two is a newsroom with an article open to all and one open to its team, both
// with everything that an article can have: Carl is on the team, Vera is not.
type two struct {
	*testkit.House
	open, shut models.ID
	sources    map[models.ID]models.ID // by article
}

func newTwo(t *testing.T, h *testkit.House) two {
	t.Helper()
	w := two{House: h, open: h.Open(t, "A zebra in town\n\nThe zebra came at noon. It left. TK more."), sources: map[models.ID]models.ID{}}
	meta := testkit.Meta(h.Ed)
	meta.Restricted, meta.Team, meta.Writers = true, []models.ID{h.Carl.ID, h.Rita.ID, h.Duo.ID}, []models.ID{h.Vera.ID}
	var err error
	w.shut, err = h.OpenArticle(t.Context(), testkit.By(h.Ed), meta,
		newsroom.Copy{Text: "Another zebra in town\n\nThe zebra came at noon. It left. TK more.", Format: intake.FormatPlain})
	must(t, err)
	for _, article := range []models.ID{w.open, w.shut} {
		w.fill(t, article)
	}
	must(t, h.Checkpoint(t.Context()))
	return w
}

// fill gives an article claims, evidence, comments, a waiver, debts and a report.
func (w two) fill(t *testing.T, article models.ID) {
	t.Helper()
	w.ToApproved(t, w.Carl, w.Rita, article, w.Mark(t, w.Carl, article, 2))
	w.Mark(t, w.Carl, article, 3)
	_, err := w.Comment(t.Context(), testkit.By(w.Carl), article, newsroom.NewComment{Claim: 1, Kind: models.Remark, Body: "zebra @carl"})
	must(t, err)
	_, err = w.Comment(t.Context(), testkit.By(w.Carl), article, newsroom.NewComment{Kind: models.Query, Body: "zebra?", Asked: w.Rita.ID})
	must(t, err)
	must(t, w.Waive(t.Context(), testkit.By(w.Carl), article, 1, models.CQ, []int{3}, "seen"))
	_, err = w.SignOffArticle(t.Context(), testkit.By(w.Ed), article, newsroom.SignOff{Revision: 1, Break: true, Reason: "it must run"})
	must(t, err)
	w.sources[article] = w.File(t, article).Sources[0].ID
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestARestrictedArticleIsInNothingThatAnOutsiderReads(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		w := newTwo(t, h)
		q, ctx := h.DB.Queries(), t.Context()
		c := models.Capture{SourceID: w.sources[w.shut], How: models.Fetched, At: 1, BodySHA256: strings.Repeat("a", 64)}
		must(t, h.DB.Tx(ctx, func(tx store.Tx) error { return tx.AddCapture(ctx, &c) }))
		for _, row := range []struct {
			name string
			sees func(viewer models.ID) (bool, error)
		}{
			{"the article", func(v models.ID) (bool, error) { a, err := q.Article(ctx, v, w.shut); return a.ID == w.shut, err }},
			{"the list of articles", func(v models.ID) (bool, error) {
				as, err := q.Stamps(ctx, v, 0, 10)
				return slices.ContainsFunc(as, func(a store.Stamp) bool { return a.ID == w.shut }), err
			}},
			{"articles by their IDs", func(v models.ID) (bool, error) {
				as, err := q.ArticlesOf(ctx, v, []models.ID{w.open, w.shut})
				return slices.ContainsFunc(as, func(a models.Article) bool { return a.ID == w.shut }), err
			}},
			{"the headlines", func(v models.ID) (bool, error) {
				by, err := q.ArticleHeadlines(ctx, v, []models.ID{w.open, w.shut})
				return by[w.shut] != "", err
			}},
			{"its source", func(v models.ID) (bool, error) {
				s, err := q.Source(ctx, v, w.sources[w.shut])
				return s.ID != 0, err
			}},
			{"a capture of its source", func(v models.ID) (bool, error) { got, err := q.Capture(ctx, v, c.ID); return got.ID != 0, err }},
			{"a capture near another", func(v models.ID) (bool, error) {
				_, open := keeps(t, h, models.Source{ArticleID: w.open}, words(1, 100))
				_, shut := keeps(t, h, models.Source{ArticleID: w.shut}, words(1, 100))
				near, err := q.NearCaptures(ctx, v, open, 0.5, 100)
				return slices.ContainsFunc(near, func(n store.Near) bool { return n.CaptureID == shut }), err
			}},
			{"what they were told", func(v models.ID) (bool, error) {
				n := tells(t, h, v, w.shut)
				_, err := q.Notice(ctx, v, n)
				return err == nil, nil
			}},
			{"the list of what they were told", func(v models.ID) (bool, error) {
				ns, err := q.Notices(ctx, v, store.NoticeFilter{Limit: 10})
				return slices.ContainsFunc(ns, func(n models.Notice) bool { return n.ArticleID == w.shut }), err
			}},
			{"what a mail tells them", func(v models.ID) (bool, error) {
				m := models.Mail{UserID: v, Kind: models.MailOfNotice, CreatedAt: 1}
				id := tells(t, h, v, w.shut)
				must(t, h.DB.Tx(ctx, func(tx store.Tx) error { return tx.QueueMail(ctx, &m, id) }))
				ns, err := q.NoticesOfMail(ctx, v, m.ID, false, 10)
				return len(ns) > 0, err
			}},
			{"how much they were told", func(v models.ID) (bool, error) {
				n, err := q.UnreadNotices(ctx, v, 10)
				return n > 0, err
			}},
			{"the list of reports", func(v models.ID) (bool, error) {
				rs, err := q.ReportList(ctx, v, 0, 10)
				return slices.ContainsFunc(rs, func(r models.Report) bool { return r.ArticleID == w.shut }), err
			}},
			{"its report, by number", func(v models.ID) (bool, error) { r, err := q.Report(ctx, v, 2025, 2); return r.ID != 0, err }},
			{"the trail", func(v models.ID) (bool, error) {
				return hasEvent(q.Events(ctx, v, store.EventFilter{Limit: 1000}))(w.shut)
			}},
			{"the article's trail", func(v models.ID) (bool, error) {
				return hasEvent(q.Events(ctx, v, store.EventFilter{Article: w.shut, Limit: 1000}))(w.shut)
			}},
			{"the trail of one person", func(v models.ID) (bool, error) {
				return hasEvent(q.Events(ctx, v, store.EventFilter{Actor: h.Carl.ID, Limit: 1000}))(w.shut)
			}},
			{"the articles found", func(v models.ID) (bool, error) {
				f, err := q.Search(ctx, v, "ZEBRA", 50)
				return slices.ContainsFunc(f.Articles, func(a models.Article) bool { return a.ID == w.shut }), err
			}},
			{"the claims found", func(v models.ID) (bool, error) {
				f, err := q.Search(ctx, v, "zebra", 50)
				return slices.ContainsFunc(f.Claims, func(c models.Claim) bool { return c.ArticleID == w.shut }), err
			}},
			{"the sources found", func(v models.ID) (bool, error) {
				f, err := q.Search(ctx, v, "readout", 50)
				return slices.ContainsFunc(f.Sources, func(s models.Source) bool { return s.ArticleID == w.shut }), err
			}},
			{"its stamp", func(v models.ID) (bool, error) { s, err := q.Stamp(ctx, v, w.shut); return s.Seq > 0, err }},
			{"its desk", func(v models.ID) (bool, error) { f, err := newsroom.ReadDesk(ctx, q, v, w.shut); return f != nil, err }},
			{"the articles of a desk", func(v models.ID) (bool, error) {
				l, _, err := q.ListArticles(ctx, v, store.ArticleFilter{Desk: "World", Limit: 100})
				return slices.ContainsFunc(l, func(a store.Stamp) bool { return a.ID == w.shut }), err
			}},
			{"the open queries", func(v models.ID) (bool, error) {
				l, err := q.OpenQueries(ctx, v, store.WaitFilter{Limit: 100})
				return slices.ContainsFunc(l, func(m models.Comment) bool { return m.ArticleID == w.shut }), err
			}},
			{"the open debts", func(v models.ID) (bool, error) {
				l, err := q.OpenDebtList(ctx, v, store.WaitFilter{Limit: 100})
				return slices.ContainsFunc(l, func(d models.Debt) bool { return d.ArticleID == w.shut }), err
			}},
			{"the list of claims", func(v models.ID) (bool, error) {
				l, err := q.ListClaims(ctx, v, store.ClaimFilter{State: store.AnyState, Limit: 100})
				return slices.ContainsFunc(l.Rows, func(c models.Claim) bool { return c.ArticleID == w.shut }), err
			}},
			{"the list of claims with words", func(v models.ID) (bool, error) {
				l, err := q.ListClaims(ctx, v, store.ClaimFilter{State: store.AnyState, Term: "zebra", Limit: 100})
				return slices.ContainsFunc(l.Rows, func(c models.Claim) bool { return c.ArticleID == w.shut }), err
			}},
			{"the whole file", func(v models.ID) (bool, error) { f, err := newsroom.ReadFile(ctx, q, v, w.shut); return f != nil, err }},
		} {
			t.Run(row.name, func(t *testing.T) {
				if seen, err := row.sees(h.Carl.ID); !seen || err != nil {
					t.Errorf("who is on the team: sees it %v, %v", seen, err)
				}
				if seen, err := row.sees(h.Vera.ID); seen || err != nil && apperr.KindOf(err) != apperr.NotFound {
					t.Errorf("its writer, who is not on the team: sees it %v, %v", seen, err)
				}
				if seen, _ := row.sees(h.Adam.ID); seen {
					t.Error("an admin sees it")
				}
			})
		}
	})
}

func hasEvent(events []models.Event, err error) func(models.ID) (bool, error) {
	return func(article models.ID) (bool, error) {
		return slices.ContainsFunc(events, func(e models.Event) bool { return e.ArticleID == models.Ref(article) }), err
	}
}

// asked are the queries that take no viewer: their caller has asked for the
// article, or what they read is no article's.
var asked = []string{
	"Archivings", "CaptureHead", "BulkAct", "SavedView", "SavedViews", "DigestsDue", "MailOf", "ArticleOf", "Assignees", "ClaimOf", "ClaimsResting", "CommentOf", "DeadlinesBetween", "DebtsDue", "DriftOf", "MailAddress", "MailAddresses", "NoticeChoices", "WasTold", "Acceptances", "Accepted", "ActsOnAccepted", "Admins", "ApprovalLines", "CheckAnswers", "ArticleEvents", "Approvals", "CheckpointRange", "Checkpoints", "Claim", "ClaimLines", "ClaimNumbers", "Claims", "Comment", "Comments", "Marks", "StillIn",
	"Archivings", "CaptureHead", "BulkAct", "SavedView", "SavedViews",
	"ArticleOf", "Assignees", "ClaimOf", "ClaimsResting", "CommentOf", "DeadlinesBetween", "DebtsDue", "DriftOf", "MailAddress", "MailAddresses", "NoticeChoices", "WasTold",
	"Acceptances", "Accepted", "ActsOnAccepted", "Admins", "ApprovalLines", "CheckAnswers", "ArticleEvents", "Approvals", "CheckpointRange", "Checkpoints", "Claim", "ClaimLines", "ClaimNumbers", "Claims", "Comment", "Comments",
	"Marks", "StillIn", "AnswerLink", "AnswerLinks", "LinkTries", "OfferOf", "OffersWith", "Thread",
	"Carries", "Checklists", "Citations", "Draft", "Drafts", "EditDraft", "Keeps", "KeptAfter", "Cursor", "Debts", "EventTexts", "EventsAfter", "Evidence", "Findings", "Hands", "KnowsDevice", "OpenDebts", "OpenSessions", "OpenTalk", "Passages", "PasswordLink", "People", "Proposals", "ReportLines", "ReportByID", "Reports",
	"CaptureFiles", "CaptureLines", "CaptureText", "CaptureWith", "KeptAlone", "KeptBy", "Keepers", "NewestCapture", "Job", "JobsDue", "JobsIn", "JobsOf", "LastCaptures", "LastFetched", "LastLooks", "Looks", "OpenDrifts", "PassagesOf", "SourceByID", "SourcesDue",
	"Excerpts", "NewestTexts", "ToQuote", "Translations", "Comparables", "Edges", "Rulings", "TextToTrace", "ToTrace",
	"CaptureBefore", "DriftsIn", "OneWith", "PublisherNotes", "ShownIn",
	"RepliesSought", "Revision", "RevisionByID", "RevisionHeads", "Session", "SessionsOf", "Settings", "SourceTitles", "Sources", "SourcesOfClaim", "Tallies", "Team", "TextsOf", "Ticks", "TrailHashRange",
	"TrailHashes", "TrailSize", "User", "UserByHandle", "Users", "Waivers", "Writers",
}

// scoped are the queries that take a viewer; the test above tries each, those of
// the library others beside it.
var scoped = []string{
	"Notice", "Notices", "NoticesOfMail", "UnreadNotices", "Article", "ArticleHeadlines", "ArticlesOf", "Capture", "Events", "NearCaptures", "KeptSource", "SourceName", "Report", "ReportList", "Search", "Source", "Stamp", "Stamps", "AlikeOnes", "AlikeTo", "ListClaims", "ReviewQueue", "Library", "RestingOn", "SourceGroup", "SourceUses", "SourcesHeld", "SourcesOf", "Saying",
	"ListArticles", "ClaimArticles", "OpenQueries", "OpenDebtList",
	"Sees",
	"DebtsOf", "QueriesTo", "StampsDue", "StampsNeverDue", "Week",
}

func TestEveryQueryIsKnownToHideOrToBeAskedFor(t *testing.T) {
	q := reflect.TypeFor[store.Queries]()
	for i := range q.NumMethod() {
		if name := q.Method(i).Name; !slices.Contains(asked, name) && !slices.Contains(scoped, name) {
			t.Errorf("%s: say in this test whether it hides restricted articles, and try it", name)
		}
	}
}

func kinds(ws []models.Waiver) map[models.WaiverKind]int {
	by := map[models.WaiverKind]int{}
	for _, w := range ws {
		by[w.Kind]++
	}
	return by
}

func TestEveryQueryAnswers(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		w := newTwo(t, h)
		ctx, q, of := t.Context(), h.DB.Queries(), store.Of{Article: w.open}
		one := store.Of{Article: w.open, Claim: w.Case(t, w.open, 1).Claim.ID}
		for name, n := range map[string]func() (int, error){
			"writers":           func() (int, error) { r, err := q.Writers(ctx, w.shut); return len(r), err },
			"team":              func() (int, error) { r, err := q.Team(ctx, w.shut); return len(r) - 3, err },
			"revision":          func() (int, error) { r, err := q.Revision(ctx, w.open, 1); return r.Number, err },
			"revision heads":    func() (int, error) { r, err := q.RevisionHeads(ctx, w.open); return len(r) + len(r[0].Text), err },
			"waivers":           func() (int, error) { r, err := q.Waivers(ctx, w.open); return kinds(r)[models.CQ], err },
			"no acceptances":    func() (int, error) { r, err := q.Acceptances(ctx, w.open, 10); return len(r) + 1, err },
			"none accepted":     func() (int, error) { r, err := q.Accepted(ctx, 1); return len(r) + 1, err },
			"no check answers":  func() (int, error) { r, err := q.CheckAnswers(ctx, w.open); return len(r) + 1, err },
			"passages":          func() (int, error) { r, err := q.Passages(ctx, w.open); return len(r), err },
			"no proposals":      func() (int, error) { r, err := q.Proposals(ctx, 1); return len(r) + 1, err },
			"claims":            func() (int, error) { r, err := q.Claims(ctx, of); return len(r) - 1, err },
			"one claim":         func() (int, error) { r, err := q.Claims(ctx, one); return len(r), err },
			"findings":          func() (int, error) { r, err := q.Findings(ctx, one); return len(r), err },
			"approvals":         func() (int, error) { r, err := q.Approvals(ctx, of); return len(r), err },
			"hands":             func() (int, error) { r, err := q.Hands(ctx, one); return len(r) - 3, err },
			"evidence":          func() (int, error) { r, err := q.Evidence(ctx, of); return len(r), err },
			"comments":          func() (int, error) { r, err := q.Comments(ctx, of); return len(r) - 1, err },
			"debts":             func() (int, error) { r, err := q.Debts(ctx, of); return len(r) - 2, err },
			"a claim's debts":   func() (int, error) { r, err := q.Debts(ctx, one); return len(r) + 1, err },
			"open debts":        func() (int, error) { r, err := q.OpenDebts(ctx, w.open); return len(r) - 2, err },
			"sources":           func() (int, error) { r, err := q.Sources(ctx, w.open); return len(r), err },
			"source titles":     func() (int, error) { r, err := q.SourceTitles(ctx, w.open); return len(r) + len(r[0].URL), err },
			"a claim's sources": func() (int, error) { r, err := q.SourcesOfClaim(ctx, one.Claim); return len(r), err },
			"a known device": func() (int, error) {
				known, err := q.KnowsDevice(ctx, w.Vera.ID, []byte("?"))
				return map[bool]int{false: 1}[known], err
			},
			"sessions": func() (int, error) {
				in := newsroom.SignIn{Handle: w.Vera.Handle, Password: testkit.Password}
				_, err := w.SignIn(ctx, in)
				r, err2 := q.SessionsOf(ctx, w.Vera.ID, 1, 1)
				old, err3 := q.SessionsOf(ctx, w.Vera.ID, r[0].LastSeenAt, 1)
				return len(r) + len(old), errors.Join(err, err2, err3)
			},
			"reports":             func() (int, error) { r, err := q.Reports(ctx, w.open); return len(r) + len(r[0].Body), err },
			"checkpoints":         func() (int, error) { r, err := q.Checkpoints(ctx); return len(r) - 1, err },
			"checkpoints onwards": func() (int, error) { r, err := q.CheckpointRange(ctx, 0, 1); return len(r), err },
			"users":               func() (int, error) { r, err := q.Users(ctx); return len(r) - 8, err },
			"people":              func() (int, error) { r, err := q.People(ctx); return len(r) - 8 + len(r[0].PasswordHash), err },
			"numbers of claims":   func() (int, error) { r, err := q.ClaimNumbers(ctx, []models.ID{one.Claim, 999}); return len(r), err },
			"lines of claims":     func() (int, error) { r, err := q.ClaimLines(ctx, w.open); return len(r) - 1, err },
			"lines of approvals":  func() (int, error) { r, err := q.ApprovalLines(ctx, w.open); return len(r), err },
			"lines of reports":    func() (int, error) { r, err := q.ReportLines(ctx, w.open); return len(r), err },
			"talk that waits":     func() (int, error) { r, err := q.OpenTalk(ctx, w.open); return len(r), err },
			"a new cursor":        func() (int, error) { r, err := q.Cursor(ctx, "new"); return int(r) + 1, err },
			"articles before":     func() (int, error) { r, err := q.Stamps(ctx, h.Carl.ID, w.shut, 10); return len(r), err },
			"reports before":      func() (int, error) { r, err := q.ReportList(ctx, h.Carl.ID, 2, 10); return len(r), err },
			"the trail's head": func() (int, error) {
				size, err := q.TrailSize(ctx)
				all, err2 := q.EventsAfter(ctx, 0, 10_000)
				return int(size) - len(all) + 1, errors.Join(err, err2)
			},
			"texts of events": func() (int, error) {
				a, err := q.EventTexts(ctx, 0, 0)
				b, err2 := q.TextsOf(ctx, []int64{0})
				return len(a) - len(b) + 1, errors.Join(err, err2)
			},
			"hashes": func() (int, error) {
				a, err := q.TrailHashes(ctx, []int64{1, 0})
				b, err2 := q.TrailHashRange(ctx, 0, 2)
				if string(a[0]) != string(b[1].Hash) {
					return 0, errors.New("not in the order asked for")
				}
				return 1, errors.Join(err, err2)
			},
			"a comment of another article": func() (int, error) {
				c, _ := q.Comments(ctx, store.Of{Article: w.shut})
				_, err := q.Comment(ctx, w.open, c[0].ID)
				if apperr.KindOf(err) == apperr.NotFound {
					return 1, nil
				}
				return 0, err
			},
			"a report of another article": func() (int, error) {
				_, err := q.ReportByID(ctx, w.open, 2)
				if apperr.KindOf(err) == apperr.NotFound {
					return 1, nil
				}
				return 0, err
			},
			"a missing hash": func() (int, error) {
				if _, err := q.TrailHashes(ctx, []int64{1 << 40}); err == nil {
					return 0, nil
				}
				return 1, nil
			},
		} {
			t.Run(name, func(t *testing.T) {
				if got, err := n(); got != 1 || err != nil {
					t.Errorf("got %d, %v", got, err)
				}
			})
		}
	})
}

func TestTheTrailIsFiltered(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		w := newTwo(t, h)
		claim := w.Case(t, w.open, 1).Claim.ID
		all, err := h.DB.Queries().EventsAfter(t.Context(), 0, 10_000)
		must(t, err)
		mid := all[len(all)/2]
		for _, row := range []struct {
			name   string
			filter store.EventFilter
			want   func(models.Event) bool
		}{
			{"by article", store.EventFilter{Article: w.open}, func(e models.Event) bool { return e.ArticleID == models.Ref(w.open) }},
			{"by claim", store.EventFilter{Claim: claim}, func(e models.Event) bool { return e.ClaimID == models.Ref(claim) }},
			{"by person", store.EventFilter{Actor: h.Rita.ID}, func(e models.Event) bool { return e.ActorID == models.Ref(h.Rita.ID) }},
			{"by action", store.EventFilter{Action: "claim.take"}, func(e models.Event) bool { return e.Action == "claim.take" }},
			{"from a time", store.EventFilter{From: mid.At}, func(e models.Event) bool { return e.At >= mid.At }},
			{"until a time", store.EventFilter{Until: mid.At}, func(e models.Event) bool { return e.At < mid.At }},
			{"going on", store.EventFilter{Before: mid.Seq}, func(e models.Event) bool { return e.Seq < mid.Seq }},
			{"by all of it", store.EventFilter{Article: w.open, Actor: h.Carl.ID, Action: "claim.take", From: 1, Until: mid.At * 2, Before: 10_000}, func(e models.Event) bool {
				return e.ArticleID == models.Ref(w.open) && e.ActorID == models.Ref(h.Carl.ID) && e.Action == "claim.take"
			}},
		} {
			t.Run(row.name, func(t *testing.T) {
				var want, got []int64
				for _, e := range slices.Backward(all) {
					if row.want(e) {
						want = append(want, e.Seq)
					}
				}
				row.filter.Limit = 10_000
				events, err := h.DB.Queries().Events(t.Context(), h.Carl.ID, row.filter)
				for _, e := range events {
					got = append(got, e.Seq)
				}
				if err != nil || !slices.Equal(got, want) || len(want) == 0 {
					t.Errorf("got %v, %v; want %v", got, err, want)
				}
			})
		}
	})
}

func TestTheDeskCountsWhatTheRulesCount(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		w := newTwo(t, h)
		testkit.SameTally(t, h, w.open)
		testkit.SameTally(t, h, w.shut)
		h.Do(t, h.Ed, w.open, 1, workflow.Reopen)
		testkit.SameTally(t, h, w.open)
	})
}

func TestASnapshotIsOneMoment(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		err := h.DB.Snapshot(t.Context(), func(q store.Queries) error {
			before, err := q.TrailSize(t.Context())
			must(t, err)
			h.Open(t, testkit.Copy)
			after, err := q.TrailSize(t.Context())
			if after != before {
				t.Errorf("the trail grew from %d to %d inside a snapshot", before, after)
			}
			return err
		})
		must(t, err)
	})
}

func TestWhatIsSavedAtAnotherVersionIsStale(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		article := h.Open(t, testkit.Copy)
		h.ToApproved(t, h.Carl, h.Rita, article, h.Mark(t, h.Carl, article, 2))
		f := h.File(t, article)
		c := f.Cases[0]
		ctx := t.Context()
		for name, write := range map[string]func(store.Tx) error{
			"a claim":           func(tx store.Tx) error { return tx.SetClaim(ctx, &c.Claim, c.Claim.Version-1) },
			"an article":        func(tx store.Tx) error { a := f.Article; a.Version--; return tx.SetArticle(ctx, &a) },
			"an ended finding":  func(tx store.Tx) error { return tx.EndFinding(ctx, 999, 1) },
			"an ended approval": func(tx store.Tx) error { return tx.EndApproval(ctx, 999, 1, models.EndedWords) },
			"a hand that is not": func(tx store.Tx) error {
				return tx.EndWriterHand(ctx, c.Claim.ID, h.Carl.ID, 1)
			},
			"removed evidence": func(tx store.Tx) error { return tx.SetEvidence(ctx, models.Evidence{ID: 999}) },
			"a comment":        func(tx store.Tx) error { return tx.CloseComment(ctx, models.Comment{ID: 999}) },
			"a fix":            func(tx store.Tx) error { return tx.MarkApplied(ctx, 999, 1) },
			"a moved comment":  func(tx store.Tx) error { return tx.MoveComment(ctx, 999, c.Claim.ID, 0) },
			"the settings": func(tx store.Tx) error {
				s, err := tx.Settings(ctx)
				must(t, err)
				return tx.SaveSettings(ctx, &s, s.Version-1)
			},
			"a debt": func(tx store.Tx) error { return tx.PayDebt(ctx, models.Debt{ID: 999}) },
			"the trail's head": func(tx store.Tx) error {
				return tx.AddEvents(ctx, 0, []models.Event{{Seq: 0, At: 1, Action: "x", Subject: "x", Leaf: "x", LeafHash: make([]byte, 32)}}, nil, nil)
			},
		} {
			t.Run(name, func(t *testing.T) {
				if err := h.DB.Tx(ctx, write); err == nil {
					t.Error("it was written")
				} else if name != "the trail's head" && !errors.Is(err, apperr.Stale) {
					t.Errorf("got %v", err)
				}
			})
		}
	})
}

func TestTheDatabaseFileIsItsOwnersOnly(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no such permissions here")
	}
	path := t.TempDir() + "/new.db"
	db, err := store.Open(t.Context(), path)
	must(t, err)
	must(t, db.Migrate(t.Context()))
	defer func() { must(t, db.Close()) }()
	for _, file := range []string{path, path + "-wal", path + "-shm"} {
		info, err := os.Stat(file)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", file, info.Mode(), err)
		}
	}
	if done, err := db.Migrated(t.Context()); !done || err != nil {
		t.Errorf("migrated: %v, %v", done, err)
	}
	_, err = db.Queries().TrailSize(t.Context())
	must(t, err)
}
