package newsroom

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"example.org/tickmark/anchor"
	"example.org/tickmark/apperr"
	"example.org/tickmark/copydesk"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/workflow"
)

// NewRevision is a text that replaces the newest revision.
type NewRevision struct {
	Base int // the number of the revision it was made from
	Copy
	Origin models.Origin // pasted or edited; that of a draft is its own
	// Writers, when Told, are the users who wrote what is new in it; else the
	// article's writers did (pasted, imported), or whoever typed it (edited).
	Writers []models.ID
	Told    bool
}

// Revise brings in a revision and returns its number. What the actor was
// typing over the article is gone once it was brought in. Errors:
// apperr.RoleMissing, Stale when Base is no longer the newest or the draft was
// saved again, NothingChanged, NoSuchPerson, LongerThanTaken, and those of
// intake.
func (n *Newsroom) Revise(ctx context.Context, by By, article models.ID, in NewRevision) (models.ID, error) {
	from, unread := n.read(ctx, by.UserID, in.Copy)
	return n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		art, err := a.LockArticle(ctx, a.actor.ID, article)
		if err != nil {
			return 0, err
		}
		if err := workflow.MayEdit(a.actor); err != nil {
			return 0, err
		}
		old, err := a.RevisionByID(ctx, models.ID(art.RevisionID))
		if err != nil {
			return 0, err
		}
		if err := a.mayReplace(ctx, old, in, from, unread); err != nil {
			return 0, err
		}
		rev := revisionOf(from, in.Origin)
		writers, err := a.writersOfNew(ctx, art, rev.Origin, in)
		if err != nil {
			return 0, err
		}
		if err := a.addRevision(ctx, &art, old, &rev, newWords{by: writers}, carryAll(old)); err != nil {
			return 0, err
		}
		if err := a.cite(ctx, art, rev, from); err != nil {
			return 0, err
		}
		if err := a.doneWith(ctx, art.ID, in, from.draft); err != nil {
			return 0, err
		}
		return models.ID(rev.Number), a.settle(ctx, art)
	})
}

// mayReplace says why what was read cannot follow the revision old, or nil.
func (a *act) mayReplace(ctx context.Context, old models.Revision, in NewRevision, from incoming, unread error) error {
	switch {
	case old.Number != in.Base:
		return apperr.Stale.With()
	case unread != nil:
		return unread
	case from.Text == old.Text && slices.Equal(from.Blocks, old.Blocks) && slices.Equal(from.Marks, old.Marks):
		return apperr.NothingChanged.With(old.Number).On("text")
	}
	return a.fits(ctx, from.Text, old.Text)
}

// revisionOf is what was read as a revision.
func revisionOf(from incoming, origin models.Origin) models.Revision {
	if from.draft.ID != 0 {
		origin = from.draft.Origin
	}
	return models.Revision{Document: from.Document, Origin: origin, Original: from.draft.Original}
}

// doneWith removes what was brought in: the draft named, or what the actor was
// typing if it is the same.
func (a *act) doneWith(ctx context.Context, article models.ID, in NewRevision, d models.Draft) error {
	if d.ID != 0 {
		return a.takeDraft(ctx, article, d)
	}
	d, err := a.EditDraft(ctx, a.actor.ID, article)
	switch {
	case apperr.KindOf(err) == apperr.NotFound, err == nil && d.Text != storable(in.Text):
		return nil
	case err != nil:
		return err
	}
	return a.takeDraft(ctx, article, d)
}

// writersOfNew says who wrote what is new in a revision.
func (a *act) writersOfNew(ctx context.Context, art models.Article, origin models.Origin, in NewRevision) ([]models.ID, error) {
	switch {
	case origin == models.OriginEdited:
		return []models.ID{a.actor.ID}, nil
	case origin != models.OriginPasted && in.Draft == 0, origin == models.OriginFix:
		return nil, apperr.UnknownChoice.With(origin, "how the text came in").On("origin")
	case !in.Told:
		return a.Writers(ctx, art.ID)
	}
	for _, id := range in.Writers {
		if _, err := a.User(ctx, id); err != nil {
			return nil, missing(err, apperr.NoSuchPerson.With().On("writers"))
		}
	}
	return in.Writers, nil
}

// carrier finds an anchor again in the next revision.
type carrier func(next models.Revision) func(models.Anchor) models.Anchor

// carryAll carries anchors over to a text that came in as a whole.
func carryAll(old models.Revision) carrier {
	return func(next models.Revision) func(models.Anchor) models.Anchor {
		return anchor.NewCarrier(old, next).Carry
	}
}

