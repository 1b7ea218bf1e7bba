package checks

// All are the checks, in the order in which a reader sees them.
var All = []Check{
	{"one name, two spellings", "Looks for names that differ by a letter, an accent or the way of transliteration. What a language hangs on a name makes no difference, and two people of one family are left alone.", (*bench).names},
	{"no such day", "Looks for days that the calendar does not have, such as 31 September.", (*bench).noSuchDay},
	{"open quotation marks", "Looks for quotation marks that open and do not close in their paragraph, close without opening, or close with another kind of mark. A quotation that goes on in the next paragraph opens again there.", (*bench).openQuotes},
	{"quotation and source", "Compares a quotation with the passages that the claim’s evidence quotes. Ellipses, words in square brackets and the case of the first letter may differ.", (*bench).notVerbatim},
	{"placeholders", "Looks for TK, XXX, lorem ipsum, “[name]” and other words that wait for better ones, for empty quotation marks, and for attributions to nobody.", (*bench).placeholders},
	{"links", "Looks at the addresses of links and at addresses in the text: placeholders, addresses of this machine or of none, and what is mistyped.", (*bench).badLinks},
	{"doubled words", "Looks for a word that stands twice in a row, where the language does not do that.", (*bench).doubledWords},
}
