package apperr

// Refusals of what is said of whose words are whose.
var (
	NeedsRoots   = refusal(Conflict, "needs-roots", "A claim of severity “%s” needs two independent roots among the sources that support it. So far it has %d, among %d. Add what a source says that does not go back to the same one, or say with a reason which two of them are independent.")
	RulingPair   = refusal(Invalid, "ruling-pair", "Choose two sources of this claim that are not one and the same.")
	RuledAlready = refusal(Conflict, "ruled-already", "That was said of these two sources already, and holds.")
	RulingEnded  = refusal(Conflict, "ruling-ended", "This was taken back meanwhile, or something else was said of the two sources since.")
)
