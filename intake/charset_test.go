package intake

import (
	"errors"
	"strings"
	"testing"

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

var _ = errors.Is
var _ = apperr.TextEmpty
