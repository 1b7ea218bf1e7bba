package report_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"html"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/gowebpki/jcs"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"example.org/tickmark/models"
	"example.org/tickmark/report"
)

var update = flag.Bool("update", false, "write the golden files anew")

var inputs = map[string]func(testing.TB) report.Input{
	"verified": sample, "draft": draft, "break-glass": broken, "hostile": hostile, "arabic": arabic,
}

func encode(t testing.TB, in report.Input) []byte {
	t.Helper()
	body, err := report.Encode(report.Build(in))
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func parse(t testing.TB, body []byte) report.Report {
	t.Helper()
	r, err := report.Parse(body)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// drawn renders a body in one of its formats.
func drawn(t testing.TB, body []byte, draw func(report.Report) ([]byte, error)) string {
	t.Helper()
	out, err := draw(parse(t, body))
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestWholeReportsReadAsBefore(t *testing.T) {
	for name, input := range inputs {
		t.Run(name, func(t *testing.T) {
			body := encode(t, input(t))
			var indented bytes.Buffer
			if err := json.Indent(&indented, body, "", "  "); err != nil {
				t.Fatal(err)
			}
			golden(t, name+".json", indented.String())
			golden(t, name+".html", drawn(t, body, report.HTML))
			golden(t, name+".md", drawn(t, body, report.Markdown))
		})
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s, run the tests with -update when this is wanted (-want +got):\n%s", name, diff)
	}
}

func TestTheSameInputGivesTheSameBytes(t *testing.T) {
	for name, input := range inputs {
		a, b := input(t), input(t)
		for _, rows := range []any{b.Claims, b.Findings, b.Approvals, b.Hands, b.Evidence, b.Sources, b.Comments, b.Waivers, b.Debts, b.Events} {
			swap := reflect.Swapper(rows)
			for i, n := 0, reflect.ValueOf(rows).Len(); i < n/2; i++ {
				swap(i, n-1-i)
			}
		}
		if diff := cmp.Diff(string(encode(t, a)), string(encode(t, b))); diff != "" {
			t.Errorf("%s: other order, other bytes:\n%s", name, diff)
		}
	}
}

func TestBodiesKeepTheSchema(t *testing.T) {
	schema := compiled(t)
	for name, input := range inputs {
		if err := schema.Validate(instance(t, encode(t, input(t)))); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	if err := c.AddResource("urn:tickmark:report:1", instance(t, report.Schema())); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("urn:tickmark:report:1")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func instance(t *testing.T, body []byte) any {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestTheSchemaRefuses(t *testing.T) {
	schema := compiled(t)
	good := string(encode(t, sample(t)))
	for name, change := range map[string][2]string{
		"a member that it does not know":            {`"schema":1`, `"schema":1,"x":1`},
		"a member in a claim that it does not know": {`"checked_by_writer":`, `"x":1,"checked_by_writer":`},
		"an unknown verdict":                        {`"verdict":"attributed"`, `"verdict":"true"`},
		"a number that is no whole number":          {`"words":`, `"words":0.5,"w":`},
		"a time without milliseconds":               {`.000Z"`, `Z"`},
		"a signed report without a number":          {`"number":"2025-0142",`, ``},
		"a draft with a number":                     {`"status":"verified"`, `"status":"draft"`},
		"another version":                           {`"schema":1`, `"schema":2`},
	} {
		bad := strings.Replace(good, change[0], change[1], 1)
		if bad == good {
			t.Errorf("%s: the body does not hold %s", name, change[0])
		}
		if schema.Validate(instance(t, []byte(bad))) == nil {
			t.Errorf("%s: passes", name)
		}
	}
}

func TestTheSchemaKnowsEveryWord(t *testing.T) {
	schema := string(report.Schema())
	var words []string
	add := func(list any) {
		for i := range reflect.ValueOf(list).Len() {
			words = append(words, reflect.ValueOf(list).Index(i).String())
		}
	}
	add(models.Verdicts)
	add(models.AllKinds)
	add(models.Severities)
	add(append(slices.Clone(models.WithdrawReasons), models.TakenBack))
	add(models.SourceTypes)
	add(models.Stances)
	add(models.Authorities)
	add(models.States[:5])
	add(models.WaiverKinds)
	for _, w := range words {
		if !strings.Contains(schema, `"`+w+`"`) {
			t.Errorf("the schema does not know %q", w)
		}
	}
}

func TestBodiesThatAreRefused(t *testing.T) {
	good := string(encode(t, sample(t)))
	for name, row := range map[string]struct {
		body string
		want error
	}{
		"nothing":                 {"", report.ErrBody},
		"white space at the end":  {good + "\n", report.ErrBody},
		"a member that is new":    {strings.Replace(good, `{"approved_by"`, `{"a":1,"approved_by"`, 1), report.ErrBody},
		"a block out of the text": {strings.Replace(good, `"blocks":[{"end":`, `"blocks":[{"end":9999`, 1), report.ErrBody},
		"a mark out of its block": {strings.Replace(good, `"marks":[{"end":`, `"marks":[{"end":9`, 1), report.ErrBody},
		"a version of the future": {strings.Replace(good, `"schema":1`, `"schema":2`, 1), report.ErrVersion},
	} {
		if row.body == good {
			t.Errorf("%s: the body is as it was", name)
		}
		if _, err := report.Parse([]byte(row.body)); !errors.Is(err, row.want) {
			t.Errorf("%s: %v, want %v", name, err, row.want)
		}
	}
}

func TestTheEnvelopeGivesTheBodyBack(t *testing.T) {
	for name, input := range inputs {
		body := encode(t, input(t))
		proofs := &report.Proofs{Seq: 9, Leaf: `{"a":"\u2028"}`, Checkpoint: "tickmark/trail\n1\n", Inclusion: [][]byte{{1, 2}, {3}}, PublicKey: "k"}
		env, err := report.Envelope(body, proofs)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(env, body) {
			t.Errorf("%s: the envelope does not hold the body as it is", name)
		}
		var indented bytes.Buffer
		if err := json.Indent(&indented, env, "", "\t"); err != nil {
			t.Fatal(err)
		}
		for _, e := range [][]byte{env, indented.Bytes()} {
			got, p, err := report.Open(e)
			if err != nil || !bytes.Equal(got, body) || !reflect.DeepEqual(p, proofs) {
				t.Errorf("%s: opens with %v, proofs %+v", name, err, p)
			}
		}
		if _, _, err := report.Open(bytes.Replace(env, []byte(`"schema":1`), []byte(`"schema":3`), 1)); !errors.Is(err, report.ErrEnvelope) {
			t.Errorf("%s: a changed body opens: %v", name, err)
		}
	}
	if _, err := report.Envelope([]byte(`{"b":1, "a":2}`), nil); !errors.Is(err, report.ErrBody) {
		t.Errorf("a body that is not canonical: %v", err)
	}
}

func TestABodyIsCanonical(t *testing.T) {
	body := encode(t, hostile(t))
	canonical, err := jcs.Transform(body)
	if err != nil || !bytes.Equal(canonical, body) {
		t.Error("not canonical", err)
	}
}

func TestWhatAReportCounts(t *testing.T) {
	r := report.Build(broken(t))
	want := report.Summary{
		Claims: 2, Approved: 2, Withdrawn: 2, Sources: 1, Evidence: 1, Passed: 2, Owed: 1,
		Verdicts: []report.Count{{Verdict: models.ConfirmedWithChange, Claims: 1}, {Verdict: models.Attributed, Claims: 1}},
	}
	if diff := cmp.Diff(want, r.Summary); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if r.Status != report.BreakGlass || r.Number != "2025-0143" || r.Revision.Words != 74 {
		t.Errorf("%s %s, %d words", r.Status, r.Number, r.Revision.Words)
	}
	if len(r.Claims) != 2 || !r.Claims[0].ByWriter || r.Claims[1].ByWriter {
		t.Errorf("writers are not told from others")
	}
	var changes []string
	for _, c := range r.Supersedes.Changes {
		changes = append(changes, string(c.What))
	}
	if r.Supersedes.Number != "2025-0142" || !slices.Equal(changes, []string{"withdrawn", "changed"}) {
		t.Errorf("supersedes %s: %v", r.Supersedes.Number, changes)
	}
}

func TestASignedReportMissesNothing(t *testing.T) {
	in := sample(t)
	in.Missing = draft(t).Missing
	if missing := report.Build(in).Missing; len(missing) != 0 {
		t.Errorf("a signed report lists as missing %+v", missing)
	}
}

func TestTheTrailTellsNamesAndTimes(t *testing.T) {
	body := encode(t, sample(t))
	page, text := drawn(t, body, report.HTML), drawn(t, body, report.Markdown)
	for _, want := range []string{"Checker:</span> <del>Reviewer C</del> <ins>Checker B</ins>", "Due:</span> <ins>22 Sep 2025, 12:00</ins>", "Writers of the new words:</span> <ins>Checker B, Writer W</ins>", "<b>Assigned</b>", "<b>claim.reword</b>"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %s", want)
		}
	}
	if want := "Assigned, claim 1; Checker: Reviewer C → Checker B; Due: 22 Sep 2025, 12:00 |"; !strings.Contains(text, want) {
		t.Errorf("the Markdown does not say %s", want)
	}
	r := parse(t, body)
	if diff := cmp.Diff([]report.Person{{ID: 2, Name: "Checker B"}, {ID: 3, Name: "Reviewer C"}, {ID: 4, Name: "Writer W"}}, r.Named); diff != "" {
		t.Errorf("named (-want +got):\n%s", diff)
	}
	want := [][]report.Change{
		{{Field: "number", To: "2"}, {Field: "revision", From: "1", To: "2"}, {Field: "new_words_by", To: "2,4"}},
		{{Field: "assignee", From: "3", To: "2"}, {Field: "due_at", To: "2025-09-22T10:00:00.000Z"}},
		{{Field: "approval", To: "121"}},
	}
	for i, changes := range want {
		if diff := cmp.Diff(changes, r.Trail[i].Changes); diff != "" {
			t.Errorf("entry %d (-want +got):\n%s", i, diff)
		}
	}
}

func TestAClaimThatComesBackIsRestored(t *testing.T) {
	before := report.Build(broken(t))
	in := sample(t)
	in.Previous = &before
	var restored []int
	for _, c := range report.Build(in).Supersedes.Changes {
		if c.What == report.SinceRestored {
			restored = append(restored, c.Number)
		}
	}
	if !slices.Equal(restored, []int{1}) {
		t.Errorf("restored are the claims %v", restored)
	}
}

func TestADraftSaysSoEverywhere(t *testing.T) {
	body := encode(t, draft(t))
	page, text := drawn(t, body, report.HTML), drawn(t, body, report.Markdown)
	for where, row := range map[string][2]string{
		"the body":                {string(body), `"status":"draft"`},
		"the title":               {page, "<title>DRAFT"},
		"the mark on every sheet": {page, `<div class="stamp"`},
		"the margin":              {page, ".draft { page: draft }"},
		"the seal":                {page, "must not be handed on as a report"},
		"the Markdown":            {text, "**DRAFT"},
	} {
		if !strings.Contains(row[0], row[1]) {
			t.Errorf("%s does not", where)
		}
	}
	if _, signed, _ := strings.Cut(drawn(t, encode(t, sample(t)), report.HTML), "</style>"); strings.Contains(signed, "DRAFT") || strings.Contains(signed, `class="stamp"`) {
		t.Error("a signed report does too")
	}
}

func TestHostileTextStaysTextInHTML(t *testing.T) {
	page := drawn(t, encode(t, hostile(t)), report.HTML)
	allowed := regexp.MustCompile(`^</?(html|head|meta|title|style|body|main|header|section|article|div|span|p|h[1-6]|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|td|th|blockquote|q|b|strong|em|mark|sup|del|ins|a|bdi|time|code|svg|path|br)\b`)
	for _, tag := range regexp.MustCompile(`<[^>]*>`).FindAllString(page[len("<!doctype html>"):], -1) {
		if !allowed.MatchString(tag) || regexp.MustCompile(`[ "'](on\w+|src|style)=|javascript:|data:`).MatchString(tag) {
			t.Errorf("the page holds %s", tag)
		}
	}
	text := html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(strings.ReplaceAll(page, "<br>", "\n"), ""))
	for _, s := range nasty {
		if !strings.Contains(text, strings.ReplaceAll(s, "\u2028", "\n")) {
			t.Errorf("the page does not read %q", s)
		}
	}
	for _, a := range regexp.MustCompile(`<a [^>]*href="[^#][^>]*>`).FindAllString(page, -1) {
		if !strings.Contains(a, `rel="noopener noreferrer nofollow"`) || !strings.Contains(a, `href="https://`) {
			t.Errorf("a link out: %s", a)
		}
	}
}

func TestHostileTextReadsAsWrittenInMarkdown(t *testing.T) {
	md := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList))
	for name, input := range inputs {
		body := encode(t, input(t))
		text := drawn(t, body, report.Markdown)
		var out bytes.Buffer
		if err := md.Convert([]byte(text), &out); err != nil {
			t.Fatal(err)
		}
		page := out.String()
		for _, bad := range []string{"<img", "<del>", "<!-- raw HTML", "<dl>", "<code>x", "<input", "<pre"} {
			if strings.Contains(page, bad) {
				t.Errorf("%s: Markdown made %s", name, bad)
			}
		}
		if strings.Count(page, "<hr") > 1 { // one stands above the footnotes
			t.Errorf("%s: Markdown made a rule", name)
		}
		for _, a := range regexp.MustCompile(`<a href="([^"]*)"`).FindAllStringSubmatch(page, -1) {
			if !strings.HasPrefix(a[1], "#fn") && !strings.HasPrefix(a[1], "https://example.com/") && !strings.HasPrefix(a[1], "https://x.test/%22%3E") {
				t.Errorf("%s: Markdown made a link to %s", name, a[1])
			}
		}
		shown := squeezed(html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(page, "")))
		if name == "hostile" {
			for _, s := range nasty {
				if !strings.Contains(shown, squeezed(s)) {
					t.Errorf("it does not read %q", s)
				}
			}
			if all := squeezed(strings.Join(nasty, "\n")); strings.Count(shown, all) < 10 {
				t.Errorf("the texts read in one piece %d times", strings.Count(shown, all))
			}
		}
		for _, b := range parse(t, body).Revision.Blocks {
			words := squeezed(string([]rune(parse(t, body).Revision.Text)[b.Start:b.End]))
			if bare := squeezed(regexp.MustCompile(`<sup.*?</sup>`).ReplaceAllString(page, "")); !strings.Contains(squeezed(html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(bare, ""))), words) {
				t.Errorf("%s: the copy does not read %q", name, words)
			}
		}
	}
}

// squeezed makes every run of white space one space.
func squeezed(s string) string { return strings.Join(strings.Fields(s), " ") }