// addRevision adds rev as the article's next revision after old, carries
// every claim and citation over to it, and records it. Sentences that it
// leaves alike keep their writers, the others get those of what is new.
func (a *act) addRevision(ctx context.Context, art *models.Article, old models.Revision, rev *models.Revision, from newWords, carry carrier) error {
	sum := sha256.Sum256([]byte(rev.Text))
	rev.ArticleID, rev.Number, rev.SHA256 = art.ID, old.Number+1, hex.EncodeToString(sum[:])
	rev.CreatedBy, rev.CreatedAt = a.actor.ID, a.now
	if err := a.readSentences(ctx, *art, old, rev, from); err != nil {
		return err
	}
	if err := a.AddRevision(ctx, rev); err != nil {
		return err
	}
	was := *art
	art.RevisionID, art.Headline = models.Ref(rev.ID), headline(rev.Document)
	a.recounts = true
	if err := a.SetArticle(ctx, art); err != nil {
		return err
	}
	a.record("revision.add", models.SubjectRevision, rev.ID, append(changed(articleFields, was, *art),
		append(made(revisionFields, *rev), models.Change{Field: "new_words_by", To: numbers(from.by)})...)...).on(art.ID, 0)
	if carry == nil {
		return nil
	}
	to := carry(*rev)
	if err := a.carryCitations(ctx, art.ID, to); err != nil {
		return err
	}
	return a.carryClaims(ctx, *art, *rev, to)
}

// newWords say who wrote what is new in a revision: everybody of by, or, where it
// is known at which place, who wrote what stands there.
type newWords struct {
	by []models.ID
	at []placedWords
}

// placedWords are words of a revision, or the place of a cut, and who wrote them.
type placedWords struct {
	models.Span
	by models.ID
}

// writers gives the sentences of a text their writers: those of sentences alike
// in the revision before, else whoever wrote what is new in them.
func (w newWords) writers(old models.Revision, text string, cut []models.Span) []models.Sentence {
	if len(w.at) == 0 {
		return anchor.Writers(old, text, cut, w.by)
	}
	const nobodyYet = -1
	sentences := anchor.Writers(old, text, cut, []models.ID{nobodyYet})
	for i, s := range sentences {
		if !slices.Equal(s.Writers, []models.ID{nobodyYet}) {
			continue
		}
		var by []models.ID
		for _, p := range w.at {
			if p.Start <= s.End && s.Start <= p.End && !slices.Contains(by, p.by) {
				by = append(by, p.by)
			}
		}
		if len(by) == 0 { // it was cut otherwise, by something that changed beside it
			by = slices.Clone(w.by)
		}
		sentences[i].Writers = by
	}
	return sentences
}

// readSentences cuts a new revision into sentences, says who wrote each, and
// marks which can be checked.
func (a *act) readSentences(ctx context.Context, art models.Article, old models.Revision, rev *models.Revision, from newWords) error {
	settings, err := a.Settings(ctx)
	if err != nil {
		return err
	}
	rev.Sentences = from.writers(old, rev.Text, copydesk.Sentences(rev.Document, art.Language, settings.Abbreviations...))
	a.house.markSentences(rev, art.Language, dayOf(art, a.now, settings), settings)
	return nil
}

// carryClaims gives every claim of the article its anchor in rev, and keeps
// what that did.
func (a *act) carryClaims(ctx context.Context, art models.Article, rev models.Revision, to func(models.Anchor) models.Anchor) error {
	cases, err := readCases(ctx, a.Queries, store.Of{Article: art.ID})
	if err != nil {
		return err
	}
	carries := make([]models.Carry, len(cases))
	for i := range cases {
		c := &cases[i]
		was := c.Claim
		if err := a.reanchor(ctx, rev, c, to(was.Anchor), "claim.carry"); err != nil {
			return err
		}
		carries[i] = carryOf(rev.ID, was, c.Claim)
	}
	return a.AddCarries(ctx, carries)
}

// carryOf is what a revision did to a claim, which it found in one state and
// left in another.
func carryOf(revision models.ID, was, is models.Claim) models.Carry {
	c := models.Carry{RevisionID: revision, ClaimID: is.ID, Outcome: is.Outcome, WasState: was.State}
	if was.ApprovalID != is.ApprovalID {
		c.ApprovalID = was.ApprovalID
	}
	if was.FindingID != is.FindingID {
		c.FindingID = was.FindingID
	}
	if is.Placed() && was.Exact == is.Exact && was.Sentence == is.Sentence {
		return c
	}
	c.WasWords, c.WasSentence = was.Exact, was.Sentence
	if is.Placed() {
		c.Words, c.Sentence = is.Exact, is.Sentence
	}
	return c
}

// revisionFields are what the trail says of a revision.
var revisionFields = []field[models.Revision]{
	{"number", false, func(r *models.Revision) string { return number(r.Number) }},
	{"origin", false, func(r *models.Revision) string { return string(r.Origin) }},
	{"text", true, func(r *models.Revision) string { return r.Text }},
	{"original_sha256", false, func(r *models.Revision) string { return r.Original.SHA256 }},
	{"original_name", true, func(r *models.Revision) string { return r.Original.Name }},
	{"original_address", true, func(r *models.Revision) string { return r.Original.Address }},
}

func headline(d models.Document) string {
	b := d.Blocks[0]
	return string([]rune(d.Text)[b.Start:b.End])
}
