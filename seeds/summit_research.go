package seeds

import (
	"slices"
	"time"

	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
)

// The sources that the demo article names. Nobody has found them yet, and so
// they have no address.
var (
	vesti = models.Source{Type: models.PressReport, Title: "Vesti’s report of what Dmitry Peskov said (still to be located)", Publisher: "Vesti"}
	cnn   = models.Source{Type: models.PressReport, Title: "CNN’s report of September 2025 (still to be located)", Publisher: "CNN"}
	// commons is the photograph's page.
	commons = models.Source{Type: models.PrimaryDocument, Title: "Trump, Putin Alaska Arrival (9260677) (still to be located)", Publisher: "Wikimedia Commons", Author: "Benjamin D Applebaum"}
)

// The sources that the project wrote for the demo.
var (
	kremlinDemo = models.Source{Type: models.OfficialStatement, Title: "Demo material: notes on what the Kremlin said", Publisher: "Demo newsroom", Located: true}
	trumpDemo   = models.Source{Type: models.Transcript, Title: "Demo material: notes on what President Trump said on 18 September 2025", Publisher: "Demo newsroom", Located: true}
	alaskaDemo  = models.Source{Type: models.Transcript, Title: "Demo material: notes on the meeting of 15 August 2025", Publisher: "Demo newsroom", Located: true}
	germanDemo  = models.Source{Type: models.PressReport, Title: "Demo material: Notizen aus Anchorage", Publisher: "Demo newsroom", Located: true}
	reckoning   = models.Source{Type: models.Calculation, Title: "Demo material: reckoning with the dates in the copy", Publisher: "Demo newsroom", Located: true}
	// An agency's report, and a newspaper's that has its words from it.
	agencyDemo = models.Source{Type: models.AgencyCopy, Title: "Demo material: Tideline Wire on the meeting", Publisher: "Tideline Wire", PublishedOn: "2025-08-16", Located: true}
	paperDemo  = models.Source{Type: models.PressReport, Title: "Demo material: Kelp Harbour Post on the meeting", Publisher: "Kelp Harbour Post", PublishedOn: "2025-08-17", Located: true}
)

// reported is what both of them say, in the same words.
const reported = "“Both presidents acknowledged that their talks were useful and constructive, but no final agreements were reached.”"

// shows is evidence with a passage; every passage of the demo says what it is.
func shows(s models.Stance, a models.Authority, passage, locator string) models.Evidence {
	return models.Evidence{Stance: s, Authority: a, Passage: "Demo material: " + passage, Locator: locator}
}

func supports(passage, locator string) models.Evidence {
	return shows(models.Supports, models.Primary, passage, locator)
}

// research is one claim taken, backed by one piece of evidence, found and sent
// to review.
func (w person) research(claim int, from models.Source, e models.Evidence, v models.Verdict) []act {
	return []act{w.takes(claim), w.adds(claim, from, e), w.finds(claim, v, ""), w.submits(claim)}
}

func summitResearch() []act {
	return slices.Concat(
		[]act{later(25 * time.Minute)},
		clara.research(claimRelations, kremlinDemo,
			supports("“The President values constructive relations with President Trump and the chance to discuss pressing issues openly, Ukraine above all.”", "note 1"), models.Attributed),
		clara.research(claimDiffers, kremlinDemo,
			supports("“President Trump’s approach differs from that of the European states.”", "note 4"), models.Attributed),
		clara.research(claimLetDown, trumpDemo,
			supports("the notes give the words “let him down”, said of President Putin, under 18 September 2025.", "line 12"), models.Attributed),
		colin.research(claimAnchorage, alaskaDemo,
			supports("the notes are headed “Anchorage, Alaska, 15 August 2025. Face to face.”", "heading"), models.Confirmed),
		[]act{
			colin.takes(claimNoFinal),
			colin.adds(claimNoFinal, alaskaDemo, supports("“Both call the talks useful and constructive. No final agreements.”", "last paragraph")),
			colin.adds(claimNoFinal, germanDemo, shows(models.Supports, models.Secondary, "„Das Gespräch war nützlich und konstruktiv, aber abschließend vereinbart ist nichts.“", "second paragraph")),
			colin.translates(claimNoFinal, "en", "Demo material: “The talk was useful and constructive, but nothing is finally agreed.”"),
			colin.adds(claimNoFinal, agencyDemo, shows(models.Supports, models.Secondary, reported, "first paragraph")),
			colin.adds(claimNoFinal, paperDemo, shows(models.Supports, models.Secondary, reported, "first paragraph")),
			colin.finds(claimNoFinal, models.Confirmed, ""),
			colin.submits(claimNoFinal),
			later(15 * time.Minute),
			rhea.approves(claimRelations),
			rhea.approves(claimDiffers),
			ruben.approves(claimLetDown),
			ruben.approves(claimAnchorage),
		},
	)
}

