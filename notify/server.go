package notify

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	netmail "net/mail"
	"net/textproto"
	"net/url"
	"strconv"
	"strings"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"

	"github.com/wneessen/go-mail"
)

// Server is the mail server that takes what the newsroom sends.
type Server struct {
	Host     string
	Port     int
	Manner   Manner
	User     string // "" does not sign in
	Password string
	From     netmail.Address
	Roots    *x509.CertPool // whose certificates are believed; nil: the machine's
	// Timeout bounds sending one mail, from the first byte to the last.
	Timeout time.Duration
}

// Manner is how the way to the server is encrypted.
type Manner string

// The manners. Plain is for a server on this machine alone.
const (
	StartTLS Manner = "STARTTLS" // or nothing is sent
	Implicit Manner = "TLS"
	Plain    Manner = "plain"
)

// sendTimeout is how long sending one mail may take.
const sendTimeout = 45 * time.Second

// manners are the manners by the scheme of the server's address, with their
// usual ports.
var manners = map[string]struct {
	manner Manner
	port   int
}{"smtp": {StartTLS, 587}, "smtps": {Implicit, 465}, "smtp+plain": {Plain, 25}}

// ParseServer reads the address of a mail server, like smtp://user@mail.example.org:587,
// smtps://… or, for one on this machine, smtp+plain://127.0.0.1:25, and who the
// mails are from. It fails with what is wrong, without the password.
func ParseServer(address, password, from string) (*Server, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, errors.New("it is no address like smtp://name@mail.example.org:587")
	}
	m, ok := manners[u.Scheme]
	s := &Server{Host: u.Hostname(), Port: m.port, Manner: m.manner, User: u.User.Username(), Password: password, Timeout: sendTimeout}
	if port := u.Port(); port != "" {
		s.Port, err = strconv.Atoi(port)
	}
	_, inAddress := u.User.Password()
	sender, badFrom := netmail.ParseAddress(from)
	switch {
	case !ok:
		return nil, errors.New("it begins with smtp:// (STARTTLS), smtps:// (TLS at once) or smtp+plain:// (a server on this machine)")
	case err != nil || s.Port < 1 || s.Port > 65535 || s.Host == "" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "":
		return nil, errors.New("it is no address like smtp://name@mail.example.org:587")
	case inAddress:
		return nil, errors.New("the password does not stand in the address, where it would be seen: set TICKMARK_SMTP_PASSWORD")
	case s.Manner == Plain && !loopback(s.Host):
		return nil, errors.New("smtp+plain:// is for a server on this machine: everything goes there unencrypted")
	case badFrom != nil || !models.ValidMailAddress(sender.Address):
		return nil, errors.New("TICKMARK_MAIL_FROM says who mails are from, like Tickmark <tickmark@example.org>")
	}
	s.From = *sender
	return s, nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Post is one mail as it goes out.
type Post struct {
	To         string
	Subject    string
	Text, HTML string
	Stop       string // the address of the page that ends all mail; "" for none
	ID         string // what stands before the @ of its Message-ID: the same however often it is sent
	Date       time.Time
}

// message is the mail in the form of RFC 5322. Nothing in it, whoever wrote it,
// can begin a header of its own.
func (s *Server) message(p Post) (*mail.Msg, error) {
	if !models.ValidMailAddress(p.To) {
		return nil, apperr.BadMail.With()
	}
	_, domain, _ := strings.Cut(s.From.Address, "@")
	m := mail.NewMsg(mail.WithNoDefaultUserAgent())
	m.FromMailAddress(&netmail.Address{Name: oneLine(s.From.Name), Address: s.From.Address})
	m.ToMailAddress(&netmail.Address{Address: p.To})
	m.Subject(oneLine(p.Subject))
	m.SetMessageIDWithValue(oneLine(p.ID) + "@" + domain)
	m.SetDateWithValue(p.Date)
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	if p.Stop != "" {
		m.SetGenHeader(mail.HeaderListUnsubscribe, "<"+oneLine(p.Stop)+">")
		if strings.HasPrefix(p.Stop, "https://") { // RFC 8058 knows no other
			m.SetGenHeader(mail.HeaderListUnsubscribePost, "List-Unsubscribe=One-Click")
		}
	}
	m.SetBodyString(mail.TypeTextPlain, p.Text)
	if p.HTML != "" {
		m.AddAlternativeString(mail.TypeTextHTML, p.HTML)
	}
	return m, nil
}

