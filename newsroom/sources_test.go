package newsroom_test

import (
	"errors"
	"io"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/iotest"

	"example.org/tickmark/apperr"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"
)

// taken is a file as an act gets it.
func (d *desk) taken(name, kind, body string) newsroom.Upload {
	d.t.Helper()
	u, err := d.TakeFile(d.t.Context(), strings.NewReader(body), name, kind)
	d.ok(err)
	return u
}

// added adds a source and returns it as it was kept.
func (d *desk) added(by models.User, in newsroom.NewSource) models.Source {
	d.t.Helper()
	id, err := d.AddSource(d.t.Context(), testkit.By(by), d.article, in)
	d.ok(err)
	s, err := d.DB.Queries().Source(d.t.Context(), by.ID, id)
	d.ok(err)
	return s
}

// told are the actions and the fields of the trail's events after seq, as
// one text.
func (d *desk) told(seq int64) string {
	d.t.Helper()
	events, err := d.DB.Queries().EventsAfter(d.t.Context(), seq, 1000)
	d.ok(err)
	texts, err := d.DB.Queries().EventTexts(d.t.Context(), 0, 10_000)
	d.ok(err)
	var b strings.Builder
	for _, e := range events {
		b.WriteString(e.Action + " " + e.Leaf + "\n")
	}
	for _, t := range texts {
		b.WriteString(t.Text + "\n")
	}
	return b.String()
}

var interview = models.Source{Type: models.Interview, Title: "A call", Author: "Ida Quill", Located: true, WordHow: models.ByPhone, WordAt: 1, Consent: models.MayBeNamed}

func heron() newsroom.NewSource {
	return newsroom.NewSource{
		Source: models.Source{Type: models.Interview, Located: true, WordHow: models.InPerson, WordAt: 1, Consent: models.NotToBeNamed, Protected: true},
		Beside: newsroom.Beside{Pseudonym: "Heron", Name: models.SourceName{Name: "Ida Quill", Contact: "the lock keeper's house", Note: "afraid of her brother"}},
	}
}

func TestASourceIsAddedByItself(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		s := d.added(d.Carl, newsroom.NewSource{Source: models.Source{Type: models.PressReport, Title: "Report", URL: "https://example.org/a", Located: true}})
		jobs, err := d.DB.Queries().JobsOf(t.Context(), models.CaptureJob, []models.ID{s.ID})
		d.ok(err)
		if len(jobs) != 1 || jobs[0].State != models.Queued {
			t.Errorf("an address queues %+v", jobs)
		}

		was := d.size()
		file := d.taken("minutes.txt", "text/plain", "Minutes\n\nThe lock was closed at noon.")
		s = d.added(d.Ed, newsroom.NewSource{Source: models.Source{Type: models.PrimaryDocument, Title: "Minutes", Located: true}, Beside: newsroom.Beside{File: file}})
		c, err := d.DB.Queries().NewestCapture(t.Context(), d.Vera.ID, s.ID)
		d.ok(err)
		if c.How != models.Uploaded || c.FileName != "minutes.txt" || !strings.Contains(c.Text, "closed at noon") || c.CreatedBy != models.Ref(d.Ed.ID) || c.MediaType != "text/plain" {
			t.Errorf("the file is kept as %+v", c)
		}
		if told := d.told(was); !strings.Contains(told, "source.upload") || !strings.Contains(told, c.BodySHA256) || !strings.Contains(told, "minutes.txt") {
			t.Errorf("the trail tells %s", told)
		}
		if used, err := d.DB.Queries().Keeps(t.Context(), c.BodySHA256); !used || err != nil {
			t.Errorf("the sweep would take the file: %v, %v", used, err)
		}
		again, err := d.AddFile(t.Context(), testkit.By(d.Carl), s.ID, file)
		d.ok(err)
		lines, err := d.DB.Queries().CaptureLines(t.Context(), d.Carl.ID, []models.ID{s.ID})
		d.ok(err)
		if again != c.ID || len(lines) != 1 {
			t.Errorf("the same file is capture %d of %d, was %d", again, len(lines), c.ID)
		}
		other, err := d.AddFile(t.Context(), testkit.By(d.Carl), s.ID, d.taken("more.txt", "text/plain", "More\n\nIt was opened again."))
		d.ok(err)
		if other == c.ID {
			t.Error("another file is the same capture")
		}

		s = d.added(d.Carl, newsroom.NewSource{Source: interview})
		if s.Author != "Ida Quill" || s.WordHow != models.ByPhone || s.Consent != models.MayBeNamed || s.Version != 1 {
			t.Errorf("a person's word is kept as %+v", s)
		}
	})
}

