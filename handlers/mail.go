package handlers

import (
	"net/http"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/views"

	"github.com/gin-gonic/gin"
)

// mailPath is where the reader's own mail is chosen.
const mailPath = accountPath + "#mail"

// accountMail is how the reader gets notices by mail.
func (h *Handlers) accountMail(c *gin.Context, key string, a views.Attempt) (p views.AccountMail, err error) {
	p = views.AccountMail{Set: h.Mail, Key: key, Attempt: a, Chosen: map[models.NoticeKind]models.Mailing{}}
	if p.At, err = h.Read.MailAddress(ctx(c), who(c).ID); err != nil {
		return p, err
	}
	choices, err := h.Read.NoticeChoices(ctx(c), []models.ID{who(c).ID})
	if err != nil {
		return p, err
	}
	for _, k := range models.NoticeKinds {
		p.Chosen[k] = models.DefaultMailing(k)
	}
	for _, chosen := range choices {
		p.Chosen[chosen.Kind] = chosen.Mail
	}
	s, err := h.settings(c)
	p.Hour = views.HourOfDay(s.DigestHour, who(c).Hours)
	return p, err
}

// setMailAddress serves POST /account/mail.
func (h *Handlers) setMailAddress(c *gin.Context) error {
	f := posted(c)
	address := f.line("mail_address", models.MaxMailAddress)
	switch {
	case f.err != nil:
		return f.err
	case address == "":
		return apperr.FieldMissing.With(views.Label("mail_address")).On("mail_address")
	case !h.Mail:
		return apperr.NoMail.With().On("mail_address")
	}
	if err := h.Act.SetMailAddress(ctx(c), h.by(c), address); err != nil {
		return err
	}
	return h.done(c, "account.mail", mailPath)
}

// clearMailAddress serves POST /account/mail/clear.
func (h *Handlers) clearMailAddress(c *gin.Context) error {
	if err := sure(c); err != nil {
		return err
	}
	if err := h.Act.ClearMailAddress(ctx(c), h.by(c)); err != nil {
		return err
	}
	return h.done(c, "account.mail-clear", mailPath)
}

// resumeMail serves POST /account/mail/resume.
func (h *Handlers) resumeMail(c *gin.Context) error {
	if err := sure(c); err != nil {
		return err
	}
	if err := h.Act.ResumeMail(ctx(c), h.by(c)); err != nil {
		return err
	}
	return h.done(c, "account.mail-resume", mailPath)
}

// sure fails when a form without fields to fill was not sent from its page.
func sure(c *gin.Context) error {
	if f := posted(c); !f.yes("sure") {
		return apperr.FieldMissing.With(views.Label("sure")).On("sure")
	}
	return nil
}

// chooseNotices serves POST /account/notices.
func (h *Handlers) chooseNotices(c *gin.Context) error {
	f := posted(c)
	chosen := map[models.NoticeKind]models.Mailing{}
	for _, k := range models.NoticeKinds {
		chosen[k] = choice[models.Mailing](f, views.NoticeField(k))
	}
	if f.err != nil {
		return f.err
	}
	if err := h.Act.ChooseNotices(ctx(c), h.by(c), chosen); err != nil {
		return err
	}
	return h.done(c, "account.notices", mailPath)
}

// clearMailOf serves POST /users/:user/mail/clear.
func (h *Handlers) clearMailOf(c *gin.Context, by newsroom.By, t newsroom.UserTarget) error {
	if err := sure(c); err != nil {
		return err
	}
	return h.Act.ClearMailOf(ctx(c), by, t)
}

// showMailConfirm serves GET /mail/confirm/:confirm. Looking changes nothing:
// mail programs look before a person does.
func (h *Handlers) showMailConfirm(c *gin.Context) error {
	at, err := h.Act.MailHolder(ctx(c), models.LinkConfirms, c.Param("confirm"))
	if err != nil {
		return err
	}
	return render(c, http.StatusOK, views.MailLinkPage(views.ConfirmLink(h.frame(c, ""), c.Request.URL.Path, at.Address)))
}

// confirmMail serves POST /mail/confirm/:confirm, signed in or not.
func (h *Handlers) confirmMail(c *gin.Context) error {
	if f := posted(c); !f.yes("confirm") {
		return apperr.FieldMissing.With(views.Label("confirm")).On("confirm")
	}
	if err := h.Act.ConfirmMail(ctx(c), c.Param("confirm"), requestID(c)); err != nil {
		return err
	}
	return render(c, http.StatusOK, views.MailLinkPage(views.MailLinkDone(h.frame(c, ""), views.MailConfirmed, views.MailConfirmedWords)))
}

// showMailStop serves GET /mail/stop/:stop. Looking changes nothing.
func (h *Handlers) showMailStop(c *gin.Context) error {
	at, err := h.Act.MailHolder(ctx(c), models.LinkStops, c.Param("stop"))
	if err != nil {
		return err
	}
	return render(c, http.StatusOK, views.MailLinkPage(views.StopLink(h.frame(c, ""), c.Request.URL.Path, at.Address)))
}

// stopMail serves POST /mail/stop/:stop, by the page's button and by mail
// programs, which send what RFC 8058 says and no cookie.
func (h *Handlers) stopMail(c *gin.Context) error {
	if f := posted(c); f.word(views.OneClick) != views.OneClickValue {
		return apperr.FieldMissing.With(views.Label(views.OneClick)).On(views.OneClick)
	}
	if err := h.Act.StopMail(ctx(c), c.Param("stop"), requestID(c)); err != nil {
		return err
	}
	return render(c, http.StatusOK, views.MailLinkPage(views.MailLinkDone(h.frame(c, ""), views.MailStopped, views.MailStoppedWords)))
}
