package handlers

import (
	"strings"

	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/views"
	"example.org/tickmark/workflow"

	"github.com/gin-gonic/gin"
)

// target is the claim of the request as the form saw it.
func (h *Handlers) target(c *gin.Context) (newsroom.Target, error) {
	article, err := param(c, "article")
	if err != nil {
		return newsroom.Target{}, err
	}
	claim, err := param(c, "claim")
	if err != nil {
		return newsroom.Target{}, err
	}
	f := posted(c)
	t := newsroom.Target{Article: article, Number: int(claim), Version: f.number("version"), Sources: f.line("sources", models.MaxLine)}
	if t.Version == 0 {
		t.Version = -1 // a form without a version is stale
	}
	if t.Sources == "" {
		t.Sources = "unseen"
	}
	return t, f.err
}

// onClaim carries out act on the claim of the request and tells on its page
// what it did.
func (h *Handlers) onClaim(c *gin.Context, what string, act func(newsroom.Target, *form) error) error {
	return h.onClaimTold(c, func(newsroom.Target) (string, error) { return what, nil }, act)
}

// onClaimTold is onClaim where what was done shows afterwards only.
func (h *Handlers) onClaimTold(c *gin.Context, told func(newsroom.Target) (string, error), act func(newsroom.Target, *form) error) error {
	t, err := h.target(c)
	if err != nil {
		return err
	}
	if err := act(t, posted(c)); err != nil {
		return err
	}
	what, err := told(t)
	if err != nil {
		return err
	}
	return h.done(c, what, h.leadsBack(c, t.Article, views.ClaimPath(t.Article, t.Number)))
}

// moved tells what a move did: an approval that waits for a second is not told
// as one that approves.
func (h *Handlers) moved(c *gin.Context, what string) func(newsroom.Target) (string, error) {
	return func(t newsroom.Target) (string, error) {
		if what != "claim.approve" {
			return what, nil
		}
		claim, err := h.Read.Claim(ctx(c), t.Article, t.Number)
		if err == nil && claim.WaitsForSecond() {
			return "claim.approve-first", nil
		}
		return what, err
	}
}

// selection is where in the copy a form points.
func selection(f *form) newsroom.Selection {
	return newsroom.Selection{
		Revision: f.number("revision"), Start: f.number("start"), End: f.number("end"), Quote: f.word("quote"),
		Sentence: sentenceOf(f), Words: f.line("words", models.MaxPassage),
	}
}

// sentenceOf is the sentence chosen from the list; words marked in the browser
// go before it.
func sentenceOf(f *form) int {
	if f.word("quote") != "" {
		return 0
	}
	return f.number("sentence")
}

// markClaim serves POST /articles/:article/claims.
func (h *Handlers) markClaim(c *gin.Context) error {
	article, err := param(c, "article")
	if err != nil {
		return err
	}
	f := posted(c)
	in := newsroom.NewClaim{
		Selection: selection(f), Statement: f.line("statement", models.MaxStatement),
		Kinds: choices[models.Kind](f, "kinds"), Severity: choice[models.Severity](f, "severity"),
		Suggested: f.word("suggestion") != "",
	}
	if f.err != nil {
		return f.err
	}
	n, err := h.Act.MarkClaim(ctx(c), h.by(c), article, in)
	if err != nil {
		return err
	}
	return h.done(c, "claim.mark", h.leadsBack(c, article, views.ClaimPath(article, int(n))))
}

// moveClaim serves the moves of the table.
func (h *Handlers) moveClaim(move workflow.Act) serve {
	what := "claim." + strings.ReplaceAll(string(move), " ", "-")
	return func(c *gin.Context) error {
		return h.onClaimTold(c, h.moved(c, what), func(t newsroom.Target, f *form) error {
			in := newsroom.Reasons{
				Reason: f.prose("reason", models.MaxNote), Withdraw: choice[models.WithdrawReason](f, "withdraw"), DuplicateOf: f.number("duplicate_of"),
			}
			if f.err != nil {
				return f.err
			}
			return h.Act.MoveClaim(ctx(c), h.by(c), t, move, in)
		})
	}
}

// editStatement serves POST …/statement.
func (h *Handlers) editStatement(c *gin.Context) error {
	return h.onClaim(c, "claim.statement", func(t newsroom.Target, f *form) error {
		statement := f.line("statement", models.MaxStatement)
		if f.err != nil {
			return f.err
		}
		return h.Act.EditStatement(ctx(c), h.by(c), t, statement)
	})
}

// chooseVerdict serves POST …/verdict.
func (h *Handlers) chooseVerdict(c *gin.Context) error {
	return h.onClaim(c, "claim.verdict", func(t newsroom.Target, f *form) error {
		in := newsroom.Verdict{
			Verdict: choice[models.Verdict](f, "verdict"), Note: f.prose("note", models.MaxNote),
			Proposed: f.line("proposed", models.MaxPassage), Cut: f.yes("cut"),
		}
		if f.err != nil {
			return f.err
		}
		return h.Act.ChooseVerdict(ctx(c), h.by(c), t, in)
	})
}

// setKinds serves POST …/kinds.
func (h *Handlers) setKinds(c *gin.Context) error {
	return h.onClaim(c, "claim.kinds", func(t newsroom.Target, f *form) error {
		return h.Act.SetKinds(ctx(c), h.by(c), t, choices[models.Kind](f, "kinds"))
	})
}

// setSeverity serves POST …/severity.
func (h *Handlers) setSeverity(c *gin.Context) error {
	return h.onClaim(c, "claim.severity", func(t newsroom.Target, f *form) error {
		s := choice[models.Severity](f, "severity")
		if f.err != nil {
			return f.err
		}
		return h.Act.SetSeverity(ctx(c), h.by(c), t, s)
	})
}

// assign serves POST …/assign.
func (h *Handlers) assign(c *gin.Context) error {
	settings, err := h.settings(c)
	if err != nil {
		return err
	}
	return h.onClaim(c, "claim.assign", func(t newsroom.Target, f *form) error {
		to, due := f.id("assignee"), f.moment("due", settings.Location())
		if f.err != nil {
			return f.err
		}
		return h.Act.Assign(ctx(c), h.by(c), t, to, due)
	})
}

// placeClaim serves POST …/place.
func (h *Handlers) placeClaim(c *gin.Context) error {
	return h.onClaim(c, "claim.place", func(t newsroom.Target, f *form) error {
		in := selection(f)
		if f.err != nil {
			return f.err
		}
		return h.Act.PlaceClaim(ctx(c), h.by(c), t, in)
	})
}

// splitClaim serves POST …/split.
func (h *Handlers) splitClaim(c *gin.Context) error {
	return h.onClaim(c, "claim.split", func(t newsroom.Target, f *form) error {
		part := func(n string) newsroom.Part {
			return newsroom.Part{Words: f.line("words"+n, models.MaxPassage), Statement: f.line("statement"+n, models.MaxStatement)}
		}
		first, second := part("1"), part("2")
		if f.err != nil {
			return f.err
		}
		_, err := h.Act.SplitClaim(ctx(c), h.by(c), t, first, second)
		return err
	})
}

// mergeClaims serves POST …/merge.
func (h *Handlers) mergeClaims(c *gin.Context) error {
	return h.onClaim(c, "claim.merge", func(t newsroom.Target, f *form) error {
		other, statement := f.number("other"), f.line("statement", models.MaxStatement)
		if f.err != nil {
			return f.err
		}
		return h.Act.MergeClaims(ctx(c), h.by(c), t, other, statement)
	})
}
