package newsroom

import (
	"context"
	"strings"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/workflow"
)

// SourceEdit is what a person says about a source. Of a protected one the title
// is its pseudonym, and the rest but its type and date is empty.
type SourceEdit struct {
	Type        models.SourceType
	Title       string
	Publisher   string
	Author      string
	PublishedOn string // YYYY-MM-DD, or empty
}

// EditSource changes what is said about a source; its address stays. An approval
// binds to the source, whatever it is called, and stands. A protected source is
// changed by its keepers. Errors: apperr.RoleMissing, NotFoundOrSeen,
// FieldMissing, UnknownChoice, BadDate, ProtectedFields, PseudonymIsName, Stale
// if the source is no longer at version.
func (n *Newsroom) EditSource(ctx context.Context, by By, source models.ID, version int, in SourceEdit) error {
	_, err := n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		was, err := a.seenSource(ctx, source)
		if err != nil {
			return 0, err
		}
		s := was
		s.Type, s.Title, s.Publisher, s.Author, s.PublishedOn, s.Version = in.Type, in.Title, in.Publisher, in.Author, in.PublishedOn, version
		if was.Protected {
			if err := a.pseudonym(ctx, &s); err != nil {
				return 0, err
			}
		}
		if err := orElse(validSource(&s), validWord(s)); err != nil {
			return 0, err
		}
		if err := a.SetSource(ctx, &s); err != nil {
			return 0, err
		}
		if err := a.retrace(ctx, s.ID); err != nil {
			return 0, err
		}
		return s.ID, a.tell(ctx, "source.edit", []models.ID{s.ID}, s.ID, changed(sourceFields, was, s)...)
	})
	return err
}

// seenSource is a source that the actor may see and work on.
func (a *act) seenSource(ctx context.Context, id models.ID) (models.Source, error) {
	if err := workflow.MayAddSource(a.actor); err != nil {
		return models.Source{}, err
	}
	return a.Source(ctx, a.actor.ID, id)
}

// pseudonym has the pseudonym of a protected source stand where its author
// would, unless it tells who that is.
func (a *act) pseudonym(ctx context.Context, s *models.Source) error {
	name, err := a.SourceName(ctx, a.actor.ID, s.ID)
	if err != nil {
		return err
	}
	if s.Author == s.Title {
		s.Author = ""
	}
	said := models.Source{Protected: true, Author: s.Author, Publisher: s.Publisher}
	if err := protectedSource(&said, Beside{Pseudonym: s.Title, Name: name}); err != nil {
		return err
	}
	s.Author = said.Author
	return nil
}

// tell records what was done to a source in every article in which the sources
// show.
func (a *act) tell(ctx context.Context, action string, sources []models.ID, source models.ID, changes ...models.Change) error {
	articles, err := a.ShownIn(ctx, sources)
	for _, article := range articles {
		a.record(action, models.SubjectSource, source, changes...).on(article, 0)
	}
	return err
}

// PublisherOf is the name by which a note on the source's publisher is kept.
func PublisherOf(s models.Source) string { return strings.ToLower(strings.TrimSpace(s.Publisher)) }

// NotePublisher writes what the newsroom knows of the publisher of a source, in
// place of the note at version; 0: there is none. Errors: apperr.RoleMissing,
// NotFoundOrSeen, NoPublisher, Stale if the note is no longer at version or is
// of another publisher than publisher, which the source had when it was read.
func (n *Newsroom) NotePublisher(ctx context.Context, by By, source models.ID, publisher string, version int, note string) error {
	_, err := n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		s, err := a.seenSource(ctx, source)
		if err != nil {
			return 0, err
		}
		switch name := PublisherOf(s); {
		case name == "":
			return 0, apperr.NoPublisher.With()
		case name != publisher:
			return 0, apperr.Stale.With()
		}
		was, err := a.PublisherNotes(ctx, []string{publisher})
		if err != nil {
			return 0, err
		}
		if len(was) == 0 {
			was = []models.PublisherNote{{}}
		}
		is := models.PublisherNote{Publisher: publisher, Note: note, ChangedBy: a.actor.ID, ChangedAt: a.now, Version: version}
		if err := a.SetPublisherNote(ctx, is); err != nil {
			return 0, err
		}
		a.record("publisher.note", models.SubjectSource, s.ID,
			models.Change{Field: "publisher", To: publisher, Free: true}, models.Change{Field: "note", From: was[0].Note, To: note, Free: true})
		return s.ID, nil
	})
	return err
}

// MergeSources makes a source, and all that are one with it, one with another:
// the library shows them as one, with what rests on any of them. Evidence and
// approvals go on resting on the source that they name. Errors:
// apperr.RoleMissing, NotFoundOrSeen, SameSource, AlreadyOne, ProtectedAlone.
func (n *Newsroom) MergeSources(ctx context.Context, by By, source, into models.ID) error {
	return n.aboutSame(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		if source == into {
			return 0, apperr.SameSource.With().On("into")
		}
		s, err := a.head(ctx, source)
		if err != nil {
			return 0, err
		}
		with, err := a.head(ctx, into)
		if err != nil {
			return 0, onField(err, "into")
		}
		switch {
		case s.ID == with.ID:
			return 0, apperr.AlreadyOne.With().On("into")
		case s.Protected || with.Protected:
			return 0, apperr.ProtectedAlone.With().On("into")
		}
		along, err := a.OneWith(ctx, s.ID)
		if err != nil {
			return 0, err
		}
		for _, o := range append(along, s) {
			if err := a.setSame(ctx, "source.merge", o, models.Ref(with.ID)); err != nil {
				return 0, err
			}
		}
		return with.ID, nil
	})
}

// PartSource has a source stand by itself again that was made one with another.
// Errors: apperr.RoleMissing, NotFoundOrSeen, NotOne.
func (n *Newsroom) PartSource(ctx context.Context, by By, source models.ID) error {
	return n.aboutSame(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		s, err := a.seenSource(ctx, source)
		if err != nil {
			return 0, err
		}
		if s.SameAs == 0 {
			return 0, apperr.NotOne.With()
		}
		return s.ID, a.setSame(ctx, "source.part", s, 0)
	})
}

// aboutSame carries out an act on which sources are one, one at a time: two that
// crossed could make a ring.
func (n *Newsroom) aboutSame(ctx context.Context, by By, fn func(context.Context, *act) (models.ID, error)) error {
	hold := func(ctx context.Context, tx store.Tx) error { return tx.LockSources(ctx) }
	_, err := n.doHolding(ctx, by, hold, fn)
	return err
}

// setSame makes a source one with another or with none, and tells it where either
// shows.
func (a *act) setSame(ctx context.Context, action string, s models.Source, with models.Ref) error {
	if err := a.SetSame(ctx, s.ID, with); err != nil {
		return err
	}
	return a.tell(ctx, action, []models.ID{s.ID, models.ID(s.SameAs), models.ID(with)}, s.ID, models.Change{Field: "same_as", From: number(s.SameAs), To: number(with)})
}

// head is the source with which a source that the actor may see is one, which
// they have to see as well; itself when there is none.
func (a *act) head(ctx context.Context, id models.ID) (models.Source, error) {
	s, err := a.seenSource(ctx, id)
	if err != nil || s.SameAs == 0 {
		return s, err
	}
	return a.Source(ctx, a.actor.ID, models.ID(s.SameAs))
}
