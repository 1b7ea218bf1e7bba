package newsroom

import (
	"context"
	"slices"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/workflow"
)

// CheckCase adds to a case the checklist of its kinds, with the ticks that hold.
func CheckCase(ctx context.Context, q store.Queries, c *workflow.Case) error {
	return checkCases(ctx, q, store.Of{Article: c.Claim.ArticleID, Claim: c.Claim.ID}, []*workflow.Case{c})
}

// checkCases is CheckCase for several cases, in as many questions.
func checkCases(ctx context.Context, q store.Queries, o store.Of, cases []*workflow.Case) error {
	if len(cases) == 0 {
		return nil
	}
	made, err := q.Checklists(ctx)
	if err != nil {
		return err
	}
	ticks, err := q.Ticks(ctx, o)
	if err != nil {
		return err
	}
	for _, c := range cases {
		own := slices.DeleteFunc(slices.Clone(ticks), func(t models.Tick) bool { return t.ClaimID != c.Claim.ID })
		if c.Checks, err = checksOf(*c, made, own); err != nil {
			return err
		}
	}
	return nil
}

// checksOf are the items of a claim's checklist, each with the tick that holds for
// it: of what the claim is now, and by somebody without a hand in it.
func checksOf(c workflow.Case, made []models.Checklist, ticks []models.Tick) (checks []models.Check, err error) {
	fingerprint := ""
	if len(ticks) > 0 {
		if _, fingerprint, err = bind(c).text(); err != nil {
			return nil, err
		}
	}
	for _, kind := range models.AllKinds {
		if !c.Claim.Kinds.Has(kind) {
			continue
		}
		list := ListOf(made, kind)
		for _, item := range list.Items {
			check := models.Check{ChecklistItem: item, Kind: kind, List: list.Version}
			for _, t := range ticks {
				if t.Kind == kind && t.Item == item.Text && t.Fingerprint == fingerprint && len(c.HandOf(t.CreatedBy)) == 0 {
					check.Tick = t
				}
			}
			checks = append(checks, check)
		}
	}
	return checks, nil
}

// ListOf is the list of a kind that holds, among those that admins made.
func ListOf(made []models.Checklist, kind models.Kind) models.Checklist {
	for _, l := range slices.Backward(made) {
		if l.Kind == kind {
			return l
		}
	}
	return models.DefaultChecklist(kind)
}

// TickItem ticks an item of a claim's checklist, or takes its tick back. It gives
// no hand and leaves the version. Errors: those of workflow.Next, apperr.Stale
// when the item is not in the list any more or is ticked (not ticked) already.
func (n *Newsroom) TickItem(ctx context.Context, by By, t Target, kind models.Kind, item string, ticked bool) error {
	return n.onClaim(ctx, by, t, workflow.Tick, func(ctx context.Context, a *act, c *workflow.Case) error {
		i := slices.IndexFunc(c.Checks, func(k models.Check) bool { return k.Kind == kind && k.Text == item })
		if i < 0 || c.Checks[i].Ticked() == ticked {
			return apperr.Stale.With()
		}
		check := c.Checks[i]
		if !ticked {
			was, is := check.Tick, check.Tick
			is.EndedAt, is.EndedBy = a.now, models.Ref(a.actor.ID)
			a.record("claim.untick", models.SubjectTick, is.ID, changed(tickFields, was, is)...).on(c.Claim.ArticleID, c.Claim.ID)
			return a.EndTick(ctx, is)
		}
		_, fingerprint, err := bind(*c).text()
		if err != nil {
			return err
		}
		k := models.Tick{ClaimID: c.Claim.ID, Kind: kind, Item: item, List: check.List, Fingerprint: fingerprint, CreatedBy: a.actor.ID, CreatedAt: a.now}
		if err := a.AddTick(ctx, &k); err != nil {
			return err
		}
		a.record("claim.tick", models.SubjectTick, k.ID, made(tickFields, k)...).on(c.Claim.ArticleID, c.Claim.ID)
		return nil
	})
}

// EditChecklist makes a new version of the list of a kind, which was at version
// from; the same items make none. Errors: apperr.RoleMissing, UnknownChoice for a
// kind that is none, Stale, TooManyThings, FieldMissing for an item without text,
// ItemTwice.
func (n *Newsroom) EditChecklist(ctx context.Context, by By, kind models.Kind, from int, items []models.ChecklistItem) error {
	_, err := n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		if err := workflow.MayKeepHouse(a.actor); err != nil {
			return 0, err
		}
		if err := checkItems(kind, items); err != nil {
			return 0, err
		}
		made, err := a.Checklists(ctx)
		if err != nil {
			return 0, err
		}
		was := ListOf(made, kind)
		if was.Version != from {
			return 0, apperr.Stale.With()
		}
		if slices.Equal(was.Items, items) {
			return was.ID, nil
		}
		is := models.Checklist{Kind: kind, Version: from + 1, Items: items, MadeBy: a.actor.ID, MadeAt: a.now}
		if is.Items == nil {
			is.Items = []models.ChecklistItem{}
		}
		if err := a.AddChecklist(ctx, &is); err != nil {
			return 0, err
		}
		a.record("checklist.edit", models.SubjectChecklist, is.ID, append([]models.Change{{Field: "kind", To: string(kind)}}, changed(checklistFields, was, is)...)...)
		return is.ID, nil
	})
	return err
}

// checkItems reports what is wrong with the items of a list.
func checkItems(kind models.Kind, items []models.ChecklistItem) error {
	if !slices.Contains(models.AllKinds, kind) {
		return apperr.UnknownChoice.With(kind, "the kind").On("kind")
	}
	if len(items) > models.MaxChecklist {
		return apperr.TooManyThings.With("items", models.MaxChecklist).On("item")
	}
	for i, item := range items {
		if item.Text == "" {
			return apperr.FieldMissing.With("The text of an item").On("item")
		}
		if slices.ContainsFunc(items[:i], func(o models.ChecklistItem) bool { return o.Text == item.Text }) {
			return apperr.ItemTwice.With(item.Text).On("item")
		}
	}
	return nil
}
