package handlers_test

import (
	"testing"

	"example.org/tickmark/testkit"
)

func TestSigningOff(t *testing.T) {
	s := newSite(t)
	s.Open(t, testkit.Copy)
	n := s.Mark(t, s.Carl, 1, 2)
	s.ToReview(t, s.Carl, 1, n)
	page, fields := "/articles/1/sign-off", []string{"form", "sign-off", "revision", "1"}
	s.play(t, []act{
		{"what is missing is listed with names", &s.Ed, page, nil, 200, "Not approved: in review Claim 1 Statement of sentence 2 Waits for Duo, Ed, Eva, Rita, Rob.", "", nil},
		{"the same as plain text", &s.Vera, "/articles/1/missing.txt", nil, 200, "- Not approved: in review (claim 1) Statement of sentence 2 Waits for Duo, Ed, Eva, Rita, Rob.", "", nil},
		{"an editor reads why not", &s.Ed, page, nil, 200, "Sign off: The article is not ready", "", nil},
		{"and may break the glass", &s.Ed, page, nil, 200, "Sign off by break glass", "", nil},
		{"a viewer reads why not", &s.Vera, page, nil, 200, "Sign off: This takes the role of editor.", "", nil},
		{"a viewer signs nothing off", &s.Vera, page, fields, 403, "This takes the role of editor.", "", nil},
		{"what is not ready is not signed off", &s.Ed, page, fields, 409, "The article is not ready", "", nil},
		{"the glass is not broken without a reason", &s.Ed, page, []string{"form", "break-glass", "revision", "1", "break", "yes"}, 422, "Give a reason.", "", nil},
	})
	s.Do(t, s.Rita, 1, n, "approve")
	s.play(t, []act{
		{"ready, it offers the form", &s.Ed, page, nil, 200, "Nothing is missing", "", nil},
		{"and says to others who may", &s.Carl, page, nil, 200, "Who may: Duo, Ed, Eva.", "", nil},
		{"not of another revision", &s.Ed, page, []string{"form", "sign-off", "revision", "2"}, 409, "There is a newer revision", "", nil},
		{"it is signed off", &s.Ed, page, fields, 303, "", page, []string{"report.issue"}},
		{"and says so, with its report", &s.Ed, page, nil, 200, "Signed off. The report is issued.", "", nil},
		{"once is enough", &s.Ed, page, fields, 409, "This revision is signed off", "", nil},
		{"the report stands in the list", &s.Vera, "/reports", nil, 200, "2025-0001 Leaders meet in Anchorage Verified", "", nil},
		{"and has its page", &s.Vera, "/reports/2025-0001", nil, 200, "Report 2025-0001", "", nil},
		{"there is no other", &s.Vera, "/reports/2025-0002", nil, 404, "There is no such report", "", nil},
		{"nor one of another form", &s.Vera, "/reports/2025-0001.pdf", nil, 404, "There is no such page.", "", nil},
	})
}

func TestSigningOffByBreakGlass(t *testing.T) {
	s := newSite(t)
	s.Open(t, testkit.Copy+"\n\nThe price is TK.")
	page := "/articles/1/sign-off"
	s.play(t, []act{
		{"a TK is listed", &s.Ed, page, nil, 200, "TK in the copy The price is TK. Waits for", "", nil},
		{"a viewer may not mark it CQ", &s.Vera, page, nil, 200, "Mark CQ: This takes the role of checker or editor.", "", nil},
		{"a sentence that is none", &s.Ed, "/articles/1/waivers", []string{"form", "waive-6", "revision", "1", "sentence", "60", "note", "It is a name."}, 422, "There is no such sentence", "", nil},
		{"a checker marks it CQ", &s.Carl, "/articles/1/waivers", []string{"form", "waive-6", "revision", "1", "sentence", "6", "note", "It is a name."}, 303, "", page, []string{"waiver.add"}},
		{"then it is gone from the list", &s.Ed, page, nil, 200, "1 point is missing No claim is marked", "", nil},
		{"the glass is broken", &s.Ed, page, []string{"form", "break-glass", "revision", "1", "break", "yes", "reason", "It is urgent."}, 303, "", page, []string{"debt.open", "report.issue"}},
		{"and the debt is listed", &s.Vera, page, nil, 200, "Review debts No claim is marked Open It is urgent.", "", nil},
		{"the report says so", &s.Vera, "/reports/2025-0001", nil, 200, "Signed off by break glass", "", nil},
	})
}
