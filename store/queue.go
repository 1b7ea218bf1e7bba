package store

import (
	"context"
	"math"
	"strings"

	"example.org/tickmark/models"

	"gorm.io/gorm"
)

// ClaimSort is the order of a list of claims.
type ClaimSort string

// The orders. Words have an order of their own: newest first.
const (
	SortDue    ClaimSort = "" // what is due first, then what is due never, by ID
	SortNewest ClaimSort = "newest"
	SortOldest ClaimSort = "oldest"
)

// AnyState asks for claims of every state, those that are finished as well.
const AnyState models.State = "any"

// ClaimFilter is what is asked of the list of claims; what is zero is not asked.
type ClaimFilter struct {
	State     models.State // "": those that are still to do; AnyState: all
	Article   models.ID
	Desk      string
	Assignee  models.ID
	Unowned   bool      // nobody has it
	Reviewer  models.ID // in review, and this person may approve it
	Kind      models.Kind
	Severity  models.Severity
	Language  string         // of the article
	DueFrom   models.Instant // due then or later
	DueBefore models.Instant // due before
	NeverDue  bool
	Term      string // words next to each other in statement or words
	Begun     bool   // the last of these may be the beginning of a word
	Sort      ClaimSort
	After     ClaimKey // only claims behind this one; the zero key begins at the top
	Limit     int
}

// ClaimKey is where in a list of claims a row stands.
type ClaimKey struct {
	Due models.Instant // of the order by what is due; else 0
	ID  models.ID
}

// ClaimList is a part of the list of claims.
type ClaimList struct {
	Rows   []models.Claim // without what only a claim's own page shows
	Begun  bool           // the last word may be the beginning of one, as for the parts further on
	Looked int            // how many claims these were picked from, where that was bounded; else 0
	Next   ClaimKey       // what to begin behind for what was not looked at; zero: these are all
}

// ClaimsLookedThrough is how many claims are looked at where no index answers.
const ClaimsLookedThrough = 10_000

// unfinished keeps the claims that there is still work on, in the words of the
// indexes.
const unfinished = "claims.state IN ('open', 'researching', 'in review', 'changes requested')"

// queueColumns are what a list shows of a claim.
var queueColumns = []string{
	"claims.id", "claims.article_id", "claims.number", "claims.outcome", "claims.statement", "claims.kinds", "claims.state", "claims.severity", "claims.finding_id", "claims.approval_id",
	"claims.assignee_id", "claims.submitted_by", "claims.reopened", "claims.due_at", "claims.due_by", "claims.desk", "claims.version", "claims.created_by", "claims.created_at",
}

// scope narrows a question.
type scope = func(*gorm.DB) *gorm.DB

func asks(sql string, args ...any) scope {
	return func(g *gorm.DB) *gorm.DB { return g.Where(sql, args...) }
}

// ListClaims returns claims of articles that viewer may see and that are as f
// asks. Where filters want more than one index, or none has it, it looks at no
// more than the next 10,000. Of words, those as they are come first, and where
// they do not fill the first part, the last may be the beginning of one.
func (q Queries) ListClaims(ctx context.Context, viewer models.ID, f ClaimFilter) (ClaimList, error) {
	l, err := q.listClaims(ctx, viewer, f)
	if err != nil || f.Begun || f.After != (ClaimKey{}) || len(l.Rows) >= f.Limit || !begins(f.Term) {
		return l, err
	}
	f.Begun = true
	return q.listClaims(ctx, viewer, f)
}

// ReviewQueue returns up to limit claims in review that viewer may approve, by
// when they are due, from behind after. Nobody may approve what they have a hand
// in, what they sent to review or what they approved already; a claim that rests
// on its author takes an editor.
func (q Queries) ReviewQueue(ctx context.Context, viewer models.ID, after ClaimKey, limit int) ([]models.Claim, error) {
	l, err := q.listClaims(ctx, viewer, ClaimFilter{Reviewer: viewer, After: after, Limit: limit})
	return l.Rows, err
}

