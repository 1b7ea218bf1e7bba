package handlers

import (
	"crypto/rand"
	"net/http"
	"strings"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/views"

	"github.com/gin-gonic/gin"
)

// showSignIn serves GET /sign-in.
func (h *Handlers) showSignIn(c *gin.Context) error {
	next := h.next(c.Query("next"))
	if who(c).ID != 0 {
		c.Redirect(http.StatusSeeOther, next)
		return nil
	}
	return h.signInPage(c, http.StatusOK, views.SignIn{Next: next})
}

// signIn serves POST /sign-in. It gives the browser a session of its own, which no earlier one of the
// same browser outlives. What a lost session kept from being sent is then
// shown again; else the browser goes on to where it was going.
func (h *Handlers) signIn(c *gin.Context) error {
	f := posted(c)
	handle, password := strings.ToLower(f.line("handle", models.MaxLine)), f.word("password")
	kept, next, err := h.keptBy(f), h.next(f.word("next")), f.err
	var opened newsroom.SignedIn
	if err == nil {
		opened, err = h.Act.SignIn(ctx(c), newsroom.SignIn{
			Handle: handle, Password: password, UserAgent: clip(c.Request.UserAgent()), Address: peer(c), Device: h.cookie(c, h.deviceCookie()), Demo: h.demoHere(c),
		})
	}
	if err != nil && apperr.KindOf(err) != apperr.Internal {
		return h.signInPage(c, apperr.Status(err), views.SignIn{Next: next, Handle: handle, Kept: kept, Err: err})
	}
	if err != nil {
		return err
	}
	if err := h.endSession(c); err != nil {
		return err
	}
	h.setCookie(c, h.cookieName(), opened.Token, 0)
	h.setCookie(c, h.deviceCookie(), opened.Device, deviceAge)
	if kept.Action == "" {
		c.Redirect(http.StatusSeeOther, next)
		return nil
	}
	c.Set(userKey, opened.User)
	return h.sendAgain(c, kept)
}

// sendAgain shows the form that a lost session kept from being sent.
func (h *Handlers) sendAgain(c *gin.Context, kept views.Kept) error {
	names, err := h.names(c)
	if err != nil {
		return err
	}
	return render(c, http.StatusOK, views.SendAgainPage(h.frame(c, views.SendAgainTitle), kept.Again(rand.Text(), names)))
}

// signOut serves POST /sign-out.
func (h *Handlers) signOut(c *gin.Context) error {
	if err := h.endSession(c); err != nil {
		return err
	}
	return h.signedOut(c, "signed-out")
}

// endSession ends the session that the browser has, if any.
func (h *Handlers) endSession(c *gin.Context) error {
	if who(c).ID == 0 {
		return nil
	}
	err := h.Act.SignOut(ctx(c), h.byKeyless(c), h.token(c))
	if apperr.KindOf(err) == apperr.Unauthenticated {
		return nil // somebody else ended it meanwhile
	}
	return err
}

// byKeyless is by for a form without an idempotency key, which may be sent as
// often as one likes.
func (h *Handlers) byKeyless(c *gin.Context) newsroom.By {
	by := h.by(c)
	by.Key = rand.Text()
	return by
}

// signedOut takes the session from the browser, and the pages that it kept.
func (h *Handlers) signedOut(c *gin.Context, what string) error {
	h.setCookie(c, h.cookieName(), "", -1)
	c.Header("Clear-Site-Data", `"cache"`)
	return h.done(c, what, "/sign-in")
}

// signInPage shows the form to sign in, and the demo accounts where they may
// be used.
func (h *Handlers) signInPage(c *gin.Context, status int, p views.SignIn) error {
	p.Page = h.frame(c, views.SignInTitle)
	p.Page.Bare = true
	if told := h.takeFlash(c); told != "" && who(c).ID == 0 {
		p.Page.Flash = append(p.Page.Flash, views.Done(told))
	}
	if h.DemoPassword != "" && h.demoHere(c) {
		users, err := h.Read.Users(ctx(c))
		if err != nil {
			return err
		}
		for _, u := range users {
			if u.Demo && u.Active() {
				p.Demo = append(p.Demo, u)
			}
		}
		p.DemoPassword = h.DemoPassword
	}
	return render(c, status, views.SignInPage(p))
}
