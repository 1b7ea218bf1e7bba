package main

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strconv"

	"example.org/tickmark/apperr"
	"example.org/tickmark/jobs"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/notify"
)

// notifier tells people of what others did.
func notifier(n *newsroom.Newsroom, workers *jobs.Workers, log *slog.Logger) *notify.Notifier {
	told := notify.New(n.DB, n.Now, func(err error) { log.Error("people could not be told of what was done", "error", err) })
	told.Mailed = workers.Wake
	return told
}

// mailServer is the server that takes mails, or nil when none is set.
func (s Settings) mailServer() (*notify.Server, error) {
	if s.SMTP == "" {
		return nil, nil //nolint:nilnil // no mail is sent
	}
	server, err := notify.ParseServer(s.SMTP, string(s.SMTPPassword), s.MailFrom)
	if err != nil {
		return nil, fmt.Errorf("TICKMARK_SMTP names no mail server: %w", err)
	}
	return server, nil
}

// mailer sends the mails of a newsroom whose site is at an address.
func (r *run) mailer(n *newsroom.Newsroom, at string) (*notify.Mailer, error) {
	server, err := r.mailServer()
	return &notify.Mailer{DB: n.DB, Server: server, URL: at, Now: r.now}, err
}

type mailTestCmd struct {
	Address string `arg:"" help:"Where to send it."`
}

var errNoMail = errors.New("no mail is sent: TICKMARK_SMTP is not set")

// Run sends one mail at once, without the queue, and says what became of it.
func (c mailTestCmd) Run(r *run) error {
	server, err := r.mailServer()
	if err != nil {
		return err
	}
	if server == nil {
		return errNoMail
	}
	now := r.now()
	err = server.Send(r.ctx, notify.Post{
		To: c.Address, Subject: "A test of Tickmark's mail", Text: "This mail shows that Tickmark can send some.\n",
		ID: "test." + strconv.FormatInt(now.UnixNano(), 36), Date: now,
	})
	if err != nil {
		return errors.New(apperr.Message(err))
	}
	r.say("The server at %s took the mail.\n", net.JoinHostPort(server.Host, strconv.Itoa(server.Port)))
	return nil
}

// lookMail says whether mail is set. It asks no server.
func lookMail(p *patient) finding {
	server, err := p.mailServer()
	switch {
	case err != nil:
		return bad("Set TICKMARK_SMTP and TICKMARK_MAIL_FROM as the paper on operations says.", "%v", err)
	case server == nil:
		return skip("no mail is sent: TICKMARK_SMTP is not set")
	case server.User != "" && server.Password == "":
		return warn("Set TICKMARK_SMTP_PASSWORD.", "%s signs in at %s without a password", server.User, server.Host)
	case p.URL == "":
		return warn("Set TICKMARK_URL to where browsers find the site.", "links in mails will begin with http:// and the address to listen on")
	}
	return ok("%s at %s, %s; “tickmark mail test ADDRESS” sends one", server.From.Address, net.JoinHostPort(server.Host, strconv.Itoa(server.Port)), server.Manner)
}
