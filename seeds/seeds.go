// Package seeds holds the demo newsroom: its people and a few articles in every
// stage. It is made only by calling the acts of package newsroom with the
// people who would do them, so it obeys every rule and has a trail. It must not
// know the database beyond reading it, nor how anything is shown.
//
// What the articles say is what they say, not what is known to be true. Every
// passage of evidence is written for the demo and says so.
package seeds

import (
	"context"
	"fmt"
	"time"

	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
)

// DemoPassword is the password of every demo account.
const DemoPassword = "demo newsroom"

// The people of the demo newsroom, by what they sign in with. The first letter
// is that of what they do.
const (
	edda  person = "edda"
	emil  person = "emil"
	clara person = "clara"
	colin person = "colin"
	rhea  person = "rhea"
	ruben person = "ruben"
	wanda person = "wanda"
	adam  person = "adam"
)

var staff = []struct {
	handle person
	name   string
	roles  models.Roles
}{
	{edda, "Edda Marlow", models.Roles{models.RoleEditor}},
	{emil, "Emil Tarrant", models.Roles{models.RoleEditor}},
	{clara, "Clara Voss", models.Roles{models.RoleChecker}},
	{colin, "Colin Adeyo", models.Roles{models.RoleChecker}},
	{rhea, "Rhea Sandal", models.Roles{models.RoleReviewer}},
	{ruben, "Ruben Oake", models.Roles{models.RoleReviewer}},
	{wanda, "Wanda Pell", models.Roles{models.RoleViewer}}, // writes
	{adam, "Adam Quill", models.Roles{models.RoleAdmin}},
}

func settings() models.Settings {
	s := models.DefaultSettings("Demo newsroom", "Europe/Berlin")
	s.Desks, s.Languages = []string{"World", "Economy", "City", "Culture"}, []string{"en", "de", "fr", "ar", "he"}
	s.IdleMinutes, s.AbsoluteMinutes = 8*60, 24*60
	s.TwoApprovals = nil // two are asked for once everything else has happened
	return s
}

// opening is when the demo newsroom's day begins. All its acts bear times of
// that day, whenever they are made.
var opening = time.Date(2025, 9, 22, 6, 30, 0, 0, time.UTC)

// Fill makes the demo newsroom in the migrated, empty database of n, and signs
// its trail. What was done is dated 22 September 2025; what is due lies some
// hours after n's clock, so that the demo is never late. With the same clock,
// salts and key the trail is the same to the byte. It fails with
// apperr.NotEmpty when there is a newsroom, and then has changed nothing.
func Fill(ctx context.Context, n *newsroom.Newsroom) error {
	at := clock{opening}
	house := *n
	house.Now = at.now
	p := &play{Newsroom: &house, clock: &at, today: n.Now(), people: map[person]models.ID{}}
	if err := p.found(ctx); err != nil {
		return err
	}
	for i, scene := range scenes() {
		id, err := p.open(ctx, scene)
		if err != nil {
			return fmt.Errorf("demo article %d: %w", i+1, err)
		}
		for j, act := range scene.acts {
			if err := act(ctx, p, id); err != nil {
				return fmt.Errorf("demo article %d, act %d: %w", i+1, j+1, err)
			}
		}
	}
	for _, act := range reviewing() {
		if err := act(ctx, p, 1); err != nil {
			return fmt.Errorf("what reviewers begin with: %w", err)
		}
	}
	return house.Checkpoint(ctx)
}

func scenes() []scene { return []scene{summit(), meeting(), library(), figures()} }

// found makes the newsroom and its people.
func (p *play) found(ctx context.Context) error {
	people := make([]newsroom.NewUser, len(staff))
	for i, s := range staff {
		people[i] = newsroom.NewUser{Handle: string(s.handle), Name: s.name, Password: DemoPassword, Roles: s.roles, Demo: true}
	}
	ids, err := p.Found(ctx, settings(), people)
	if err != nil {
		return err
	}
	for i, s := range staff {
		p.people[s.handle] = ids[i]
	}
	return nil
}

// clock moves a few seconds at every look.
type clock struct{ at time.Time }

func (c *clock) now() time.Time {
	c.at = c.at.Add(17 * time.Second)
	return c.at
}
