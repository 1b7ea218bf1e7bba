package seeds

import (
	"slices"
	"time"

	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
)

const meetingPasted = `# Demo newsroom moves its morning meeting to nine

: This piece is invented. It shows what an article looks like that was checked and signed off.

The demo newsroom holds its morning meeting at nine o’clock from 22 September, half an hour later than before. Edda Marlow, its editor, said that “half past eight was too early for the night desk”.

Six people came to the first meeting at the new hour. It lasted twenty minutes.
`

// meeting is a piece about the demo newsroom itself, signed off.
func meeting() scene {
	minutes := models.Source{Type: models.PrimaryDocument, Title: "Demo material: minutes of the morning meeting", Publisher: "Demo newsroom", PublishedOn: "2025-09-22", Located: true}
	note := models.Source{Type: models.OfficialStatement, Title: "Demo material: note to the staff", Publisher: "Demo newsroom", Author: "Edda Marlow", PublishedOn: "2025-09-19", Located: true}
	return scene{
		by: emil, copy: meetingPasted, writers: []person{wanda}, due: 26 * time.Hour,
		meta: newsroom.Meta{Byline: "By Wanda Pell", Desk: "City", Language: "en", PublishOn: "2025-09-22"},
		acts: slices.Concat(
			[]act{
				clara.marks("The demo newsroom holds its morning meeting at nine o’clock from 22 September, half an hour later than before",
					"From 22 September 2025 the demo newsroom’s morning meeting is at 9:00 instead of 8:30.", normal, models.KindDate, models.KindEvent),
				clara.marks("Edda Marlow, its editor, said that “half past eight was too early for the night desk”",
					"Edda Marlow, editor of the demo newsroom, said in September 2025 that “half past eight was too early for the night desk”.", normal, models.KindQuotation, models.KindName),
				clara.marks("Six people came to the first meeting at the new hour",
					"Six people came to the demo newsroom’s morning meeting on 22 September 2025.", normal, models.KindFigure),
				clara.waives("Demo newsroom moves its morning meeting to nine", models.CQ, "It says what claim 1 says."),
				clara.marks("It lasted twenty minutes", "The demo newsroom’s morning meeting of 22 September 2025 lasted twenty minutes.", low, models.KindFigure),
			},
			clara.research(1, note, supports("“From Monday, 22 September, we meet at 9:00 instead of 8:30.”", "paragraph 1"), models.Confirmed),
			clara.research(2, note, supports("“Half past eight was too early for the night desk.”", "paragraph 2"), models.Attributed),
			clara.research(3, minutes, supports("“Present: six.”", "line 2"), models.Confirmed),
			[]act{
				clara.takes(4),
				clara.finds(4, models.OnAuthor, "Demo material: Wanda Pell was there and looked at the clock."),
				clara.submits(4),
				later(10 * time.Minute),
				ruben.approves(1),
				ruben.approves(2),
				rhea.approves(3),
				emil.approves(4),
				emil.signsOff(),
			},
		),
	}
}

const libraryPasted = `# مادة تجريبية: مكتبة الحي تفتح يوم السبت

: هذا نص مخترع كتب لغرض العرض.

تفتح مكتبة الحي أبوابها يوم السبت من الساعة 10 صباحا إلى الساعة 4 بعد الظهر. وقالت أمينة المكتبة: «الدخول مجاني للجميع».
`

// library is a piece in Arabic, invented, in checking.
func library() scene {
	programme := models.Source{Type: models.PrimaryDocument, Title: "مادة تجريبية: برنامج المكتبة", Publisher: "Demo newsroom", Located: true}
	return scene{
		by: emil, copy: libraryPasted, due: 30 * time.Hour,
		meta: newsroom.Meta{Desk: "Culture", Language: "ar", PublishOn: "2025-09-26"},
		acts: slices.Concat(
			[]act{
				colin.marks("تفتح مكتبة الحي أبوابها يوم السبت من الساعة 10 صباحا إلى الساعة 4 بعد الظهر",
					"تفتح مكتبة الحي يوم السبت 27 سبتمبر 2025 من الساعة 10 صباحا إلى الساعة 4 بعد الظهر.", normal, models.KindDate, models.KindPlace),
				colin.marks("«الدخول مجاني للجميع»", "قالت أمينة المكتبة في سبتمبر 2025: «الدخول مجاني للجميع».", normal, models.KindQuotation),
			},
			colin.research(1, programme, supports("«السبت، من العاشرة صباحا إلى الرابعة بعد الظهر».", "ص. 1"), models.Confirmed),
		),
	}
}

const figuresPasted = `# Demo: how much the demo newsroom checked

This piece is invented, and only its team sees it. In the year to September the demo newsroom checked TK articles, two more than in the year before.
`

// figures is a draft that is open to a team only, with something to come.
func figures() scene {
	return scene{
		by: emil, copy: figuresPasted, team: []person{emil, colin, ruben}, due: 50 * time.Hour,
		meta: newsroom.Meta{Desk: "Economy", Language: "en"},
	}
}
