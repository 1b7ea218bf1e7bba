package detect

// termsOf are the terms of the languages by their base language.
var termsOf = map[string]*terms{
	"en": english, "de": german, "fr": french, "es": spanish, "it": italian, "pt": portuguese, "nl": dutch,
	"pl": polish, "ru": russian, "uk": ukrainian, "el": greek, "tr": turkish, "ar": arabic, "fa": persian, "he": hebrew,
	"hi": hindi, "zh": chinese, "ja": japanese,
}