// oneLine is what may stand in a header: without breaks and other control
// characters, and not endless.
func oneLine(s string) string {
	const longest = 200
	s = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == '\u2028' || r == '\u2029' || r == '\u0085' {
			return ' '
		}
		return r
	}, s)), " ")
	if runes := []rune(s); len(runes) > longest {
		return string(runes[:longest]) + "…"
	}
	return s
}

// Send hands a mail to the server, and returns once that has taken it. It fails
// with apperr.MailAway, MailNoTLS, MailSignIn and MailLater, after which it may be
// tried again, and with MailRefused, after which that is no use.
func (s *Server) Send(ctx context.Context, p Post) error {
	m, err := s.message(p)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, s.Timeout)
	defer cancel()
	c, err := s.client(ctx)
	if err != nil {
		return err
	}
	if err := c.DialWithContext(ctx); err != nil {
		return notReached(err)
	}
	if err := c.Send(m); err != nil {
		return errors.Join(notTaken(err), ignore(c.Close()))
	}
	return ignore(c.Close()) // it has the mail: whatever becomes of the goodbye
}

func ignore(error) error { return nil }

func (s *Server) client(ctx context.Context) (*mail.Client, error) {
	options := []mail.Option{
		mail.WithPort(s.Port), mail.WithTimeout(s.Timeout), mail.WithoutNoop(),
		mail.WithTLSConfig(&tls.Config{ServerName: s.Host, MinVersion: tls.VersionTLS12, RootCAs: s.Roots}),
		mail.WithDialContextFunc(s.dial(ctx)),
	}
	switch s.Manner {
	case StartTLS:
		options = append(options, mail.WithTLSPolicy(mail.TLSMandatory))
	case Implicit:
		options = append(options, mail.WithSSL())
	case Plain:
		options = append(options, mail.WithTLSPolicy(mail.NoTLS))
	}
	if s.User != "" {
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(s.User), mail.WithPassword(s.Password))
	}
	return mail.NewClient(s.Host, options...)
}

// dial opens a connection that breaks when the context ends, whoever waits on it.
func (s *Server) dial(ctx context.Context) mail.DialContextFunc {
	return func(_ context.Context, network, address string) (net.Conn, error) {
		conn, err := (&net.Dialer{}).DialContext(ctx, network, address)
		if err != nil {
			return nil, err
		}
		context.AfterFunc(ctx, func() { _ = conn.Close() }) // it is over either way
		if s.Manner != Implicit {
			return conn, nil
		}
		secure := tls.Client(conn, &tls.Config{ServerName: s.Host, MinVersion: tls.VersionTLS12, RootCAs: s.Roots})
		if err := secure.HandshakeContext(ctx); err != nil {
			return nil, errors.Join(err, conn.Close())
		}
		return secure, nil
	}
}

// notReached says why there was nobody to give the mail to.
func notReached(err error) error {
	var said *textproto.Error
	switch words := err.Error(); {
	case strings.Contains(words, "STARTTLS"):
		return fmt.Errorf("%w: %w", apperr.MailNoTLS.With(), err)
	case errors.As(err, &said) && said.Code >= 530 && said.Code <= 538 || strings.Contains(words, "SMTP AUTH"):
		return fmt.Errorf("%w: %w", apperr.MailSignIn.With(), err)
	}
	return fmt.Errorf("%w: %w", apperr.MailAway.With(), err)
}

// notTaken says why the server did not take a mail. What it said itself names who
// the mail was to, and goes into no log.
func notTaken(err error) error {
	var at *mail.SendError
	if !errors.As(err, &at) || at.ErrorCode() < 400 {
		return apperr.MailAway.With()
	}
	if at.ErrorCode() < 500 {
		return apperr.MailLater.With(at.ErrorCode())
	}
	return apperr.MailRefused.With(at.ErrorCode())
}
