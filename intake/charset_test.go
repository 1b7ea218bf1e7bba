package intake

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/htmlindex"

	"example.org/tickmark/apperr"
)

// encode writes text in an encoding.
func encode(t *testing.T, s, charset string) []byte {
	t.Helper()
	e, err := htmlindex.Get(charset)
	if err != nil {
		t.Fatal(err)
	}
	b, err := e.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatalf("%s: %v", charset, err)
	}
	return b
}

// tellTales are texts that are told from the bytes alone.
var tellTales = []struct{ charset, text string }{
	{"windows-1252", "Die Fähre kostet künftig vier Euro vierzig\n\nDie Hafenbehörde erhöht die Preise zum ersten Mai, größere Gruppen zahlen „nur“ drei Euro."},
	{"windows-1252", "Le café du port a brûlé dans la nuit\n\nLes pompiers sont arrivés après une heure, a déclaré le maire, qui n’était pas à la fenêtre."},
	{"windows-1252", "A mayor’s “promise”\n\nThe town’s café — closed since May — won’t open again."},
	{"windows-1252", "Größe"},
	{"windows-1250", "Prom na wyspę będzie droższy od maja\n\nZarząd portu podnosi ceny biletów. Żeglarze są źli, a rybacy już ogłosili, że przyjdą pod urząd."},
	{"iso-8859-2", "A komp ára májustól nő\n\nA kikötő szerint az emelés szükséges, mert két télen át veszteséges volt a járat, és az üzemanyag is drágább lett."},
	{"windows-1251", "Паром на остров подорожает с мая\n\nУправление порта повышает цены на билеты впервые за семь лет, и рыбаки уже недовольны."},
	{"koi8-r", "Паром на остров подорожает с мая\n\nУправление порта повышает цены на билеты впервые за семь лет, и рыбаки уже недовольны."},
	{"iso-8859-5", "Паром на остров подорожает с мая\n\nУправление порта повышает цены на билеты впервые за семь лет, и рыбаки уже недовольны."},
	{"windows-1253", "Το πλοίο για το νησί ακριβαίνει από τον Μάιο\n\nΗ αρχή του λιμανιού αυξάνει τις τιμές των εισιτηρίων για πρώτη φορά εδώ και επτά χρόνια."},
	{"windows-1254", "Ada vapuru mayıstan itibaren pahalanıyor\n\nLiman idaresi bilet fiyatlarını yedi yıl sonra ilk kez artırıyor, balıkçılar ise şimdiden şikâyetçi."},
	{"windows-1255", "המעבורת לאי תתייקר החל ממאי\n\nרשות הנמל מעלה את מחירי הכרטיסים לראשונה זה שבע שנים, והדייגים כבר מתלוננים על כך."},
	{"windows-1256", "ترتفع أسعار العبارة إلى الجزيرة ابتداء من مايو\n\nقالت سلطة الميناء إنها ترفع أسعار التذاكر للمرة الأولى منذ سبع سنوات، والصيادون يشتكون."},
	{"shift_jis", "島への渡し船が五月から値上げ\n\n港湾当局は七年ぶりに切符の値段を上げると発表した。漁師たちはすでに不満を述べている。"},
	{"euc-jp", "島への渡し船が五月から値上げ\n\n港湾当局は七年ぶりに切符の値段を上げると発表した。漁師たちはすでに不満を述べている。"},
	{"iso-2022-jp", "島への渡し船が五月から値上げ\n\n港湾当局は七年ぶりに切符の値段を上げると発表した。"},
	{"gb18030", "去岛上的渡轮五月起涨价\n\n港务局七年来首次提高票价，渔民们已经在抱怨，市议会将于四月十二日表决。"},
	{"big5", "往島上的渡輪五月起漲價\n\n港務局七年來首次提高票價，漁民們已經在抱怨，市議會將於四月十二日表決。"},
	{"euc-kr", "섬으로 가는 여객선 요금이 오월부터 오른다\n\n항만청은 칠 년 만에 처음으로 표 값을 올린다고 밝혔고 어부들은 벌써 불평하고 있다."},
	{"utf-16le", "A ferry costs more\n\nThe port raises its prices."},
	{"utf-16be", "A ferry costs more\n\nThe port raises its prices."},
	{"utf-8", "Паром — 渡し船\n\ncafé"},
}

func TestTheEncodingIsToldFromTheBytes(t *testing.T) {
	for _, tt := range tellTales {
		t.Run(tt.charset, func(t *testing.T) {
			res, err := Read(Input{Bytes: encode(t, tt.text, tt.charset), Name: "story.txt"})
			if err != nil {
				t.Fatal(err)
			}
			if want := strings.ReplaceAll(tt.text, "\n\n", "\n"); res.Text != want {
				t.Errorf("read as %s: %q", res.Charset, res.Text)
			}
		})
	}
}

