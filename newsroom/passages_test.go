package newsroom_test

import (
	"slices"
	"strings"
	"testing"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"
	"example.org/tickmark/workflow"
)

const (
	toldEarly = "The office said on Monday that the leaders met for three hours. No deal was made. Nobody asked. No deal was made."
	toldLate  = "The office said on Tuesday that the leaders met for two hours. A deal was made."
)

// captured keeps a capture of a source that says text.
func (d *desk) captured(source models.ID, text string) models.Capture {
	d.t.Helper()
	c := models.Capture{
		SourceID: source, How: models.Fetched, At: models.At(d.Clock.Now()), BodySHA256: strings.Repeat("c", 64), Language: "en",
		Document: models.Document{Text: text, Blocks: []models.Block{{Kind: models.Paragraph, Span: models.Span{End: len([]rune(text))}}}},
	}
	d.ok(d.KeepCapture(d.t.Context(), &c))
	return c
}

// cited is a claim with evidence of a source, and that source.
func (d *desk) cited() (n int, source models.ID) {
	d.t.Helper()
	n = d.marked()
	d.Evidence(d.t, d.Carl, d.article, n, models.Background)
	return n, d.kase(n).Evidence[0].SourceID
}

func quote(c models.Capture, passage string, start int) newsroom.NewQuote {
	at := models.Span{Start: start, End: start + len([]rune(passage))}
	if start < 0 {
		at = models.Span{}
	}
	return newsroom.NewQuote{Capture: c.ID, At: at, Evidence: models.Evidence{Stance: models.Supports, Authority: models.Primary, Passage: passage}}
}

// quotes has Carl quote a passage for a claim.
func (d *desk) quotes(n int, q newsroom.NewQuote) {
	d.t.Helper()
	id, err := d.QuoteCapture(d.t.Context(), testkit.By(d.Carl), d.at(n), q)
	d.ok(err)
	if all := d.kase(n).Evidence; all[len(all)-1].ID != id {
		d.t.Errorf("evidence %d is said to be new, not %d", id, all[len(all)-1].ID)
	}
}

func TestAPassageIsQuotedOfTheCaptureThatWasRead(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		n, source := d.cited()
		early := d.captured(source, toldEarly)
		d.captured(source, toldLate)
		second := strings.LastIndex(toldEarly, "No deal")
		for _, row := range []struct {
			name, passage string
			at            int
			want          string
			start         int
		}{
			{"where it was selected", "No deal was made.", second, "No deal was made.", second},
			{"where it stands first, when it was typed", "No deal was made.", -1, "No deal was made.", strings.Index(toldEarly, "No deal")},
			{"where it stands, when the place holds other words", "Nobody  asked.", 3, "Nobody asked.", strings.Index(toldEarly, "Nobody")},
			{"where it nearly stands", "the leaders met for 3 hours", -1, "the leaders met for three hours", strings.Index(toldEarly, "the leaders")},
		} {
			d.quotes(n, quote(early, row.passage, row.at))
			all := d.kase(n).Evidence
			e := all[len(all)-1]
			at, ok := e.Quoted()
			if !ok || e.CaptureID != models.Ref(early.ID) || e.SourceID != source || at.Start != row.start || toldEarly[at.Start:at.End] != row.want {
				t.Errorf("%s: it rests on %+v", row.name, e)
			}
		}
		if hands := d.kase(n).HandOf(d.Carl.ID); len(hands) == 0 {
			t.Error("who quotes has no hand")
		}
		by := func(q newsroom.NewQuote) func() error {
			return func() error {
				_, err := d.QuoteCapture(t.Context(), testkit.By(d.Carl), d.at(n), q)
				return err
			}
		}
		d.refuse(apperr.PassageNotThere, by(quote(early, "The ferry sank in the harbour of the town.", -1)))
		d.refuse(apperr.FieldMissing, by(quote(early, "", -1)))
		odd := quote(early, "Nobody asked.", -1)
		odd.Evidence.Stance = "refutes"
		d.refuse(apperr.UnknownChoice, by(odd))
		d.refuse(apperr.NotFoundOrSeen, by(quote(models.Capture{ID: 999}, "Nobody asked.", -1)))
		elsewhere := d.Open(t, "Another\n\nThe leaders met. It rained.")
		m := d.Mark(t, d.Carl, elsewhere, 2)
		d.refuse(apperr.NotFoundOrSeen, func() error {
			_, err := d.QuoteCapture(t.Context(), testkit.By(d.Carl), d.At(t, elsewhere, m), quote(early, "Nobody asked.", -1))
			return err
		})
		d.refuse(apperr.RoleMissing, func() error {
			_, err := d.QuoteCapture(t.Context(), testkit.By(d.Rita), d.at(n), quote(early, "Nobody asked.", -1))
			return err
		})
		d.Verify(t)
	})
}