func TestASourceThatLacksSomethingIsRefused(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		word := func(change func(*models.Source)) newsroom.NewSource {
			s := interview
			change(&s)
			return newsroom.NewSource{Source: s}
		}
		protected := func(change func(*newsroom.NewSource)) newsroom.NewSource {
			in := heron()
			change(&in)
			return in
		}
		was := d.size()
		for _, row := range []struct {
			name  string
			why   *apperr.Refusal
			field string
			in    newsroom.NewSource
		}{
			{"no title", apperr.FieldMissing, "title", newsroom.NewSource{Source: models.Source{Type: models.Book}}},
			{"a word of nobody", apperr.WordIncomplete, "author", word(func(s *models.Source) { s.Author = "" })},
			{"a word of no time", apperr.WordIncomplete, "word_at", word(func(s *models.Source) { s.WordAt = 0 })},
			{"a word without an answer on the name", apperr.WordIncomplete, "consent", word(func(s *models.Source) { s.Consent = "" })},
			{"a word that came in no way of ours", apperr.UnknownChoice, "word_how", word(func(s *models.Source) { s.WordHow = "by pigeon" })},
			{"an answer that is none", apperr.UnknownChoice, "consent", word(func(s *models.Source) { s.Consent = "perhaps" })},
			{"a time, but not how it came", apperr.WordWithoutHow, "word_how", word(func(s *models.Source) { s.WordHow = "" })},
			{"who is not to be named, and stands there", apperr.WordNotNamed, "consent", word(func(s *models.Source) { s.Consent = models.NotToBeNamed })},
			{"a name, but no protection", apperr.ProtectedNeeded, "protected", protected(func(in *newsroom.NewSource) { in.Source.Protected = false })},
			{"protection without a pseudonym", apperr.ProtectedMissing, "pseudonym", protected(func(in *newsroom.NewSource) { in.Beside.Pseudonym = "" })},
			{"protection of nobody", apperr.ProtectedMissing, "real_name", protected(func(in *newsroom.NewSource) { in.Beside.Name.Name = "" })},
			{"a pseudonym that is the name", apperr.PseudonymIsName, "pseudonym", protected(func(in *newsroom.NewSource) { in.Beside.Pseudonym = "Mrs IDA QUILL" })},
			{"protection with a title", apperr.ProtectedFields, "title", protected(func(in *newsroom.NewSource) { in.Source.Title = "Ida's letter" })},
			{"protection with an author", apperr.ProtectedFields, "author", protected(func(in *newsroom.NewSource) { in.Source.Author = "Ida" })},
			{"protection with an address", apperr.ProtectedFields, "url", protected(func(in *newsroom.NewSource) { in.Source.URL = "https://ida.example" })},
			{"protection with a publisher", apperr.ProtectedFields, "publisher", protected(func(in *newsroom.NewSource) { in.Source.Publisher = "The lock" })},
			{"a keeper who is none of us", apperr.UnknownChoice, "keepers", protected(func(in *newsroom.NewSource) { in.Beside.Keepers = []models.ID{999} })},
		} {
			_, err := d.AddSource(t.Context(), testkit.By(d.Carl), d.article, row.in)
			if !errors.Is(err, row.why) || apperr.Field(err) != row.field {
				t.Errorf("%s: %v on %q", row.name, err, apperr.Field(err))
			}
		}
		d.refuse(apperr.RoleMissing, func() error {
			_, err := d.AddSource(t.Context(), testkit.By(d.Rita), d.article, newsroom.NewSource{Source: interview})
			return err
		})
		d.refuse(apperr.NotFoundOrSeen, func() error {
			_, err := d.AddSource(t.Context(), testkit.By(d.Carl), 999, newsroom.NewSource{Source: interview})
			return err
		})
		if now := d.size(); now != was {
			t.Errorf("refused acts left %d events", now-was)
		}
	})
}

