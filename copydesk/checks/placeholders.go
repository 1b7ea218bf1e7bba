package checks

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.org/tickmark/copydesk"
	"example.org/tickmark/models"
)

// waiting are words in brackets that wait for what they name.
var waiting = func() map[string]bool {
	all := map[string]bool{}
	for _, list := range []string{
		"name|first name|last name|surname|full name|title|date|day|place|city|town|country|number|figure|figures|amount|age|source|quote|photo|caption|check|add|insert|tbc|tbd|tba|tk|tc|xx|xxx|x|?|??|???|details|company|insert name|insert date|insert quote|name tk|to come|to be confirmed|to be checked|fact check|placeholder|byline|headline",
		"datum|ort|zahl|quelle|vorname|nachname|alter|titel|folgt|einfügen|prüfen|bitte prüfen|zitat|foto|bild|bildunterschrift|name einfügen|platzhalter",
		"nom|prénom|lieu|ville|chiffre|à vérifier|à compléter|à confirmer|citation|titre|âge|montant",
		"nombre|apellido|fecha|lugar|ciudad|cifra|fuente|completar|por completar|por confirmar|verificar|cita|edad|título",
		"nome|cognome|data|luogo|città|fonte|da verificare|da completare|citazione|età|titolo",
		"имя|фамилия|дата|место|город|число|цифра|источник|уточнить|проверить|вставить|цитата|возраст|должность",
		"ім'я|прізвище|місце|місто|джерело|уточнити|перевірити|вставити|вік|посада",
		"imię|nazwisko|miejsce|miasto|liczba|źródło|uzupełnić|sprawdzić|cytat|wiek",
		"sobrenome|apelido|número|idade|completar|verificar",
		"naam|plaats|bron|getal|aanvullen|controleren|citaat|leeftijd",
		"isim|ad|soyad|tarih|yer|kaynak|sayı",
		"الاسم|اسم|التاريخ|تاريخ|المكان|المصدر|مصدر|الرقم|يتبع",
		"שם|תאריך|מקום|מקור|מספר|להשלים",
		"όνομα|επώνυμο|ημερομηνία|τόπος|πηγή|αριθμός",
		"नाम|तारीख|स्थान|स्रोत", "姓名|名字|日期|地点|来源|待补|待定|名前|氏名|日付|場所|出典|要確認",
	} {
		for _, w := range phrases(list) {
			all[w] = true
		}
	}
	return all
}()

// toNobody are phrases that somebody's name must follow.
var toNobody = map[string][]string{
	"en": phrases("according to|in the words of|spokesman for|spokeswoman for|spokesperson for|as told to|a statement by|in a statement from"),
	"de": phrases("nach angaben von|nach angaben der|nach angaben des|nach aussage von|nach worten von|so der sprecher von|berichtet die"),
	"fr": phrases("selon|d'après|aux dires de|de l'avis de|selon les mots de"),
	"es": phrases("según|de acuerdo con|en palabras de|según datos de"),
	"it": phrases("stando a|a detta di|secondo quanto riferito da|nelle parole di"),
	"pt": phrases("de acordo com|nas palavras de|conforme"),
	"nl": phrases("volgens|aldus de|in de woorden van"),
	"pl": phrases("według|zdaniem|jak podaje|jak poinformował|jak poinformowała"),
	"ru": phrases("по словам|по данным|по информации|по мнению|согласно|как сообщает|как сообщил"),
	"uk": phrases("за словами|за даними|за інформацією|на думку|згідно з|як повідомляє|як повідомив"),
	"ar": phrases("وفقا ل|وفقًا ل|بحسب|حسب|نقلا عن|على حد قول"),
}

// saidBy are words that say who, when a space before the full stop shows that
// somebody is missing.
var saidBy = map[string]map[string]bool{
	"en": set("said says by told added from asked claimed argued"),
	"de": set("sagte sagt laut von erklärte so"),
	"fr": set("dit déclaré affirmé par"),
	"es": set("dijo afirmó declaró por"),
	"it": set("detto dichiarato da secondo"),
	"pt": set("disse afirmou por segundo"),
	"nl": set("zei zegt door"),
	"pl": set("powiedział powiedziała mówi przez"),
	"ru": set("сказал сказала заявил заявила сообщил сообщила"),
	"uk": set("сказав сказала заявив заявила повідомив повідомила"),
}

