package apperr

// Refusals of the library of sources.
var (
	SameSource     = refusal(Invalid, "same-source", "That is the source itself. Choose another.")
	AlreadyOne     = refusal(Conflict, "already-one", "These sources are one already.")
	NotOne         = refusal(Conflict, "not-one", "This source is one with no other, so there is nothing to part.")
	ProtectedAlone = refusal(Conflict, "protected-alone", "A protected source is not made one with another: that would tell who it is.")
	DriftClosed    = refusal(Conflict, "drift-closed", "That was seen to already, or is of no source of this article.")
	OtherSpeaker   = refusal(Invalid, "other-speaker", "Whose word it is stays as it was entered, for evidence rests on it. The word of another person, or under another name, is a source of its own: add it as one.")
	NoPublisher    = refusal(Invalid, "no-publisher", "A note is kept by the publisher's name, and this source has none. Fill it in first.")
)
