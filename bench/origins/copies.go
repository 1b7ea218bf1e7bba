package origins

import (
	"slices"
	"strings"
)

// ways are the ways in which newspapers take over an agency's report.
var ways = []struct {
	name string
	make func(lang, headline string, source []string) []string
}{
	{"cut", cut},
	{"house", house},
	{"brief", brief},
}

// cut takes the first two thirds under another headline, in plain signs.
func cut(_, headline string, source []string) []string {
	keep := 1 + (2*(len(source)-1)+2)/3
	return append([]string{headline}, all(source[1:keep], plain)...)
}

// plain puts a typewriter's signs in place of a printer's, and spaces before
// signs away.
var plain = strings.NewReplacer(
	"“", `"`, "”", `"`, "„", `"`, "« ", `"`, " »", `"`, "«", `"`, "»", `"`, "’", "'", "–", "-", " — ", " - ", " :", ":", " ;", ";", "\u00a0", " ",
)

// house rewrites words by the newspaper's own style, joins paragraphs, leaves
// out one in the middle, and puts its own last line behind.
func house(lang, headline string, source []string) []string {
	body := all(source[1:], styles[lang])
	body = slices.Delete(body, len(body)/2, len(body)/2+1)
	joined := []string{headline}
	glue := " "
	if lang == "zh" {
		glue = ""
	}
	for pair := range slices.Chunk(body, 2) {
		joined = append(joined, strings.Join(pair, glue))
	}
	return append(joined, lastLines[lang])
}

// brief takes the first two paragraphs of a longer report, and puts the
// newspaper's own last line behind.
func brief(lang, headline string, source []string) []string {
	if len(source) < 6 {
		return nil
	}
	return append([]string{headline}, append(all(source[1:3], styles[lang]), lastLines[lang])...)
}

func all(lines []string, by *strings.Replacer) (out []string) {
	for _, l := range lines {
		out = append(out, by.Replace(l))
	}
	return out
}

// styles are words that a newspaper puts in place of others.
var styles = map[string]*strings.Replacer{
	"en": strings.NewReplacer(" per cent", "%", "million", "m", " said", " stated", "about ", "around ", "because", "as", "two ", "2 ", "three", "3", " will ", " is to ", "on Tuesday", "Tuesday", "on Monday", "Monday", "on Wednesday", "Wednesday", "on Thursday", "Thursday", "on Friday", "Friday", "on Sunday", "Sunday", "“", "'", "”", "'"),
	"de": strings.NewReplacer(" Prozent", "%", "Millionen", "Mio.", "sagte", "erklärte", "sprach von", "nannte es", " vom ", " von dem ", "wegen", "auf Grund", "soll ", "dürfte ", "„", "»", "“", "«", "etwa", "rund"),
	"fr": strings.NewReplacer("millions", "M", " a déclaré", " a affirmé", " a dit", " a confié", "Quelque", "Environ", "selon", "d'après", "pour cent", "%", "« ", "“", " »", "”", "a annoncé", "a fait savoir"),
	"es": strings.NewReplacer(" por ciento", "%", "millones", "mill.", " dijo", " afirmó", "Unos", "Cerca de", "tras", "después de", "anunció", "comunicó", "informó", "señaló", `"`, "”"),
	"ru": strings.NewReplacer(" процента", "%", "миллионов", "млн", "миллиарда", "млрд", "сообщили", "заявили", "сказал ", "отметил ", "рассказал ", "отметил ", "«", "„", "»", "“", " — ", " – "),
	"ar": strings.NewReplacer("في المئة", "%", "بالمئة", "%", "وقال ", "وصرح ", "وقالت ", "وصرحت ", "أعلنت", "ذكرت", "أعلن", "ذكر", `"`, "«", "وبلغت", "ووصلت"),
	"zh": strings.NewReplacer("表示", "称", "预计", "估计", "宣布", "透露", "说：", "表示：", "“", "「", "”", "」", "目前", "现在", "约", "大约"),
}

// lastLines are what newspapers put behind a report.
var lastLines = map[string]string{
	"en": "Sign up for our morning newsletter and read the five stories that matter before breakfast.",
	"de": "Mehr aus der Region lesen Sie jeden Morgen um sechs in unserem kostenlosen Rundbrief.",
	"fr": "Retrouvez chaque soir l'essentiel de l'actualité dans notre lettre gratuite.",
	"es": "Reciba cada mañana en su correo las noticias más leídas de nuestro diario.",
	"ru": "Подписывайтесь на наш канал, чтобы первыми узнавать о главном в городе.",
	"ar": "اشترك في نشرتنا البريدية لتصلك أهم الأخبار كل صباح.",
	"zh": "关注本报公众号，每天早上阅读最重要的五条新闻。",
}
