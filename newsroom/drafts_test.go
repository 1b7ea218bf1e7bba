package newsroom_test

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/capture"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"

	"github.com/google/go-cmp/cmp"
)

const annotated = `# The summit

The leaders met on 15 August in Anchorage, [CNN reported](https://cnn.example/a). They spoke for three hours.[^1][^2]

[^1]: Interview with the spokesman, 16 August.

[^2]: Budget of the city, p. 14, https://city.gov/budget
`

// upload begins a draft of a Markdown file.
func upload(t *testing.T, d *desk, u models.User, article models.ID, text string) models.Draft {
	t.Helper()
	id, err := d.BeginDraft(t.Context(), testkit.By(u), newsroom.NewDraft{
		Article: article, Base: base(t, d, article), File: newsroom.File{Name: "story.md", Type: "text/markdown", Bytes: []byte(text)},
	})
	d.ok(err)
	draft, err := d.DB.Queries().Draft(t.Context(), u.ID, id)
	d.ok(err)
	return draft
}

func base(t *testing.T, d *desk, article models.ID) int {
	if article == 0 {
		return 0
	}
	return d.File(t, article).Revision.Number
}

var drafts = []story{
	{"an annotated draft becomes an article with its original, and its links and footnotes the backup of what is marked there", func(t *testing.T, d *desk) {
		draft := upload(t, d, d.Ed, 0, annotated)
		read, err := d.ReadDraft(t.Context(), draft)
		d.ok(err)
		if len(read.Citations) != 3 {
			t.Fatalf("citations: %+v", read.Citations)
		}
		d.article, err = d.OpenArticle(t.Context(), testkit.By(d.Ed), testkit.Meta(d.Ed), newsroom.Copy{Draft: draft.ID, DraftVersion: draft.Version, Cite: []int{0, 1, 2}})
		d.ok(err)
		f := d.file()
		if f.Revision.Origin != models.OriginImported || f.Revision.Original.Name != "story.md" || f.Revision.Original.Size != int64(len(annotated)) {
			t.Errorf("the revision: %s, %+v", f.Revision.Origin, f.Revision.Original)
		}
		var titles []string
		for _, s := range f.Sources {
			titles = append(titles, s.Title+"|"+s.URL+"|"+string(s.Type))
		}
		want := []string{"CNN reported|https://cnn.example/a|press report", "Interview with the spokesman, 16 August.||primary document", "Budget of the city, p. 14|https://city.gov/budget|official statement"}
		if diff := cmp.Diff(want, titles); diff != "" {
			t.Error(diff)
		}
		_, err = d.DB.Queries().Draft(t.Context(), d.Ed.ID, draft.ID)
		if apperr.KindOf(err) != apperr.NotFound {
			t.Errorf("the draft is still there: %v", err)
		}
		n := d.Mark(t, d.Carl, d.article, 3)
		k := d.kase(n)
		if len(k.Evidence) != 2 || k.Evidence[0].Stance != models.Supports || k.Evidence[0].Shows() || k.Evidence[0].Note == "" {
			t.Errorf("evidence on the claim: %+v", k.Evidence)
		}
		if len(k.HandOf(d.Ed.ID)) != 0 {
			t.Errorf("importing gave a hand: %v", k.HandOf(d.Ed.ID))
		}
	}},
	{"a footnote of a further draft becomes evidence on the claim that stands there, once, and ends nothing", func(t *testing.T, d *desk) {
		n := d.approved()
		text := "# A summit\n\n" + strings.ReplaceAll(d.claim(n).Sentence, ".", "") + ".[^1]\n\n[^1]: The protocol, p. 3\n"
		for i, words := range []string{text, text + "\nOne more sentence."} {
			draft := upload(t, d, d.Ed, d.article, words)
			_, err := d.Revise(t.Context(), testkit.By(d.Ed), d.article, newsroom.NewRevision{
				Base: i + 1, Copy: newsroom.Copy{Draft: draft.ID, DraftVersion: draft.Version, Cite: []int{0}},
			})
			d.ok(err)
		}
		k := d.kase(n)
		if k.Claim.State != models.Approved || len(k.Evidence) != 2 || k.Evidence[1].CreatedBy != d.Ed.ID || len(k.HandOf(d.Ed.ID)) != 0 {
			t.Errorf("%s with evidence %+v", k.Claim.State, k.Evidence)
		}
		citations, err := d.DB.Queries().Citations(t.Context(), d.article)
		d.ok(err)
		if len(citations) != 1 || citations[0].RevisionID != d.file().Revision.ID || !citations[0].Placed() {
			t.Errorf("citations: %+v", citations)
		}
	}},
	{"a link backs the claim whose words it stands on, or else those of its sentence, and no source twice", func(t *testing.T, d *desk) {
		first, second := d.mark(d.Carl, 2), d.mark(d.Carl, 3)
		part, err := d.MarkClaim(t.Context(), testkit.By(d.Carl), d.article, newsroom.NewClaim{
			Selection: newsroom.Selection{Revision: 1, Sentence: 2, Words: "15 August"}, Statement: "It was on 15 August.", Kinds: []models.Kind{models.KindDate},
		})
		d.ok(err)
		known := testkit.SomeEvidence(models.Supports)
		known.Source.URL = "https://b.example/minutes"
		d.ok(d.AddEvidence(t.Context(), testkit.By(d.Carl), d.at(second), known))
		text := strings.NewReplacer("\n", "\n\n", "15 August", "[15 August](https://a.example/)", "three hours", "[three hours](https://b.example/minutes)").Replace(d.file().Revision.Text)
		draft := upload(t, d, d.Ed, d.article, text)
		_, err = d.Revise(t.Context(), testkit.By(d.Ed), d.article, newsroom.NewRevision{
			Base: 1, Copy: newsroom.Copy{Draft: draft.ID, DraftVersion: draft.Version, Cite: []int{0, 1}},
		})
		d.ok(err)
		for n, want := range map[int]int{first: 1, int(part): 1, second: 1} {
			if got := d.kase(n).Evidence; len(got) != want {
				t.Errorf("claim %d has evidence %+v, want %d", n, got, want)
			}
		}
		quiet, err := d.MarkClaim(t.Context(), testkit.By(d.Carl), d.article, newsroom.NewClaim{
			Selection: newsroom.Selection{Revision: 2, Sentence: 2, Words: "in Anchorage"}, Statement: "It was in Anchorage.", Kinds: []models.Kind{models.KindPlace},
		})
		d.ok(err)
		if got := d.kase(int(quiet)).Evidence; len(got) != 0 {
			t.Errorf("a claim beside the link got %+v", got)
		}
	}},
	{"a draft of one article is no revision of another, and nobody has drafts without end", func(t *testing.T, d *desk) {
		draft := upload(t, d, d.Ed, d.article, annotated)
		other := d.Open(t, testkit.Copy)
		d.refuse(apperr.NotFoundOrSeen, func() error {
			_, err := d.Revise(t.Context(), testkit.By(d.Ed), other, newsroom.NewRevision{Base: 1, Copy: newsroom.Copy{Draft: draft.ID, DraftVersion: draft.Version}})
			return err
		})
		for range newsroom.MaxDrafts {
			if own, err := d.DB.Queries().Drafts(t.Context(), d.Ed.ID); err != nil || len(own) == newsroom.MaxDrafts {
				break
			}
			upload(t, d, d.Ed, 0, annotated)
		}
		d.refuse(apperr.TooManyThings, func() error {
			_, err := d.BeginDraft(t.Context(), testkit.By(d.Ed), newsroom.NewDraft{File: newsroom.File{Name: "a.md", Bytes: []byte(annotated)}})
			return err
		})
		own, err := d.DB.Queries().Drafts(t.Context(), d.Ed.ID)
		d.ok(err)
		for _, o := range own { // the newsroom is shared by the other stories
			d.ok(d.DiscardDraft(t.Context(), testkit.By(d.Ed), o.ID, o.Version))
		}
	}},
	{"a draft is its owner's alone, and only as it was last looked at", func(t *testing.T, d *desk) {
		draft := upload(t, d, d.Ed, 0, annotated)
		open := func(u models.User, version int) func() error {
			return func() error {
				_, err := d.OpenArticle(t.Context(), testkit.By(u), testkit.Meta(d.Ed), newsroom.Copy{Draft: draft.ID, DraftVersion: version})
				return err
			}
		}
		d.refuse(apperr.NotFoundOrSeen, open(d.Duo, draft.Version))
		version, err := d.RereadDraft(t.Context(), testkit.By(d.Ed), draft.ID, draft.Version, newsroom.Reading{Format: intake.FormatPlain})
		d.ok(err)
		d.refuse(apperr.Stale, open(d.Ed, draft.Version))
		d.ok(open(d.Ed, version)())
	}},
	{"an original is kept for as long as a revision or a draft refers to it", func(t *testing.T, d *desk) {
		was := d.Now
		d.Now = time.Now // files have the time of the machine
		defer func() { d.Now = was }()
		taken, thrown := upload(t, d, d.Ed, 0, annotated), upload(t, d, d.Ed, 0, "# Another\n\nText.\n")
		_, err := d.OpenArticle(t.Context(), testkit.By(d.Ed), testkit.Meta(d.Ed), newsroom.Copy{Draft: taken.ID, DraftVersion: taken.Version})
		d.ok(err)
		there := func(draft models.Draft) bool {
			blob, _, err := d.Blobs.Get(t.Context(), draft.Original.SHA256)
			if err == nil {
				d.ok(blob.Close())
			}
			return err == nil
		}
		d.Now = func() time.Time { return time.Now().Add(time.Hour) }
		d.ok(d.Tidy(t.Context()))
		if !there(taken) || !there(thrown) {
			t.Error("an original that is referred to is gone")
		}
		d.ok(d.DiscardDraft(t.Context(), testkit.By(d.Ed), thrown.ID, thrown.Version))
		d.ok(d.Tidy(t.Context()))
		if !there(taken) || there(thrown) {
			t.Errorf("the revision's is there: %v; the discarded draft's: %v", there(taken), there(thrown))
		}
	}},
	{"a draft that nobody saved for long is dropped", func(t *testing.T, d *desk) {
		draft := upload(t, d, d.Ed, 0, annotated)
		was := d.Now
		d.Now = func() time.Time { return was().Add((newsroom.DraftDays*24 - 1) * time.Hour) }
		d.ok(d.Tidy(t.Context()))
		_, err := d.DB.Queries().Draft(t.Context(), d.Ed.ID, draft.ID)
		d.ok(err)
		d.Now = func() time.Time { return was().Add((newsroom.DraftDays*24 + 1) * time.Hour) }
		d.ok(d.Tidy(t.Context()))
		if _, err := d.DB.Queries().Draft(t.Context(), d.Ed.ID, draft.ID); apperr.KindOf(err) != apperr.NotFound {
			t.Errorf("it is still there: %v", err)
		}
		d.Now = was
	}},
	{"an article on the web is fetched, by an editor only", func(t *testing.T, d *desk) {
		asked := 0
		site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			asked++
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write([]byte("<html lang=en><title>The summit</title><body><h1>The summit</h1><p>The leaders met on 15 August.</p></body></html>"))
		}))
		defer site.Close()
		d.Web = capture.New(capture.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}})
		in := newsroom.NewDraft{Address: site.URL + "/summit"}
		d.refuse(apperr.RoleMissing, func() error { _, err := d.BeginDraft(t.Context(), testkit.By(d.Carl), in); return err })
		if asked != 0 {
			t.Errorf("the site was asked %d times for somebody who may not", asked)
		}
		id, err := d.BeginDraft(t.Context(), testkit.By(d.Ed), in)
		d.ok(err)
		draft, err := d.DB.Queries().Draft(t.Context(), d.Ed.ID, id)
		d.ok(err)
		read, err := d.ReadDraft(t.Context(), draft)
		d.ok(err)
		if draft.Origin != models.OriginImported || draft.Original.Address != site.URL+"/summit" || !strings.Contains(read.Text, "met on 15 August") {
			t.Errorf("%+v: %q", draft.Original, read.Text)
		}
	}},
	{"what was typed over an article opens no other, and nobody reads it who may no longer see that", func(t *testing.T, d *desk) {
		meta := testkit.Meta(d.Ed)
		d.article = d.OpenAs(t, meta, testkit.Copy)
		version, err := d.SaveTyping(t.Context(), testkit.By(d.Ed), d.article, newsroom.Typing{Base: 1, Text: "A secret\n\nNobody may know."})
		d.ok(err)
		kept, err := d.DB.Queries().EditDraft(t.Context(), d.Ed.ID, d.article)
		d.ok(err)
		open := func() error {
			_, err := d.OpenArticle(t.Context(), testkit.By(d.Ed), testkit.Meta(d.Ed), newsroom.Copy{Draft: kept.ID, DraftVersion: version})
			return err
		}
		d.refuse(apperr.NotFoundOrSeen, open)
		meta.EditorID, meta.Restricted = d.Eva.ID, true
		d.ok(d.EditArticle(t.Context(), testkit.By(d.Eva), d.article, d.file().Article.Version, meta))
		d.refuse(apperr.NotFoundOrSeen, open)
		d.refuse(apperr.NotFoundOrSeen, func() error {
			_, err := d.RereadDraft(t.Context(), testkit.By(d.Ed), kept.ID, version, newsroom.Reading{Format: intake.FormatPlain})
			return err
		})
		d.refuse(apperr.NotFoundOrSeen, func() error {
			_, err := d.SaveTyping(t.Context(), testkit.By(d.Ed), d.article, newsroom.Typing{Base: 1, Version: version, Text: "more"})
			return err
		})
		d.article = d.Open(t, testkit.Copy)
	}},
	{"a draft that another window saved is not thrown away", func(t *testing.T, d *desk) {
		draft := upload(t, d, d.Ed, 0, annotated)
		version, err := d.RereadDraft(t.Context(), testkit.By(d.Ed), draft.ID, draft.Version, newsroom.Reading{Format: intake.FormatPlain})
		d.ok(err)
		d.refuse(apperr.Stale, func() error {
			return d.DiscardDraft(t.Context(), testkit.By(d.Ed), draft.ID, draft.Version)
		})
		d.ok(d.DiscardDraft(t.Context(), testkit.By(d.Ed), draft.ID, version))
		d.ok(d.DiscardDraft(t.Context(), testkit.By(d.Ed), draft.ID, version)) // it is gone
		if next := upload(t, d, d.Ed, 0, annotated); next.ID == draft.ID {
			t.Error("its number names another")
		}
	}},
	{"a draft is for an article and made from a revision, or for neither; a form does not say that it was imported", func(t *testing.T, d *desk) {
		for _, in := range []newsroom.NewDraft{{Article: d.article, Text: "a"}, {Base: 3, Text: "a"}} {
			d.refuse(apperr.Stale, func() error { _, err := d.BeginDraft(t.Context(), testkit.By(d.Ed), in); return err })
		}
		d.refuse(apperr.UnknownChoice, func() error {
			_, err := d.Revise(t.Context(), testkit.By(d.Ed), d.article, newsroom.NewRevision{
				Base: 1, Copy: newsroom.Copy{Text: "A\n\nb.", Format: intake.FormatPlain}, Origin: models.OriginImported,
			})
			return err
		})
	}},
	{"notes back what they stand on: at the beginning of a paragraph, several of one source, and one without words", func(t *testing.T, d *desk) {
		draft := upload(t, d, d.Ed, 0, "# Head\n\nThe first paragraph claims a thing.\n\n[^1] The second opens with its note. Prices rose by 5 percent[^2] to 90 million.[^3] The end.[^4]\n\n"+
			"[^1]: One\n\n[^2]: https://a.example/report p. 14\n\n[^3]: https://a.example/report p. 90\n\n[^4]: \u200b\n")
		var err error
		d.article, err = d.OpenArticle(t.Context(), testkit.By(d.Ed), testkit.Meta(d.Ed), newsroom.Copy{Draft: draft.ID, DraftVersion: draft.Version, Cite: []int{0, 1, 2, 3}})
		d.ok(err)
		citations, err := d.DB.Queries().Citations(t.Context(), d.article)
		d.ok(err)
		titles := map[models.ID]string{}
		for _, s := range d.file().Sources {
			titles[s.ID] = s.Title
		}
		var got []string
		for _, c := range citations {
			got = append(got, c.Exact+"|"+titles[c.SourceID]+"|"+c.Note)
		}
		want := []string{
			"The second opens with its note.|One|One",
			"Prices rose by 5 percent|p. 14|https://a.example/report p. 14",
			"to 90 million.|p. 14|https://a.example/report p. 90",
			"The end.|The end.|\u200b",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if n := d.mark(d.Carl, 4); len(d.kase(n).Evidence) != 2 {
			t.Errorf("evidence: %+v", d.kase(n).Evidence)
		}
	}},
	{"only an editor begins a draft", func(t *testing.T, d *desk) {
		d.refuse(apperr.RoleMissing, func() error {
			_, err := d.BeginDraft(t.Context(), testkit.By(d.Carl), newsroom.NewDraft{Text: "Hello\n\nWorld", Reading: newsroom.Reading{Format: intake.FormatPlain}})
			return err
		})
	}},
	{"what is typed is kept, a second window does not write over it, and it is gone once it is in", func(t *testing.T, d *desk) {
		save := func(u models.User, version int, text string) (int, error) {
			return d.SaveTyping(t.Context(), testkit.By(u), d.article, newsroom.Typing{Base: 1, Version: version, Text: text})
		}
		first, err := save(d.Ed, 0, "one")
		d.ok(err)
		second, err := save(d.Ed, first, "two")
		d.ok(err)
		d.refuse(apperr.Stale, func() error { _, err := save(d.Ed, first, "from another window"); return err })
		d.refuse(apperr.Stale, func() error { _, err := save(d.Ed, 0, "from a third"); return err })
		d.refuse(apperr.RoleMissing, func() error { _, err := save(d.Carl, 0, "no editor"); return err })
		kept, err := d.DB.Queries().EditDraft(t.Context(), d.Ed.ID, d.article)
		d.ok(err)
		if kept.Text != "two" || kept.Version != second {
			t.Errorf("kept %q at %d", kept.Text, kept.Version)
		}
		typed := strings.ReplaceAll(strings.ReplaceAll(d.file().Revision.Text, "\n", "\n\n"), "three hours", "four hours")
		_, err = d.Revise(t.Context(), testkit.By(d.Ed), d.article, newsroom.NewRevision{
			Base: 1, Copy: newsroom.Copy{Text: typed + " And more.", Format: intake.FormatMarkdown}, Origin: models.OriginEdited,
		})
		d.ok(err)
		kept, err = d.DB.Queries().EditDraft(t.Context(), d.Ed.ID, d.article)
		if d.ok(err); kept.Version != second { // another text came in: what was typed is not thrown away
			t.Errorf("kept at %d", kept.Version)
		}
		second, err = save(d.Ed, second, typed)
		d.ok(err)
		_, err = d.Revise(t.Context(), testkit.By(d.Ed), d.article, newsroom.NewRevision{
			Base: 2, Copy: newsroom.Copy{Text: typed, Format: intake.FormatMarkdown}, Origin: models.OriginEdited,
		})
		d.ok(err)
		if late, err := save(d.Ed, 0, typed); err != nil || late != 0 {
			t.Errorf("what came late was kept at %d: %v", late, err)
		}
		if _, err := d.DB.Queries().EditDraft(t.Context(), d.Ed.ID, d.article); apperr.KindOf(err) != apperr.NotFound {
			t.Errorf("what was typed is still there: %v", err)
		}
		d.refuse(apperr.Stale, func() error { _, err := save(d.Ed, second, "typed on after it was brought in"); return err })
	}},
	{"a page tells what a revision did", func(t *testing.T, d *desk) {
		n := d.approved()
		d.revise(d.Ed, models.OriginPasted, "15 August", "16 August", "Nothing was signed", "Nothing at all was signed")
		r, err := newsroom.ReadRecheck(t.Context(), d.DB.Queries(), d.Vera.ID, d.article, 2)
		d.ok(err)
		if len(r.Lines) != 1 || r.Lines[0].Case.Claim.Number != n || r.Lines[0].WasState != models.Approved || r.Lines[0].WasSentence == "" {
			t.Errorf("claims: %+v", r.Lines)
		}
		if len(r.Fresh) != 2 {
			t.Errorf("new sentences: %+v", r.Fresh)
		}
	}},
}
