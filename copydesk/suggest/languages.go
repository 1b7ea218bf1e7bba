package suggest

import "strings"

// dating is how languages write dates. Other languages get those of ISO 8601.
var dating = map[string]wording{
	"en": {
		named: months("January February March April May June July August September October November December"),
		dated: months("January February March April May June July August September October November December"),
		forms: months("Sept"), day: "%d", year: " %d", monthFirst: true, afterDate: true,
	},
	"de": {
		named: months("Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
		dated: months("Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
		forms: months("Jänner Feber Januars Februars Aprils Mais Junis Julis Augusts Septembers Oktobers Novembers Dezembers"), day: "%d.", year: " %d",
	},
	"fr": {
		named: months("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
		dated: months("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
		day:   "%d", year: " %d",
	},
	"es": {
		named: months("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
		dated: months("de_enero de_febrero de_marzo de_abril de_mayo de_junio de_julio de_agosto de_septiembre de_octubre de_noviembre de_diciembre"),
		forms: months("setiembre"), day: "%d", year: " de %d",
	},
	"it": {
		named: months("gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"),
		dated: months("gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"),
		day:   "%d", year: " %d",
	},
	"pt": {
		named: months("janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"),
		dated: months("de_janeiro de_fevereiro de_março de_abril de_maio de_junho de_julho de_agosto de_setembro de_outubro de_novembro de_dezembro"),
		day:   "%d", year: " de %d",
	},
	"nl": {
		named: months("januari februari maart april mei juni juli augustus september oktober november december"),
		dated: months("januari februari maart april mei juni juli augustus september oktober november december"),
		forms: months("mrt"), day: "%d", year: " %d",
	},
	"pl": {
		named: months("styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień"),
		dated: months("stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia"),
		forms: months("styczniu lutym marcu kwietniu maju czerwcu lipcu sierpniu wrześniu październiku listopadzie grudniu"), day: "%d", year: " %d roku",
	},
	"ru": {
		named: months("январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"),
		dated: months("января февраля марта апреля мая июня июля августа сентября октября ноября декабря"),
		forms: months("январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре"), day: "%d", year: " %d года",
	},
	"uk": {
		named: months("січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень"),
		dated: months("січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня"),
		forms: months("січні лютому березні квітні травні червні липні серпні вересні жовтні листопаді грудні"), day: "%d", year: " %d року",
	},
}

// months are the words of a list; what stands in one of them for a space is an
// underscore.
func months(list string) []string {
	all := strings.Fields(list)
	for i, m := range all {
		all[i] = strings.ReplaceAll(m, "_", " ")
	}
	return all
}

func set(list string) map[string]bool {
	all := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		all[w] = true
	}
	return all
}

// openers are the pronouns, and the words that stand for one, with which a
// sentence opens that cannot be understood alone.
var openers = map[string]string{
	"en": "he she it they this that these those his her hers its their theirs him them both neither",
	"de": "er sie es ihr ihre ihm ihn ihnen ihren ihrem ihrer seine seinem seinen seiner dies diese dieser dieses diesem diesen jener jene jenes beide dort dabei dazu damit dafür dagegen danach",
	"fr": "c’ il elle ils elles ce cela ceci ça celui celle ceux celles cet cette ces son sa ses leur leurs lui eux",
	"es": "él ella ello ellos ellas este esta esto estos estas ese esa eso esos esas aquel aquella aquello aquellos aquellas su sus ambos ambas allí",
	"it": "egli ella lui lei esso essa essi esse loro questo questa questi queste quello quella quelli quelle ciò suo sua suoi sue entrambi entrambe lì",
	"pt": "ele ela eles elas isto isso aquilo este esta estes estas esse essa esses essas aquele aquela aqueles aquelas seu sua seus suas ambos ambas",
	"nl": "hij zij ze dit dat deze die zijn haar hun hen beide beiden daar daarmee daarna",
	"pl": "on ona ono oni one ten ta to ci te tamten tamta jego jej ich jemu im obaj obie oboje tam",
	"ru": "он она оно они этот эта это эти тот те его её ее их ему ей им оба обе там",
	"uk": "він вона воно вони цей ця це ці той ті його її їх їхній йому їй їм обидва обидві там",
	"el": "αυτός αυτή αυτό αυτοί αυτές αυτά εκείνος εκείνη εκείνο εκείνοι",
	"tr": "o onlar bu şu bunlar şunlar onun onların bunun",
	"ar": "هو هي هم هن هما هذا هذه هؤلاء ذلك تلك",
	"fa": "او وی آن این آنها ایشان",
	"he": "הוא היא הם הן זה זאת זו אלה",
	"hi": "वह वे यह ये उसने उन्होंने इसने उसका उनका इसका",
	"zh": "他 她 它 他们 她们 它们 这 那 这些 那些 他們 她們 它們 這 這些",
	"ja": "彼 彼女 彼ら これ それ あれ この その",
	"sv": "han hon det dem detta denna dessa hans hennes deras",
	"da": "han hun det dem dette denne disse hans hendes deres",
	"nb": "han hun det dem dette denne disse hans hennes deres",
	"cs": "on ona ono oni ony ten ta to ti ty jeho její jejich",
	"ro": "el ea ei ele acesta aceasta acestea aceștia acela aceea",
}

// locatives are words after which a capitalised run is a place.
var locatives = map[string]string{
	"en": "in at near outside around", "de": "in bei nahe aus nach", "fr": "à en près", "es": "en cerca", "it": "a in presso", "pt": "em no na nos nas",
	"nl": "in te bij", "pl": "w we", "ru": "в во на", "uk": "в у на", "sv": "i", "da": "i", "nb": "i", "cs": "v ve", "ro": "în la", "el": "στην στο στη στον",
}
