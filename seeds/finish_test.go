package seeds

import (
	"context"
	"slices"
	"strings"
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/workflow"
)

// What the README asks for: an editor, a checker and a reviewer take the demo
// article from where it stands to its report.
func TestThreePeopleFinishTheDemoArticle(t *testing.T) {
	n := empty(t)
	if err := Fill(t.Context(), n); err != nil {
		t.Fatal(err)
	}
	p := &play{Newsroom: n, clock: &clock{opening}, today: today, people: map[person]models.ID{}}
	users, err := n.DB.Queries().Users(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range users {
		p.people[person(u.Handle)] = u.ID
	}
	p.forms = 10_000 // other forms than those that made the demo

	cut := func(claim int) act {
		return edda.moves(claim, workflow.Withdraw, newsroom.Reasons{Withdraw: models.CutFromCopy})
	}
	backed := supports("it says so.", "line 1")
	steps := slices.Concat(
		[]act{rhea.approves(claimOpen), rhea.approves(claimUnderstandable), rhea.approves(claimNoFinal), edda.approves(claimCommons)},
		[]act{colin.closesQuery(claimVesti), colin.adds(claimVesti, kremlinDemo, backed), colin.finds(claimVesti, models.Attributed, ""), colin.submits(claimVesti)},
		colin.research(claimSupport, kremlinDemo, backed, models.Attributed),
		colin.research(claimExplains, kremlinDemo, backed, models.Attributed),
		colin.research(claimTopics, alaskaDemo, backed, models.Confirmed),
		colin.research(claimProgress, alaskaDemo, backed, models.Attributed),
		[]act{colin.adds(claimPhotograph, alaskaDemo, backed), colin.finds(claimPhotograph, models.Confirmed, ""), colin.submits(claimPhotograph)},
		[]act{colin.moves(claimDiffers, workflow.StillHolds, newsroom.Reasons{})},
		[]act{colin.takes(claimFrustrated), colin.submits(claimFrustrated)},
		[]act{
			edda.applies(claimNoAgreement), colin.adds(claimNoAgreement, alaskaDemo, backed),
			colin.finds(claimNoAgreement, models.ConfirmedWithChange, ""), colin.submits(claimNoAgreement),
		},
		[]act{
			edda.revises(strings.NewReplacer(
				"ended without any agreement", "ended without final agreements",
				"Earlier in September CNN reported that the two leaders are “on the same wavelength” and that both blame Europe for the stalemate. That report came three weeks after the Alaska summit.\n\n", "",
			).Replace(summitRevised)),
			cut(claimCNN), cut(claimWeeks), cut(claimStandfirst),
		},
		[]act{
			rhea.approves(claimVesti), rhea.approves(claimSupport), rhea.approves(claimExplains), rhea.approves(claimTopics), rhea.approves(claimProgress),
			rhea.approves(claimPhotograph), rhea.approves(claimDiffers), rhea.approves(claimFrustrated), rhea.approves(claimNoAgreement),
			clara.waives("Kremlin says Putin values constructive relations with Trump", models.CQ, "It says what claim 1 says."),
			clara.waives("A report from CNN", models.NothingToCheck, "What the heading speaks of is cut."),
			edda.signsOff(),
		},
	)
	for i, do := range steps {
		if err := do(t.Context(), p, 1); err != nil {
			t.Fatalf("step %d: %v", i+1, err)
		}
	}
	if got := workflow.StageOf(workflow.TallyOf(file(t, n, p.people[edda], 1))); got != models.StageSignedOff {
		t.Errorf("the article is %s", got)
	}
}

// closesQuery closes a query of one's own without an answer.
func (w person) closesQuery(claim int) act {
	return func(ctx context.Context, p *play, article models.ID) error {
		m, err := p.newest(ctx, article, w, claim, models.Query)
		if err != nil {
			return err
		}
		return p.Resolve(ctx, p.by(w), article, m.ID, "Found it.")
	}
}
