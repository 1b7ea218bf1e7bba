package seeds

import (
	"slices"
	"strings"
	"time"

	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
)

// summitPasted is the demo article as it first comes in. Some of it is wrong,
// which is what the checkers find.
const summitPasted = `# Kremlin says Putin values constructive relations with Trump

: Both presidents remain open to a peaceful resolution, the Kremlin says. Their meeting in Alaska in August ended without any agreement.

President Vladimir Putin values constructive relations with President Donald Trump and the chance to discuss pressing issues with him openly, above all Ukraine. Kremlin spokesman Dmitry Peskov said so, according to Vesti.

Both presidents remain interested in a peaceful resolution and open to one, and Moscow will go on exploring ways to reach it, the Kremlin says. It expects active support in this from the United States and from Trump personally.

## “Cynical in a good sense”

Peskov earlier said that Trump’s approach differs from that of the European states, and called it “cynical”.

On 18 September Trump said that Putin had “let him down” and was frustrated that the conflict is not yet resolved. The Kremlin answered that Trump’s commitment to a resolution explains his emotional reaction. Peskov called that reaction “entirely understandable”.

## A report from CNN

Earlier in September CNN reported that the two leaders are “on the same wavelength” and that both blame Europe for the stalemate. That report came a month after the Alaska summit.

Putin and Trump met face to face on 15 August in Anchorage, Alaska. They talked about:

- Ukraine
- options for a peaceful resolution
- security guarantees
- a cessation of hostilities

Both acknowledged that the talks were useful and constructive, although no final agreements were reached. Trump noted some progress. Putin described the meeting as *useful and constructive*.

![“Trump, Putin Alaska Arrival (9260677)”, by Benjamin D Applebaum, from Wikimedia Commons, public domain mark]()
`

// summitRevised is the whole text pasted again once two fixes were applied,
// with a shorter standfirst: a sentence much like what it lost stands below, and
// is not taken for it.
var summitRevised = strings.NewReplacer(
	"came a month after", "came three weeks after",
	"called it “cynical”", "called it constructive and “cynical in a good sense”",
	"Both presidents remain open to a peaceful resolution, the Kremlin says. ", "",
).Replace(summitPasted)

// The claims of the demo article, by the order in which they are marked.
const (
	claimRelations = 1 + iota
	claimVesti
	claimOpen
	claimSupport
	claimDiffers
	claimCynical
	claimLetDown
	claimFrustrated
	claimExplains
	claimUnderstandable
	claimCNN
	claimWeeks
	claimAnchorage
	claimTopics
	claimNoFinal
	claimProgress
	claimPhotograph
	claimCommons
	claimStandfirst
	claimNoAgreement
	claimHeadline
)

const (
	grave  = models.MustNotGoWrong
	normal = models.NormalSeverity
	low    = models.LowSeverity
)

// summit is the demo newsroom's main article: claims in every state, with every
// verdict, two fixes applied, one revision pasted again. It is not ready.
func summit() scene {
	return scene{
		by: edda, copy: summitPasted, writers: []person{wanda}, due: 6 * time.Hour,
		meta: newsroom.Meta{Byline: "By Wanda Pell", Desk: "World", Language: "en", PublishOn: "2025-09-22"},
		acts: slices.Concat(summitMarks(), summitResearch(), summitFixes(), summitSecondLook(), summitOpenEnds()),
	}
}

