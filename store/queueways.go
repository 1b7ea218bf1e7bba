package store

import (
	"slices"
	"strings"

	"example.org/tickmark/models"
)

// filterPart is one question of a filter of claims.
type filterPart struct {
	name string
	ask  scope
}

// parts are the questions of f that a claim's own columns answer, apart from
// the scopes of who may see and who may approve it.
func (f ClaimFilter) parts() (parts []filterPart) {
	for _, p := range []struct {
		name   string
		wanted bool
		sql    string
		args   []any
	}{
		{"state", f.State != "" && f.State != AnyState, "claims.state = ?", []any{f.State}},
		{"unfinished", f.State == "", unfinished, nil},
		{"owner", f.Assignee != 0, "claims.assignee_id = ?", []any{f.Assignee}},
		{"unowned", f.Unowned, "claims.assignee_id IS NULL", nil},
		{"desk", f.Desk != "", "claims.desk = ?", []any{f.Desk}},
		{"article", f.Article != 0, "claims.article_id = ?", []any{f.Article}},
		{"due", f.DueFrom != 0, "claims.due_by >= ?", []any{f.DueFrom}},
		{"due", f.DueBefore != 0, "claims.due_by < ?", []any{f.DueBefore}},
		{"due", f.NeverDue, "claims.due_by = ?", []any{models.Never}},
		{"kind", f.Kind != "", "',' || claims.kinds || ',' LIKE ?", []any{"%," + string(f.Kind) + ",%"}},
		{"severity", f.Severity != "", "claims.severity = ?", []any{f.Severity}},
		{"language", f.Language != "", "1 = 1", nil}, // asked of the article, and bounded as well
	} {
		if p.wanted {
			parts = append(parts, filterPart{p.name, asks(p.sql, p.args...)})
		}
	}
	return parts
}

// namedWay is an index with the parts of a filter that it answers, the first
// that a filter has all of.
type namedWay struct {
	index  string
	needs  []string
	beside []string // parts that may stand beside without a bound: they leave out few
}

// dueWays go by what is due; "due" itself is a part of each of these indexes.
var dueWays = []namedWay{
	{"claims_owner_due", []string{"owner", "unfinished"}, nil},
	{"claims_owner_due", []string{"owner", "state"}, []string{"state"}},
	{"claims_unowned_due", []string{"unowned", "unfinished"}, nil},
	{"claims_desk_due", []string{"desk", "unfinished"}, nil},
	{"claims_todo_due", []string{"unfinished"}, nil},
	{"claims_state_due", []string{"state"}, nil},
	{"claims_due", nil, nil},
}

// claimWay is the way that a list takes, and what is left to ask of each claim.
func (q Queries) claimWay(f ClaimFilter) (claimWay, []scope) {
	if f.Reviewer != 0 {
		f.State = models.InReview
	}
	parts := f.parts()
	if w, ok := q.claimWords(f); ok {
		return w, scopesOf(parts)
	}
	if f.Term != "" {
		like := words{term: f.Term}.like()
		parts = append(parts, filterPart{"words", asks("lower(claims.statement || ' ' || claims.exact) LIKE ? ESCAPE '\\'", like)})
	}
	if f.Sort != SortDue {
		return f.byNumber(parts)
	}
	w := claimWay{key: []string{"claims.due_by", "claims.id"}}
	if f.Article != 0 { // an article has as many claims as it has
		w.asks = scopesOf(parts)
		return w, nil
	}
	names := f.finished(parts)
	way := dueWays[slices.IndexFunc(dueWays, func(n namedWay) bool {
		return !slices.ContainsFunc(n.needs, func(need string) bool { return !slices.Contains(names, need) })
	})]
	w.index = way.index
	if way.index == "claims_owner_due" && slices.Contains(way.needs, "state") {
		w.asks = append(w.asks, asks(unfinished)) // the state is one of these, and the index names them
	}
	w.asks = append(w.asks, scopesOf(taken(parts, way, true))...)
	return w, scopesOf(taken(parts, way, false))
}

// finished are the names of the parts, without an owner where the state is one
// in which the indexes of what is to do have none.
func (f ClaimFilter) finished(parts []filterPart) (names []string) {
	for _, p := range parts {
		if p.name == "owner" && (f.State == models.Approved || f.State == models.Withdrawn) {
			continue
		}
		names = append(names, p.name)
	}
	return names
}

// taken are the parts that an index answers, or the others.
func taken(parts []filterPart, w namedWay, in bool) (of []filterPart) {
	for _, p := range parts {
		if (p.name == "due" || slices.Contains(w.needs, p.name) || slices.Contains(w.beside, p.name)) == in {
			of = append(of, p)
		}
	}
	return of
}

// byNumber goes by the age of claims.
func (f ClaimFilter) byNumber(parts []filterPart) (claimWay, []scope) {
	w := claimWay{key: []string{"claims.id"}, down: f.Sort == SortNewest}
	if f.Article != 0 {
		w.asks = scopesOf(parts)
		return w, nil
	}
	if f.State != AnyState && f.State != models.Approved && f.State != models.Withdrawn {
		w.index, w.asks = "claims_todo_new", []scope{asks(unfinished)}
		parts = slices.DeleteFunc(parts, func(p filterPart) bool { return p.name == "unfinished" })
	}
	return w, scopesOf(parts)
}

// claimWords goes down the claims that have words; it does not where the words
// stand in a script without spaces, or are none.
func (q Queries) claimWords(f ClaimFilter) (claimWay, bool) {
	w := words{term: f.Term, open: f.Begun && begins(f.Term)}
	if strings.ContainsFunc(w.term, unspacedRune) || !strings.ContainsFunc(w.term, isWord) {
		return claimWay{}, false
	}
	if q.g.Name() != "sqlite" {
		return claimWay{key: []string{"claims.id"}, down: true, asks: []scope{asks(
			"to_tsvector('simple', claims.statement || ' ' || claims.exact) @@ (NULLIF(phraseto_tsquery('simple', ?)::text, '') || ?)::tsquery", w.term, w.begun())}}, true
	}
	return claimWay{index: wordIndex, key: []string{"claim_words.rowid"}, down: true, asks: []scope{asks("claim_words MATCH ?", w.lite())}}, true
}

func scopesOf(parts []filterPart) (of []scope) {
	for _, p := range parts {
		of = append(of, p.ask)
	}
	return of
}
