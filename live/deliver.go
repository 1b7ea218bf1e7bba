package live

import (
	"context"
	"slices"

	"example.org/tickmark/models"
	"example.org/tickmark/store"
)

// deliver reads what is new in the trail and tells the streams, each of what
// its person may see.
func (h *Hub) deliver(ctx context.Context) error {
	if err := h.deliverTold(ctx); err != nil {
		return err
	}
	for {
		h.mu.Lock()
		from := h.next
		h.mu.Unlock()
		marks, err := h.Read.Marks(ctx, from, helping)
		if err != nil || len(marks) == 0 {
			return err
		}
		h.forget(marks)
		hints := hintsOf(marks)
		for _, s := range h.streams() {
			if err := h.tell(ctx, s, hints); err != nil {
				return err
			}
		}
		h.mu.Lock()
		h.next = marks[len(marks)-1].Seq + 1
		h.mu.Unlock()
		if len(marks) < helping {
			return nil
		}
	}
}

// deliverTold tells what leaves no event.
func (h *Hub) deliverTold(ctx context.Context) error {
	h.mu.Lock()
	told := h.told
	h.told = nil
	h.mu.Unlock()
	if len(told) == 0 {
		return nil
	}
	slices.Sort(told)
	var hints []Hint
	for _, id := range slices.Compact(told) {
		hints = append(hints, Hint{Kind: Changed, Seq: -1, Article: id})
	}
	for _, s := range h.streams() {
		if err := h.tell(ctx, s, hints); err != nil {
			return err
		}
	}
	return nil
}

// hintsOf are the hints of events, one for each claim, and for each article one
// where it was not a claim that changed.
func hintsOf(marks []store.Mark) (hints []Hint) {
	at := map[[2]models.ID]int{}
	for _, m := range marks {
		if m.ArticleID == 0 {
			continue
		}
		key := [2]models.ID{models.ID(m.ArticleID), models.ID(m.ClaimID)}
		hint := Hint{Kind: Changed, Seq: m.Seq + 1, Article: key[0], Claim: key[1]}
		if i, ok := at[key]; ok {
			hints[i] = hint
			continue
		}
		at[key] = len(hints)
		hints = append(hints, hint)
	}
	return hints
}

// tell gives a stream those of the hints that it is for. A stream of an article
// that its person may not see any more ends, as if there were none.
func (h *Hub) tell(ctx context.Context, s *Stream, hints []Hint) error {
	for _, hint := range hints {
		if s.article != 0 && s.article != hint.Article {
			continue
		}
		sees, err := h.sees(ctx, s.user, hint.Article)
		switch {
		case err != nil:
			return err
		case sees:
			h.send(s, hint)
		case s.article != 0:
			h.Leave(s)
		}
	}
	return nil
}

// sees reports whether a person may see an article. The answer is kept until an
// event of the article itself, such as one that closes it to all but its team.
func (h *Hub) sees(ctx context.Context, user, article models.ID) (bool, error) {
	key := look{user, article}
	h.mu.Lock()
	sees, known := h.sight[key]
	h.mu.Unlock()
	if known {
		return sees, nil
	}
	sees, err := h.Read.Sees(ctx, user, article)
	if err != nil {
		return false, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.sight) >= heldSight {
		clear(h.sight)
	}
	h.sight[key] = sees
	return sees, nil
}

// forget drops what was known of who may see articles that were changed.
func (h *Hub) forget(marks []store.Mark) {
	changed := map[models.ID]bool{}
	for _, m := range marks {
		if m.Subject == models.SubjectArticle {
			changed[models.ID(m.ArticleID)] = true
		}
	}
	if len(changed) == 0 {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	for key := range h.sight {
		if changed[key.article] {
			delete(h.sight, key)
		}
	}
}

// behind reports whether something happened since a page was made that its
// person may know of.
func (h *Hub) behind(ctx context.Context, s *Stream, since int64) (bool, error) {
	if since < 0 || since >= s.Seq {
		return false, nil
	}
	if s.article != 0 {
		stamp, err := h.Read.Stamp(ctx, s.user, s.article)
		return stamp.Seq >= since, err
	}
	marks, err := h.Read.Marks(ctx, since, helping)
	if err != nil || len(marks) == helping {
		return true, err
	}
	for _, hint := range hintsOf(marks) {
		if sees, err := h.Read.Sees(ctx, s.user, hint.Article); err != nil || sees {
			return sees, err
		}
	}
	return false, nil
}
