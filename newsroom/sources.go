package newsroom

import (
	"context"
	"slices"
	"strings"

	"example.org/tickmark/apperr"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/workflow"
)

// NewSource is a source that somebody adds: an address, whose page is captured;
// a file; a person's word; or only what is known of it.
type NewSource struct {
	Source models.Source
	Beside Beside
}

// Beside is what comes with a source beside its row.
type Beside struct {
	File Upload
	// Of a protected source: what it is called everywhere, who it is, and who
	// beside whoever adds it may know that.
	Pseudonym string
	Name      models.SourceName
	Keepers   []models.ID
}

// AddSource adds a source to an article and returns its ID. Errors:
// apperr.RoleMissing, NotFoundOrSeen, FieldMissing, UnknownChoice, BadDate,
// BadAddress, those of a person's word (WordIncomplete, WordWithoutHow,
// WordNotNamed) and of a protected source (ProtectedMissing, ProtectedFields,
// ProtectedNeeded, PseudonymIsName, KeeperBlind).
func (n *Newsroom) AddSource(ctx context.Context, by By, article models.ID, in NewSource) (models.ID, error) {
	return n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		if err := workflow.MayAddSource(a.actor); err != nil {
			return 0, err
		}
		art, err := a.LockArticle(ctx, a.actor.ID, article)
		if err != nil {
			return 0, err
		}
		return a.source(ctx, art.ID, NewEvidence{Source: in.Source, Beside: in.Beside})
	})
}

// source returns the ID of the evidence's source, which it adds when new, with
// the file that came along.
func (a *act) source(ctx context.Context, article models.ID, in NewEvidence) (models.ID, error) {
	s, err := a.sourceRow(ctx, article, in)
	if err != nil || !in.Beside.File.Kept() {
		return s.ID, err
	}
	_, err = a.addFile(ctx, s, in.Beside.File)
	return s.ID, err
}

// sourceRow returns the evidence's source, which it adds when new.
func (a *act) sourceRow(ctx context.Context, article models.ID, in NewEvidence) (models.Source, error) {
	if in.SourceID != 0 {
		return a.Source(ctx, a.actor.ID, in.SourceID)
	}
	s := in.Source
	if s.Type == "" {
		s.Type = likelyType(s, in.Beside.File)
	}
	if err := protectedSource(&s, in.Beside); err != nil {
		return s, err
	}
	if err := validSource(&s); err != nil {
		return s, err
	}
	if err := validWord(s); err != nil {
		return s, err
	}
	s.ArticleID, s.Version, s.CreatedBy, s.CreatedAt = article, 1, a.actor.ID, a.now
	if err := a.Tx.AddSource(ctx, &s); err != nil {
		return s, err
	}
	a.record("source.add", models.SubjectSource, s.ID, made(sourceFields, s)...).on(article, 0)
	if s.Protected {
		return s, a.protect(ctx, s, in.Beside)
	}
	if s.URL != "" {
		return s, a.queueCapture(ctx, s.ID)
	}
	return s, nil
}

// likelyType is what a source is of which nobody said it, where that is plain: a
// person's word is an interview, be it recorded; sound and pictures that move are
// a recording; and a file without an address is the document itself.
func likelyType(s models.Source, file Upload) models.SourceType {
	kind, _, _ := strings.Cut(file.capture.MediaType, "/")
	switch {
	case s.WordHow != "":
		return models.Interview
	case kind == "audio" || kind == "video":
		return models.Recording
	case file.Kept() && s.URL == "":
		return models.PrimaryDocument
	}
	return ""
}

// validSource says why there is no such source, or nil, and brings its address
// into the form in which it is kept.
func validSource(s *models.Source) error {
	if s.URL != "" {
		address, ok := intake.WebAddress(s.URL)
		if !ok {
			return apperr.BadAddress.With().On("url")
		}
		s.URL = address
	}
	switch {
	case s.Title == "":
		return apperr.FieldMissing.With("The title of the source").On("title")
	case s.Type == "":
		return apperr.FieldMissing.With("The type of source").On("type")
	case !slices.Contains(models.SourceTypes, s.Type):
		return apperr.UnknownChoice.With(s.Type, "the type of source").On("type")
	case s.PublishedOn != "" && !isDate(s.PublishedOn):
		return apperr.BadDate.With("The date of publication").On("published_on")
	}
	return nil
}

// validWord says what is missing of a person's word, or nil.
func validWord(s models.Source) error {
	switch {
	case s.WordHow == "" && (s.WordAt != 0 || s.Consent != ""):
		return apperr.WordWithoutHow.With().On("word_how")
	case s.WordHow == "":
		return nil
	case !slices.Contains(models.WordHows, s.WordHow):
		return apperr.UnknownChoice.With(s.WordHow, "how the word came").On("word_how")
	case s.Author == "":
		return apperr.WordIncomplete.With("Who said it").On("author")
	case s.WordAt == 0:
		return apperr.WordIncomplete.With("When they said it").On("word_at")
	case s.Consent == "":
		return apperr.WordIncomplete.With("Whether they may be named").On("consent")
	case !slices.Contains(models.Consents, s.Consent):
		return apperr.UnknownChoice.With(s.Consent, "whether they may be named").On("consent")
	case s.Consent == models.NotToBeNamed && !s.Protected:
		return apperr.WordNotNamed.With().On("consent")
	}
	return nil
}

// protectedSource says why a source cannot be protected so, or nil, and has its
// pseudonym stand where its title would. Nothing else of it shows who it is.
func protectedSource(s *models.Source, b Beside) error {
	n := b.Name
	if !s.Protected {
		if b.Pseudonym != "" || n.Name != "" || n.Contact != "" || n.Note != "" || len(b.Keepers) > 0 {
			return apperr.ProtectedNeeded.With().On("protected")
		}
		return nil
	}
	for _, f := range []struct{ field, value, words string }{
		{"title", s.Title, "the title"}, {"author", s.Author, "the author"}, {"publisher", s.Publisher, "the publisher"}, {"url", s.URL, "the address"},
	} {
		if f.value != "" {
			return apperr.ProtectedFields.With(f.words).On(f.field)
		}
	}
	switch {
	case b.Pseudonym == "":
		return apperr.ProtectedMissing.With("The pseudonym").On("pseudonym")
	case n.Name == "":
		return apperr.ProtectedMissing.With("The real name").On("real_name")
	case strings.Contains(strings.ToLower(b.Pseudonym), strings.ToLower(n.Name)):
		return apperr.PseudonymIsName.With().On("pseudonym")
	}
	s.Title, s.Author = b.Pseudonym, b.Pseudonym
	return nil
}
