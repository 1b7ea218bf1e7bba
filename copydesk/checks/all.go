package checks

// All are the checks, in the order in which a reader sees them.
var All = []Check{
	{"weekday and date", "Compares a day of the week with the date beside it.", (*bench).weekdays},
	{"relative and absolute dates", "Counts “three weeks after the summit” from the day that the copy gives for the summit, and compares it with the date of what is said to lie there.", (*bench).relatives},
	{"age and birth date", "Compares an age with the date of birth in the same sentence, or the next one, on the article’s date. Where only a year is given, both ages are right.", (*bench).ages},
	{"day and publication date", "Compares “yesterday”, “last week” and the like, counted from the article’s date, with the date beside them, and looks for days still to come that are told as past.", (*bench).published},
	{"sums", "Adds up figures in a list and compares them with the total beside it. Rounding is allowed for; “about” and “including” are left alone.", (*bench).sums},
	{"rises and falls", "Compares “from … to …” with the rise or fall, the difference, the percentage or the multiple that is said of it.", (*bench).risesAndFalls},
	{"shares", "Looks for parts that are more than their whole, shares of one vote that are more than all, and parts whose percentage is another.", (*bench).shares},
	{"per cent or points", "Looks at changes of percentages whose difference is called per cent instead of percentage points, or is another.", (*bench).points},
	{"ranges", "Looks for ranges and times whose end lies before their beginning.", (*bench).ranges},
	{"conversions", "Converts a measure and compares it with the one in another unit in a bracket behind it. Rounding is allowed for.", (*bench).conversions},
	{"units and currencies", "Looks for the same figure in another unit or currency where the copy refers to what it named before.", (*bench).otherUnits},
	{"one quantity, two values", "Looks for a figure that the copy refers to again with another value: the same noun with a definite article, or the dead and injured of headline and copy.", (*bench).twoValues},
	{"one name, two spellings", "Looks for names that differ by a letter, an accent or the way of transliteration. What a language hangs on a name makes no difference, and two people of one family are left alone.", (*bench).names},
	{"no such day", "Looks for days that the calendar does not have, such as 31 September.", (*bench).noSuchDay},
	{"open quotation marks", "Looks for quotation marks that open and do not close in their paragraph, close without opening, or close with another kind of mark. A quotation that goes on in the next paragraph opens again there.", (*bench).openQuotes},
	{"quotation and source", "Compares a quotation with the passages that the claim’s evidence quotes. Ellipses, words in square brackets and the case of the first letter may differ.", (*bench).notVerbatim},
	{"placeholders", "Looks for TK, XXX, lorem ipsum, “[name]” and other words that wait for better ones, for empty quotation marks, and for attributions to nobody.", (*bench).placeholders},
	{"links", "Looks at the addresses of links and at addresses in the text: placeholders, addresses of this machine or of none, and what is mistyped.", (*bench).badLinks},
	{"doubled words", "Looks for a word that stands twice in a row, where the language does not do that.", (*bench).doubledWords},
}
