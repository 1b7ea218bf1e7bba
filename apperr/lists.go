package apperr

// Refusals of the desk's lists.
var (
	ChangedMeanwhile = refusal(Conflict, "changed-meanwhile", "It changed meanwhile.")
	NothingToTake    = refusal(Conflict, "nothing-to-take", "There is no claim left that nobody has and that you may take.")
	ViewNameTaken    = refusal(Invalid, "view-name-taken", "There is a saved list with the name “%s” already. Choose another, or drop that one first.")
	NoSuchList       = refusal(Invalid, "no-such-list", "That is not the address of one of the desk’s lists.")
	TooManyViews     = refusal(Invalid, "too-many-views", "You have saved %d lists. Drop one that you no longer need.")
	NotYourView      = refusal(Forbidden, "not-your-view", "A shared list is dropped by whoever shared it, or by an editor.")
)
