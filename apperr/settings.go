package apperr

// Refusals of the newsroom's settings and of what hangs on them.
var (
	NumberOutside   = refusal(Invalid, "number-outside", "%s must be a whole number from %d to %d.")
	SessionTooShort = refusal(Invalid, "session-too-short", "A session cannot end sooner in any case than without a request: give it at least %d minutes.")
	UnknownLanguage = refusal(Invalid, "unknown-language", "%q is no language tag. Write one to a line, such as en, de, ar or zh-Hant.")
	LongerThanTaken = refusal(Invalid, "longer-than-taken", "The text is too long: this newsroom takes at most %d KiB (%d bytes), this is %d bytes. Cut it into parts, or ask an admin to raise the limit in the settings.")
)

// Refusals of one's own account.
var (
	WrongPassword = refusal(Invalid, "wrong-password", "This is not your present password.")
	SamePassword  = refusal(Invalid, "same-password", "This is the password you have. Choose a new one.")
)
