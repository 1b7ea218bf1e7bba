package audit_test

import (
	"bytes"
	"encoding/hex"
	"errors"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/gowebpki/jcs"
	"pgregory.net/rapid"

	"example.org/tickmark/audit"
	"example.org/tickmark/models"
)

// counted returns salts that can be told apart: 32 bytes of 1, of 2 and so on.
func counted() func() ([]byte, error) {
	n := byte(0)
	return func() ([]byte, error) {
		n++
		return bytes.Repeat([]byte{n}, audit.SaltSize), nil
	}
}

// vector is the example of docs/trail-format.md.
var vector = struct {
	event   models.Event
	changes []models.Change
	reason  string
	leaf    string
	hash    string
}{
	event: models.Event{
		Seq: 17, At: 1758556920123, ActorID: 4, Action: "claim.submit", Subject: models.SubjectClaim, SubjectID: 9,
		ArticleID: 1, ClaimID: 9, RequestID: "01K5RZ",
	},
	changes: []models.Change{
		{Field: "state", From: "researching", To: "in review"},
		{Field: "statement", From: "", To: "Putin «let him down».", Free: true},
	},
	reason: "ready",
	leaf: `{"action":"claim.submit","actor":4,"article":1,"at":1758556920123,"changes":[` +
		`{"field":"state","from":"researching","to":"in review"},` +
		`{"field":"statement","from":"","to":{"salted":"83957449c6cf12067e2eadcc542360040bd89fce888fc30f4ec0125b838c764a"}}],` +
		`"claim":9,"reason":{"salted":"27135f150feddecb2a95284547a5e58367054dbd7714de5bede760fe73e497d8"},"request":"01K5RZ","seq":17,"subject":{"id":9,"type":"claim"},"v":1}`,
	hash: "d7c611056c25adca4195f9f3c23bac934add16f9803e3e090248f503038b2b7e",
}

func TestTheVectorOfTheFormatHolds(t *testing.T) {
	leaf, texts, err := audit.Leaf(vector.event, vector.changes, vector.reason, counted())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(vector.leaf, leaf); diff != "" {
		t.Errorf("leaf (-want +got):\n%s", diff)
	}
	if got := hex.EncodeToString(audit.LeafHash(leaf)); got != vector.hash {
		t.Errorf("leaf hash %s, want %s", got, vector.hash)
	}
	want := []models.EventText{
		{EventSeq: 17, Field: "statement", Side: "to", Salt: bytes.Repeat([]byte{1}, 32), Text: "Putin «let him down»."},
		{EventSeq: 17, Field: "reason", Side: "reason", Salt: bytes.Repeat([]byte{2}, 32), Text: "ready"},
	}
	if diff := cmp.Diff(want, texts); diff != "" {
		t.Errorf("texts (-want +got):\n%s", diff)
	}
	doc, err := os.ReadFile("../docs/trail-format.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{leaf, vector.hash} {
		if !strings.Contains(string(doc), s) {
			t.Errorf("docs/trail-format.md does not show %s", s)
		}
	}
}

func anyEvent(t *rapid.T) models.Event {
	return models.Event{
		Seq: rapid.Int64().Draw(t, "seq"), At: models.Instant(rapid.Int64().Draw(t, "at")),
		ActorID: models.Ref(rapid.Int64().Draw(t, "actor")), Action: rapid.String().Draw(t, "action"),
		Subject: models.Subject(rapid.String().Draw(t, "subject")), SubjectID: rapid.Int64().Draw(t, "subject id"),
		ArticleID: models.Ref(rapid.Int64().Draw(t, "article")), ClaimID: models.Ref(rapid.Int64().Draw(t, "claim")),
		RequestID: rapid.String().Draw(t, "request"),
	}
}

func anyChanges(t *rapid.T) []models.Change {
	return rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) models.Change {
		return models.Change{
			Field: rapid.String().Draw(t, "field"), From: rapid.String().Draw(t, "from"),
			To: rapid.String().Draw(t, "to"), Free: rapid.Bool().Draw(t, "free"),
		}
	}), 0, 4, func(c models.Change) string { return c.Field }).Draw(t, "changes")
}

func TestALeafIsCanonicalAndReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		event, changes, reason := anyEvent(t), anyChanges(t), rapid.String().Draw(t, "reason")
		leaf, texts, err := audit.Leaf(event, changes, reason, counted())
		if err != nil {
			t.Fatal(err)
		}
		canonical, err := jcs.Transform([]byte(leaf))
		if err != nil || string(canonical) != leaf {
			t.Fatalf("not canonical (%v):\n%s\n%s", err, leaf, canonical)
		}
		entry, err := audit.Read(leaf)
		if err != nil {
			t.Fatalf("%v: %s", err, leaf)
		}
		entry.Fill(texts)
		if !reflect.DeepEqual(entry.Event, event) || entry.Reason.Text != reason || len(entry.Changes) != len(changes) {
			t.Fatalf("read back as %+v", entry)
		}
		for i, c := range changes {
			got := entry.Changes[i]
			if got.Field != c.Field || got.From.Text != c.From || got.To.Text != c.To {
				t.Fatalf("change %+v read back as %+v", c, got)
			}
			if free := got.From.Salted+got.To.Salted != ""; free != (c.Free && c.From+c.To != "") {
				t.Fatalf("change %+v salted: %v", c, free)
			}
		}
	})
}

func TestEveryColumnOfAnEventChangesTheLeaf(t *testing.T) {
	event := vector.event
	was, _, err := audit.Leaf(event, nil, "", counted())
	if err != nil {
		t.Fatal(err)
	}
	derived := []string{"Leaf", "LeafHash"}
	v := reflect.ValueOf(&event).Elem()
	for i := range v.NumField() {
		name := v.Type().Field(i).Name
		if slices.Contains(derived, name) {
			continue
		}
		before := reflect.ValueOf(v.Field(i).Interface())
		switch f := v.Field(i); f.Kind() {
		case reflect.Int64:
			f.SetInt(f.Int() + 1)
		case reflect.String:
			f.SetString(f.String() + "x")
		default:
			t.Fatalf("column %s is of a new kind: say here how it changes, and add it to the leaf", name)
		}
		is, _, err := audit.Leaf(event, nil, "", counted())
		if err != nil || is == was {
			t.Errorf("column %s does not change the leaf (%v)", name, err)
		}
		v.Field(i).Set(before)
	}
}

