package newsroom_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"
)

// source puts a source under a new claim of the article.
func (d *desk) source(title, publisher string) models.ID {
	d.t.Helper()
	if len(d.file().Cases) == 0 {
		d.marked()
	}
	in := testkit.SomeEvidence(models.Supports)
	in.Source.Title, in.Source.Publisher = title, publisher
	d.ok(d.AddEvidence(d.t.Context(), testkit.By(d.Carl), d.at(1), in))
	all := d.file().Sources
	return all[len(all)-1].ID
}

func (d *desk) sourceByID(id models.ID) models.Source {
	d.t.Helper()
	s, err := d.DB.Queries().SourceByID(d.t.Context(), id)
	d.ok(err)
	return s
}

func (d *desk) merge(u models.User, source, into models.ID) error {
	d.t.Helper()
	return d.MergeSources(d.t.Context(), testkit.By(u), source, into)
}

func TestWhatIsSaidAboutASourceIsChanged(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		id := d.source("A readout", "An office")
		d.ToApproved(t, d.Cleo, d.Rita, d.article, 1)
		in := newsroom.SourceEdit{Type: models.Transcript, Title: "The readout", Publisher: "The office", Author: "A clerk", PublishedOn: "2025-08-15"}
		edit := func(u models.User, version int, in newsroom.SourceEdit) func() error {
			return func() error { return d.EditSource(t.Context(), testkit.By(u), id, version, in) }
		}
		d.refuse(apperr.RoleMissing, edit(d.Vera, 1, in))
		d.refuse(apperr.RoleMissing, edit(d.Rita, 1, in))
		d.refuse(apperr.Stale, edit(d.Carl, 7, in))
		d.refuse(apperr.FieldMissing, edit(d.Carl, 1, newsroom.SourceEdit{Type: models.Book}))
		d.refuse(apperr.UnknownChoice, edit(d.Carl, 1, newsroom.SourceEdit{Type: "rumour", Title: "x"}))
		d.refuse(apperr.BadDate, edit(d.Carl, 1, newsroom.SourceEdit{Type: models.Book, Title: "x", PublishedOn: "yesterday"}))
		from := d.size()
		d.ok(edit(d.Carl, 1, in)())
		d.refuse(apperr.Stale, edit(d.Ed, 1, in))
		s := d.sourceByID(id)
		if s.Title != in.Title || s.Publisher != in.Publisher || s.Author != in.Author || s.PublishedOn != in.PublishedOn || s.Type != in.Type || s.Version != 2 {
			t.Errorf("it is %+v", s)
		}
		if got := d.actions(from); !slices.Equal(got, []string{"source.edit"}) {
			t.Errorf("the trail has %v", got)
		}
		d.state(1, models.Approved)
		d.Verify(t)
	})
}

// Whose word it is, an approval rests on.
func TestWhoseWordItIsStays(t *testing.T) {
	d := &desk{House: testkit.NewHouse(t, ""), t: t}
	d.article = d.Open(t, testkit.Copy)
	word := d.added(d.Carl, newsroom.NewSource{Source: models.Source{
		Type: models.Interview, Title: "A call", Author: "Ida Quill", Located: true, WordHow: models.ByPhone, WordAt: models.At(d.Clock.Now()), Consent: models.MayBeNamed,
	}})
	edit := func(author, title string) error {
		return d.EditSource(t.Context(), testkit.By(d.Carl), word.ID, 1, newsroom.SourceEdit{Type: word.Type, Title: title, Author: author})
	}
	d.refuse(apperr.OtherSpeaker, func() error { return edit("Ada Quill", "A call") })
	d.refuse(apperr.OtherSpeaker, func() error { return edit("", "A call") })
	d.ok(edit("Ida Quill", "A long call"))
}

