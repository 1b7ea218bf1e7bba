package handlers_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/tickmark/testkit"
)

// guess tries to sign in from an address, with headers that claim another.
func (s *site) guess(t testing.TB, b *browser, handle, password, remote, claimed string) answer {
	t.Helper()
	r := request(http.MethodPost, "/sign-in", "handle", handle, "password", password)
	for _, h := range []string{"X-Forwarded-For", "X-Real-IP", "X-Client-IP", "CF-Connecting-IP", "True-Client-IP"} {
		if claimed != "" {
			r.Header.Set(h, claimed)
		}
	}
	if claimed != "" {
		r.Header.Set("Forwarded", "for="+claimed)
	}
	b.remote = remote + ":40000"
	return b.send(t, r)
}

// tally counts answers by their status. A guess that reaches the hash is
// answered 401, one that does not 429.
func tally(answers []answer) map[int]int {
	n := map[int]int{}
	for _, a := range answers {
		n[a.status]++
	}
	return n
}

func TestGuessesAreFew(t *testing.T) {
	const reach = 10
	for _, row := range []struct {
		name, handle string
		remote       func(int) string
		claimed      func(int) string
	}{
		{"at one account", "carl", func(int) string { return "192.0.2.1" }, nil},
		{"at an account that is not there", "nobody", func(int) string { return "192.0.2.1" }, nil},
		{"from many addresses", "carl", func(i int) string { return fmt.Sprintf("192.0.2.%d", i+1) }, nil},
		{"claiming many addresses", "carl", func(int) string { return "192.0.2.1" }, func(i int) string { return fmt.Sprintf("198.51.100.%d", i+1) }},
		{"in other spellings of the name", "CARL ", func(int) string { return "192.0.2.1" }, nil},
	} {
		t.Run(row.name, func(t *testing.T) {
			s := newSite(t)
			answers := make([]answer, 64)
			var all sync.WaitGroup
			for i := range answers {
				claimed := ""
				if row.claimed != nil {
					claimed = row.claimed(i)
				}
				all.Go(func() { answers[i] = s.guess(t, s.out(), row.handle, fmt.Sprint("guess ", i), row.remote(i), claimed) })
			}
			all.Wait()
			if n := tally(answers); n[http.StatusUnauthorized] != reach || n[http.StatusTooManyRequests] != len(answers)-reach {
				t.Errorf("%v, want %d to reach the hash", n, reach)
			}
			if a := s.guess(t, s.out(), row.handle, testkit.Password, row.remote(0), ""); a.status != http.StatusTooManyRequests {
				t.Errorf("then the right password: %d", a.status)
			}
			s.Clock.Move(16 * time.Minute)
			if a := s.guess(t, s.out(), row.handle, "one more", row.remote(0), ""); a.status != http.StatusUnauthorized {
				t.Errorf("a quarter of an hour later: %d", a.status)
			}
		})
	}
}

func TestAGuesserAtManyAccountsIsSlowedToo(t *testing.T) {
	s := newSite(t)
	var answers []answer
	for i := range 60 {
		answers = append(answers, s.guess(t, s.out(), fmt.Sprint("user", i), "guess", "192.0.2.1", fmt.Sprintf("198.51.100.%d", i+1)))
	}
	if n := tally(answers); n[http.StatusUnauthorized] != 50 {
		t.Errorf("%v, want 50 to reach the hash", n)
	}
	if a := s.guess(t, s.out(), "carl", testkit.Password, "192.0.2.2", ""); a.status != http.StatusSeeOther {
		t.Errorf("others elsewhere: %d", a.status)
	}
}