func TestTheWordingOfTheSourceIsTaken(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		n, source := d.cited()
		early := d.captured(source, toldEarly)
		d.captured(source, toldLate)
		d.quotes(n, quote(early, "the leaders met for 3 hours", -1))
		id := d.kase(n).Evidence[1].ID
		take := func() error { return d.TakeWording(t.Context(), testkit.By(d.Carl), d.at(n), id) }
		version := d.claim(n).Version
		d.ok(take())
		if e := d.kase(n).Evidence[1]; e.Passage != "the leaders met for three hours" || e.CaptureID != models.Ref(early.ID) || d.claim(n).Version != version+1 {
			t.Errorf("the evidence is %+v at version %d", e, d.claim(n).Version)
		}
		d.refuse(apperr.PassageVerbatim, take)
		d.refuse(apperr.PassageVerbatim, func() error {
			return d.TakeWording(t.Context(), testkit.By(d.Carl), d.at(n), d.kase(n).Evidence[0].ID)
		})
		change := d.kase(n).Evidence[1]
		change.Passage = "Nobody asked."
		d.ok(d.ChangeEvidence(t.Context(), testkit.By(d.Carl), d.at(n), id, change))
		if e := d.kase(n).Evidence[1]; e.CaptureID != models.Ref(early.ID) || e.QuotedStart != strings.Index(toldEarly, "Nobody") {
			t.Errorf("what stands in the capture that was read rests on %+v", e)
		}
		change.Passage = "A deal was made."
		d.ok(d.ChangeEvidence(t.Context(), testkit.By(d.Carl), d.at(n), id, change))
		if e := d.kase(n).Evidence[1]; e.CaptureID == models.Ref(early.ID) || e.QuotedEnd != len(toldLate) {
			t.Errorf("what stands in the newest capture alone rests on %+v", e)
		}
	})
}

// A capture that comes after its evidence is rested on by itself, but for what is
// in review or approved: that stays as it was read.
func TestEvidenceWaitsForItsCapture(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		in := testkit.SomeEvidence(models.Supports)
		in.Evidence.Passage = "No deal was made."
		add := func(n int) {
			t.Helper()
			d.ok(d.AddEvidence(t.Context(), testkit.By(d.Carl), d.at(n), in))
			in.SourceID = d.kase(n).Evidence[0].SourceID
		}
		open, researching, reviewed, approved := d.mark(d.Carl, 2), d.mark(d.Carl, 2), d.mark(d.Carl, 3), d.mark(d.Carl, 3)
		for _, n := range []int{open, researching, reviewed, approved} {
			add(n)
		}
		d.do(d.Carl, researching, workflow.Take)
		for _, n := range []int{reviewed, approved} {
			d.do(d.Carl, n, workflow.Take)
			d.Find(t, d.Carl, d.article, n, models.Confirmed)
			d.do(d.Carl, n, workflow.Submit)
		}
		d.do(d.Rita, approved, workflow.Approve)
		was := map[int]workflow.Case{}
		for _, n := range []int{open, researching, reviewed, approved} {
			was[n] = d.kase(n)
		}
		from := d.size()
		c := d.captured(in.SourceID, toldEarly)
		for n, k := range was {
			is := d.kase(n)
			e := is.Evidence[0]
			waits := n == reviewed || n == approved
			if at, ok := e.Quoted(); ok == waits || !waits && (e.CaptureID != models.Ref(c.ID) || toldEarly[at.Start:at.End] != in.Evidence.Passage) {
				t.Errorf("claim %d in %s rests on %+v", n, is.Claim.State, e)
			}
			if is.Claim.Version != k.Claim.Version || is.Claim.State != k.Claim.State || len(is.Hands) != len(k.Hands) {
				t.Errorf("claim %d was %+v, is %+v", n, k.Claim, is.Claim)
			}
		}
		pins := 0
		for _, a := range d.actions(from) {
			if a == "evidence.pin" {
				pins++
			}
		}
		if pins != 2 {
			t.Errorf("%d pins in the trail", pins)
		}
		// A form that was open before the capture came still fits.
		d.ok(d.ChooseVerdict(t.Context(), testkit.By(d.Carl), newsroom.Target{Article: d.article, Number: researching, Version: was[researching].Claim.Version}, newsroom.Verdict{Verdict: models.Confirmed}))
		// A note on the evidence of an approval, and another capture, move nothing.
		d.captured(in.SourceID, toldLate)
		e := d.kase(approved).Evidence[0]
		e.Note = "read once more"
		d.ok(d.ChangeEvidence(t.Context(), testkit.By(d.Carl), d.at(approved), e.ID, e))
		d.state(approved, models.Approved)
		d.Verify(t)
	})
}

