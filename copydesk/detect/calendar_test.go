package detect

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestDays(t *testing.T) {
	for _, row := range []struct {
		name string
		got  any
		want any
	}{
		{"a day is written with its zeros", NewDay(987, 6, 5), Day("0987-06-05")},
		{"29 February is a day of a leap year", NewDay(2024, 2, 29), Day("2024-02-29")},
		{"and of no other", NewDay(2025, 2, 29), Day("")},
		{"1900 was no leap year", NewDay(1900, 2, 29), Day("")},
		{"2000 was one", NewDay(2000, 2, 29), Day("2000-02-29")},
		{"there is no year 0", NewDay(0, 1, 1), Day("")},
		{"nor a year 10000", NewDay(10000, 1, 1), Day("")},
		{"nor a month 13", NewDay(2025, 13, 1), Day("")},
		{"nor a day 0", NewDay(2025, 1, 0), Day("")},
		{"a day is read as it is written", ParseDay("2025-09-18"), Day("2025-09-18")},
		{"without its zeros it is none", ParseDay("2025-9-18"), Day("")},
		{"31 April is none", ParseDay("2025-04-31"), Day("")},
		{"the year 0 is none", ParseDay("0000-01-01"), Day("")},
		{"15 August 2025 was a Friday", Day("2025-08-15").Weekday(), 5},
		{"21 September 2025 was a Sunday", Day("2025-09-21").Weekday(), 7},
		{"no day has no weekday", Day("").Weekday(), 0},
		{"three weeks after 15 August is 5 September", Day("2025-08-15").AddDays(21), Day("2025-09-05")},
		{"days go over a year's end", Day("2025-12-31").AddDays(1), Day("2026-01-01")},
		{"and back", Day("2026-01-01").AddDays(-1), Day("2025-12-31")},
		{"before the first year there is none", Day("0001-01-01").AddDays(-1), Day("")},
		{"after the last there is none", Day("9999-12-31").AddDays(1), Day("")},
		{"a month after 31 January is the end of February", Day("2025-01-31").AddMonths(1), Day("2025-02-28")},
		{"13 months before 15 January is December", Day("2025-01-15").AddMonths(-13), Day("2023-12-15")},
		{"a year after 29 February is the 28th", Day("2024-02-29").AddYears(1), Day("2025-02-28")},
		{"no day stays none", Day("").AddMonths(1), Day("")},
		{"from 15 August to 5 September are 21 days", Day("2025-08-15").Days("2025-09-05"), 21},
		{"and back they are less than none", Day("2025-09-05").Days("2025-08-15"), -21},
		{"a month's first", Day("2025-02-14").First(), Day("2025-02-01")},
		{"a month's last", Day("2024-02-14").Last(), Day("2024-02-29")},
		{"a day's parts", []int{Day("2025-09-18").Year(), Day("2025-09-18").Month(), Day("2025-09-18").Of()}[2], 18},
		{"rubbish has no year", Day("2025-99-99").Year(), 0},
	} {
		if row.got != row.want {
			t.Errorf("%s: got %v, want %v", row.name, row.got, row.want)
		}
	}
}

func TestDaysAgreeWithTheClock(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 3_000_000).Draw(t, "n")
		at := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n)
		day := dayOf(at)
		if day.Year() != at.Year() || day.Month() != int(at.Month()) || day.Of() != at.Day() {
			t.Fatalf("%s is not %s", day, at)
		}
		step := rapid.IntRange(-400_000, 400_000).Draw(t, "step")
		if to := day.AddDays(step); to != "" && day.Days(to) != step {
			t.Fatalf("%d days from %s to %s, not %d", day.Days(to), day, to, step)
		}
		if day.Weekday()%7 != int(at.Weekday()) {
			t.Fatalf("%s: weekday %d", day, day.Weekday())
		}
	})
}

func TestPersianDays(t *testing.T) {
	for year, want := range map[int]Day{1357: "1978-03-21", 1395: "2016-03-20", 1399: "2020-03-20", 1400: "2021-03-21", 1403: "2024-03-20", 1404: "2025-03-21", 1408: "2029-03-20"} {
		if got := persianDay(year, 1, 1); got != want {
			t.Errorf("the year %d begins on %s, not %s", year, got, want)
		}
	}
	if got := persianDay(1404, 6, 27); got != "2025-09-18" {
		t.Errorf("27 Shahrivar 1404 is %s", got)
	}
	if got := persianDay(1404, 13, 1); got != "" {
		t.Errorf("a 13th month is %s", got)
	}
}