func (b *bench) placeholders() (found []Finding) {
	for _, s := range copydesk.TKs(b.Document) {
		found = append(found, b.finding(fmt.Sprintf("“%s” is still to come.", b.text(s)), s))
	}
	for i, w := range b.words {
		if b.dummy(i) {
			found = append(found, b.finding(fmt.Sprintf("“%s” stands in the place of something else.", b.text(w.Span)), w.Span))
		}
		if end := b.nobody(i); end > 0 {
			at := models.Span{Start: w.Start, End: end}
			found = append(found, b.finding(fmt.Sprintf("“%s” names nobody.", b.text(at)), at))
		}
	}
	return append(found, b.emptySigns()...)
}

// dummy reports whether the i-th word is a placeholder.
func (b *bench) dummy(i int) bool {
	w := b.words[i]
	switch w.low {
	case "lorem":
		return i+1 < len(b.words) && b.words[i+1].low == "ipsum"
	case "tbc", "tbd", "tba", "fixme":
		name := i+1 < len(b.words) && b.onlySpace(w.End, b.words[i+1].Start) && unicode.IsUpper(b.runes[b.words[i+1].Start])
		return !name && b.text(w.Span) == strings.ToUpper(w.low)
	}
	return b.crosses(i)
}

// roman are beginnings of words beside which XX and XXX are numerals.
var roman = phrases("olymp|games|bowl|century|centur|siècle|siecle|siglo|secolo|século|secul|век|стол|wiek|jahrhundert|congress|kongress|congrès|congreso|съезд|edition|édition|edición|ювіл|chromosom|jeux|juegos|igrzysk|игр|legion|corps|army|chapter|part|volume|kapitel|band")

// crosses reports whether the i-th word is XXX, XXXX or so, or XX beside a sign
// that asks for a figure; the same with a figure's first digits, as in 20XX.
func (b *bench) crosses(i int) bool {
	w := b.words[i]
	digits := strings.TrimRight(w.low, "xх")
	n := utf8.RuneCountInString(w.low) - utf8.RuneCountInString(digits)
	switch {
	case n < 2:
		return false
	case digits != "":
		return len(digits) <= 2 && strings.Trim(digits, "0123456789") == "" && digits != "0" && b.text(w.Span) != w.low
	case n > 3:
		return true
	}
	if n == 2 && !b.figureBeside(w.Span) {
		return false
	}
	for k := max(0, i-2); k < min(len(b.words), i+3); k++ {
		for _, r := range roman {
			if k != i && strings.HasPrefix(b.words[k].low, r) {
				return false
			}
		}
	}
	return true
}

// figureBeside reports whether a sign or word beside a span asks for a figure.
func (b *bench) figureBeside(s models.Span) bool {
	if s.Start > 0 && strings.ContainsRune("$€£¥₽₴", b.runes[s.Start-1]) {
		return true
	}
	rest := strings.TrimLeft(b.lowText(s.End, min(len(b.low), s.End+12)), " ")
	for _, sign := range []string{"%", "€", "per cent", "percent", "prozent", "million", "billion", "pour cent", "por ciento", "per cento", "процент", "млн", "км", "km"} {
		if strings.HasPrefix(rest, sign) {
			return true
		}
	}
	return false
}

// nobody returns where the attribution that begins with the i-th word ends when
// nobody's name follows it, or 0.
func (b *bench) nobody(i int) int {
	w := b.words[i]
	for _, p := range toNobody[b.lang] {
		end := w.Start + utf8.RuneCountInString(p)
		if strings.HasPrefix(p, w.low) && end <= len(b.low) && b.lowText(w.Start, end) == p && b.comma(end) {
			return end + 1 + b.gap(end)
		}
	}
	if saidBy[b.lang][w.low] && b.gap(w.End) > 0 && b.comma(w.End) {
		return w.End + 1 + b.gap(w.End)
	}
	return 0
}

