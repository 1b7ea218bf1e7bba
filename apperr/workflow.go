package apperr

// Refusals of acts that would go around a rule of review.
var (
	FoundAgainst   = refusal(Conflict, "found-against", "A claim found %s is neither split nor merged while its words stand: it waits for the copy to change.")
	DebtOpen       = refusal(Conflict, "debt-open", "A review debt on claim no. %d is still open. Somebody without a hand in it approves the claim first.")
	MustFixOnClaim = refusal(Invalid, "must-fix-on-claim", "A must-fix belongs to the claim whose words have to change. Mark the words as a claim, or make the fix a suggestion.")
	WordingUnfit   = refusal(Invalid, "wording-unfit", "This wording cannot be put in by itself: with it the copy would be too long, or signs of it would melt with those around it. Change the copy by hand.")
	WordsOrCut     = refusal(Invalid, "words-or-cut", "Either propose other words, or say that the words should be cut; not both.")
)
