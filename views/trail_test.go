package views

import (
	"strings"
	"testing"
	"time"

	"example.org/tickmark/models"
	"example.org/tickmark/testkit"
)

func TestTheTrailWordsWhatChanged(t *testing.T) {
	names := map[models.ID]string{1: "Ada", 2: "Bea"}
	clock := Clock{Now: time.Unix(0, 0), Zone: time.UTC}
	for _, row := range []struct {
		name            string
		field, from, to string
		want            Changed
	}{
		{"a word is itself", "state", "open", "in review", Changed{Field: "State", Before: "open", After: "in review"}},
		{"a person is named", "assignee", "", "2", Changed{Field: "Checker", After: "Bea"}},
		{"people are named", "writers", "1", "1,2", Changed{Field: "Writers", Before: "Ada", After: "Ada, Bea"}},
		{"a person nobody knows is a number", "editor", "9", "1", Changed{Field: "Editor", Before: "no. 9", After: "Ada"}},
		{"a time is told", "due_at", "", "1000", Changed{Field: "Due", After: "1 Jan 1970, 00:00:01 UTC"}},
		{"a number that is a text stays one", "statement", "1", "2", Changed{Field: "Statement", Before: "1", After: "2"}},
		{"a comma in a text stays one", "statement", "a,b", "c", Changed{Field: "Statement", Before: "a,b", After: "c"}},
		{"kinds are apart", "kinds", "", "date,place", Changed{Field: "Kinds", After: "date, place"}},
		{"what was erased says so", "assignee", Erased, "1", Changed{Field: "Checker", Before: "erased", After: "Ada"}},
		{"a row is behind", "finding", "1", "2", Changed{Field: "Finding", Before: "no. 1", After: "no. 2", Behind: true}},
		{"a field of later days shows its name", "moon", "a", "b", Changed{Field: "moon", Before: "a", After: "b"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got := TrailChange(row.field, row.from, row.to, names, clock); got != row.want {
				t.Errorf("%+v, want %+v", got, row.want)
			}
		})
	}
}

func TestTheTrailCutsLongTextsDownToWhereTheyDiffer(t *testing.T) {
	same := strings.Repeat("ä", 1000)
	got := TrailChange("text", same+"three"+same, same+"four"+same, nil, Clock{})
	around := strings.Repeat("ä", shownAround)
	if got.Before != "… "+around+"three"+around+" …" || got.After != "… "+around+"four"+around+" …" {
		t.Errorf("%q became %q", got.Before, got.After)
	}
	if got := TrailChange("text", "", strings.Repeat("a", shownMost+5), nil, Clock{}); !strings.HasSuffix(got.After, "(5 more characters)") || len(got.After) > shownMost+40 {
		t.Errorf("%d bytes: …%s", len(got.After), got.After[len(got.After)-40:])
	}
	if got := TrailChange("text", same, same+same, nil, Clock{}); got.Before != "… "+around || !strings.HasSuffix(got.After, "ä") {
		t.Errorf("%q, %q", got.Before, got.After)
	}
}

func TestTheTrailHasWordsForAllThatIsWrittenIntoIt(t *testing.T) {
	actions, fields := testkit.TrailWords(t, "../newsroom")
	for _, a := range actions {
		if Did(a) == a {
			t.Errorf("no words for the action %s", a)
		}
	}
	for field, of := range fields {
		if _, ok := trailFields[field]; !ok {
			t.Errorf("no words for the field %s of %s", field, of)
		}
	}
}

func TestEveryActionOfTheTrailIsNamedOnce(t *testing.T) {
	if len(trailDid) != len(trailActions) {
		t.Error("an action stands in the list twice")
	}
}
