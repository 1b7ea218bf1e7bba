package handlers

import (
	"crypto/rand"
	"net/http"
	"strings"

	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/views"
	"example.org/tickmark/workflow"

	"github.com/gin-gonic/gin"
)

// listUsers serves GET /users.
func (h *Handlers) listUsers(c *gin.Context) error {
	users, err := h.Read.Users(ctx(c))
	if err != nil {
		return err
	}
	open, err := h.Act.SessionCounts(ctx(c))
	if err != nil {
		return err
	}
	clock, err := h.clock(c)
	if err != nil {
		return err
	}
	p := views.UserList{Page: h.frame(c, views.UsersTitle)}
	for _, u := range users {
		p.Rows = append(p.Rows, views.UserRow{User: u, Own: u.ID == who(c).ID, Seen: clock.Moment(u.LastSeenAt), Sessions: open[u.ID]})
	}
	return render(c, http.StatusOK, views.UsersPage(p))
}

// newUser serves GET /users/new.
func (h *Handlers) newUser(c *gin.Context) error { return h.newUserAgain(c, views.Attempt{}) }

// newUserAgain shows the form to add somebody.
func (h *Handlers) newUserAgain(c *gin.Context, a views.Attempt) error {
	p := views.NewUser{Page: h.frame(c, views.NewUserTitle), Attempt: a, Key: rand.Text()}
	return render(c, statusOf(a), views.NewUserPage(p))
}

// addUser serves POST /users.
func (h *Handlers) addUser(c *gin.Context) error {
	f := posted(c)
	in := newsroom.NewUser{
		Handle: strings.ToLower(f.line("handle", models.MaxLine)), Name: f.line("name", models.MaxLine),
		Password: f.word("password"), Roles: choices[models.Role](f, "roles"),
	}
	way := choice[views.WayIn](f, "way")
	if f.err != nil {
		return f.err
	}
	if way == views.ByPassword {
		id, err := h.Act.AddUser(ctx(c), h.by(c), in)
		if err != nil {
			return err
		}
		return h.done(c, "user.add", views.UserPath(id))
	}
	id, link, err := h.Act.InviteUser(ctx(c), h.by(c), in)
	if err != nil {
		return err
	}
	return h.showLink(c, "user.invite", id, link)
}

// showUser serves GET /users/:user.
func (h *Handlers) showUser(c *gin.Context) error { return h.userAgain(c, views.Attempt{}) }

// userAgain shows a user, and what an admin may do about them.
func (h *Handlers) userAgain(c *gin.Context, a views.Attempt) error {
	id, err := param(c, "user")
	if err != nil {
		return err
	}
	u, err := h.Read.User(ctx(c), id)
	if err != nil {
		return err
	}
	clock, err := h.clock(c)
	if err != nil {
		return err
	}
	p := views.UserCard{
		Page: h.frame(c, u.Name), User: u, Attempt: a, Key: rand.Text(), Own: u.ID == who(c).ID,
		Added: clock.Moment(u.CreatedAt), Seen: clock.Moment(u.LastSeenAt), Disabled: clock.Moment(u.DisabledAt),
	}
	if err := h.mayOnUser(c, &p); err != nil {
		return err
	}
	if token, until := h.takeLink(c, u.ID); token != "" {
		p.Link, p.Until = LinkAddress(h.URL, token), clock.Moment(until)
	}
	return render(c, statusOf(a), views.UserPage(p))
}

// mayOnUser adds to the page what may be done about its user, and what they are
// signed in with.
func (h *Handlers) mayOnUser(c *gin.Context, p *views.UserCard) error {
	open, err := h.Act.SessionCounts(ctx(c))
	if err != nil {
		return err
	}
	p.Sessions = open[p.User.ID]
	at, err := h.Read.MailAddress(ctx(c), p.User.ID)
	if err != nil {
		return err
	}
	p.HasMail = at.Address != ""
	if p.KeptAlone, err = h.Read.KeptAlone(ctx(c), p.User.ID); err != nil {
		return err
	}
	admins, err := h.Read.Admins(ctx(c))
	p.BarredDisable = workflow.MayDisable(who(c), p.User, admins)
	p.BarredAdmin = workflow.MayGiveRoles(p.User, nil, admins)
	return err
}

// userTarget is the user that a form is about, as its page showed them.
func userTarget(c *gin.Context) (newsroom.UserTarget, error) {
	id, err := param(c, "user")
	f := posted(c)
	t := newsroom.UserTarget{ID: id, Version: f.number("version")}
	if err == nil {
		err = f.err
	}
	return t, err
}

// aboutUser is a form about a user, which comes back to their page.
func (h *Handlers) aboutUser(done string, act func(*gin.Context, newsroom.By, newsroom.UserTarget) error) serve {
	return func(c *gin.Context) error {
		t, err := userTarget(c)
		if err != nil {
			return err
		}
		if err := act(c, h.by(c), t); err != nil {
			return err
		}
		return h.done(c, done, views.UserPath(t.ID))
	}
}

// editUser serves POST /users/:user/edit.
func (h *Handlers) editUser(c *gin.Context, by newsroom.By, t newsroom.UserTarget) error {
	f := posted(c)
	name, roles := f.line("name", models.MaxLine), choices[models.Role](f, "roles")
	if f.err != nil {
		return f.err
	}
	return h.Act.EditUser(ctx(c), by, t, name, roles)
}

// disableUser serves POST /users/:user/disable.
func (h *Handlers) disableUser(c *gin.Context, by newsroom.By, t newsroom.UserTarget) error {
	f := posted(c)
	reason, unkept := f.prose("reason", models.MaxNote), f.yes("unkept")
	if f.err != nil {
		return f.err
	}
	return h.Act.DisableUser(ctx(c), by, t, reason, unkept)
}

// enableUser serves POST /users/:user/enable.
func (h *Handlers) enableUser(c *gin.Context, by newsroom.By, t newsroom.UserTarget) error {
	return h.Act.EnableUser(ctx(c), by, t)
}

// signOutUser serves POST /users/:user/sign-out.
func (h *Handlers) signOutUser(c *gin.Context, by newsroom.By, t newsroom.UserTarget) error {
	return h.Act.SignOutUser(ctx(c), by, t)
}

// linkUser serves POST /users/:user/link.
func (h *Handlers) linkUser(c *gin.Context) error {
	t, err := userTarget(c)
	if err != nil {
		return err
	}
	link, err := h.Act.LinkPassword(ctx(c), h.by(c), t)
	if err != nil {
		return err
	}
	return h.showLink(c, "user.link", t.ID, link)
}