func TestATranslationStandsBesideAPassage(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		n := d.reviewed()
		e := d.kase(n).Evidence[0].ID
		add := func(u models.User, tongue, text string) error {
			return d.AddTranslation(t.Context(), testkit.By(u), d.at(n), e, models.Translation{Language: tongue, Text: text})
		}
		standing := func() []models.Translation {
			rs, err := d.DB.Queries().Translations(t.Context(), store.Of{Article: d.article, Claim: d.claim(n).ID})
			d.ok(err)
			return rs
		}
		version := d.claim(n).Version
		d.ok(add(d.Cleo, "EN-gb", "No deal."))
		rs := standing()
		if len(rs) != 1 || rs[0].Language != "en-GB" || rs[0].CreatedBy != d.Cleo.ID || d.claim(n).Version != version+1 {
			t.Fatalf("translations %+v at version %d, before %d", rs, d.claim(n).Version, version)
		}
		if len(d.kase(n).HandOf(d.Cleo.ID)) != 1 {
			t.Error("the translator has no hand")
		}
		d.do(d.Rita, n, workflow.Approve)
		d.ok(add(d.Cleo, "de", "Kein Abschluss."))
		d.state(n, models.Approved)
		remove := func(u models.User, evidence, id models.ID) func() error {
			return func() error {
				return d.RemoveTranslation(t.Context(), testkit.By(u), d.at(n), evidence, id)
			}
		}
		d.refuse(apperr.RoleMissing, remove(d.Vera, e, rs[0].ID))
		d.refuse(apperr.TranslationGone, remove(d.Ed, e+1, rs[0].ID))
		d.ok(remove(d.Ed, e, rs[0].ID)())
		d.refuse(apperr.TranslationGone, remove(d.Ed, e, rs[0].ID))
		d.state(n, models.Approved)
		if rs := standing(); len(rs) != 1 || rs[0].Language != "de" || len(d.kase(n).HandOf(d.Ed.ID)) != 0 {
			t.Errorf("translations %+v", rs)
		}
		for _, row := range []struct {
			want         *apperr.Refusal
			tongue, text string
		}{
			{apperr.UnknownChoice, "no language", "Words."},
			{apperr.UnknownChoice, "und", "Words."},
			{apperr.FieldMissing, "", "Words."},
			{apperr.FieldMissing, "fr", ""},
		} {
			d.refuse(row.want, func() error { return add(d.Carl, row.tongue, row.text) })
		}
		d.refuse(apperr.RoleMissing, func() error { return add(d.Rita, "fr", "Aucun accord.") })
		d.refuse(apperr.EvidenceGone, func() error {
			return d.AddTranslation(t.Context(), testkit.By(d.Carl), d.at(n), e+99, models.Translation{Language: "fr", Text: "Aucun accord."})
		})
		d.Verify(t)
	})
}