// An article is told when a source that it rests on is changed, though it was
// entered for another, so that nothing which is kept of it goes on saying what
// was so before.
func TestEveryArticleWithASourceIsToldOfItsChange(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		id := d.source("A readout", "")
		other := d.Open(t, testkit.Copy)
		n := d.Mark(t, d.Carl, other, 2)
		in := testkit.SomeEvidence(models.Supports)
		in.SourceID = id
		d.ok(d.AddEvidence(t.Context(), testkit.By(d.Carl), d.At(t, other, n), in))
		for _, article := range []models.ID{d.article, other} {
			was, err := d.DB.Queries().Stamp(t.Context(), d.Ed.ID, article)
			d.ok(err)
			d.ok(d.EditSource(t.Context(), testkit.By(d.Carl), id, d.sourceByID(id).Version, newsroom.SourceEdit{Type: models.Book, Title: fmt.Sprint("Named in ", article)}))
			is, err := d.DB.Queries().Stamp(t.Context(), d.Ed.ID, article)
			if d.ok(err); is == was {
				t.Errorf("article %d does not know", article)
			}
		}
	})
}

func TestAPseudonymIsChangedByKeepersOnly(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		d.marked()
		in := testkit.SomeEvidence(models.Supports)
		in.Source = models.Source{Type: models.Interview, Protected: true}
		in.Beside = newsroom.Beside{Pseudonym: "Source A", Name: models.SourceName{Name: "Jonas Wirth"}}
		d.ok(d.AddEvidence(t.Context(), testkit.By(d.Carl), d.at(1), in))
		id := d.file().Sources[0].ID
		edit := func(u models.User, in newsroom.SourceEdit) func() error {
			return func() error { return d.EditSource(t.Context(), testkit.By(u), id, 1, in) }
		}
		d.refuse(apperr.NotFoundOrSeen, edit(d.Ed, newsroom.SourceEdit{Type: models.Interview, Title: "Source B"}))
		d.refuse(apperr.PseudonymIsName, edit(d.Carl, newsroom.SourceEdit{Type: models.Interview, Title: "jonas wirth of the ministry"}))
		d.refuse(apperr.ProtectedFields, edit(d.Carl, newsroom.SourceEdit{Type: models.Interview, Title: "Source B", Publisher: "The ministry"}))
		d.refuse(apperr.ProtectedFields, edit(d.Carl, newsroom.SourceEdit{Type: models.Interview, Title: "Source B", Author: "Wirth"}))
		d.ok(edit(d.Carl, newsroom.SourceEdit{Type: models.Interview, Title: "Source B"})())
		if s := d.sourceByID(id); s.Title != "Source B" || s.Author != "Source B" {
			t.Errorf("it is %+v", s)
		}
		plain := d.source("A letter", "")
		d.refuse(apperr.ProtectedAlone, func() error { return d.merge(d.Carl, id, plain) })
		d.refuse(apperr.ProtectedAlone, func() error { return d.merge(d.Carl, plain, id) })
	})
}

func TestWhatIsKnownOfAPublisherIsNoted(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		id := d.source("A readout", "The Daily")
		none := d.source("A letter", "")
		note := func(u models.User, source models.ID, publisher string, version int, words string) func() error {
			return func() error { return d.NotePublisher(t.Context(), testkit.By(u), source, publisher, version, words) }
		}
		d.refuse(apperr.RoleMissing, note(d.Vera, id, "the daily", 0, "x"))
		d.refuse(apperr.NoPublisher, note(d.Carl, none, "", 0, "x"))
		d.refuse(apperr.Stale, note(d.Carl, id, "another", 0, "x"))
		d.ok(note(d.Carl, id, "the daily", 0, "Prints agency copy without saying so.")())
		d.refuse(apperr.Stale, note(d.Cleo, id, "the daily", 0, "It is a tabloid."))
		d.ok(note(d.Cleo, id, "the daily", 1, "It is a tabloid.")())
		notes, err := d.DB.Queries().PublisherNotes(t.Context(), []string{"the daily"})
		if d.ok(err); len(notes) != 1 || notes[0].Note != "It is a tabloid." || notes[0].Version != 2 || notes[0].ChangedBy != d.Cleo.ID {
			t.Errorf("notes %+v", notes)
		}
		d.Verify(t)
	})
}

