package main

import (
	"context"
	"database/sql"
	"strconv"
)

// makers are tables, or some of their rows, each of which is made by one event:
// by its subject, or by what it puts into a field.
var makers = []struct{ table, action, field string }{
	{"revisions", "revision.add", ""},
	{"sources", "source.add", ""},
	{"captures WHERE how = 'fetched'", "capture.add", ""},
	{"captures WHERE how = 'uploaded'", "source.upload", ""},
	{"drifts", "drift.open", ""},
	{"waivers", "waiver.add", ""},
	{"waivers WHERE ended_at IS NOT NULL", "waiver.end", ""},
	{"acceptances", "suggestion.accept", ""},
	{"acceptances WHERE undone_at IS NOT NULL", "suggestion.undo", ""},
	{"check_answers", "check.answer", ""},
	{"check_answers WHERE ended_at IS NOT NULL", "check.reopen", ""},
	{"debts", "debt.open", ""},
	{"reports", "report.issue", ""},
	{"findings", "finding.add", "finding"},
	{"approvals", "approval.add", "approval"},
}

// made checks that every row of the makers' tables has the event that made it,
// and every such event its row.
func (f *file) made(ctx context.Context) error {
	for _, m := range makers {
		want := map[int64]int{}
		for _, e := range f.events {
			if e.action != m.action {
				continue
			}
			id := e.subjectID
			if m.field != "" {
				id = e.number(m.field)
			}
			want[id]++
		}
		err := f.each(ctx, "SELECT id FROM "+m.table, func(rows *sql.Rows) error {
			var id int64
			err := rows.Scan(&id)
			if want[id] != 1 {
				f.wrong("%s: row %d was made by %d events", m.table, id, want[id])
			}
			delete(want, id)
			return err
		})
		if err != nil {
			return err
		}
		for id := range want {
			f.wrong("%s: an event made row %d, which is not there", m.table, id)
		}
	}
	return nil
}

// number is what the event puts into a field, 0 when that is no number.
func (e event) number(field string) int64 {
	for _, c := range e.said.Changes {
		if c.Field == field {
			n, _ := strconv.ParseInt(c.To.word, 10, 64)
			return n
		}
	}
	return 0
}

// hand is somebody's hand in a claim, from one event to another.
type hand struct {
	user       int64
	from, till int64 // till is -1 while it lasts
}

// approvals checks that nobody approved what they had a hand in, unless by
// break glass, and that each approval raised its claim to the version that it
// names, in the same request.
func (f *file) approvals(ctx context.Context) error {
	hands := map[int64][]hand{}
	err := f.each(ctx, "SELECT claim_id, user_id, event_seq, coalesce(ended_seq, -1) FROM hands", func(rows *sql.Rows) error {
		var claim int64
		var h hand
		err := rows.Scan(&claim, &h.user, &h.from, &h.till)
		hands[claim] = append(hands[claim], h)
		return err
	})
	if err != nil {
		return err
	}
	added, moved := map[int64]event{}, map[[2]int64]event{}
	for _, e := range f.events {
		switch {
		case e.action == "approval.add":
			added[e.number("approval")] = e
		case e.subject == "claim" && e.number("version") != 0:
			moved[[2]int64{e.subjectID, e.number("version")}] = e
		}
	}
	return f.each(ctx, "SELECT id, claim_id, claim_version, created_by, break_glass FROM approvals", func(rows *sql.Rows) error {
		var id, claim, version, by int64
		var glass bool
		if err := rows.Scan(&id, &claim, &version, &by, &glass); err != nil {
			return err
		}
		e := added[id]
		if m := moved[[2]int64{claim, version}]; m.request != e.request || m.actor != by || e.actor != by || e.subjectID != claim {
			f.wrong("approval %d of claim %d at version %d does not go with an event of its own", id, claim, version)
		}
		for _, h := range hands[claim] {
			if !glass && h.user == by && h.from < e.seq && (h.till < 0 || h.till > e.seq) {
				f.wrong("approval %d of claim %d is by user %d, who had a hand in it", id, claim, by)
			}
		}
		return nil
	})
}

// act is who did something, and when.
type act struct{ user, at int64 }

// keys checks that every form that was taken has its events, all of one
// request, and that no event came of a form that was not; forms on drafts,
// whose keys say so, have none. Keys older than a week are gone, so the older
// events are not asked for theirs.
func (f *file) keys(ctx context.Context) error {
	taken := map[act]int{}
	oldest := int64(-1)
	err := f.each(ctx, "SELECT user_id, created_at FROM act_keys WHERE key NOT LIKE 'draft:%'", func(rows *sql.Rows) error {
		var a act
		err := rows.Scan(&a.user, &a.at)
		taken[a]++
		if oldest < 0 || a.at < oldest {
			oldest = a.at
		}
		return err
	})
	if err != nil || oldest < 0 {
		return err
	}
	requests := map[act]map[string]bool{}
	for _, e := range f.events {
		a := act{e.actor, e.at}
		if e.actor == 0 || e.request == "" || e.at < oldest {
			continue
		}
		if requests[a] == nil {
			requests[a] = map[string]bool{}
		}
		requests[a][e.request] = true
	}
	for a, n := range taken {
		if len(requests[a]) != n {
			f.wrong("user %d sent %d forms at %d, of which %d left events", a.user, n, a.at, len(requests[a]))
		}
		delete(requests, a)
	}
	for a := range requests {
		f.wrong("user %d left events at %d without a form", a.user, a.at)
	}
	return nil
}
