package apperr

// Refusals of queries to somebody outside the house and of the links by which
// they answer. Whatever is wrong with a link, its page says the same.
var (
	AnswerLinkGone = refusal(NotFound, "answer-link-gone", "This link does not work, or not any more. Ask whoever gave it to you for a new one.")
	TooManyTokens  = refusal(TooMany, "too-many-tokens", "Too many links that do not work were tried from here. Try again in %d minutes.")
	TooManyAnswers = refusal(TooMany, "too-many-answers", "This link has taken %d answers, which is the most. Ask whoever gave it to you for a new one.")
	TooManyOffers  = refusal(TooMany, "too-many-offers", "This link has taken %d files, which is the most. Send your answer without one, or ask for a new link.")
	TooManyLive    = refusal(Conflict, "too-many-live-links", "This query has %d links that work, which is the most. Revoke one first.")
	LinkRestricted = refusal(Conflict, "link-restricted", "This article is for its team alone, so nobody outside the house is given a link to answer. Ask them yourself, and write down what they say.")
	LinkInside     = refusal(Conflict, "link-inside", "This query is put to somebody of the house, who answers it here. Put it to somebody outside first.")
	LinkDays       = refusal(Invalid, "link-days", "A link works for 1 to %d days.")
	AskedTwice     = refusal(Invalid, "asked-twice", "A query asks one person: choose somebody of the house, or name somebody outside.")
	AskedSame      = refusal(Invalid, "asked-same", "This is who was asked, and until when. Nothing was changed.")
	OfferDecided   = refusal(Conflict, "offer-decided", "Somebody decided about this file already.")
)