func TestSourcesAreMadeOneAndParted(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		a, b, c := d.source("A", ""), d.source("B", ""), d.source("C", "")
		d.ToApproved(t, d.Cleo, d.Rita, d.article, 1)
		d.refuse(apperr.RoleMissing, func() error { return d.merge(d.Rita, a, b) })
		d.refuse(apperr.SameSource, func() error { return d.merge(d.Carl, a, a) })
		d.refuse(apperr.NotFoundOrSeen, func() error { return d.merge(d.Carl, a, 999) })
		from := d.size()
		d.ok(d.merge(d.Carl, a, b))
		if got := d.actions(from); !slices.Equal(got, []string{"source.merge"}) {
			t.Errorf("the trail has %v", got)
		}
		d.refuse(apperr.AlreadyOne, func() error { return d.merge(d.Carl, b, a) })
		d.ok(d.merge(d.Carl, a, c)) // what is one goes along
		for id, want := range map[models.ID]models.Ref{a: models.Ref(c), b: models.Ref(c), c: 0} {
			if got := d.sourceByID(id).SameAs; got != want {
				t.Errorf("source %d is one with %d, want %d", id, got, want)
			}
		}
		d.state(1, models.Approved)
		part := func(u models.User, id models.ID) func() error {
			return func() error { return d.PartSource(t.Context(), testkit.By(u), id) }
		}
		d.refuse(apperr.RoleMissing, part(d.Vera, a))
		d.refuse(apperr.NotOne, part(d.Carl, c))
		d.ok(part(d.Carl, a)())
		if d.sourceByID(a).SameAs != 0 || d.sourceByID(b).SameAs != models.Ref(c) {
			t.Error("parting one parts another")
		}
		meta := testkit.Meta(d.Ed)
		meta.Restricted, meta.Team = true, []models.ID{d.Duo.ID}
		open := d.article
		d.article = d.OpenAs(t, meta, testkit.Copy)
		n := d.Mark(t, d.Duo, d.article, 2)
		d.ok(d.AddEvidence(t.Context(), testkit.By(d.Duo), d.At(t, d.article, n), testkit.SomeEvidence(models.Supports)))
		hidden := d.file().Sources[0].ID
		d.refuse(apperr.NotFoundOrSeen, func() error { return d.merge(d.Carl, a, hidden) })
		d.refuse(apperr.NotFoundOrSeen, func() error { return d.merge(d.Carl, hidden, a) })
		d.ok(d.merge(d.Duo, a, hidden))
		d.refuse(apperr.NotFoundOrSeen, func() error { return d.merge(d.Carl, b, a) }) // with what they do not see
		d.article = open
		d.Verify(t)
	})
}

// However many make sources one with each other at once, no source is one with
// another that is one with a third.
func TestSourcesThatAreMadeOneAtOnceMakeNoRing(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		var ids []models.ID
		for i := range 4 {
			ids = append(ids, d.source(fmt.Sprint("Source ", i), ""))
		}
		errs := atOnce(64, func(i int) error {
			user := []models.User{d.Carl, d.Cleo, d.Duo, d.Ed}[i/2%4]
			source, into := ids[i%4], ids[(i+1+i/8%3)%4]
			if i%5 == 4 {
				return d.PartSource(t.Context(), testkit.By(user), source)
			}
			return d.MergeSources(t.Context(), testkit.By(user), source, into)
		})
		done := 0
		for _, err := range errs {
			switch {
			case err == nil:
				done++
			case !errors.Is(err, apperr.AlreadyOne) && !errors.Is(err, apperr.NotOne):
				t.Errorf("got %v", err)
			}
		}
		if done == 0 {
			t.Error("nobody got through")
		}
		for _, id := range ids {
			s := d.sourceByID(id)
			if s.SameAs != 0 && d.sourceByID(models.ID(s.SameAs)).SameAs != 0 {
				t.Errorf("source %d is one with %d, which is one with %d", id, s.SameAs, d.sourceByID(models.ID(s.SameAs)).SameAs)
			}
		}
		d.Verify(t)
	})
}