func summitMarks() []act {
	return []act{
		later(10 * time.Minute),
		clara.marks("President Vladimir Putin values constructive relations with President Donald Trump and the chance to discuss pressing issues with him openly, above all Ukraine",
			"The Kremlin said in September 2025 that President Putin values constructive relations with President Trump and being able to discuss pressing issues with him openly, above all Ukraine.",
			normal, models.KindAttribution),
		clara.marks("Kremlin spokesman Dmitry Peskov said so, according to Vesti",
			"Vesti reported in September 2025 that it was Dmitry Peskov, the Kremlin’s spokesman, who said so.",
			normal, models.KindReport, models.KindName),
		clara.marks("Both presidents remain interested in a peaceful resolution and open to one, and Moscow will go on exploring ways to reach it",
			"The Kremlin said in September 2025 that both presidents remain interested in and open to a peaceful resolution, and that Moscow will go on exploring ways to reach it.",
			normal, models.KindAttribution),
		clara.marks("It expects active support in this from the United States and from Trump personally",
			"The Kremlin said in September 2025 that it expects active support in this from the United States and from President Trump personally.",
			normal, models.KindAttribution),
		clara.marks("Trump’s approach differs from that of the European states",
			"Peskov said, before 22 September 2025, that President Trump’s approach differs from that of the European states.",
			normal, models.KindAttribution),
		clara.marks("called it “cynical”",
			"Peskov called President Trump’s approach constructive and “cynical in a good sense”, before 22 September 2025.",
			grave, models.KindQuotation),
		clara.marks("On 18 September Trump said that Putin had “let him down”",
			"On 18 September 2025 President Trump said that President Putin had “let him down”.",
			grave, models.KindDate, models.KindQuotation),
		clara.marks("Trump said that Putin had “let him down” and was frustrated that the conflict is not yet resolved",
			"On 18 September 2025 President Trump was frustrated that the conflict is not yet resolved.",
			normal, models.KindQuotation, models.KindAttribution),
		clara.marks("The Kremlin answered that Trump’s commitment to a resolution explains his emotional reaction",
			"The Kremlin answered in September 2025 that President Trump’s commitment to a resolution explains his emotional reaction.",
			normal, models.KindAttribution),
		clara.marks("Peskov called that reaction “entirely understandable”",
			"Peskov called President Trump’s reaction of 18 September 2025 “entirely understandable”.",
			normal, models.KindQuotation),
		colin.marks("Earlier in September CNN reported that the two leaders are “on the same wavelength” and that both blame Europe for the stalemate",
			"CNN reported in September 2025 that President Putin and President Trump are “on the same wavelength” and that both blame Europe for the stalemate.",
			grave, models.KindReport, models.KindQuotation),
		colin.marks("That report came a month after the Alaska summit",
			"CNN’s report came three weeks after the Alaska summit of 15 August 2025.",
			normal, models.KindDate),
		colin.marks("Putin and Trump met face to face on 15 August in Anchorage, Alaska",
			"President Putin and President Trump met face to face on 15 August 2025 in Anchorage, Alaska.",
			grave, models.KindDate, models.KindPlace, models.KindEvent),
		colin.marks("They talked about:\nUkraine\noptions for a peaceful resolution\nsecurity guarantees\na cessation of hostilities",
			"At their meeting of 15 August 2025 the two presidents talked about Ukraine, options for a peaceful resolution, security guarantees and a cessation of hostilities.",
			normal, models.KindEvent),
		colin.marks("Both acknowledged that the talks were useful and constructive, although no final agreements were reached",
			"Both presidents acknowledged that the talks of 15 August 2025 were useful and constructive; no final agreements were reached.",
			grave, models.KindAttribution, models.KindEvent),
		colin.marks("Trump noted some progress. Putin described the meeting as useful and constructive",
			"Of the meeting of 15 August 2025 President Trump noted some progress, and President Putin described it as useful and constructive.",
			normal, models.KindAttribution),
		colin.marks("“Trump, Putin Alaska Arrival (9260677)”, by Benjamin D Applebaum, from Wikimedia Commons, public domain mark",
			"The photograph is “Trump, Putin Alaska Arrival (9260677)” by Benjamin D Applebaum, of 2025, from Wikimedia Commons, under the public domain mark.",
			low, models.KindAttribution, models.KindName),
		colin.marks("from Wikimedia Commons",
			"The newsroom took the file of the photograph from Wikimedia Commons in September 2025.",
			low, models.KindAttribution),
		colin.marks("Both presidents remain open to a peaceful resolution",
			"Both presidents remain open to a peaceful resolution, the Kremlin said in September 2025.",
			normal, models.KindAttribution),
		colin.marks("Their meeting in Alaska in August ended without any agreement",
			"The two presidents’ meeting in Alaska in August 2025 ended without any agreement.",
			grave, models.KindEvent),
		colin.marks("Kremlin says Putin values constructive relations with Trump",
			"The Kremlin said in September 2025 that President Putin values constructive relations with President Trump.",
			normal, models.KindAttribution),
		emil.withdraws(claimHeadline, claimRelations),
		clara.waives("“Cynical in a good sense”", models.NothingToCheck, "The heading quotes claim 6."),
	}
}