func TestAQuotationInTheCopyIsHeldAgainstTheCapture(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		n, source := d.cited()
		far := strings.Repeat("It rained. ", 400)
		c := d.captured(source, far+toldEarly+" "+far)
		d.quotes(n, quote(c, "Nobody  asked.", -1))
		d.ok(d.AddEvidence(t.Context(), testkit.By(d.Carl), d.at(n), newsroom.NewEvidence{
			SourceID: source, Evidence: models.Evidence{Stance: models.Supports, Authority: models.Primary, Passage: "Nothing like it stands in the capture, whatever one does."},
		}))
		ps, err := newsroom.ReadPassages(t.Context(), d.DB.Queries(), d.file().Article)
		d.ok(err)
		if len(ps) != 2 || !strings.Contains(ps[0].Text, "the leaders met for three hours. No deal was made. Nobody asked. No deal") ||
			len(ps[0].Text) != 2*store.MostAround+len("Nobody asked.") || ps[1].Text != "Nothing like it stands in the capture, whatever one does." {
			t.Errorf("it is held against %+v", ps)
		}
	})
}

// Whoever uploads what evidence comes to rest on does not approve it, whether
// the evidence waited for the file or came after it.
func TestWhoUploadsWhatEvidenceRestsOnHasAHand(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		n, source := d.cited()
		file := d.taken("forged.txt", "text/plain", "Forged\n\nThe two met.")
		id, err := d.AddFile(t.Context(), testkit.By(d.Ed), source, file)
		d.ok(err)
		if k := d.kase(n); k.Evidence[0].CaptureID != models.Ref(id) || len(k.HandOf(d.Ed.ID)) != 1 {
			t.Errorf("the evidence rests on %d, and the hands are %+v", k.Evidence[0].CaptureID, k.Hands)
		}
		events, err := d.DB.Queries().ArticleEvents(t.Context(), d.article)
		d.ok(err)
		if i := slices.IndexFunc(events, func(e models.Event) bool { return e.Action == "evidence.pin" }); i < 0 || events[i].ActorID != models.Ref(d.Ed.ID) {
			t.Errorf("the trail does not tell who had it rest there: %+v", events)
		}
		d.ToReview(t, d.Carl, d.article, n)
		d.refuse(apperr.HandApproves, func() error {
			return d.MoveClaim(t.Context(), testkit.By(d.Ed), d.at(n), workflow.Approve, newsroom.Reasons{})
		})
		m := d.mark(d.Carl, 3)
		in := testkit.SomeEvidence(models.Supports)
		in.SourceID = source
		d.ok(d.AddEvidence(t.Context(), testkit.By(d.Carl), d.at(m), in))
		if k := d.kase(m); k.Evidence[0].CaptureID != models.Ref(id) || len(k.HandOf(d.Ed.ID)) != 1 {
			t.Errorf("later evidence rests on %d, and the hands are %+v", k.Evidence[0].CaptureID, k.Hands)
		}
		id, err = d.AddFile(t.Context(), testkit.By(d.Duo), source, d.taken("second.txt", "text/plain", "Second\n\nThe two parted."))
		d.ok(err)
		e := d.kase(m).Evidence[0]
		e.Passage = "The two parted."
		d.ok(d.ChangeEvidence(t.Context(), testkit.By(d.Carl), d.at(m), e.ID, e))
		if k := d.kase(m); k.Evidence[0].CaptureID != models.Ref(id) || len(k.HandOf(d.Duo.ID)) != 1 {
			t.Errorf("changed it rests on %d, and the hands are %+v", k.Evidence[0].CaptureID, k.Hands)
		}
		d.Verify(t)
	})
}

