package apperr

// Refusals of keeping the newsroom's people.
var (
	HandleForm    = refusal(Invalid, "handle-form", "The name to sign in with has 2 to 32 small letters a to z, digits, dots or hyphens, and begins and ends with a letter or a digit.")
	NameTooLong   = refusal(Invalid, "name-too-long", "This name is too long: at most %d bytes.")
	HandleTaken   = refusal(Invalid, "handle-taken", "Somebody signs in as %s already. Choose another name.")
	RoleNeeded    = refusal(Invalid, "role-needed", "Choose at least one role.")
	OwnAccount    = refusal(Conflict, "own-account", "You cannot disable your own account. Ask another admin.")
	LastAdmin     = refusal(Conflict, "last-admin", "This is the last admin who can sign in. Make somebody else an admin first.")
	AlreadyClosed = refusal(Conflict, "already-disabled", "This account is disabled already.")
	NotClosed     = refusal(Conflict, "not-disabled", "This account is not disabled.")
	ClosedAccount = refusal(Conflict, "disabled-account", "This account is disabled. Enable it first.")
	LinkGone      = refusal(NotFound, "link-gone", "This link does not work any more. Each works once, and for half an hour. Ask an admin for a new one.")
	ConsoleOnly   = refusal(Forbidden, "console-only", "Only the command line sets another's password. Give them a link instead.")
)

// Refusals of a new password.
var (
	PasswordShort     = refusal(Invalid, "password-short", "This password has %d characters. Choose one of at least %d: a few words that have nothing to do with each other are good.")
	PasswordLong      = refusal(Invalid, "password-long", "This password is too long: at most %d bytes. Shorten it.")
	PasswordPersonal  = refusal(Invalid, "password-personal", "This password is little more than a name that others know. Choose one that does not hold yours or the newsroom's.")
	PasswordGuessable = refusal(Invalid, "password-guessable", "This password is easily guessed. Choose another: a few words that have nothing to do with each other are good.")
	PasswordUnlike    = refusal(Invalid, "password-unlike", "The two passwords are not the same. Type the new one twice.")
)

// Refusals of founding a newsroom.
var (
	UnknownZone  = refusal(Invalid, "unknown-zone", "%q is not a time zone. Write one like Europe/Berlin or America/New_York, or UTC.")
	WrongCode    = refusal(Invalid, "wrong-code", "This is not the code that tickmark printed when it was started last. Look at its console.")
	TooManyCodes = refusal(TooMany, "too-many-codes", "Too many wrong codes from your address. Try again in %d minutes.")
)
