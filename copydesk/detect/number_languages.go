package detect

// termsOf are the terms of the languages by their base language.
var termsOf = map[string]*terms{"en": english, "de": german}
