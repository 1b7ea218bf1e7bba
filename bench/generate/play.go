package generate

import (
	"context"
	"fmt"
	"strings"

	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/workflow"
)

// The people, by their place among those who are hired. The staff beside them
// only fills the lists of names.
const (
	editor = iota
	checker
	reviewer
	viewer
	staff = 26
)

// player makes articles by the acts of a newsroom.
type player struct {
	*newsroom.Newsroom
	people []models.ID
	forms  int
	err    error
}

// play founds the newsroom and makes the two articles that the others are
// copies of.
func play(ctx context.Context, n *newsroom.Newsroom) error {
	settings := models.DefaultSettings("Generated newsroom", "Europe/Berlin")
	settings.Desks, settings.Languages = []string{"World", "Economy"}, []string{"en"}
	settings.TwoApprovals = nil
	hired := []newsroom.NewUser{
		{Handle: "editor", Name: "Edith Editor", Roles: models.Roles{models.RoleEditor}},
		{Handle: "checker", Name: "Carl Checker", Roles: models.Roles{models.RoleChecker}},
		{Handle: "reviewer", Name: "Rita Reviewer", Roles: models.Roles{models.RoleReviewer}},
		{Handle: "viewer", Name: "Vera Viewer", Roles: models.Roles{models.RoleViewer}},
	}
	for i := range staff {
		hired = append(hired, newsroom.NewUser{Handle: fmt.Sprintf("staff%d", i), Name: fmt.Sprintf("Staff Member %d", i), Roles: models.Roles{models.RoleChecker}})
	}
	for i := range hired {
		hired[i].Password = Password
	}
	people, err := n.Found(ctx, settings, hired)
	if err != nil {
		return err
	}
	p := &player{Newsroom: n, people: people}
	p.article(ctx, false)
	p.article(ctx, true)
	return p.err
}

// by is a form of one of the people.
func (p *player) by(who int) newsroom.By {
	p.forms++
	return newsroom.By{UserID: p.people[who], RequestID: "generated", Key: fmt.Sprintf("form-%d", p.forms)}
}

// try keeps the first error.
func (p *player) try(err error) {
	if p.err == nil {
		p.err = err
	}
}

// copyText is the text of an article: a headline and a sentence for each claim.
// Every slot becomes another word in every copy.
func copyText() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s and %s meet over %s\n\n", slot(0), slot(1), slot(2))
	for i := range ClaimsEach {
		fmt.Fprintf(&b, "On day %02d the %s of %s spoke of %s for three hours, an agency said.", i, slot(3*i+3), slot(3*i+4), slot(3*i+5))
		if i%5 == 4 {
			b.WriteString("\n\n")
		} else {
			b.WriteString(" ")
		}
	}
	return b.String()
}

// article makes an article whose claims stand where claims of a busy newsroom
// stand: most are open, some are with somebody, a few are done.
func (p *player) article(ctx context.Context, restricted bool) {
	meta := newsroom.Meta{Byline: "By " + slot(0), Desk: "World", Language: "en", EditorID: p.people[editor], Restricted: restricted}
	if restricted {
		meta.Team = []models.ID{p.people[checker]}
	}
	id, err := p.OpenArticle(ctx, p.by(editor), meta, newsroom.Copy{Text: copyText(), Format: intake.FormatPlain})
	p.try(err)
	for i := range ClaimsEach {
		_, err := p.MarkClaim(ctx, p.by(checker), id, newsroom.NewClaim{
			Selection: newsroom.Selection{Revision: 1, Sentence: i + 2},
			Statement: fmt.Sprintf("The %s of %s spoke of %s on day %02d", slot(3*i+3), slot(3*i+4), slot(3*i+5), i),
			Kinds:     []models.Kind{models.KindEvent, models.KindDate}, Severity: models.NormalSeverity,
		})
		p.try(err)
	}
	for number := 1; number <= ClaimsEach && p.err == nil; number++ {
		p.claim(ctx, id, number, restricted)
	}
}

// claim brings a claim as far as its number says.
func (p *player) claim(ctx context.Context, article models.ID, number int, restricted bool) {
	at := newsroom.Target{Article: article, Number: number}
	move := func(who int, act workflow.Act, in newsroom.Reasons) { p.try(p.MoveClaim(ctx, p.by(who), at, act, in)) }
	if number%20 == 19 {
		move(editor, workflow.Withdraw, newsroom.Reasons{Withdraw: models.NotAFact})
		return
	}
	if number%5 != 0 && number%5 != 2 {
		if number%10 == 1 {
			_, err := p.Comment(ctx, p.by(editor), article, newsroom.NewComment{
				Claim: number, Kind: models.Query, Body: "Who says so?", Asked: p.people[checker],
			})
			p.try(err)
		}
		return
	}
	move(checker, workflow.Take, newsroom.Reasons{})
	p.try(p.AddEvidence(ctx, p.by(checker), at, newsroom.NewEvidence{
		Source:   models.Source{Type: models.PrimaryDocument, Title: "A readout of " + slot(3*number), Publisher: "An office", Located: true},
		Evidence: models.Evidence{Stance: models.Supports, Authority: models.Primary, Passage: "The two met.", Locator: "page 2"},
	}))
	if number%5 == 2 {
		return
	}
	p.try(p.ChooseVerdict(ctx, p.by(checker), at, newsroom.Verdict{Verdict: models.Confirmed}))
	move(checker, workflow.Submit, newsroom.Reasons{})
	if number%10 == 0 {
		who := reviewer
		if restricted {
			who = editor
		}
		move(who, workflow.Approve, newsroom.Reasons{})
	}
}
