package handlers

import (
	"crypto/rand"
	"slices"

	"example.org/tickmark/apperr"
	"example.org/tickmark/auth"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/views"

	"github.com/gin-gonic/gin"
)

const accountPath = "/account"

// showAccount serves GET /account.
func (h *Handlers) showAccount(c *gin.Context) error { return h.accountAgain(c, views.Attempt{}) }

// accountAgain shows the reader's own account.
func (h *Handlers) accountAgain(c *gin.Context, a views.Attempt) error {
	u, err := h.Read.User(ctx(c), who(c).ID)
	if err != nil {
		return err
	}
	p := views.Account{Page: h.frame(c, views.AccountTitle), User: u, Member: len(u.Roles) > 0, Key: rand.Text(), Attempt: a}
	if p.Sessions, err = h.sessionRows(c); err != nil {
		return err
	}
	if p.Mail, err = h.accountMail(c, p.Key, a); err != nil {
		return err
	}
	return render(c, statusOf(a), views.AccountPage(p))
}

func (h *Handlers) sessionRows(c *gin.Context) ([]views.SessionRow, error) {
	open, err := h.Act.OpenSessions(ctx(c), who(c).ID)
	if err != nil {
		return nil, err
	}
	clock, err := h.clock(c)
	if err != nil {
		return nil, err
	}
	here := auth.HashToken(h.token(c))
	rows := make([]views.SessionRow, len(open))
	for i, s := range open {
		rows[i] = views.SessionRow{
			ID: s.ID, Device: views.Device(s.UserAgent), Since: clock.Moment(s.CreatedAt), Used: clock.Moment(s.LastSeenAt),
			Here: slices.Equal(s.TokenHash, here),
		}
	}
	return rows, nil
}

// rename serves POST /account/name.
func (h *Handlers) rename(c *gin.Context) error {
	f := posted(c)
	version, name := f.number("version"), f.line("name", models.MaxLine)
	if f.err != nil {
		return f.err
	}
	if err := h.Act.Rename(ctx(c), h.by(c), version, name); err != nil {
		return err
	}
	return h.done(c, "account.name", accountPath)
}

// prefer serves POST /account/preferences.
func (h *Handlers) prefer(c *gin.Context) error {
	f := posted(c)
	p := models.Preferences{Hours: choice[models.Hours](f, "hours"), HintDismissed: true}
	for _, what := range choices[string](f, "show") {
		switch what {
		case views.ShowKeys:
			p.KeyHints = true
		case views.ShowHint:
			p.HintDismissed = false
		default:
			f.fail(apperr.UnknownChoice.With(what, views.Label("show")).On("show"))
		}
	}
	if f.err != nil {
		return f.err
	}
	if err := h.Act.Prefer(ctx(c), h.by(c), p); err != nil {
		return err
	}
	return h.done(c, "account.preferences", accountPath)
}

// changePassword serves POST /account/password. The browser goes on with a new
// token of its session; every other session has ended.
func (h *Handlers) changePassword(c *gin.Context) error {
	f := posted(c)
	change := newsroom.PasswordChange{
		Present: f.word("present_password"), New: f.word("new_password"),
		Token: h.token(c), Device: h.cookie(c, h.deviceCookie()), Address: peer(c),
	}
	if change.New != f.word("new_password_again") {
		f.fail(apperr.PasswordUnlike.With().On("new_password_again"))
	}
	if f.err != nil {
		return f.err
	}
	by := h.by(c)
	by.Form = nil // not even a digest of a password is kept
	token, err := h.Act.ChangePassword(ctx(c), by, change)
	if err != nil {
		return err
	}
	if token != "" {
		h.setCookie(c, h.cookieName(), token, 0)
	}
	return h.done(c, "account.password", accountPath)
}

// endOwnSession serves POST /account/sessions/:session/end.
func (h *Handlers) endOwnSession(c *gin.Context) error {
	id, err := param(c, "session")
	if err != nil {
		return err
	}
	here, _, err := h.Read.Session(ctx(c), auth.HashToken(h.token(c)))
	if err != nil {
		return err
	}
	if err := h.Act.EndSession(ctx(c), h.by(c), id); err != nil {
		return err
	}
	if id == here.ID {
		return h.signedOut(c, "signed-out")
	}
	return h.done(c, "account.end-session", accountPath)
}

// signOutEverywhere serves POST /account/sign-out-everywhere.
func (h *Handlers) signOutEverywhere(c *gin.Context) error {
	if err := h.Act.SignOutEverywhere(ctx(c), h.by(c)); err != nil {
		return err
	}
	return h.signedOut(c, "signed-out-everywhere")
}
