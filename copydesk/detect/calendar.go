package detect

import (
	"fmt"
	"time"
)

// NewDay returns a day of the calendar, or "" when there is no such day or its
// year is not 1 to 9999.
func NewDay(year, month, day int) Day {
	if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return ""
	}
	return Day(fmt.Sprintf("%04d-%02d-%02d", year, month, day))
}

// ParseDay reads a day written YYYY-MM-DD. It returns "" for anything else, a
// day that the calendar does not have among it.
func ParseDay(s string) Day {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1 {
		return ""
	}
	return Day(s)
}

// time is the day's midnight, UTC; false for "" and what is no day.
func (d Day) time() (time.Time, bool) {
	t, err := time.Parse(time.DateOnly, string(d))
	return t, err == nil && t.Year() >= 1
}

// Year is the day's year, 0 of no day.
func (d Day) Year() int {
	t, ok := d.time()
	if !ok {
		return 0
	}
	return t.Year()
}

// Month is the day's month, 1 to 12, 0 of no day.
func (d Day) Month() int {
	t, ok := d.time()
	if !ok {
		return 0
	}
	return int(t.Month())
}

// Of is the day of its month, 1 to 31, 0 of no day.
func (d Day) Of() int {
	t, ok := d.time()
	if !ok {
		return 0
	}
	return t.Day()
}

// Weekday is the day of the week as ISO 8601 counts it, 1 Monday to 7 Sunday,
// 0 of no day.
func (d Day) Weekday() int {
	t, ok := d.time()
	if !ok {
		return 0
	}
	return (int(t.Weekday())+6)%7 + 1
}

// AddDays is the day so many days later, or earlier when n is negative. It is
// "" of no day, and beyond the years 1 to 9999.
func (d Day) AddDays(n int) Day {
	t, ok := d.time()
	if !ok || n > maxDays || n < -maxDays {
		return ""
	}
	return dayOf(t.AddDate(0, 0, n))
}

// maxDays is more days than the calendar has.
const maxDays = 366 * 10000

// AddMonths is the day so many months later, or earlier when n is negative: the
// same day of the month, or the month's last when it has no such day (a month
// after 31 January is 28 or 29 February). It is "" of no day, and beyond the
// years 1 to 9999.
func (d Day) AddMonths(n int) Day {
	t, ok := d.time()
	if !ok || n > maxDays || n < -maxDays {
		return ""
	}
	months := t.Year()*12 + int(t.Month()) - 1 + n
	year, month := months/12, months%12+1
	if months < 12 {
		return ""
	}
	return NewDay(year, month, min(t.Day(), daysIn(year, month)))
}

// AddYears is the day so many years later, or earlier when n is negative, as
// AddMonths does it.
func (d Day) AddYears(n int) Day {
	if n > maxDays || n < -maxDays {
		return ""
	}
	return d.AddMonths(12 * n)
}

// Days is how many days later another day is, negative when it is earlier. It
// is 0 when one of them is no day.
func (d Day) Days(to Day) int {
	from, ok := d.time()
	until, too := to.time()
	if !ok || !too {
		return 0
	}
	return int(until.Unix()/secondsADay - from.Unix()/secondsADay)
}

const secondsADay = 24 * 60 * 60

// First and Last are the bounds of the month that the day lies in, "" of no day.
func (d Day) First() Day { return NewDay(d.Year(), d.Month(), 1) }

// Last is the last day of the month that the day lies in, "" of no day.
func (d Day) Last() Day { return NewDay(d.Year(), d.Month(), daysIn(d.Year(), d.Month())) }

// dayOf is the day of a time in UTC, "" beyond the years 1 to 9999.
func dayOf(t time.Time) Day { return NewDay(t.Year(), int(t.Month()), t.Day()) }

// daysIn is how many days a month has, 0 when there is no such month.
func daysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	case 1, 3, 5, 7, 8, 10, 12:
		return 31
	}
	return 0
}

// monday is the Monday of the week that a day lies in, as ISO 8601 has weeks.
func (d Day) monday() Day { return d.AddDays(1 - d.Weekday()) }
