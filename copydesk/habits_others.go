package copydesk

// others are the vocabularies of languages that are alone in their family here.
// Where a script has no capital letters there are no starters.
var others = map[string]vocabulary{
	"el": {
		stops:        ";\u037e",
		always:       `κ κα κος κκ δρ Δρ καθ αγ Αγ λεωφ πλ οδ π.χ Π.χ λ.χ δηλ βλ Βλ πρβλ περ εκδ μετ αρ.πρωτ αντ Αντ στρ ταγμ λοχ υπολ σμχ πτέρ σεβ μ.Χ π.Χ τ.μ τ.χλμ επ`,
		beforeNumber: `αρ Αρ αριθ σελ σ τ κεφ παρ τηλ Τηλ άρθρ ν Ν εικ πίν τόμ Ιαν Φεβ Μαρ Απρ Ιουν Ιουλ Αυγ Σεπτ Οκτ Νοε Δεκ`,
		within:       `Η.Π.Α ΗΠΑ Α.Ε Ε.Π.Ε Ο.Ε Ε.Ε εκατ δισ χιλ`,
		atHour:       `π.μ μ.μ`,
		atEnd:        `κ.λπ κλπ κ.ά κ.α κ.τ.λ κτλ κ.ο.κ`,
		starters:     `Αλλά Αν Αντί Από Απ Αργότερα Αυτά Αυτές Αυτή Αυτό Αυτοί Αυτός Αφού Για Γι Γιατί Δεν Διότι Δύο Εγώ Εδώ Είναι Ένα Ένας Επίσης Επειδή Εκεί Εκείνη Εκείνος Ενώ Έτσι Ήταν Η Θα Και Κάθε Κάποιοι Κατά Κανείς Κι Μα Μας Με Μετά Μέσα Μέχρι Μην Μια Μία Μπορεί Να Ναι Ο Οι Όλα Όλοι Όμως Όπως Όπου Όσο Ότι Όταν Όχι Ούτε Παρά Πάντα Περίπου Ποιος Πολλοί Πότε Πού Πριν Προς Πως Πώς Σαν Σε Σήμερα Στα Στη Στην Στις Στο Στον Στους Σύμφωνα Τα Τη Την Της Τι Τις Το Τον Του Τους Τότε Τώρα Των Υπάρχει Ύστερα Χθες Χωρίς Ωστόσο`,
		labels:       `βιταμίνη σχέδιο ηπατίτιδα τύπου ομάδα τάξη`,
	},
	"tr": {
		ordinals:      true,
		always:        `Doç Yrd Av Bn Sn Hz Alb Gen Org Korg Tümg Tuğg Yb Bnb Yzb Ütğm Müh Mim Op Uzm Ecz Dt Öğr Gör Arş Ord bkz Bkz örn Örn yakl haz çev Mah mah Cad cad Sok Bul Bulv Apt apt Blv İng Alm krş M.Ö M.S İ.Ö İ.S Ltd Şti`,
		beforeNumber:  `No no s ss sf Sf Tel tel md Md c cilt böl fık bk`,
		within:        `T.C A.B.D B.M K.K.T.C A.Ş Ltd.Şti T.A.Ş yy Üniv Fak Bşk`,
		atEnd:         `vb vs vd v.b v.s v.d vdğ`,
		starters:      `Acaba Ama Ancak Artık Aslında Aynı Az Bana Bazı Belki Ben Beni Bir Biraz Biri Birçok Biz Bizim Böyle Bu Bugün Buna Bundan Bunlar Bunu Bunun Burada Bütün Çok Çünkü Daha Diğer Dün En Eğer Evet Fakat Gerçekten Hatta Hayır Henüz Hep Hepsi Her Herkes Hiç İki İlk İşte Kim Kimse Nasıl Ne Neden Nerede O Onlar Ona Onu Onun Orada Önce Öyle Sadece Sana Sen Siz Sonra Sonunda Söz Şimdi Şu Tüm Üç Ve Veya Ya Yani Yarın Yeni Yine Yok Zaten`,
		says:          `dedi diye`,
		behindOrdinal: `Dünya Cumhurbaşkanı Ordu Lig`,
		labels:        `vitamini planı tipi grubu sınıfı`,
	},
	"fi": {
		ordinals:     true,
		always:       `hra rva nti tri prof esim mm ns n eli ks vrt kesk pj toim apul dos kenr fil.tri`,
		beforeNumber: `nro Nro s puh kpl luku`,
		atEnd:        `jne yms ym jms`,
		starters:     `Ei En Ehkä Että He Hän Hänen Ilman Ja Jo Jos Joka Jotkut Juuri Kaikki Kaksi Koska Kuka Kun Kuten Kuitenkin Lisäksi Mikä Mitä Me Mutta Myös Minä Missä Miksi Monet Myöhemmin Ne Niin Nyt Näin Nämä Olen Oli On Sama Se Sen Siellä Siitä Siksi Silti Sinä Sitten Tai Te Tämä Tänään Tuo Täällä Vaan Vaikka Vasta Vielä Yksi`,
	},
	"et": {
		ordinals:     true,
		always:       `hr pr prl dr prof n.ö nn s.t st s.o vt nt ca u sh tn mnt pst kr`,
		beforeNumber: `nr lk tel p`,
		atEnd:        `jne jms jt`,
		starters:     `Aga Alles Eile Ei Ent Et Ja Juba Kas Kes Kui Kuid Kuidas Kus Ka Ma Me Mis Miks Mina Na Nad Need Ning Nüüd On Oli Pärast Sa Samas See Seal Seda Siis Siin Ta Tema Te Täna Tänavu Vaid Veel`,
	},
	"hu": {
		ordinals:     true,
		always:       `dr prof id ifj özv Sz szt gr br vö ill kb pl ún tkp ezr hdgy Dr`,
		beforeNumber: `sz old tel bek`,
		atEnd:        `stb s.t.b`,
		starters:     `A Az Azért Azonban Azt Bár De Egy Először Ez Ezek Ezért Ezt És Én Ha Hogy Hol Is Itt Így Igen Hiszen Ki Kik Később Két Ma Már Még Meg Mert Mi Miért Most Mikor Majd Nem Nincs Néhány Ők Ő Szerinte Sok Tegnap Te Több Utána Úgy Van Vagy`,
	},
	"lv": {
		ordinals: true, always: `dr prof piem t.i t.s sk Sv gs kdze ielā`, beforeNumber: `nr lpp tel`, atEnd: `utt u.c`,
		starters: `Ar Arī Bet Bija Es Gan Ir Ja Jau Jo Kad Kas Kā Kur Lai Mēs Ne Nav No Pēc Pie Pirms Par Savukārt Šī Šie Šis Šodien Tad Tā Tagad Taču Tas Tie Tomēr Tur Un Uz Vai Vakar Vēl Viņa Viņi Viņš`,
	},
	"lt": {
		always: `dr prof doc p g gen plk pvz t.y vad pan žr šv pr al a pl ats red rajono sav apskr vnt`, beforeNumber: `nr Nr psl tel str d`, within: `m mėn tūkst mln mlrd Lt eur val min`, atEnd: `t.t ir.t.t kt ir.kt`,
		starters: `Ar Aš Bet Buvo Čia Dabar Dėl Ir Iš Jis Ji Jie Jau Jei Jo Jos Kad Kai Kaip Kas Kur Kodėl Mes Ne Nes Nors Nuo Pagal Po Prie Prieš Su Šis Ši Šiandien Tačiau Tada Tai Taip Tas Ten Tik Tu Už Vakar Visi Vis Yra`,
	},
	"ar": {
		always: `د أ أ.د م.م ا.د ج.م.ع ص.ب هـ.م`, beforeNumber: `ص ج ط رقم ت هاتف س م`,
		within: `هـ ق.م ب.م`, atEnd: `إلخ الخ`,
		says: `قال قالت وقال وقالت يقول تقول أضاف أضافت وأضاف سأل سألت أجاب أجابت صرخ صرخت صاح صاحت أكد أكدت أعلن أعلنت كتب كتبت هتف هتفت رد ردت صرح أوضح`,
	},
	"fa": {
		always: `د ر.ک نک م.ش ه.ق ه.ش ق.م ب.م`, beforeNumber: `ص صص ج ش تلفن م ه`,
		within: `ق`, atEnd: `غیره`,
		says: "گفت گفتند می\u200cگوید می\u200cگویند پرسید فریاد افزود نوشت داد پاسخ",
	},
	"ur": {
		always: `ڈ پ م`, beforeNumber: `ص ج نمبر`,
		says: `کہا بولا بولی پوچھا`,
	},
	"he": {
		always: `ד פרופ גב מר ר אינג עו"ד ד"ר`, beforeNumber: `עמ מס סעי טל ס`,
		says: `אמר אמרה אמרו שאל שאלה צעק צעקה ענה ענתה השיב השיבה הוסיף הוסיפה הצהיר הצהירה כתב כתבה קרא קראה`,
	},
	"hi": {
		always: `डॉ डा श्री श्रीमती प्रो पं कु सु इंजी कै मे ले जन स्व मो पू उ.प्र म.प्र बी.जे.पी वि.सं ई.पू`, beforeNumber: `रु नं सं पृ क्र पृष्ठ`,
		within: `कि.मी मि.मी से.मी कि.ग्रा ई`, atEnd: `आदि इत्यादि`,
		says: `कहा बोला बोली बोले पूछा चिल्लाया चिल्लाई बताया`,
	},
	"bn": {always: `ড ডা মো মোঃ প্রো`, says: `বললেন বলেন বলল`},
	"mr": {always: `डॉ श्री प्रा पं कु`, beforeNumber: `रु क्र पृ`, says: `म्हणाले म्हणाला म्हणाली`},
	"zh": {says: `说 說 道 问 問 喊 喊道 叫 叫道 答 回答 表示 称 稱 指出 强调 補充 补充 告诉 说道 問道 问道 写道 笑道 解释 坦言 认为`},
	"ja": {says: `^と ^っ ^が ^を ^の ^に ^で ^も ^は ^へ ^や ^な ^か 言った 話した 述べた 語った 叫んだ 尋ねた 聞いた 答えた 説明した 言う 話す 述べる`},
	"hy": {always: `դ.ր պրոֆ`, stops: ":"},
	"am": {},
}
