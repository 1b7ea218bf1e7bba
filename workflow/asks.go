package workflow

import (
	"errors"
	"slices"
	"strings"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
)

// who names the people who may do an act, and how the others are told.
type who struct {
	name   string
	may    func(Case, models.User) bool
	refuse func() error
}

func role(name string, roles ...models.Role) who {
	return who{
		name,
		func(_ Case, u models.User) bool { return u.Is(roles...) },
		func() error { return apperr.RoleMissing.With(name) },
	}
}

// only says why user is not one of w, or nil, where no claim matters.
func only(w who, user models.User) error {
	switch {
	case !user.Active():
		return apperr.NotActive.With()
	case !w.may(Case{}, user):
		return w.refuse()
	}
	return nil
}

var (
	admin            = role("admin", models.RoleAdmin)
	checker          = role("checker", models.RoleChecker)
	editor           = role("editor", models.RoleEditor)
	reviewerOrEditor = role("reviewer or editor", models.RoleReviewer, models.RoleEditor)
	checkerOrEditor  = role("checker or editor", models.RoleChecker, models.RoleEditor)
	deskWorker       = role("checker, reviewer or editor", models.RoleChecker, models.RoleReviewer, models.RoleEditor)

	assignee = who{"its assignee", hasClaim, func() error { return apperr.NotAssignee.With() }}

	assigneeOrEditor = who{
		"its assignee or an editor",
		func(c Case, u models.User) bool { return hasClaim(c, u) || u.Is(models.RoleEditor) },
		func() error { return apperr.NotAssigneeOrEd.With() },
	}
	submitter = who{
		"who submitted it",
		func(c Case, u models.User) bool {
			return models.ID(c.Claim.SubmittedBy) == u.ID && u.Is(models.RoleChecker)
		},
		func() error { return apperr.NotSubmitter.With() },
	}
	editorOrLost = who{
		"editor, or a checker when the anchor is lost",
		func(c Case, u models.User) bool {
			return u.Is(models.RoleEditor) || (c.Claim.Outcome == models.Lost && u.Is(models.RoleChecker))
		},
		func() error { return apperr.WithdrawLostOnly.With() },
	}
)

// hasClaim reports whether the claim is with u, who must still be a checker.
func hasClaim(c Case, u models.User) bool {
	return models.ID(c.Claim.AssigneeID) == u.ID && u.Is(models.RoleChecker)
}

// ask names something an act asks for; missing says what is, in words.
type ask struct {
	name    string
	missing func(Case, models.User) error
}

// need makes an ask of a condition and the refusal when it does not hold.
func need(name string, holds func(Case, models.User) bool, refusal *apperr.Refusal) ask {
	return ask{name, func(c Case, u models.User) error {
		if holds(c, u) {
			return nil
		}
		return refusal.With()
	}}
}

var (
	cameBack = ask{"it came back and nobody took it since", func(c Case, u models.User) error {
		switch {
		case c.Claim.Reopened:
			return nil
		case hasClaim(c, u):
			return apperr.YoursAlready.With()
		}
		return apperr.NotReopened.With()
	}}
	// free: nobody else has taken the claim.
	free = need("nobody else has it", func(c Case, u models.User) bool { return c.Claim.Reopened || hasClaim(c, u) }, apperr.NotReopened)
	mine = need("nobody else researches it", func(c Case, u models.User) bool {
		return c.Claim.State != models.Researching || hasClaim(c, u) || u.Is(models.RoleEditor)
	}, apperr.NotAssigneeOrEd)

	placed       = need("the anchor is placed", func(c Case, _ models.User) bool { return c.Claim.Placed() }, apperr.NotPlaced)
	waits        = need("the anchor waits for a place", func(c Case, _ models.User) bool { return !c.Claim.Placed() }, apperr.AlreadyPlaced)
	noHand       = need("no hand in it", func(c Case, u models.User) bool { return len(c.HandOf(u.ID)) == 0 }, apperr.HandApproves)
	notFirst     = need("did not give the first approval", func(c Case, u models.User) bool { return c.Claim.FirstApprovalID == 0 || c.First().CreatedBy != u.ID }, apperr.GaveFirst)
	noMustFix    = need("no open must-fix", func(c Case, _ models.User) bool { return len(c.MustFixes()) == 0 }, apperr.OpenMustFix)
	noQuery      = need("no unanswered query", func(c Case, _ models.User) bool { return len(c.Queries()) == 0 }, apperr.UnansweredQuery)
	ticked       = ask{"the required items of its checklist are ticked", func(c Case, _ models.User) error { return Ticking(c) }}
	notItsWriter = need("not by the writer of the words", func(c Case, u models.User) bool { return !c.WroteWords(u.ID) }, apperr.WriterBarred)

	editorOnAuthor = need("on author: an editor", func(c Case, u models.User) bool {
		return c.Finding().Verdict != models.OnAuthor || u.Is(models.RoleEditor)
	}, apperr.NeedsEditor)
	firstOfTwo   = need("two people approve one of its severity, and nobody did yet", func(c Case, _ models.User) bool { return c.FirstOfTwo() }, apperr.NoDebtHere)
	byBreakGlass = need("approved by break glass", func(c Case, _ models.User) bool { return c.Approval().BreakGlass }, apperr.NoDebtHere)

	somethingToPass = need("something to pass over", func(c Case, u models.User) bool { return len(PassedOver(c, u)) > 0 }, apperr.NoDebtHere)

	heldBefore = need("an earlier verdict that could be submitted", func(c Case, _ models.User) bool {
		v := lastVerdict(c)
		return c.Stale().ID != 0 && v != models.NoVerdict && !AgainstPrint(v)
	}, apperr.NotStale)

	submittable = ask{"a verdict that can be submitted", func(c Case, _ models.User) error {
		switch v := c.Finding().Verdict; {
		case v == models.NoVerdict:
			return apperr.NoVerdictYet.With()
		case AgainstPrint(v):
			return apperr.VerdictWaits.With(v)
		}
		return nil
	}}
	backed       = ask{"what the verdict needs", func(c Case, _ models.User) error { return Backing(c.Finding().Verdict, c.Finding().Note, c.Evidence) }}
	backedBefore = ask{"what the earlier verdict needs", func(c Case, _ models.User) error {
		return Backing(lastVerdict(c), lastNote(c), c.Evidence)
	}}
	rooted       = ask{"two independent roots, where its severity asks for them", func(c Case, _ models.User) error { return Rooting(c, c.Finding().Verdict) }}
	rootedBefore = ask{"two independent roots, where its severity asks for them", func(c Case, _ models.User) error { return Rooting(c, lastVerdict(c)) }}
	wordsGone    = ask{"found wrong or unverifiable: its words gone", func(c Case, _ models.User) error {
		if c.standsAgainstPrint() {
			return apperr.WordsStand.With(lastVerdict(c))
		}
		return nil
	}}
	notFoundWrong = ask{"not found wrong or unverifiable", func(c Case, _ models.User) error {
		if c.standsAgainstPrint() {
			return apperr.FoundAgainst.With(lastVerdict(c))
		}
		return nil
	}}
)

