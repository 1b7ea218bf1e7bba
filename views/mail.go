package views

import (
	"strings"

	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

// AccountMail is how the reader gets notices by mail.
type AccountMail struct {
	Set     bool // the server sends mail
	At      models.MailAddress
	Chosen  map[models.NoticeKind]models.Mailing
	Hour    string // of the mail of the day
	Key     string
	Attempt Attempt
}

// The forms about mail on the account page.
const (
	mailForm    = "mail"
	noticesForm = "notices"
)

// NoticeField is the field by which a kind of notice is chosen.
func NoticeField(k models.NoticeKind) string {
	return "mail-" + strings.ReplaceAll(string(k), " ", "-")
}

func (p AccountMail) hidden(form string) []ui.Hidden {
	return []ui.Hidden{{Name: "form", Value: form}, {Name: "key", Value: p.Key + "." + form}}
}

// stands says how it stands with the address.
func (p AccountMail) stands() (ui.Tone, string) {
	switch {
	case p.At.Address == "":
		return ui.Plain, ""
	case p.At.ConfirmedAt == 0:
		return ui.Warn, "Not confirmed yet: open the link that was sent to " + p.At.Address + ". It works for two days. To have it sent again, send the address again."
	case p.At.StoppedAt != 0:
		return ui.Warn, "All mail to " + p.At.Address + " was ended by the link in a mail."
	}
	return ui.Good, "Notices go to " + p.At.Address + "."
}

func (p AccountMail) choice(k models.NoticeKind) ui.Field {
	return ui.Field{Name: NoticeField(k), Label: NoticeKind(k), Value: string(p.Chosen[k]), Error: p.Attempt.Problem(noticesForm, string(k))}
}

func (p AccountMail) ways() []ui.Choice {
	return []ui.Choice{
		{Value: string(models.MailNow), Label: "At once"}, {Value: string(models.MailDigest), Label: "Once a day, at " + p.Hour}, {Value: string(models.MailNone), Label: "Not by mail"},
	}
}

func (AccountMail) kinds() []models.NoticeKind { return models.NoticeKinds }

// MailLink is the page to which a link in a mail leads.
type MailLink struct {
	Page   ui.Page
	Title  string
	Words  string
	Action string // where its button sends; "" where it is done
	Button string
	Field  ui.Hidden
}

// ConfirmLink asks whether an address is to be confirmed.
func ConfirmLink(page ui.Page, action, address string) MailLink {
	page.Bare, page.Title = true, "Confirm your address"
	return MailLink{
		Page: page, Title: page.Title, Words: "Notices will be sent to " + address + ".",
		Action: action, Button: "Confirm the address", Field: ui.Hidden{Name: "confirm", Value: "yes"},
	}
}

// The field by which a mail program ends all mail at one press (RFC 8058), and
// its value; the page's own button sends the same.
const (
	OneClick      = "List-Unsubscribe"
	OneClickValue = "One-Click"
)

// StopLink asks whether all mail to an address is to end.
func StopLink(page ui.Page, action, address string) MailLink {
	page.Bare, page.Title = true, "End all mail"
	return MailLink{
		Page: page, Title: page.Title, Words: "Tickmark sends notices to " + address + ". You can end all of them here. What is sent, and when, is chosen on the page of your account.",
		Action: action, Button: "End all mail to this address", Field: ui.Hidden{Name: OneClick, Value: OneClickValue},
	}
}

// MailLinkDone says that a link did its work.
func MailLinkDone(page ui.Page, title, words string) MailLink {
	page.Bare, page.Title = true, title
	return MailLink{Page: page, Title: title, Words: words}
}

// What links in mails did.
const (
	MailConfirmed      = "The address is confirmed"
	MailConfirmedWords = "Notices go there from now on. Which, and when, you choose on the page of your account."
	MailStopped        = "All mail is ended"
	MailStoppedWords   = "Nothing more is sent to this address. On the page of your account you can have it go on."
)