// summitFixes is what the checkers find wrong, and the two fixes that an editor
// applies.
func summitFixes() []act {
	return []act{
		later(12 * time.Minute),
		colin.takes(claimWeeks),
		colin.adds(claimWeeks, reckoning, models.Evidence{
			Stance: models.Contradicts, Authority: models.Primary,
			Calculation: "Demo material: the writer’s notes say three weeks. 15 August 2025 + 21 days = 5 September 2025, which is “earlier in September”. A month would be 15 September 2025.",
		}),
		colin.rules(claimWeeks, newsroom.Verdict{
			Verdict: models.Wrong, Note: "Three weeks, not a month: see the calculation.",
			Proposed: "That report came three weeks after the Alaska summit",
		}),
		clara.takes(claimCynical),
		clara.adds(claimCynical, kremlinDemo, supports("“Constructive and, if you like, cynical in a good sense.”", "note 4")),
		clara.says(newsroom.NewComment{
			Claim: claimCynical, Kind: models.Fix, Body: "The quotation is cut so short that it says the opposite. The heading has it in full.",
			Proposed: "called it constructive and “cynical in a good sense”",
		}, ""),
		later(20 * time.Minute),
		emil.applies(claimWeeks),
		emil.applies(claimCynical),
		later(5 * time.Minute),
		clara.finds(claimCynical, models.ConfirmedWithChange, "Right in the new words."),
		clara.submits(claimCynical),
		colin.adds(claimWeeks, reckoning, models.Evidence{
			Stance: models.Supports, Authority: models.Primary,
			Calculation: "Demo material: 15 August 2025 + 21 days = 5 September 2025.",
		}),
		colin.finds(claimWeeks, models.ConfirmedWithChange, "Three weeks is right."),
		colin.submits(claimWeeks),
		ruben.approves(claimCynical),
		rhea.approves(claimWeeks),
	}
}

// summitSecondLook is the work on the new revision.
func summitSecondLook() []act {
	return slices.Concat(
		[]act{later(10 * time.Minute)},
		clara.research(claimOpen, kremlinDemo,
			supports("“Both remain interested in a peaceful resolution and open to one. Moscow will go on exploring ways.”", "note 2"), models.Attributed),
		clara.research(claimFrustrated, trumpDemo,
			supports("the notes say that he was frustrated that the conflict is not yet resolved.", "line 14"), models.Attributed),
		clara.research(claimUnderstandable, kremlinDemo,
			supports("“Entirely understandable.”", "note 6"), models.Attributed),
		colin.research(claimStandfirst, kremlinDemo,
			supports("“Both remain interested in a peaceful resolution and open to one.”", "note 2"), models.Attributed),
		[]act{
			rhea.sendsBack(claimFrustrated, "The statement leaves out that he said it of Putin. Say in full who said what of whom."),
			rhea.says(newsroom.NewComment{
				Claim: claimUnderstandable, Kind: models.Query,
				Body: "Did he say it of the reaction, or of the words “let him down”?",
			}, wanda),
			later(8 * time.Minute),
			wanda.answers(claimUnderstandable, models.Query, "Of the reaction. My notes have the question and the answer in one line."),
			edda.revises(summitRevised),
		},
	)
}

// summitOpenEnds is what the editor finds in the morning: claims under way, an
// open query, must-fixes and a suggestion.
func summitOpenEnds() []act {
	return []act{
		later(6 * time.Minute),
		colin.takes(claimVesti),
		colin.adds(claimVesti, vesti, models.Evidence{Stance: models.Background, Authority: models.Secondary}),
		colin.says(newsroom.NewComment{
			Claim: claimVesti, Kind: models.Query, Body: "@wanda Which of Vesti’s pieces is it? We need its address and its hour.",
		}, wanda),
		colin.takes(claimCNN),
		colin.adds(claimCNN, cnn, models.Evidence{Stance: models.Background, Authority: models.Secondary}),
		colin.rules(claimCNN, newsroom.Verdict{
			Verdict: models.CouldNotVerify,
			Note:    "Demo material: asked the writer, who has no link; looked through the desk’s own files. CNN’s report is still to be located. Find it, or cut the sentence.",
		}),
		colin.takes(claimNoAgreement),
		colin.adds(claimNoAgreement, alaskaDemo, shows(models.Contradicts, models.Primary, "“No final agreements.” The notes do not say: no agreement at all.", "last paragraph")),
		colin.rules(claimNoAgreement, newsroom.Verdict{
			Verdict: models.Wrong, Note: "The standfirst says more than the article: no *final* agreements were reached.",
			Proposed: "Their meeting in Alaska in August ended without final agreements",
		}),
		colin.takes(claimPhotograph),
		colin.adds(claimPhotograph, commons, models.Evidence{Stance: models.Background, Authority: models.Primary}),
		clara.takes(claimCommons),
		clara.finds(claimCommons, models.OnAuthor, "Demo material: Wanda Pell says that she took the file from Wikimedia Commons herself and copied the credit from its page."),
		clara.submits(claimCommons),
		rhea.says(newsroom.NewComment{
			Claim: claimExplains, Kind: models.Fix, Body: "“Answered” to whom? It was said to reporters in general.",
			Proposed: "The Kremlin said that Trump’s commitment to a resolution explains his emotional reaction",
		}, ""),
		edda.assigns(claimTopics, clara, 3*time.Hour),
		edda.assigns(claimProgress, colin, 4*time.Hour),
		emil.says(newsroom.NewComment{
			Kind: models.Remark, Body: "The piece runs tonight. @clara @colin please do the ones that **must not go wrong** first.",
		}, ""),
	}
}
