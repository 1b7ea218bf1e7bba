package notify_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"io"
	"math/big"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	netmail "net/mail"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/tickmark/notify"

	"github.com/emersion/go-smtp"
)

// mailbox is a mail server in this process, and what it took.
type mailbox struct {
	*notify.Server
	mu    sync.Mutex
	tried int
	took  []string
	// says is what it answers to the nth try at a mail: nil takes it.
	says func(n int) error
	// slow keeps whoever sends waiting until the test ends.
	slow chan struct{}
}

// newMailbox serves until the test ends. Without TLS it offers none.
func newMailbox(t *testing.T, withTLS bool) *mailbox {
	t.Helper()
	b := &mailbox{}
	srv := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &session{b}, nil }))
	srv.Domain, srv.ErrorLog = "localhost", quiet{}
	pool := x509.NewCertPool()
	if withTLS {
		cert := certificate(t)
		srv.TLSConfig = &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12}
		pool.AddCert(cert.Leaf)
	}
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var runs sync.WaitGroup
	runs.Go(func() { _ = srv.Serve(l) })
	t.Cleanup(func() { _ = srv.Close(); runs.Wait() })
	_, port, _ := net.SplitHostPort(l.Addr().String())
	if b.Server, err = notify.ParseServer("smtp://127.0.0.1:"+port, "", "Tickmark <tickmark@example.org>"); err != nil {
		t.Fatal(err)
	}
	b.Roots, b.Timeout = pool, 10*time.Second
	return b
}

type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}

func certificate(t *testing.T) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	as := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "a test"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	raw, err := x509.CreateCertificate(rand.Reader, as, as, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{raw}, PrivateKey: key, Leaf: leaf}
}

type session struct{ b *mailbox }

func (s *session) Mail(string, *smtp.MailOptions) error { return nil }
func (s *session) Rcpt(string, *smtp.RcptOptions) error { return nil }
func (s *session) Reset()                               {}
func (s *session) Logout() error                        { return nil }

func (s *session) Data(r io.Reader) error {
	text, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if s.b.slow != nil {
		<-s.b.slow
	}
	s.b.mu.Lock()
	defer s.b.mu.Unlock()
	s.b.tried++
	if s.b.says != nil {
		if err := s.b.says(s.b.tried); err != nil {
			return err
		}
	}
	s.b.took = append(s.b.took, string(text))
	return nil
}

func (b *mailbox) has() []letter {
	b.mu.Lock()
	defer b.mu.Unlock()
	all := make([]letter, len(b.took))
	for i, raw := range b.took {
		all[i] = letter{raw: raw}
	}
	return all
}

// letter is a mail as it arrived.
type letter struct{ raw string }

func (l letter) read(t *testing.T) (header netmail.Header, text, html string) {
	t.Helper()
	m, err := netmail.ReadMessage(strings.NewReader(l.raw))
	if err != nil {
		t.Fatalf("%v: %s", err, l.raw)
	}
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		t.Fatalf("%s, %v", kind, err)
	}
	parts := multipart.NewReader(m.Body, params["boundary"])
	for {
		p, err := parts.NextRawPart()
		if err == io.EOF { //nolint:errorlint // as it is documented
			return m.Header, text, html
		}
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(quotedprintable.NewReader(p))
		if err != nil {
			t.Fatal(err)
		}
		body = bytes.ReplaceAll(body, []byte("\r\n"), []byte("\n"))
		if strings.HasPrefix(p.Header.Get("Content-Type"), "text/html") {
			html = string(body)
		} else {
			text = string(body)
		}
	}
}

func subject(t *testing.T, h netmail.Header) string {
	t.Helper()
	s, err := new(mime.WordDecoder).DecodeHeader(h.Get("Subject"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func busy(code int) error {
	return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCodeNotSet, Message: "no: " + strconv.Itoa(code)}
}
