package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"syscall"
	"testing"
	"time"

	"example.org/tickmark/anchor"
	"example.org/tickmark/models"
)

func TestTheBarsAreHeld(t *testing.T) {
	set, err := generate(5040, 1)
	if err != nil {
		t.Fatal(err)
	}
	r := evaluate(set, func(edited, models.Anchor) {})
	for _, b := range bars {
		if count, all := b.of(r.total); !b.held(r.total) {
			t.Errorf("%s: %d of %d", b.name, count, all)
		}
	}
	var table bytes.Buffer
	if err := r.print(&table); err != nil {
		t.Error(err)
	}
	t.Log(table.String())
	if len(r.scripts) < 5 || len(r.kinds) != len(kinds) {
		t.Errorf("%d scripts, %d of %d kinds", len(r.scripts), len(r.kinds), len(kinds))
	}
}

func TestTheSameSeedGivesTheSameSet(t *testing.T) {
	a, err := generate(200, 7)
	if err != nil {
		t.Fatal(err)
	}
	b, err := generate(200, 7)
	if err != nil {
		t.Fatal(err)
	}
	for i := range a {
		if a[i].old.Text != b[i].old.Text || a[i].next.Text != b[i].next.Text || a[i].claim.Span != b[i].claim.Span || a[i].place != b[i].place {
			t.Fatalf("case %d differs", i)
		}
	}
}

// A claim that stands where it stood, and one called lost that is not, are told
// apart: the judge is no yes-man.
func TestTheJudgeCountsWhatIsWrong(t *testing.T) {
	set, err := generate(len(kinds)*12, 1)
	if err != nil {
		t.Fatal(err)
	}
	var s score
	for _, e := range set {
		e.place = models.Span{Start: e.place.End, End: e.place.End + 1}
		s.judge(e)
	}
	if s.keptRight+s.found > 0 || s.wrong == 0 {
		t.Errorf("with every truth beside the place: %+v", s)
	}
}

// long returns two texts of about so many code points, of which the second is
// the first with one sentence in six changed, put in, taken out or moved,
// and so many claims in the first.
func long(tb testing.TB, size, claims int) (old, next models.Revision, anchors []models.Anchor) {
	tb.Helper()
	all, err := languages()
	if err != nil {
		tb.Fatal(err)
	}
	m := &maker{Rand: rand.New(rand.NewPCG(1, 1)), language: all[0]}
	m.spare = m.pool
	m.old = draft{{fresh("The wall, the loan and the whale")}}
	for length := 0; length < size; {
		var b block
		for range 1 + m.IntN(6) {
			s := m.lookalike(m.lookalike(fresh(m.pool[m.IntN(len(m.pool))])))
			b, length = append(b, s), length+len(s)+1
		}
		m.old = append(m.old, b)
	}
	m.old.number(m.language)
	m.next = m.old.copied()
	for range size / 70 / 6 {
		at := place{block: 1 + m.IntN(len(m.next)-1)}
		at.sentence = m.IntN(len(m.next[at.block]))
		switch m.IntN(6) {
		case 0:
			m.next.put(at, m.lookalike(fresh(m.pool[m.IntN(len(m.pool))])))
		case 1:
			m.next = m.next.remove(at, 1)
		case 2:
			m.next[at.block], m.next[1] = m.next[1], m.next[at.block]
		default:
			m.swapWord(at, m.anyWord(at))
		}
	}
	if old, err = m.old.revision(1, m.language); err == nil {
		next, err = m.next.revision(2, m.language)
	}
	if err != nil {
		tb.Fatal(err)
	}
	finder := anchor.NewFinder(old)
	for i := range claims {
		s := old.Sentences[i*len(old.Sentences)/claims].Span
		a, err := finder.Make(models.Span{Start: s.Start, End: s.Start + s.Len()*(1+i%4)/4}, models.Unchanged)
		if err != nil {
			tb.Fatal(err)
		}
		anchors = append(anchors, a)
	}
	return old, next, anchors
}

// cpu is the CPU time of the process so far, garbage collection included.
func cpu(tb testing.TB) time.Duration {
	tb.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		tb.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func BenchmarkCarry(b *testing.B) {
	for _, size := range []struct{ kilobytes, claims int }{{100, 200}, {400, 200}, {100, 800}, {400, 800}} {
		old, next, anchors := long(b, size.kilobytes<<10, size.claims)
		b.Run(fmt.Sprintf("%dKB/%dclaims", size.kilobytes, size.claims), func(b *testing.B) {
			b.ReportAllocs()
			from := cpu(b)
			for b.Loop() {
				c := anchor.NewCarrier(old, next)
				for _, a := range anchors {
					c.Carry(a)
				}
			}
			b.ReportMetric(float64((cpu(b)-from).Microseconds())/1000/float64(b.N), "cpu-ms/op")
		})
	}
}

// What is measured is no easy case: something became of the claims.
func TestTheLongTextHasEveryOutcome(t *testing.T) {
	old, next, anchors := long(t, 100<<10, 200)
	c := anchor.NewCarrier(old, next)
	var outcomes []models.Outcome
	for _, a := range anchors {
		outcomes = append(outcomes, c.Carry(a).Outcome)
	}
	for _, o := range []models.Outcome{models.Moved, models.Edited, models.Context, models.Lost} {
		if !slices.Contains(outcomes, o) {
			t.Errorf("no claim is %s", o)
		}
	}
}
