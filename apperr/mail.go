package apperr

// Refusals about mail, and what became of one.
var (
	NoMail        = refusal(Conflict, "no-mail", "This server sends no mail: nobody has set from where. An admin finds what to set in the paper on operations.")
	BadMail       = refusal(Invalid, "bad-mail-address", "This is no mail address. Type one like name@example.org, without a name beside it.")
	MailLinkGone  = refusal(NotFound, "mail-link-gone", "This link does not work any more: the address was changed or cleared since, or the link ran out. What is sent to you is chosen on the page of your account.")
	TooManyLinks  = refusal(TooMany, "too-many-mail-links", "You asked for %d links today. Try again tomorrow, or look for the last mail in the folder of unwanted ones.")
	NoMailAddress = refusal(Conflict, "no-mail-address", "There is no mail address.")

	MailAway      = refusal(Unavailable, "mail-away", "The mail server could not be reached, or did not answer in time.")
	MailNoTLS     = refusal(Unavailable, "mail-no-tls", "The mail server offers no encryption (STARTTLS), so nothing was sent.")
	MailSignIn    = refusal(Unavailable, "mail-sign-in", "The mail server did not take the name and password.")
	MailLater     = refusal(Unavailable, "mail-later", "The mail server did not take it for now (%d).")
	MailRefused   = refusal(Unavailable, "mail-refused", "The mail server refused it for good (%d): the address may not exist any more.")
	MailOutOfDate = refusal(Unavailable, "mail-out-of-date", "It was written over a week ago, so it was not sent any more.")
)
