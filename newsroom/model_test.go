package newsroom_test

import (
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"

	"example.org/tickmark/apperr"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"
	"example.org/tickmark/workflow"

	"pgregory.net/rapid"
)

// A random newsroom: whatever anybody tries, every act is done or refused in
// words, and what must always be true stays true.
func TestWhateverPeopleTryTheRulesHold(t *testing.T) {
	for name, set := range map[string]struct {
		address     func(*testing.T) string
		runs, steps int
	}{
		"SQLite":     {func(*testing.T) string { return "" }, 6, 120},
		"PostgreSQL": {func(t *testing.T) string { return testkit.FoundedPostgres(t) }, 2, 80},
	} {
		t.Run(name, func(t *testing.T) {
			address := set.address(t)
			if underRace {
				set.runs, set.steps = 1, 60
			}
			checks := flag.Lookup("rapid.checks")
			before := checks.Value.String()
			if err := checks.Value.Set(fmt.Sprint(set.runs)); err != nil {
				t.Fatal(err)
			}
			defer func() { _ = checks.Value.Set(before) }()
			h := testkit.NewHouse(t, address)
			rapid.Check(t, func(rt *rapid.T) {
				m := &model{desk: &desk{House: h, t: t}, rt: rt}
				m.article = h.Open(t, testkit.Copy)
				for range set.steps {
					m.step()
					if t.Failed() {
						rt.FailNow()
					}
				}
				m.playAgain()
				m.noHandApproved()
			})
		})
	}
}

type model struct {
	*desk
	rt   *rapid.T
	done int
}

func draw[T any](m *model, what string, from ...T) T { return rapid.SampledFrom(from).Draw(m.rt, what) }

func (m *model) someone() models.User {
	return draw(m, "who", m.Ed, m.Eva, m.Carl, m.Cleo, m.Rita, m.Vera, m.Duo, m.Duo)
}

// step lets somebody try something.
func (m *model) step() {
	f := m.file()
	act := draw(m, "act", m.mark, m.mark, m.move, m.legal, m.legal, m.onward, m.onward, m.onward, m.onward, m.onward, m.research, m.research, m.say, m.decide, m.revise, m.shape, m.signs)
	who := m.someone()
	err := act(who, f)
	if err != nil && apperr.KindOf(err) == apperr.Internal {
		m.t.Errorf("%s was neither let nor refused: %v", who.Name, err)
	}
	if err == nil {
		m.done++
	}
	testkit.SameTally(m.t, m.House, m.article)
	sameDesk(m.t, m.House, m.article)
	for _, c := range m.file().Cases {
		live := c.Approval().ID != 0
		if live != (c.Claim.State == models.Approved) || c.Claim.State == models.InReview && c.Finding().ID == 0 {
			m.t.Errorf("claim %d is %s with approval %d and verdict %q", c.Claim.Number, c.Claim.State, c.Approval().ID, c.Finding().Verdict)
		}
		if c.Claim.RevisionID != f.Revision.ID && c.Claim.RevisionID != m.file().Revision.ID {
			m.t.Errorf("claim %d was left behind in revision %d", c.Claim.Number, c.Claim.RevisionID)
		}
	}
}

// some is a claim of the article, as a form saw it.
func (m *model) some(f *workflow.File) (workflow.Case, newsroom.Target) {
	if len(f.Cases) == 0 {
		return workflow.Case{}, newsroom.Target{Article: m.article, Number: 1}
	}
	c := draw(m, "claim", f.Cases...)
	return c, newsroom.Target{Article: m.article, Number: c.Claim.Number, Version: c.Claim.Version - draw(m, "stale", 0, 0, 0, 0, 0, 0, 1)}
}

func (m *model) mark(u models.User, f *workflow.File) error {
	if len(f.Cases) > 5 {
		return nil
	}
	_, err := m.MarkClaim(m.t.Context(), testkit.By(u), m.article, newsroom.NewClaim{
		Selection: newsroom.Selection{Revision: f.Revision.Number, Sentence: draw(m, "sentence", 1, 2, 3, 4, 5, 6), Words: draw(m, "words", "", "The leaders", "was")},
		Statement: "s", Kinds: []models.Kind{models.KindOther},
	})
	return err
}

