package apperr

// Refusals of asking a service that the newsroom chose. None of them repeats
// what the service said: it may hold what it was asked, and with what token.
// ServicePlace is told alike for a name that does not exist and for a place
// that is not to be reached.
var (
	ServiceAddress   = refusal(Invalid, "service-address", "This is not the address of a service. Write it in full, beginning with https:// (or http:// inside the house), without a name or a password in it.")
	ServicePlace     = refusal(Invalid, "service-place", "No service that may be asked was found at this address, so nothing was sent. Look whether it is written right. If it is one of the house, or listens on another port than 443, whoever keeps the machine has to name it in TICKMARK_REACH.")
	ServiceOpen      = refusal(Invalid, "service-open", "Over http:// everybody on the way could read what is sent, so nothing was. Use https:// for a service outside the house.")
	ServiceToken     = refusal(Invalid, "service-token", "The token for the service has characters that no token has, so nothing was sent. Whoever keeps the machine has to set it again.")
	ServiceAway      = refusal(Invalid, "service-unreachable", "The service could not be reached, or broke off. Try again later.")
	ServiceUntrusted = refusal(Invalid, "service-untrusted", "The service could not prove that it is what it says: its certificate is not valid. Nothing was sent.")
	ServiceBarred    = refusal(Invalid, "service-barred", "The service does not let us in: it answered with %d. Whoever keeps the machine has to look whether the token is right.")
	ServiceMoved     = refusal(Invalid, "service-moved", "The service sent us to another address (%d), and nobody was asked there. Look whether its address is written right.")
	ServiceAnswer    = refusal(Invalid, "service-answer", "The service answered with %d. Look whether its address and what is asked of it are right; if they are, try again later.")
	ServiceType      = refusal(Invalid, "service-type", "What answers at this address is no such service: it did not answer with JSON.")
	ServiceLarge     = refusal(Invalid, "service-large", "The service answered with more than %d bytes, so its answer was not taken.")
	ServiceSlow      = refusal(Invalid, "service-slow", "The service took longer than %d seconds, so it was not waited for. Try again later.")
	ServiceBusy      = refusal(TooMany, "service-busy", "The service has too much to do at this moment. Try again in a minute.")
)

// Refusals of what a language model is asked, and of its answer.
var (
	AssistOff     = refusal(Invalid, "assist-off", "No language model is set up. An admin names its address and its model in the settings.")
	AssistLong    = refusal(Invalid, "assist-long", "The copy is too long to be sent to a language model: at most %d bytes are, this is %d with its numbers. Mark claims by hand, or use the suggestions that need no model.")
	AssistGarbage = refusal(Invalid, "assist-garbage", "The language model did not answer in the form that was asked for, so nothing of its answer was used. Try again, or use another model.")
	AssistCut     = refusal(Invalid, "assist-cut", "The language model stopped before the end of its answer, so nothing of it was used. Try again, or use a model that writes longer answers.")
	AssistNothing = refusal(Invalid, "assist-nothing", "Nothing that the language model proposed could be used: none of its %d proposals stands in the copy as it should.")
)
