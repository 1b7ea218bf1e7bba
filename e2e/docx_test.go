package e2e

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/testkit"
)

// delivered is an article as a writer saves it, which LibreOffice makes a Word
// file of: with headings, a list, a footnote, a link and two tracked changes.
const delivered = `<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:meta><meta:initial-creator>Ada Lindqvist</meta:initial-creator></office:meta>
<office:styles>
<style:default-style style:family="paragraph"><style:text-properties fo:language="en" fo:country="GB"/></style:default-style>
<style:style style:name="Title" style:family="paragraph"/>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" style:default-outline-level="1"/>
<text:notes-configuration text:note-class="footnote" style:num-format="1"/>
</office:styles>
<office:automatic-styles><text:list-style style:name="L1"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style></office:automatic-styles>
<office:body><office:text>
<text:tracked-changes>
<text:changed-region text:id="in"><text:insertion><office:change-info><dc:creator>Bo Grant</dc:creator><dc:date>2025-03-02T09:30:00</dc:date></office:change-info></text:insertion></text:changed-region>
<text:changed-region text:id="out"><text:deletion><office:change-info><dc:creator>Cleo Marsh</dc:creator><dc:date>2025-03-03T11:15:00</dc:date></office:change-info><text:p>nearly </text:p></text:deletion></text:changed-region>
</text:tracked-changes>
<text:p text:style-name="Title">The harbour opens again</text:p>
<text:h text:style-name="Heading_20_1" text:outline-level="1">How it was built</text:h>
<text:p>The pier was built in 1902.<text:note text:id="ftn1" text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>` + note + `</text:p></text:note-body></text:note> It cost <text:change text:change-id="out"/>40 crowns<text:change-start text:change-id="in"/> in all<text:change-end text:change-id="in"/>. <text:a xlink:type="simple" xlink:href="https://harbour.example/ships">Ships</text:a> came from Bergen.</text:p>
<text:h text:style-name="Heading_20_1" text:outline-level="1">What it needs</text:h>
<text:list text:style-name="L1"><text:list-item><text:p>A new crane</text:p></text:list-item><text:list-item><text:p>Two lamps</text:p></text:list-item></text:list>
<text:p>The mayor spoke. The band played until nine.</text:p>
</office:text></office:body></office:document>`

const (
	built = "The pier was built in 1902." // claim 1
	note  = "Harbour register, volume 3, page 12."
	cost  = "It cost 40 crowns in all." // claim 2
)

func TestAWordFileFromTheWriterToItsThirdRevision(t *testing.T) {
	t.Parallel()
	const name = "harbour.fodt"
	file := testkit.LibreOffice(t).Convert("docx", map[string][]byte{name: []byte(delivered)})[name]
	bothWays(t, func(t *testing.T, opts ...testkit.BrowserOption) {
		s := newSite(t)
		ed, carl := s.person(t, "ed", opts...), s.person(t, "carl", opts...)
		ed.bringsWord(file)
		s.approved(t, built)
		s.approved(t, cost)
		carl.seesTheFootnoteAsBackup()

		ed.edits("1902", "1903")
		ed.sees("What revision 2 did", "1 approval went stale", "its words changed", "removed: 1902", "added: 1903")
		ed.misses("lost its place")
		s.stand(t, models.Researching, models.Approved)
		ed.open("/articles/1/revisions/2/changes")
		ed.sees("Changes from revision 1 to 2", "removed: 1902", "added: 1903")
		testkit.Axe(ed.ctx, t)

		// The sentence leaves its place and stands in two others.
		ed.edits(cost+" ", "", "The pier", cost+"\n\nThe pier", "The mayor", cost+"\n\nThe mayor")
		ed.sees("What revision 3 did", "1 approval is stale since an earlier revision", "1 claim lost its place")
		s.stand(t, models.Researching, models.Approved)
		ed.open("/articles/1/revisions/3/changes?view=side")
		ed.sees("Changes from revision 2 to 3", cost)
		testkit.Axe(ed.ctx, t)

		carl.placesTheCost()
	})
}

