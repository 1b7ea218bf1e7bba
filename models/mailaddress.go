package models

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/mail"
	"strconv"
	"strings"
)

// MaxMailAddress is how long a mail address may be, in bytes: what SMTP allows.
const MaxMailAddress = 254

// ValidMailAddress reports whether s is a mail address and nothing else: no name
// beside it, no second one, nothing but ASCII, a host with a dot.
func ValidMailAddress(s string) bool {
	if len(s) > MaxMailAddress || strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune("<>()[],;:\\\"", r) }) {
		return false
	}
	a, err := mail.ParseAddress(s)
	if err != nil || a.Address != s || a.Name != "" {
		return false
	}
	_, host, _ := strings.Cut(s, "@")
	return strings.Contains(strings.Trim(host, "."), ".")
}

// The purposes of the links in mails.
const (
	LinkConfirms = "confirm" // the address
	LinkStops    = "stop"    // all mail to it
)

// Token is what a link in a mail to the address ends with: it names the user, and
// says by its signature that whoever has it got a mail there.
func (m MailAddress) Token(purpose string) string {
	return strconv.FormatInt(m.UserID, 10) + "-" + base64.RawURLEncoding.EncodeToString(m.sign(purpose))
}

func (m MailAddress) sign(purpose string) []byte {
	h := hmac.New(sha256.New, m.Secret)
	h.Write([]byte(purpose + "\n" + m.Address))
	return h.Sum(nil)
}

// Signed reports whether a token is one of this address for the purpose. It takes
// as long for a wrong one.
func (m MailAddress) Signed(purpose, token string) bool {
	return m.Address != "" && len(m.Secret) > 0 && hmac.Equal([]byte(m.Token(purpose)), []byte(token))
}

// TokenUser is the user that a token names, who need not be there; 0 when it
// names none.
func TokenUser(token string) ID {
	id, _, _ := strings.Cut(token, "-")
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}