func TestEveryPartOfAChangeChangesTheLeaf(t *testing.T) {
	leaf := func(c models.Change, reason string) string {
		l, _, err := audit.Leaf(vector.event, []models.Change{c}, reason, counted())
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	c := models.Change{Field: "f", From: "a", To: "b"}
	leaves := []string{leaf(c, ""), leaf(c, "r"), leaf(c, "s")}
	for _, other := range []models.Change{
		{Field: "g", From: "a", To: "b"},
		{Field: "f", From: "b", To: "b"},
		{Field: "f", From: "a", To: "a"},
		{Field: "f", From: "b", To: "a"},
		{Field: "f", From: "a", To: "b", Free: true},
		{Field: "f", From: `{"salted":"`, To: "b"},
	} {
		leaves = append(leaves, leaf(other, ""))
	}
	slices.Sort(leaves)
	if n := len(slices.Compact(slices.Clone(leaves))); n != len(leaves) {
		t.Errorf("%d leaves of %d are different", n, len(leaves))
	}
}

func TestWhatReadsIsWhatLeafWrites(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		leaf, _, err := audit.Leaf(anyEvent(t), anyChanges(t), rapid.String().Draw(t, "reason"), counted())
		if err != nil {
			t.Fatal(err)
		}
		at := rapid.IntRange(0, len(leaf)-1).Draw(t, "at")
		put := rapid.SampledFrom([]string{"", " ", "0", "1", "-", `"`, `\`, `\/`, `\u0041`, `\x41`, "\n", "\xff", ",", "9007199254740992", "A"}).Draw(t, "put")
		mutant := leaf[:at] + put + leaf[at+rapid.IntRange(0, 1).Draw(t, "cut"):]
		if _, err := audit.Read(mutant); err != nil {
			return
		}
		canonical, err := jcs.Transform([]byte(mutant))
		if err != nil || string(canonical) != mutant {
			t.Fatalf("read a leaf that is not canonical (%v):\n%s\n%s", err, mutant, canonical)
		}
	})
}

func TestLeavesThatAreRefused(t *testing.T) {
	good := vector.leaf
	swap := func(old, with string) string {
		if !strings.Contains(good, old) {
			t.Fatalf("the vector does not hold %s", old)
		}
		return strings.Replace(good, old, with, 1)
	}
	head, _, _ := strings.Cut(good, `"reason":`)
	_, tail, _ := strings.Cut(good, `,"request"`)
	for name, leaf := range map[string]string{
		"nothing":                       "",
		"a leaf and more":               good + " ",
		"half a leaf":                   good[:len(good)/2],
		"a format of the future":        swap(`"v":1`, `"v":2`),
		"a leading zero":                swap(`"seq":17`, `"seq":017`),
		"a minus zero":                  swap(`"seq":17`, `"seq":-0`),
		"a small number as a string":    swap(`"seq":17`, `"seq":"17"`),
		"a large number as a number":    swap(`"seq":17`, `"seq":9007199254740992`),
		"a number that is too large":    swap(`"seq":17`, `"seq":"9223372036854775808"`),
		"no number":                     swap(`"seq":17`, `"seq":`),
		"an escape that need not be":    swap(`claim.submit`, `\u0063laim.submit`),
		"an escape in capitals":         swap(`claim.submit`, `\u001F`),
		"a control character":           swap(`claim.submit`, "\x1f"),
		"bytes that are not UTF-8":      swap(`claim.submit`, "\xff"),
		"a digest in capitals":          swap(`cc5423`, `CC5423`),
		"a digest that is too short":    swap(`{"salted":"8`, `{"salted":"`),
		"a reason that is not digested": head + `"reason":"x","request"` + tail,
	} {
		if _, err := audit.Read(leaf); !errors.Is(err, audit.ErrLeaf) {
			t.Errorf("%s: read (%v): %s", name, err, leaf)
		}
	}
}

func TestEventsThatHaveNoLeaf(t *testing.T) {
	broken := errors.New("no chance left")
	for name, row := range map[string]struct {
		event   models.Event
		changes []models.Change
		reason  string
		salt    func() ([]byte, error)
		want    error
	}{
		"an action that is not UTF-8":    {event: models.Event{Action: "\xff"}, want: audit.ErrNotUTF8},
		"a free text that is not UTF-8":  {changes: []models.Change{{Field: "f", To: "\xff", Free: true}}, want: audit.ErrNotUTF8},
		"a field that changes twice":     {changes: []models.Change{{Field: "f"}, {Field: "f"}}, want: audit.ErrFieldTwice},
		"a salt that is too short":       {reason: "r", salt: func() ([]byte, error) { return []byte("short"), nil }, want: audit.ErrSalt},
		"a salt that could not be drawn": {reason: "r", salt: func() ([]byte, error) { return nil, broken }, want: broken},
	} {
		if row.salt == nil {
			row.salt = audit.RandomSalt
		}
		if _, _, err := audit.Leaf(row.event, row.changes, row.reason, row.salt); !errors.Is(err, row.want) {
			t.Errorf("%s: %v, want %v", name, err, row.want)
		}
	}
}

func TestErasedTextsAreMarked(t *testing.T) {
	leaf, texts, err := audit.Leaf(vector.event, vector.changes, vector.reason, audit.RandomSalt)
	if err != nil {
		t.Fatal(err)
	}
	texts[0].Salt, texts[0].Text = nil, ""
	entry, err := audit.Read(leaf)
	if err != nil {
		t.Fatal(err)
	}
	entry.Fill(texts)
	if to := entry.Changes[1].To; !to.Erased || to.Text != "" {
		t.Errorf("the erased text reads %+v", to)
	}
	if entry.Reason.Erased || entry.Reason.Text != vector.reason {
		t.Errorf("the reason reads %+v", entry.Reason)
	}
}