// bringsWord uploads a Word file, looks at how it was read, and opens the
// article.
func (p *person) bringsWord(file []byte) {
	p.t.Helper()
	p.open("/articles/new")
	p.chooses("harbour.docx", string(file))
	p.press("/drafts")
	p.sees("harbour.docx", fmt.Sprintf("%x", sha256.Sum256(file)), "The harbour opens again", "How it was built", cost, "A new crane",
		"2 tracked changes", "Bo Grant", "Cleo Marsh", "nearly", "Note 1: "+note, "https://harbour.example/ships")
	testkit.Axe(p.ctx, p.t)
	p.press("/articles")
	p.sees("The article is in.", built, cost)
}

// seesTheFootnoteAsBackup looks at the writer's footnote under claim 1, and only
// there.
func (p *person) seesTheFootnoteAsBackup() {
	p.t.Helper()
	for claim, want := range map[int]string{1: note + "|A readout", 2: "A readout"} {
		p.open(fmt.Sprintf("/articles/1/claims/%d", claim))
		p.sees("Approved by Rita")
		if got := look[string](p, `[...document.querySelectorAll(".evidence .head b")].map(b => b.textContent.trim()).join("|")`); got != want {
			p.t.Errorf("claim %d rests on %q, want %q", claim, got, want)
		}
	}
	p.open("/articles/1/backup")
	p.sees("4 sources", "Note 1 at", built+"” Claim 1", "https://harbour.example/ships")
}

// approved has Carl mark a sentence of the newest revision and back it, and
// Rita approve it.
func (s *site) approved(t testing.TB, sentence string) {
	t.Helper()
	rev := s.File(t, 1).Revision
	i := slices.IndexFunc(rev.Sentences, func(at models.Sentence) bool {
		return string([]rune(rev.Text)[at.Start:at.End]) == sentence
	})
	s.ToApproved(t, s.Carl, s.Rita, 1, s.Mark(t, s.Carl, 1, i+1))
}

// edits replaces words of the text, by pairs of what is there and what is to
// be, in the page, and saves the text as a new revision.
func (p *person) edits(pairs ...string) {
	p.t.Helper()
	p.open(editPage)
	p.fill("#revision [name=text]", strings.NewReplacer(pairs...).Replace(look[string](p, field)))
	p.follow(`#revision .primary`)
}

// stand fails unless the two claims are in these states.
func (s *site) stand(t testing.TB, one, two models.State) {
	t.Helper()
	if a, b := claimIn(t, s, 1, 1).State, claimIn(t, s, 1, 2).State; a != one || b != two {
		t.Errorf("claim 1 is %s, claim 2 %s; want %s and %s", a, b, one, two)
	}
}

// placesTheCost looks at what waits after the third revision and says with one
// click where claim 2 stands.
func (p *person) placesTheCost() {
	p.t.Helper()
	p.open("/articles/1/revisions/3/recheck")
	p.sees("removed: 1902", "added: 1903", "It stands here", "place 2 of 2")
	testkit.Axe(p.ctx, p.t)
	p.follow(`.candidates li:last-child [type=submit]`)
	p.sees("The claim has its place.", "What revision 3 did", "1 approval is stale since an earlier revision")
	p.site.stand(p.t, models.Researching, models.Approved)
	if c, text := claimIn(p.t, p.site, 1, 2), p.site.File(p.t, 1).Revision.Text; !strings.HasSuffix(text, cost+"\nThe mayor spoke. The band played until nine.") || c.Start != strings.LastIndex(text, cost) {
		p.t.Errorf("claim 2 is %s at %d of %q", c.Outcome, c.Start, text)
	}
	p.open("/articles/1/claims/2")
	p.sees("Approved by Rita")
}
