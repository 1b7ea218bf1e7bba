package handlers_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"syscall"
	"testing"
	"time"

	"example.org/tickmark/models"

	"github.com/gin-gonic/gin"
)

// The ratios of this file are CPU time, taken in alternating rounds of one
// run, as the median of several rounds: machines are noisy, ratios less so.
const (
	rounds   = 7
	perRound = 40
)

// cpu is the CPU time that this process has used.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// ratio is how many times as long a takes as b.
func ratio(a, b func()) float64 {
	took := func(fn func()) float64 {
		start := cpu()
		for range perRound {
			fn()
		}
		return float64(cpu()-start) + 1
	}
	var rs []float64
	for range rounds {
		slow := took(a)
		var fast float64
		for range 20 { // one round of it is too short for the clock
			fast += took(b)
		}
		rs = append(rs, slow/(fast/20))
	}
	slices.Sort(rs)
	return rs[len(rs)/2]
}

// benchPage reports how many times the CPU a page takes of what the same bytes
// from memory take through gin.
func benchPage(b *testing.B, path string, as func(*site) models.User, fill func(*site)) {
	b.Helper()
	s := newSite(b)
	fill(s)
	user := s.as(b, as(s))
	body := user.get(b, path).body
	memory := gin.New()
	memory.GET("/", func(c *gin.Context) { c.Data(http.StatusOK, "text/html; charset=utf-8", []byte(body)) })
	same := func() {
		w := httptest.NewRecorder()
		memory.ServeHTTP(w, httptest.NewRequestWithContext(b.Context(), http.MethodGet, "/", nil))
	}
	page := func() { user.get(b, path) }
	var r float64
	for b.Loop() {
		r = ratio(page, same)
	}
	b.ReportMetric(r, "x-memory")
	b.ReportMetric(float64(len(body))/1024, "KiB")
}

// BenchmarkArticlePage: 40 claims, 120 pieces of evidence; the bar of the first
// slice is 40 times.
func BenchmarkArticlePage(b *testing.B) {
	benchPage(b, "/articles/1/claims/20", func(s *site) models.User { return s.Rita }, func(s *site) {
		text := "Headline\n"
		for range 40 {
			text += "The leaders met on 15 August in Anchorage and spoke for three hours, an agency reported. "
		}
		id := s.Open(b, text)
		for n := range 40 {
			claim := s.Mark(b, s.Carl, id, n+2)
			for range 3 {
				s.Evidence(b, s.Carl, id, claim, models.Supports)
			}
		}
	})
}

// BenchmarkArticleList: 50 rows; the bar of the first slice is 25 times.
func BenchmarkArticleList(b *testing.B) {
	benchPage(b, "/articles", func(s *site) models.User { return s.Ed }, func(s *site) {
		for range 50 {
			id := s.Open(b, "Leaders meet in Anchorage\n\nThey met. They spoke.")
			s.Mark(b, s.Carl, id, 2)
		}
	})
}
