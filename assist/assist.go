// Package assist asks a language model for claims that could be proposed for
// an article, by the chat API that many servers speak. It believes neither the
// copy, which may speak to the model, nor the model: what comes back can only
// become a suggestion whose words stand in the copy. It knows nothing of who
// asks, of notes, sources and people, and of what becomes of a suggestion, and
// so cannot tell a model of them.
//
// Spans are code points of canonical text.
package assist

import (
	"context"
	"net/url"
	"strings"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/capture"
	"example.org/tickmark/copydesk/suggest"
	"example.org/tickmark/models"
)

// Asker asks one model.
type Asker struct {
	Web     *capture.Client
	Address string // of the API, like https://models.example.org/v1
	Model   string // as the server calls it
	Token   capture.Secret
	Time    time.Duration // for one question; 60 seconds
	// Leaving, unless nil, is told once the question is written and before it
	// leaves the house. It stays in when that fails.
	Leaving func(context.Context) error
}

// Request is the copy, and all of what a model is told.
type Request struct {
	models.Document
	Sentences []models.Span // in order
	Language  string        // BCP 47
	Date      string        // the article's, like 2025-09-18, or ""
}

// Proposal is what a model proposed, as far as it could be used.
type Proposal struct {
	// Suggestions stand in the order of the copy and do not overlap. Their
	// scores are 0: what a model thinks of its own answer says nothing.
	Suggestions []suggest.Suggestion `json:"suggestions"`
	Dropped     []Dropped            `json:"dropped"` // in the order of Whys, none with 0
}

// Suggest asks the model for claims of the copy, and keeps of its answer what
// can be found in the copy. It fails with apperr.AssistOff without an address
// or a model; AssistLong; what Leaving fails with; what capture.Client.Send fails with; AssistGarbage
// and AssistCut for an answer in another form; and, together with what was
// dropped, AssistNothing when none of what was proposed is left.
func (a Asker) Suggest(ctx context.Context, in Request) (Proposal, error) {
	address, err := a.endpoint()
	if err != nil {
		return Proposal{}, err
	}
	body, err := question(a.Model, in)
	if err != nil {
		return Proposal{}, err
	}
	if a.Leaving != nil {
		if err := a.Leaving(ctx); err != nil {
			return Proposal{}, err
		}
	}
	answer, err := a.Web.Send(ctx, capture.Outgoing{
		Address: address, Token: a.Token, Body: body, Time: a.Time, Size: maxAnswer,
	})
	if err != nil {
		return Proposal{}, err
	}
	items, err := claims(answer)
	if err != nil {
		return Proposal{}, err
	}
	p := verify(in, items, "proposed by the model "+a.Model)
	if len(items) > 0 && len(p.Suggestions) == 0 {
		return p, apperr.AssistNothing.With(len(items))
	}
	return p, nil
}

// endpoint is where questions go: below the address, unless it says so itself.
func (a Asker) endpoint() (string, error) {
	const path = "chat/completions"
	if a.Web == nil || strings.TrimSpace(a.Address) == "" || strings.TrimSpace(a.Model) == "" {
		return "", apperr.AssistOff.With()
	}
	u, err := url.Parse(strings.TrimSpace(a.Address))
	if err != nil {
		return "", apperr.ServiceAddress.With()
	}
	if !strings.HasSuffix(strings.TrimSuffix(u.Path, "/"), path) {
		u = u.JoinPath(path)
	}
	return u.String(), nil
}