func TestEvidenceComesWithANewSourceAndItsFile(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		n := d.marked()
		in := testkit.SomeEvidence(models.Supports)
		in.Source, in.Beside = heron().Source, heron().Beside
		in.Beside.File = d.taken("ida-quill.txt", "text/plain", "Letter\n\nI closed the lock at noon.")
		in.Evidence.Passage = "I closed the lock at noon."
		d.ok(d.AddEvidence(t.Context(), testkit.By(d.Carl), d.at(n), in))
		e := d.file().Cases[0].Evidence[0]
		if _, quoted := e.Quoted(); !quoted {
			t.Errorf("the evidence rests on nothing: %+v", e)
		}
		// Who does not keep the source learns nothing of whether words stand in it.
		in = testkit.SomeEvidence(models.Supports)
		in.SourceID, in.Evidence.Passage = e.SourceID, e.Passage
		d.ok(d.AddEvidence(t.Context(), testkit.By(d.Cleo), d.at(n), in))
		if blind := d.file().Cases[0].Evidence[1]; blind.CaptureID != 0 || blind.QuotedEnd != 0 {
			t.Errorf("evidence of somebody else's rests on %+v", blind)
		}
		in.Beside.File = d.taken("more.txt", "text/plain", "More\n\nOf it.")
		d.refuse(apperr.KeepersOnly, func() error { return d.AddEvidence(t.Context(), testkit.By(d.Cleo), d.at(n), in) })
		d.ok(d.AddEvidence(t.Context(), testkit.By(d.Carl), d.at(n), in))
		lines, err := d.DB.Queries().CaptureLines(t.Context(), d.Carl.ID, []models.ID{e.SourceID})
		d.ok(err)
		if len(lines) != 2 {
			t.Errorf("a file for a source that is known makes %d captures", len(lines))
		}
	})
}

func TestWhoAProtectedSourceIsIsItsKeepersAlone(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		in := heron()
		in.Beside.Keepers = []models.ID{d.Rita.ID, d.Carl.ID}
		in.Beside.File = d.taken("ida-quill.txt", "text/plain", "Letter\n\nMy brother is not to know.")
		s := d.added(d.Carl, in)
		if s.Title != "Heron" || s.Author != "Heron" {
			t.Errorf("it is shown as %q by %q", s.Title, s.Author)
		}
		read := func(u models.User) func() error {
			return func() error { _, err := d.ReadSourceName(t.Context(), testkit.By(u), s.ID); return err }
		}
		name, err := d.ReadSourceName(t.Context(), testkit.By(d.Rita), s.ID)
		d.ok(err)
		if name.Name != "Ida Quill" || name.Contact != "the lock keeper's house" || name.Note != "afraid of her brother" {
			t.Errorf("a keeper reads %+v", name)
		}
		for _, u := range []models.User{d.Adam, d.Ed, d.Duo, d.Cleo, d.Vera} {
			d.refuse(apperr.NotFoundOrSeen, read(u))
			d.refuse(apperr.NotFoundOrSeen, func() error {
				return d.SetSourceName(t.Context(), testkit.By(u), models.SourceName{SourceID: s.ID, Name: "x"})
			})
			d.refuse(apperr.NotFoundOrSeen, func() error { return d.AddKeeper(t.Context(), testkit.By(u), s.ID, u.ID) })
			d.refuse(apperr.NotFoundOrSeen, func() error { return d.DropKeeper(t.Context(), testkit.By(u), s.ID, d.Carl.ID) })
		}
		d.refuse(apperr.KeepersOnly, func() error {
			_, err := d.AddFile(t.Context(), testkit.By(d.Cleo), s.ID, in.Beside.File)
			return err
		})

		d.ok(d.SetSourceName(t.Context(), testkit.By(d.Rita), models.SourceName{SourceID: s.ID, Name: "Ida Quilt", Note: "married"}))
		d.refuse(apperr.PseudonymIsName, func() error {
			return d.SetSourceName(t.Context(), testkit.By(d.Rita), models.SourceName{SourceID: s.ID, Name: "heron"})
		})
		d.refuse(apperr.ProtectedMissing, func() error {
			return d.SetSourceName(t.Context(), testkit.By(d.Rita), models.SourceName{SourceID: s.ID})
		})

		d.refuse(apperr.KeeperTwice, func() error { return d.AddKeeper(t.Context(), testkit.By(d.Carl), s.ID, d.Rita.ID) })
		d.refuse(apperr.UnknownChoice, func() error { return d.AddKeeper(t.Context(), testkit.By(d.Carl), s.ID, 999) })
		d.ok(d.AddKeeper(t.Context(), testkit.By(d.Carl), s.ID, d.Vera.ID))
		d.ok(read(d.Vera)())
		d.ok(d.DropKeeper(t.Context(), testkit.By(d.Rita), s.ID, d.Carl.ID))
		d.refuse(apperr.NotFoundOrSeen, read(d.Carl))
		d.refuse(apperr.KeeperNone, func() error { return d.DropKeeper(t.Context(), testkit.By(d.Rita), s.ID, d.Carl.ID) })
		d.ok(d.DisableUser(t.Context(), testkit.By(d.Adam), newsroom.UserTarget{ID: d.Vera.ID, Version: 1}, "left", false))
		d.refuse(apperr.LastKeeper, func() error { return d.DropKeeper(t.Context(), testkit.By(d.Rita), s.ID, d.Rita.ID) })
		d.refuse(apperr.KeeperBlind, func() error { return d.AddKeeper(t.Context(), testkit.By(d.Rita), s.ID, d.Vera.ID) })
		d.ok(d.DropKeeper(t.Context(), testkit.By(d.Rita), s.ID, d.Vera.ID))

		told := d.told(0)
		for _, word := range []string{"Quill", "Quilt", "quill", "lock keeper", "brother", "married"} {
			if strings.Contains(told, word) {
				t.Errorf("the trail tells %q", word)
			}
		}
		for _, action := range []string{"source.add ", "source.upload ", "source.add-keeper ", "source.drop-keeper ", "source.read-name ", "source.change-name "} {
			if !strings.Contains(told, action) {
				t.Errorf("the trail does not tell %q", action)
			}
		}
		events, err := d.DB.Queries().ArticleEvents(t.Context(), d.article)
		d.ok(err)
		if slices.ContainsFunc(events, func(e models.Event) bool {
			return strings.HasSuffix(e.Action, "-name") || strings.HasSuffix(e.Action, "-keeper")
		}) {
			t.Error("an article's trail, which its report prints, tells who knows a name")
		}
	})
}