// TestOnlyATrustedProxyNamesAddresses: behind one each address has its own
// count; what stands before the proxy's own word, or comes past it, is nothing.
func TestOnlyATrustedProxyNamesAddresses(t *testing.T) {
	for _, row := range []struct {
		name, remote string
		claimed      func(int) string
		reach        int
	}{
		{"through the proxy", "192.0.2.9", func(i int) string { return fmt.Sprintf("198.51.100.%d", i+1) }, 60},
		{"with a forged beginning", "192.0.2.9", func(i int) string { return fmt.Sprintf("203.0.113.%d, 198.51.100.1", i+1) }, 50},
		{"of one IPv6 network", "192.0.2.9", func(i int) string { return fmt.Sprintf("2001:db8::%x", i+1) }, 50},
		{"past the proxy", "192.0.2.10", func(i int) string { return fmt.Sprintf("198.51.100.%d", i+1) }, 50},
		{"with a word that is no address", "192.0.2.9", func(i int) string { return fmt.Sprint("host", i) }, 50},
	} {
		t.Run(row.name, func(t *testing.T) {
			s := newSite(t)
			s.Proxies = []string{"192.0.2.9"}
			s.open(t)
			var answers []answer
			for i := range 60 {
				answers = append(answers, s.guess(t, s.out(), fmt.Sprint("user", i), "guess", row.remote, row.claimed(i)))
			}
			if n := tally(answers); n[http.StatusUnauthorized] != row.reach {
				t.Errorf("%v, want %d to reach the hash", n, row.reach)
			}
		})
	}
}

func TestNobodyIsLockedOutOfTheirBrowser(t *testing.T) {
	s := newSite(t)
	known := s.as(t, s.Carl)
	for i := range 30 {
		s.guess(t, s.out(), "carl", fmt.Sprint("guess ", i), "127.0.0.1", "")
	}
	if a := s.guess(t, s.out(), "carl", testkit.Password, "127.0.0.1", ""); a.status != http.StatusTooManyRequests {
		t.Fatalf("the guesses should have used up what there is: %d", a.status)
	}
	if a := s.guess(t, known, "carl", testkit.Password, "127.0.0.1", ""); a.status != http.StatusSeeOther {
		t.Errorf("in a browser where they signed in before: %d %s", a.status, a.text())
	}
	if a := s.guess(t, known, "cleo", "guess", "127.0.0.1", ""); a.status != http.StatusUnauthorized {
		t.Errorf("that browser at another account, the first guess: %d", a.status)
	}
	device := s.out()
	device.cookies["tickmark-device"] = known.cookies["tickmark-device"]
	var answers []answer
	for i := range 20 {
		answers = append(answers, s.guess(t, device, "carl", fmt.Sprint("guess ", i), "127.0.0.1", ""))
	}
	if n := tally(answers); n[http.StatusUnauthorized] > 10 {
		t.Errorf("with a stolen device cookie %v", n)
	}
}

// TestNobodyLearnsWhoHasAnAccount compares byte by byte.
func TestNobodyLearnsWhoHasAnAccount(t *testing.T) {
	s := newSite(t)
	mustExec(t, s.SQL(t), "UPDATE users SET disabled_at = 1 WHERE handle = 'cleo'")
	told := func(handle string, i int) string {
		a := s.guess(t, s.out(), handle, "a wrong password", fmt.Sprintf("192.0.2.%d", i), "")
		return fmt.Sprint(a.status, strings.ReplaceAll(strings.ReplaceAll(alike(a), `value="`+handle+`"`, `value="…"`), handle, "…"), len(a.header))
	}
	for i := range 12 { // the last ones are beyond the limit
		known := told("carl", i)
		for _, other := range []string{"karl", "cleo"} {
			if got := told(other, i); got != known {
				t.Errorf("try %d: %s answers otherwise than carl", i+1, other)
			}
		}
	}
	tries := s.Rows(t, s.SQL(t))["sign_in_tries"]
	for _, handle := range []string{"carl", "karl", "cleo"} {
		n := 0
		for _, row := range tries {
			if strings.Contains(row, "|"+handle+"|") {
				n++
			}
		}
		if n != 10 {
			t.Errorf("%d guesses at %s reached the hash, want 10", n, handle)
		}
	}
}
