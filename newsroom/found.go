package newsroom

import (
	"context"
	"errors"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/auth"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/workflow"
)

// NewUser is somebody who shall be able to sign in.
type NewUser struct {
	Handle   string
	Name     string
	Password string
	Roles    models.Roles
	Demo     bool // a password that is shown to everybody is good enough for them
}

// user is the new user's row, without the password. It fails with
// apperr.HandleForm, FieldMissing, UnknownChoice or RoleNeeded.
func (in NewUser) user() (u models.User, err error) {
	if in.Name, err = cleanLine(in.Name); err != nil {
		return u, onField(err, "name")
	}
	u = models.User{
		Handle: in.Handle, Name: in.Name, Roles: sorted(in.Roles), Demo: in.Demo,
		Version: 1, Preferences: models.DefaultPreferences,
	}
	switch {
	case in.Name == "":
		err = apperr.FieldMissing.With("The name").On("name")
	case workflow.CheckHandle(in.Handle) != nil:
		err = onField(workflow.CheckHandle(in.Handle), "handle")
	case len(in.Roles) == 0:
		err = apperr.RoleNeeded.With().On("roles")
	default:
		err = onField(workflow.MayHold(in.Roles), "roles")
	}
	return u, err
}

// Found makes the newsroom: its settings and its first users, whose IDs it
// returns in order. It fails with apperr.NotEmpty when there is one already,
// with UnknownZone, FieldMissing, and as AddUser does; the password of a demo
// account is not judged.
func (n *Newsroom) Found(ctx context.Context, s models.Settings, people []NewUser) (ids []models.ID, err error) {
	return n.found(ctx, By{}, s, people)
}

// FoundFromConsole is Found from the command line.
func (n *Newsroom) FoundFromConsole(ctx context.Context, s models.Settings, admin NewUser) error {
	_, err := n.found(ctx, FromConsole(), s, []NewUser{admin})
	return err
}

func (n *Newsroom) found(ctx context.Context, by By, s models.Settings, people []NewUser) (ids []models.ID, err error) {
	if s.NewsroomName, err = cleanLine(s.NewsroomName); err != nil {
		return nil, onField(err, "newsroom_name")
	}
	if err := checkNewsroom(s); err != nil {
		return nil, err
	}
	users := make([]models.User, len(people))
	for i, p := range people {
		if users[i], err = p.user(); err != nil {
			return nil, err
		}
		hash := hashNew
		if p.Demo {
			hash = hashDemo
		}
		if users[i].PasswordHash, err = hash(ctx, users[i], s, p.Password); err != nil {
			return nil, err
		}
	}
	err = n.DB.Tx(ctx, func(tx store.Tx) error {
		if _, err := tx.Settings(ctx); err == nil {
			return apperr.NotEmpty.With()
		}
		s.ID, s.Version = 1, 1
		if err := tx.AddSettings(ctx, &s); err != nil {
			return err
		}
		a := &act{Tx: tx, now: models.At(n.Now()), by: by}
		a.record("newsroom.found", models.SubjectSettings, s.ID, made(settingsFields, s)...)
		for i := range users {
			if err := a.addUser(ctx, &users[i]); err != nil {
				return err
			}
			ids = append(ids, users[i].ID)
		}
		return n.commitTrail(ctx, tx, a.records)
	})
	if errors.Is(err, apperr.Stale) { // somebody else founded it at the same time
		err = apperr.NotEmpty.With()
	}
	return ids, err
}

func hashDemo(ctx context.Context, _ models.User, _ models.Settings, password string) (string, error) {
	return auth.HashPassword(ctx, password)
}

// cleanLine is a name as it is kept. It fails with apperr.TextNotUTF8, and with
// NameTooLong over models.MaxLine bytes.
func cleanLine(name string) (string, error) {
	if len(name) > models.MaxLine {
		return "", apperr.NameTooLong.With(models.MaxLine)
	}
	return intake.Line(name)
}

// checkNewsroom says why no newsroom has these settings, or nil.
func checkNewsroom(s models.Settings) error {
	if s.NewsroomName == "" {
		return apperr.FieldMissing.With("The name of the newsroom").On("newsroom_name")
	}
	if _, err := time.LoadLocation(s.TimeZone); err != nil || s.TimeZone == "" || s.TimeZone == "Local" {
		return apperr.UnknownZone.With(s.TimeZone).On("time_zone")
	}
	return nil
}