func TestAProtectedSourceKeptByWhomItsArticleIsNotOpenTo(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		meta := testkit.Meta(d.Ed)
		meta.Restricted, meta.Team = true, []models.ID{d.Carl.ID}
		article, err := d.OpenArticle(t.Context(), testkit.By(d.Ed), meta, newsroom.Copy{Text: testkit.Copy, Format: intake.FormatPlain})
		d.ok(err)
		in := heron()
		in.Beside.Keepers = []models.ID{d.Rita.ID}
		d.refuse(apperr.KeeperBlind, func() error {
			_, err := d.AddSource(t.Context(), testkit.By(d.Carl), article, in)
			return err
		})
		in.Beside.Keepers = nil
		id, err := d.AddSource(t.Context(), testkit.By(d.Carl), article, in)
		d.ok(err)
		d.refuse(apperr.KeeperBlind, func() error { return d.AddKeeper(t.Context(), testkit.By(d.Carl), id, d.Rita.ID) })
		d.ok(d.AddKeeper(t.Context(), testkit.By(d.Carl), id, d.Ed.ID))
	})
}

func TestAFileThatCannotBeKeptIsRefused(t *testing.T) {
	d := testkit.NewHouse(t, "")
	pdf := "%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n"
	endless := io.LimitReader(zeros{}, newsroom.MaxSourceFile+1)
	for _, row := range []struct {
		name, file, kind string
		body             io.Reader
		why              *apperr.Refusal
	}{
		{"nothing in it", "a.txt", "text/plain", strings.NewReader(""), apperr.FileEmpty},
		{"a PDF that says it is a picture", "a.jpg", "", strings.NewReader(pdf), apperr.FileMismatch},
		{"a PDF that the browser calls a picture", "", "image/png", strings.NewReader(pdf), apperr.FileMismatch},
		{"over what is taken", "a.bin", "", endless, apperr.FileTooLarge},
		{"the disk is full", "a.txt", "", iotest.ErrReader(errors.Join(apperr.DiskFull.With(), syscall.ENOSPC)), apperr.DiskFull},
	} {
		if u, err := d.TakeFile(t.Context(), row.body, row.file, row.kind); !errors.Is(err, row.why) || u.Kept() {
			t.Errorf("%s: %v", row.name, err)
		}
	}
	_, err := d.TakeFile(t.Context(), strings.NewReader(pdf), "a.jpg", "")
	if message := apperr.Message(err); !strings.Contains(message, "it is a PDF") || !strings.Contains(message, "says a JPEG picture") {
		t.Errorf("it says %q", message)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

func TestALargeFileIsKeptUnread(t *testing.T) {
	d := &desk{House: testkit.NewHouse(t, ""), t: t}
	d.article = d.Open(t, testkit.Copy)
	text := "Long\n\n" + strings.Repeat("All work and no play. ", newsroom.MaxCapture/20)
	s := d.added(d.Carl, newsroom.NewSource{Source: models.Source{Type: models.Dataset, Title: "Long", Located: true}, Beside: newsroom.Beside{File: d.taken("long.txt", "text/plain", text)}})
	kept, err := d.DB.Queries().LastCaptures(t.Context(), s.ID, 1)
	d.ok(err)
	c, err := d.DB.Queries().CaptureText(t.Context(), kept[0])
	d.ok(err)
	if c.Text != "" || c.BodySize != int64(len(text)) || c.MediaType != "text/plain" || !strings.Contains(c.Unread, "at most 10 MiB, and this one has 12 MiB") {
		t.Errorf("it is kept as %d bytes of %q with %d characters of text: %q", c.BodySize, c.MediaType, len(c.Text), c.Unread)
	}
}