func (m *model) move(u models.User, f *workflow.File) error {
	_, target := m.some(f)
	return m.MoveClaim(m.t.Context(), testkit.By(u), target, draw(m, "move", workflow.Take, workflow.Take, workflow.Submit, workflow.Submit, workflow.Approve,
		workflow.Approve, workflow.Approve, workflow.Release, workflow.Recall, workflow.RequestChanges, workflow.Reopen, workflow.Withdraw,
		workflow.Restore, workflow.BreakGlass, workflow.StillHolds), newsroom.Reasons{
		Reason: draw(m, "reason", "r", "r", ""), Withdraw: draw(m, "withdraw", models.WithdrawReasons...), DuplicateOf: draw(m, "of", 1, 2, 9),
	})
}

// moveActs are the acts of the table that are moves.
var moveActs = []workflow.Act{
	workflow.Take, workflow.Release, workflow.Submit, workflow.Recall, workflow.Approve, workflow.RequestChanges,
	workflow.Reopen, workflow.Withdraw, workflow.Restore, workflow.BreakGlass, workflow.StillHolds,
}

// everybody is who acts.
func (m *model) everybody() []models.User {
	return []models.User{m.Ed, m.Eva, m.Carl, m.Cleo, m.Rita, m.Vera, m.Duo}
}

// legal lets somebody who may make a move make it.
func (m *model) legal(_ models.User, f *workflow.File) error {
	c, target := m.some(f)
	for _, d := range rapid.Permutation(workflow.Acts()).Draw(m.rt, "acts") {
		may := workflow.WhoMay(c, m.everybody(), d)
		if !slices.Contains(moveActs, d) || len(may) == 0 || d == workflow.Withdraw && draw(m, "spare", true, true, true, false) {
			continue
		}
		return m.MoveClaim(m.t.Context(), testkit.By(draw(m, "who", may...)), target, d, newsroom.Reasons{Reason: "r", Withdraw: models.NotAFact})
	}
	return nil
}

// onward brings a claim a step nearer to its approval.
func (m *model) onward(_ models.User, f *workflow.File) error {
	c, target := m.some(f)
	ctx := m.t.Context()
	switch c.Claim.State {
	case models.Open, models.ChangesRequested:
		return m.MoveClaim(ctx, testkit.By(draw(m, "checker", m.Carl, m.Cleo, m.Duo)), target, workflow.Take, newsroom.Reasons{})
	case models.Researching:
		by := newsroom.By{UserID: models.ID(c.Claim.AssigneeID), Key: testkit.By(m.Carl).Key}
		switch {
		case !c.Claim.Placed():
			return m.PlaceClaim(ctx, by, target, newsroom.Selection{Revision: f.Revision.Number, Sentence: 2})
		case workflow.Backing(models.Confirmed, "", c.Evidence) != nil:
			return m.AddEvidence(ctx, by, target, testkit.SomeEvidence(models.Supports))
		case c.Finding().ID == 0:
			return m.ChooseVerdict(ctx, by, target, newsroom.Verdict{Verdict: models.Confirmed})
		}
		return m.MoveClaim(ctx, by, target, workflow.Submit, newsroom.Reasons{})
	case models.InReview:
		move := draw(m, "how", workflow.Approve, workflow.Approve, workflow.Approve, workflow.BreakGlass)
		return m.MoveClaim(ctx, testkit.By(draw(m, "second", m.Rita, m.Ed, m.Duo)), target, move, newsroom.Reasons{Reason: "r"})
	case models.Withdrawn, models.Approved:
	}
	return nil
}