// Evidence whose capture came while its claim was in review, or approved, rests
// on it once the claim comes back, and whoever uploaded that has a hand then.
func TestEvidenceStopsWaitingWhenItsClaimComesBack(t *testing.T) {
	for name, row := range map[string]struct {
		approved bool
		back     func(*desk, int)
	}{
		"changes requested": {false, func(d *desk, n int) { d.do(d.Rita, n, workflow.RequestChanges) }},
		"recalled":          {false, func(d *desk, n int) { d.do(d.Carl, n, workflow.Recall) }},
		"reopened":          {true, func(d *desk, n int) { d.do(d.Rita, n, workflow.Reopen) }},
		"contradicted":      {true, func(d *desk, n int) { d.Evidence(d.t, d.Cleo, d.article, n, models.Contradicts) }},
	} {
		t.Run(name, func(t *testing.T) {
			onBoth(t, func(t *testing.T, d *desk) {
				n, source := d.cited()
				d.ToReview(t, d.Carl, d.article, n)
				if row.approved {
					d.do(d.Rita, n, workflow.Approve)
				}
				d.trace()
				id, err := d.AddFile(t.Context(), testkit.By(d.Ed), source, d.taken("met.txt", "text/plain", "Met\n\nThe two met."))
				d.ok(err)
				if k := d.kase(n); k.Evidence[0].CaptureID != 0 || len(k.HandOf(d.Ed.ID)) != 0 {
					t.Fatalf("in %s the evidence rests on %d, hands %+v", k.Claim.State, k.Evidence[0].CaptureID, k.Hands)
				}
				d.trace()
				row.back(d, n)
				if d.trace() == 0 {
					t.Error("what it rests on since is compared with nobody")
				}
				if k := d.kase(n); k.Evidence[0].CaptureID != models.Ref(id) || len(k.HandOf(d.Ed.ID)) != 1 {
					t.Errorf("in %s the evidence rests on %d, hands %+v", k.Claim.State, k.Evidence[0].CaptureID, k.Hands)
				}
				d.Verify(t)
			})
		})
	}
}

// What a claim comes back to is what its page said, not what it says now.
func TestEvidenceThatWaitedRestsOnTheCaptureThatSaysItsPassage(t *testing.T) {
	for name, row := range map[string]struct {
		kept []string // %s is the passage
		want int
	}{
		"the newest that says it":       {[]string{"Once: %s.", "Then: %s.", "Now: somebody met nobody."}, 1},
		"the first, where none says it": {[]string{"Once they met, somebody said.", "Now: somebody met nobody."}, 0},
		"the oldest of the newest eight, where one before them says it": {[]string{
			"Once: %s.", "Second.", "Third.", "Fourth.", "Fifth.", "Sixth.", "Seventh.", "Eighth.", "Now: somebody met nobody.",
		}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			onBoth(t, func(t *testing.T, d *desk) {
				n, source := d.cited()
				d.ToReview(t, d.Carl, d.article, n)
				var kept []models.ID
				for _, text := range row.kept {
					text = strings.ReplaceAll(text, "%s", d.kase(n).Evidence[0].Passage)
					id, err := d.AddFile(t.Context(), testkit.By(d.Ed), source, d.taken("met.txt", "text/plain", text))
					d.ok(err)
					kept = append(kept, id)
				}
				d.do(d.Carl, n, workflow.Recall)
				if e := d.kase(n).Evidence[0]; e.CaptureID != models.Ref(kept[row.want]) {
					t.Errorf("it rests on %d of %v", e.CaptureID, kept)
				}
			})
		})
	}
}

// Evidence that rests on a capture goes on resting on it when its claim comes
// back, whatever came meanwhile.
func TestEvidenceThatRestsStaysWhenItsClaimComesBack(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		n, source := d.cited()
		first, err := d.AddFile(t.Context(), testkit.By(d.Carl), source, d.taken("met.txt", "text/plain", "Met\n\nThe two met."))
		d.ok(err)
		d.ToReview(t, d.Carl, d.article, n)
		_, err = d.AddFile(t.Context(), testkit.By(d.Ed), source, d.taken("again.txt", "text/plain", "Again\n\nThe two met."))
		d.ok(err)
		d.do(d.Carl, n, workflow.Recall)
		if k := d.kase(n); k.Evidence[0].CaptureID != models.Ref(first) || len(k.HandOf(d.Ed.ID)) != 0 {
			t.Errorf("the evidence rests on %d, not %d, hands %+v", k.Evidence[0].CaptureID, first, k.Hands)
		}
	})
}