// LastFinding is the current finding, or the one that lapsed last.
func LastFinding(c Case) models.Finding {
	if f := c.Finding(); f.ID != 0 {
		return f
	}
	return c.Before()
}

func lastVerdict(c Case) models.Verdict { return LastFinding(c).Verdict }
func lastNote(c Case) string            { return LastFinding(c).Note }

// Backing says what a verdict still needs, or nil: apperr.NeedsSupport,
// NeedsSaid, NeedsWitness, NeedsContra or NeedsTried.
func Backing(v models.Verdict, note string, evidence []models.Evidence) error {
	shows := func(s models.Stance) bool {
		return slices.ContainsFunc(evidence, func(e models.Evidence) bool { return e.Stance == s && e.Shows() })
	}
	calculated := slices.ContainsFunc(evidence, func(e models.Evidence) bool { return e.Calculation != "" })
	contradicted := slices.ContainsFunc(evidence, func(e models.Evidence) bool { return e.Stance == models.Contradicts })
	for _, n := range []struct {
		verdict models.Verdict
		has     bool
		refusal *apperr.Refusal
	}{
		{models.Confirmed, shows(models.Supports), apperr.NeedsSupport},
		{models.ConfirmedWithChange, shows(models.Supports), apperr.NeedsSupport},
		{models.Attributed, shows(models.Supports), apperr.NeedsSaid},
		{models.OnAuthor, note != "", apperr.NeedsWitness},
		{models.Wrong, contradicted || calculated, apperr.NeedsContra},
		{models.CouldNotVerify, note != "", apperr.NeedsTried},
	} {
		if n.verdict == v && !n.has {
			return n.refusal.With()
		}
	}
	return nil
}

// Rooting says what a verdict still needs of the sources that support the claim,
// or nil: apperr.NeedsRoots when the newsroom asks for two that are independent
// and there are fewer. What the copy only attributes, and what rests on its
// author, needs none.
func Rooting(c Case, v models.Verdict) error {
	if !c.TwoRoots || v != models.Confirmed && v != models.ConfirmedWithChange {
		return nil
	}
	if roots, of := models.Roots(c.Sources); roots < twoRoots {
		return apperr.NeedsRoots.With(c.Claim.Severity, roots, of)
	}
	return nil
}

// Ticking says which required items of the claim's checklist are not ticked, or
// nil: apperr.Unticked.
func Ticking(c Case) error {
	left := c.Unticked()
	if len(left) == 0 {
		return nil
	}
	words := make([]string, len(left))
	for i, k := range left {
		words[i] = "“" + k.Text + "”"
	}
	return apperr.Unticked.With(strings.Join(words, ", "))
}

// twoRoots is how many independent sources a newsroom may ask for.
const twoRoots = 2

// refusalOf returns the refusal behind err, or nil.
func refusalOf(err error) *apperr.Refusal {
	var e *apperr.Error
	if errors.As(err, &e) {
		return e.Refusal
	}
	return nil
}