func TestTheEncodingThatIsNamedIsHeeded(t *testing.T) {
	russian, accents := "Паром и причал", "Caf\u00e9 \u20ac"
	tests := []struct {
		name    string
		in      Input
		text    string
		charset string
	}{
		{"by the media type", Input{Bytes: encode(t, russian, "koi8-r"), Type: "text/plain; charset=KOI8-R"}, russian, "koi8-r"},
		{"by the page", Input{Bytes: encode(t, `<meta charset="windows-1251"><p>`+russian, "windows-1251")}, russian, "windows-1251"},
		{"by the page in the old way", Input{Bytes: encode(t, `<html><meta http-equiv=Content-Type content="text/html; charset=koi8-r"><p>`+russian, "koi8-r")}, russian, "koi8-r"},
		{"by the media type before the page", Input{Bytes: encode(t, `<meta charset="utf-8"><p>`+russian, "koi8-r"), Type: "text/html; charset=koi8-r"}, russian, "koi8-r"},
		{"by a byte order mark before all", Input{Bytes: append([]byte("\xff\xfe"), encode(t, russian, "utf-16le")...), Type: "text/plain; charset=koi8-r"}, russian, "utf-16le"},
		{"by the person before all", Input{Bytes: encode(t, `<meta charset="utf-8"><p>`+russian, "windows-1251"), Charset: "cp1251"}, russian, "windows-1251"},
		{"Latin 1 is what browsers read", Input{Bytes: encode(t, accents, "windows-1252"), Type: "text/plain; charset=iso-8859-1"}, accents, "windows-1252"},
		{"a mark of UTF-8 is no text", Input{Bytes: []byte("\xef\xbb\xbf" + russian)}, russian, "utf-8"},
		{"a page in UTF-16", Input{Bytes: encode(t, "<html><p>"+russian, "utf-16le"), Type: "text/html"}, russian, "utf-16le"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res, err := Read(tt.in)
			if err != nil {
				t.Fatal(err)
			}
			if res.Text != tt.text || res.Charset != tt.charset || len(res.Warnings) > 0 {
				t.Errorf("%q as %s, %v", res.Text, res.Charset, res.Warnings)
			}
		})
	}
}

func TestBytesThatDoNotFitAreSaid(t *testing.T) {
	text := strings.Repeat("Паром и причал. ", 20)
	tests := []struct {
		name string
		in   Input
		want []Warning
	}{
		{"a byte in UTF-8", Input{Bytes: []byte("Ab\n\n" + text + "\xff" + text)}, []Warning{{CharsetReplaced, 3 + 16*20, 1}}},
		{"two in what the page says", Input{Bytes: append(encode(t, "<p>Ab<p>", "windows-1251"), append([]byte("\x98-\x98"), encode(t, text, "windows-1251")...)...), Type: "text/html; charset=windows-1251"}, []Warning{{CharsetReplaced, 3, 2}}},
		{"an encoding that there is not", Input{Bytes: []byte(text), Type: "text/plain; charset=klingon"}, []Warning{{CharsetIgnored, 0, 1}}},
		{"one that does not fit at all", Input{Bytes: encode(t, text, "windows-1251"), Type: "text/plain; charset=utf-8"}, []Warning{{CharsetIgnored, 0, 1}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res, err := Read(tt.in)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, res.Warnings); diff != "" {
				t.Errorf("%s\n%q as %s", diff, res.Text, res.Charset)
			}
		})
	}
}

func TestAnEncodingThatAPersonChoseMustFit(t *testing.T) {
	tests := []struct {
		name, charset, says string
		bytes               string
		want                *apperr.Refusal
	}{
		{"there is none of the name", "klingon", "klingon", "a", apperr.CharsetUnknown},
		{"one that is dangerous to read", "iso-2022-kr", "iso-2022-kr", "a", apperr.CharsetUnknown},
		{"UTF-8", "UTF-8", "position 3 (line 2)", "a\n\xff", apperr.TextNotUTF8},
		{"another", "windows-1251", "line 2", "a\n\x98", apperr.CharsetWrong},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Read(Input{Bytes: []byte(tt.bytes), Charset: tt.charset})
			if !errors.Is(err, tt.want) || !strings.Contains(apperr.Message(err), tt.says) {
				t.Errorf("got %v", err)
			}
		})
	}
}