func (q Queries) listClaims(ctx context.Context, viewer models.ID, f ClaimFilter) (l ClaimList, err error) {
	l.Begun = f.Begun
	if f.Reviewer != 0 {
		who, err := q.User(ctx, f.Reviewer)
		if err != nil || !who.Active() || !who.Is(models.RoleReviewer, models.RoleEditor) {
			return l, err
		}
	}
	w, rest := q.claimWay(f)
	g := q.alongClaims(ctx, w, f.After)
	if len(rest) > 0 {
		floor, err := q.claimFloor(ctx, w, f.After)
		if err != nil {
			return l, err
		}
		if floor.ID != 0 {
			l.Looked, l.Next = ClaimsLookedThrough, floor
			g = g.Scopes(w.until(floor))
		}
	}
	open := q.on(ctx).Model(&models.Article{}).Select("1").Scopes(visible(viewer)).Where("articles.id = claims.article_id")
	if f.Language != "" {
		open = open.Where("articles.language = ?", f.Language)
	}
	if f.Reviewer != 0 {
		g = g.Scopes(q.mayApprove(ctx, f.Reviewer))
	}
	if w.index == wordIndex {
		g = g.Joins("CROSS JOIN claims ON claims.id = claim_words.rowid")
	}
	l.Rows, err = all[models.Claim](g.Select(queueColumns).Scopes(rest...).Where("EXISTS (?)", open).Limit(f.Limit))
	return l, err
}

// mayApprove keeps the claims in review that a reviewer or editor may approve,
// as far as it is a matter of who they are.
func (q Queries) mayApprove(ctx context.Context, user models.ID) scope {
	editor := q.on(ctx).Table("users").Select("1").Where("users.id = ? AND ',' || users.roles || ',' LIKE '%,editor,%'", user)
	return func(g *gorm.DB) *gorm.DB {
		return g.Where("claims.submitted_by <> ?", user).
			Where("NOT EXISTS (SELECT 1 FROM hands WHERE hands.claim_id = claims.id AND hands.user_id = ? AND hands.ended_seq IS NULL)", user).
			Where("NOT EXISTS (SELECT 1 FROM approvals WHERE approvals.claim_id = claims.id AND approvals.created_by = ? AND approvals.ended_at IS NULL)", user).
			Where("NOT EXISTS (SELECT 1 FROM findings WHERE findings.id = claims.finding_id AND findings.verdict = 'on author') OR EXISTS (?)", editor)
	}
}

// claimWay is the index along which a list of claims goes.
type claimWay struct {
	index string // its name; "" leaves it to the database
	asks  []scope
	key   []string // the columns of its order
	down  bool
}

// wordIndex is SQLite's index of words, with a claim's ID for its rowid.
const wordIndex = "claim_words"

// alongClaims goes along w from behind a key.
func (q Queries) alongClaims(ctx context.Context, w claimWay, after ClaimKey) *gorm.DB {
	table := "claims"
	switch {
	case w.index == wordIndex:
		table = wordIndex
	case w.index != "" && q.g.Name() == "sqlite": // which knows no statistics, and might go by another
		table += " INDEXED BY " + w.index
	}
	way := ""
	if w.down {
		way = " DESC"
	}
	g := q.on(ctx).Table(table).Scopes(w.asks...).Scopes(w.behind(after))
	for _, column := range w.key {
		g = g.Order(column + way)
	}
	return g
}

// behind keeps what comes behind a key; the zero key is before all.
func (w claimWay) behind(k ClaimKey) scope {
	if w.down {
		return asks(w.key[0]+" < ?", below(k.ID))
	}
	if len(w.key) == 1 {
		return asks(w.key[0]+" > ?", k.ID)
	}
	if k == (ClaimKey{}) {
		k.Due = math.MinInt64
	}
	return asks("("+strings.Join(w.key, ", ")+") > (?, ?)", int64(k.Due), k.ID)
}

// until keeps what comes no later than a key.
func (w claimWay) until(k ClaimKey) scope {
	switch {
	case w.down:
		return asks(w.key[0]+" >= ?", k.ID)
	case len(w.key) == 1:
		return asks(w.key[0]+" <= ?", k.ID)
	}
	return asks("("+strings.Join(w.key, ", ")+") <= (?, ?)", int64(k.Due), k.ID)
}

// claimFloor is the last of the claims that are looked at, of those along w; the
// zero key when they are fewer than may be.
func (q Queries) claimFloor(ctx context.Context, w claimWay, after ClaimKey) (ClaimKey, error) {
	columns := []string{w.key[len(w.key)-1] + " AS id", "0 AS due"}
	if len(w.key) == 2 {
		columns[1] = w.key[0] + " AS due"
	}
	last, err := all[ClaimKey](q.alongClaims(ctx, w, after).Select(columns).Offset(ClaimsLookedThrough - 1).Limit(1))
	if err != nil || len(last) == 0 {
		return ClaimKey{}, err
	}
	return last[0], nil
}

// KeyOf is where in a list of f a claim stands.
func (f ClaimFilter) KeyOf(c models.Claim) ClaimKey {
	if f.Sort != SortDue || strings.ContainsFunc(f.Term, isWord) && !strings.ContainsFunc(f.Term, unspacedRune) {
		return ClaimKey{ID: c.ID}
	}
	return ClaimKey{Due: c.DueBy, ID: c.ID}
}
