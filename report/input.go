package report

import "example.org/tickmark/models"

// Input is all that a report tells of, loaded by the caller. The order of rows
// does not matter: Build sorts them.
type Input struct {
	Newsroom string
	Zone     string               // IANA name of the newsroom's time zone
	People   map[models.ID]string // the name of everyone that a row below names

	Article  models.Article
	Revision models.Revision

	Claims    []models.Claim
	Findings  []models.Finding
	Approvals []models.Approval
	Hands     []models.Hand
	Replies   []models.ReplySought
	Evidence  []models.Evidence
	Sources   []models.Source
	// Excerpts are what captures say where the evidence quotes them.
	Excerpts     []models.Excerpt
	Translations []models.Translation
	// Rooted is where the sources that support each claim have their words, and
	// Rulings what people said of those, by the claim's ID.
	Rooted  map[models.ID][]models.Rooted
	Rulings map[models.ID][]models.OriginRuling
	// Checks are the checklists of the claims, with the ticks that hold.
	Checks map[models.ID][]models.Check

	Comments []models.Comment // fixes, queries and the answers to them; others are left out
	Waivers  []models.Waiver  // sentences of the copy that need not lie in a claim
	Coverage models.Coverage  // of the revision
	Debts    []models.Debt    // every point that a break glass passed over, paid or not
	Events   []Act            // the article's trail
	Missing  []Missing        // of a draft: what keeps it from being signed off

	// Issue says under which number the report is issued; nil makes a draft.
	Issue *Issue
	// Previous is the report that this one supersedes, or nil.
	Previous *Report
	// As says how what changed since Previous is told; empty when nothing did
	// that readers saw.
	As Amendment
	// At is when the report is made, By for whom; none: by itself.
	At models.Instant
	By models.Ref
}

// Issue is the act of signing off.
type Issue struct {
	Year       int // of the newsroom's time zone
	Serial     int // within the year, from 1
	BreakGlass bool
	Reason     string // of the break glass
}

// Act is an event of the trail with the texts that stand beside its leaf.
type Act struct {
	models.Event
	Changes []models.Change
	Reason  string
}

// Missing is one point that keeps the article from being signed off.
type Missing struct {
	Point  models.Point
	Claim  int         // the number of the claim it is about, or 0
	Detail string      // the words it is about, if any
	Waits  []models.ID // for whom it waits
}
