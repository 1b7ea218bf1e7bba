package apperr

// Refusals of any room.
var (
	NoSuchPage     = refusal(NotFound, "no-such-page", "There is no such page.")
	NotFoundOrSeen = refusal(NotFound, "not-found", "There is no such %s, or it is not open to you.")
	WrongMethod    = refusal(MethodNotAllowed, "wrong-method", "This address does not take that kind of request.")
	Unreadable     = refusal(BadRequest, "unreadable", "The form could not be read. Go back, reload the page and try again.")
	FieldTooLong   = refusal(Invalid, "field-too-long", "%s is too long: at most %s, this is %s.")
	FieldMissing   = refusal(Invalid, "field-missing", "%s is missing.")
	UnknownChoice  = refusal(Invalid, "unknown-choice", "%q is not one of the choices for %s.")
	FieldTwice     = refusal(Invalid, "field-twice", "The form carries %s more than once. Reload the page and send it again.")
	BadDate        = refusal(Invalid, "bad-date", "%s must be a date like 2025-09-18.")
	BadTime        = refusal(Invalid, "bad-time", "%s must be a date and time like 2025-09-18 18:00.")
	BadAddress     = refusal(Invalid, "bad-address", "The address must begin with http:// or https://, go on with a name, and hold no invisible characters.")
	BodyTooLarge   = refusal(TooLarge, "body-too-large", "What you sent is larger than %s, so nothing of it was kept. Shorten it and send it again; your browser still has the text behind its Back button.")
	KeyUsed        = refusal(Conflict, "key-used", "This form was sent before with other words. What you typed is below: send it again if it is still wanted.")
	Stale          = refusal(Conflict, "stale", "Somebody else changed this since you opened it. Below is how it stands now, with what you typed kept: look again and send it again if it still fits.")
)