func (m *model) research(u models.User, f *workflow.File) error {
	c, target := m.some(f)
	ctx, by := m.t.Context(), testkit.By(u)
	switch draw(m, "research", "add", "change", "remove", "verdict", "verdict", "statement", "kinds", "severity", "assign") {
	case "add":
		return m.AddEvidence(ctx, by, target, testkit.SomeEvidence(draw(m, "stance", models.Supports, models.Supports, models.Contradicts)))
	case "change", "remove":
		if len(c.Evidence) == 0 {
			return nil
		}
		e := draw(m, "evidence", c.Evidence...)
		if rapid.Bool().Draw(m.rt, "remove") {
			return m.RemoveEvidence(ctx, by, target, e.ID)
		}
		e.Passage, e.Note = draw(m, "passage", "The two met.", "The  two met.", "other"), draw(m, "note", "", "n")
		return m.ChangeEvidence(ctx, by, target, e.ID, e)
	case "verdict":
		return m.ChooseVerdict(ctx, by, target, newsroom.Verdict{
			Verdict: draw(m, "verdict", models.Verdicts...), Note: draw(m, "note", "", "n"), Proposed: draw(m, "proposed", "", "", "Other words."), Cut: draw(m, "cut", false, false, true),
		})
	case "statement":
		return m.EditStatement(ctx, by, target, draw(m, "statement", "", "t", "u"))
	case "kinds":
		return m.SetKinds(ctx, by, target, []models.Kind{draw(m, "kind", models.AllKinds...)})
	case "severity":
		return m.SetSeverity(ctx, by, target, draw(m, "severity", models.Severities...))
	}
	return m.Assign(ctx, by, target, draw(m, "to", 0, m.Carl.ID, m.Cleo.ID, m.Rita.ID), draw(m, "due", models.Instant(0), 5))
}

func (m *model) say(u models.User, f *workflow.File) error {
	c, _ := m.some(f)
	in := newsroom.NewComment{
		Claim: draw(m, "on", 0, c.Claim.Number, c.Claim.Number), Kind: draw(m, "kind", models.CommentKinds...), Body: draw(m, "body", "b", "@carl", ""),
		Asked: draw(m, "asked", 0, m.Vera.ID, m.Carl.ID), MustFix: draw(m, "must", true, false), Proposed: draw(m, "proposed", "", "New words."), Cut: draw(m, "cut", true, false, false),
	}
	if all := append(f.Comments, c.Comments...); len(all) > 0 && rapid.Bool().Draw(m.rt, "reply") {
		in.Parent = draw(m, "parent", all...).ID
	}
	_, err := m.Comment(m.t.Context(), testkit.By(u), m.article, in)
	return err
}

func (m *model) decide(u models.User, f *workflow.File) error {
	c, _ := m.some(f)
	all := append(f.Comments, c.Comments...)
	if len(all) == 0 {
		return nil
	}
	id, reason := draw(m, "comment", all...).ID, draw(m, "reason", "r", "")
	return draw(m, "decide",
		func() error { return m.resolve(u, id, reason) },
		func() error { return m.stet(u, id, reason) },
		func() error { return m.apply(u, id) })()
}

func (m *model) revise(u models.User, f *workflow.File) error {
	text := strings.ReplaceAll(f.Revision.Text, "\n", "\n\n")
	text = strings.Replace(text, draw(m, "old", ". ", "met", "was", "Nothing", "leaders"), draw(m, "new", ".  ", "did not meet", "was", ". TK. ", "", "met. The leaders met on 15 August in Anchorage"), 1)
	_, err := m.Revise(m.t.Context(), testkit.By(u), m.article, newsroom.NewRevision{
		Base: f.Revision.Number, Copy: newsroom.Copy{Text: text, Format: intake.FormatPlain}, Origin: draw(m, "origin", models.OriginPasted, models.OriginEdited),
	})
	return err
}

func (m *model) shape(u models.User, f *workflow.File) error {
	c, target := m.some(f)
	ctx, by := m.t.Context(), testkit.By(u)
	switch draw(m, "shape", "split", "merge", "place", "place", "waive") {
	case "split":
		words := strings.Fields(c.Claim.Exact)
		if len(words) < 2 {
			return nil
		}
		_, err := m.SplitClaim(ctx, by, target, newsroom.Part{Words: words[0], Statement: "a"}, newsroom.Part{Words: words[len(words)-1], Statement: "b"})
		return err
	case "merge":
		return m.MergeClaims(ctx, by, target, draw(m, "other", 1, 2, 3), "both")
	case "place":
		return m.PlaceClaim(ctx, by, target, newsroom.Selection{Revision: f.Revision.Number, Sentence: draw(m, "sentence", 1, 2, 3)})
	}
	return m.Waive(ctx, by, m.article, f.Revision.Number, models.CQ, []int{draw(m, "sentence", 1, 2, 3, 4, 5)}, "")
}

func (m *model) signs(u models.User, f *workflow.File) error {
	_, err := m.SignOffArticle(m.t.Context(), testkit.By(u), m.article, newsroom.SignOff{
		Revision: f.Revision.Number, Break: draw(m, "break", true, false, false), Reason: "r",
	})
	return err
}