// gap is how many spaces stand at the offset.
func (b *bench) gap(at int) (n int) {
	for at+n < len(b.low) && b.low[at+n] == ' ' {
		n++
	}
	return n
}

// comma reports whether a comma or a full stop follows, and no dots.
func (b *bench) comma(at int) bool {
	at += b.gap(at)
	if at >= len(b.low) || !strings.ContainsRune(",.،", b.low[at]) {
		return false
	}
	return at+1 >= len(b.low) || unicode.IsSpace(b.low[at+1]) || strings.ContainsRune(marks, b.low[at+1])
}

// emptySigns finds brackets and quotation marks with nothing in them, words in
// brackets that wait, rows of question marks and lines to fill in.
func (b *bench) emptySigns() (found []Finding) {
	add := func(start, end int, says string) {
		at := models.Span{Start: start, End: end}
		found = append(found, b.finding(fmt.Sprintf(says, b.text(at)), at))
	}
	for _, q := range b.quotes {
		if b.onlySpace(q.inside.Start, q.inside.End) && b.aside(q.Span) {
			add(q.Start, q.End, "The quotation %s is empty.")
		}
	}
	for i := 0; i < len(b.runes); i++ {
		switch b.runes[i] {
		case '[', '(', '<', '{', '【', '［':
			if end := b.waits(i); end > 0 {
				add(i, end, "%s waits for something to take its place.")
			}
		case '?', '_', '？':
			end := i + 1
			for end < len(b.runes) && b.runes[end] == b.runes[i] {
				end++
			}
			if n := end - i; n >= 3 && b.runes[i] == '_' || n >= 2 && b.runes[i] != '_' && !b.quotedAt(i) && !b.wow(i, end) {
				add(i, end, "“%s” marks something that is not known yet.")
			}
			i = end - 1
		}
	}
	return found
}

// wow reports whether a row of question marks goes with an exclamation.
func (b *bench) wow(start, end int) bool {
	return start > 0 && b.runes[start-1] == '!' || end < len(b.runes) && b.runes[end] == '!'
}

// aside reports whether neither letter nor digit touches the span.
func (b *bench) aside(s models.Span) bool {
	touches := func(i int) bool {
		return i >= 0 && i < len(b.runes) && (letterly(b.runes[i]) || strings.ContainsRune(marks, b.runes[i]))
	}
	return !touches(s.Start-1) && !touches(s.End)
}

// waits returns where the bracket that opens at i ends when a placeholder is
// all it holds, or 0. Round ones hold question marks and crosses only.
func (b *bench) waits(i int) int {
	closer := map[rune]rune{'[': ']', '(': ')', '<': '>', '{': '}', '【': '】', '［': '］'}[b.runes[i]]
	for end := i + 1; end < min(len(b.runes), i+40); end++ {
		switch b.runes[end] {
		case '\n', b.runes[i]:
			return 0
		case closer:
			inside := strings.TrimSpace(b.lowText(i+1, end))
			if b.runes[i] == '[' && inside == "" && b.blockStart(i) || !holdsPlace(b.runes[i], inside) {
				return 0
			}
			return end + 1
		}
	}
	return 0
}

// holdsPlace reports whether words in a bracket of this kind are a placeholder.
func holdsPlace(bracket rune, inside string) bool {
	switch {
	case bracket == '(':
		return strings.Trim(inside, "?") == "" && inside != "" || inside == "tbc" || inside == "tk" || inside == "tbd" || inside == "tba"
	case bracket == '[' && inside == "":
		return true
	}
	first, _, _ := strings.Cut(inside, ":")
	return inside != "" && (waiting[inside] || bracket == '[' && waiting[strings.TrimSpace(first)] && first != inside)
}

func (b *bench) blockStart(i int) bool { return b.Blocks[b.blockAt(i)].Start == i }
