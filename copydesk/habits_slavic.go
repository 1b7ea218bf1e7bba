package copydesk

// slavic are the vocabularies of Slavic languages.
var slavic = map[string]vocabulary{
	"pl": {
		ordinals:     true,
		always:       `dr hab prof mgr inż lic gen płk ppłk mjr kpt por ppor sierż kpr ks o bp abp kard św śś bł im ul Ul al Al pl Pl np Np m.in tzn tzw tj ok wg dot ds prok red pos sen woj pow gm dn dyr zob ur zm śp ps zast nadkom insp kom asp mł st wyd tłum pt mec adw arch hr ww wyż cyt ang niem łac n.p.m godz Godz przew min`,
		beforeNumber: `nr Nr str s art Art ust pkt Pkt poz t tel rozdz rys tab par lit`,
		within:       `p.n.e n.e tys z.o.o`,
		atYear:       `w r os`,
		openers:      `W Do Od Po Przed Na Około Dnia Z`,
		atEnd:        `itd itp i.in proc gr sek`,
		starters:     `A Ale Albo Bez Bo Był Była Było Były Być Cała Cały Choć Chociaż Ci Co Czy Dla Dlaczego Dlatego Do Dopiero Drugi Dwa Dwie Dziś Dzisiaj Gdy Gdyby Gdzie I Ich Im Inni Ja Jak Jako Jednak Jego Jej Jest Jeszcze Jeśli Jeżeli Już Każda Każdy Kiedy Kolejny Kto Która Które Który Którzy Lecz Ma Mają Mam Miał Miała Mimo Może Można Mówi My Na Nad Najpierw Nasz Natomiast Nie Niektórzy Nic Nikt O Obecnie Od On Ona One Oni Ono Oraz Oto Po Pod Podczas Pomimo Ponadto Ponieważ Poza Potem Później Przed Przede Przez Przy Są Sam Skąd Swój Ta Tak Także Taki Tam Te Tego Ten Teraz To Tu Tutaj Tylko Trzy Trzeba U W We Wczoraj Wcześniej Wciąż Według Więc Wiele Wielu Właśnie Wobec Wszyscy Wszystkie Wszystko Z Za Zatem Ze Zdaniem Zgodnie Żaden Że Żeby`,
		labels:       `witamina witaminy witaminę plan typ typu grupa grupy klasa klasy punkt załącznik część`,
	},
	"ru": {
		always:       `т.е т.н т.к т.наз им ул пр-т просп пл пер бул наб ш д корп обл р-н с пос гр гор дер акад проф доц канд чл ген полк майор кап лейт серж св См ср Ср напр прибл ред сост сокр лат англ нем фр греч букв моб илл доп зав зам нач о-в р оз макс ок наз пом исп род ум нар засл и.о врио тов г-н г-жа гос проц рос дир пред кан изд бывш`,
		beforeNumber: `№ п пп стр гл ч т рис табл тел ст кв к вып пар подп разд прил абз дом кн янв февр фев мар апр авг сент сен окт нояб ноя дек`,
		within:       `вв н.э до.н.э тыс млн млрд трлн н.в`,
		atYear:       `г гг в м л см`,
		openers:      `В Во С К До После По Около На Осенью Весной Зимой Летом`,
		atEnd:        `т.д т.п и.т.д и.т.п др пр и.др и.пр руб коп долл кг км мм га шт чел час мин сек`,
		starters:     `А Без Более Больше Будет Было Была Были Быть В Вам Вас Ведь Весь Во Вот Впрочем Все Всё Всего Вскоре Второй Вчера Вы Где Главное Два Две Для До Другие Его Ее Её Если Есть Еще Ещё Же За Затем Здесь И Из Или Именно Иногда Итак Их К Каждый Как Какой Когда Конечно Которые Который Кроме Кто Куда Ли Лишь Между Меня Мне Многие Может Можно Мои Мой Мы На Над Надо Наконец Нам Например Нас Наш Не Него Некоторые Нет Ни Никто Ничего Но Ну Нужно О Об Однако Он Она Они Оно От Отсюда Перед По Под Позднее Позже После Потом Потому Почему Поэтому При Про Просто Пусть Ранее Раньше Сам Сегодня Сейчас Сначала Со Согласно Среди Так Такая Такие Такой Также Там Те Тем Теперь То Тогда Того Тоже Только Тот Три Тут Ты У Уже Хотя Чего Чем Через Что Чтобы Эта Эти Это Этого Этот Я`,
		labels:       `витамин витамина план гепатит гепатита тип группа группы класс пункт приложение часть`,
	},
	"uk": {
		always:       `т.е т.зв т.к ін ім вул просп пр-т пл пров бул бульв наб д буд корп стор обл р-н с смт пос акад проф доц канд чл ген полк підп майор кап лейт св див Див пор напр прибл ред укл скор лат англ нім фр грец моб дод зав заст нач гол о оз мін макс наз нар засл в.о т.в.о тов гр п пан вид кол`,
		beforeNumber: `№ пп гл ч т рис табл тел кв вип розд абз кн січ лют бер квіт трав черв лип серп вер жовт лист груд`,
		within:       `до.н.е н.е тис млн млрд трлн`,
		atYear:       `р рр ст м`,
		openers:      `У В З До Після Від На Близько Навесні Восени`,
		atEnd:        `т.д т.п і.т.д і.т.п та.ін грн коп дол кг км см мм га шт чол год хв сек`,
		starters:     `А Адже Але Без Більше Був Була Було Були В Ви Від Він Вона Вони Воно Все Всі Втім Вчора Г Де Два Дві Для До Друга Другий Є Його З За Завдяки Зараз Зокрема І Із Інші Її Їх Й Кожен Коли Крім Куди Лише Має Може Можна Між Мій Ми На Над Наприклад Нам Нас Наш Не Немає Ні Ніхто Нічого Ну О Об Однак Ось Перед Під Після По Пізніше Потім Проте При Про Раніше Сам Саме Серед Спочатку Сьогодні Та Так Така Такі Також Там Те Тепер Ти То Тоді Тому Той Тільки Три Тут У Усе Усі Хоча Хто Це Цей Ця Ці Чи Через Чому Що Щоб Як Яка Який Які Якщо Я`,
		labels:       `вітамін вітаміну план гепатит тип група групи клас пункт додаток частина`,
	},
	"be": {
		always:       `т.зв г.зн ім вул пр-т пл зав буд вобл р-н в акад праф дац св напр рэд п гр`,
		beforeNumber: `№ с гл ч т мал тэл арт`,
		within:       `тыс млн млрд`,
		atYear:       `г гг ст м`,
		openers:      `У Ў З Да Пасля На`,
		atEnd:        `г.д і.г.д інш руб км кг`,
		starters:     `А Але Ад Ён Яна Яны Я У Ва З На Не Пра Пасля Па Для Да Дык Гэта Гэты Калі Каб Хто Што Як Якія Мы Вы Там Тут Так Таксама Тады Усе І Ці Аднак Сёння Учора`,
	},
	"bg": {
		always:       `т.е т.нар г-н г-жа г-ца д-р проф доц инж акад арх ген полк св ул бул пл гр обл общ ж.к бл вх ет ап напр вж ср им о.з`,
		beforeNumber: `№ чл ал т стр с гл тел бр кн`,
		within:       `хил млн млрд пр.н.е сл.н.е`,
		atYear:       `г гг в ст м`,
		openers:      `В През На От До Към`,
		atEnd:        `др и.др т.н и.т.н лв км кг`,
		starters:     `А Ако Аз Без Беше Бе В Все Във Въпреки Вчера Го Да Дали Днес До Докато Е За Защо Защото И Из Има Как Какво Като Когато Кой Към Местните Много На Над Не Нещо Ние Но Няма От Обаче При Преди През По Под Пред Само С Се След Според Със Сега Също Така Те Тези Това Той Тогава Този Тя Твърде У Че Ще Щом`,
	},
	"sr": {
		ordinals:     true,
		always:       `др проф г-дин г-ђа ул тј нпр тзв св ген dr prof gdin gđa ul tj npr tzv sv gen mr inž odn ing акад инж`,
		beforeNumber: `br бр str стр čl чл tel`,
		atEnd:        `itd itsl i.dr sl итд и.др`,
		starters:     starters,
	},
	"hr": {
		ordinals: true, starters: starters,
		always:       `dr prof mr sc dipl ing gđa gosp ul tj npr tzv sv gen odn ur usp akad mons vlč fra inž g`,
		beforeNumber: `br str čl st tel toč`,
		atEnd:        `itd i.dr i.sl`,
	},
	"bs": {
		ordinals: true, starters: starters,
		always:       `dr prof mr dipl ing ul tj npr tzv sv gen odn`,
		beforeNumber: `br str čl tel`,
		atEnd:        `itd i.dr i.sl`,
	},
	"sl": {
		ordinals:     true,
		always:       `dr prof mag dipl inž g ga gdč ul tj npr t.i oz sv gen ur akad min maks prim`,
		beforeNumber: `št str čl tel odst tč`,
		within:       `d.d d.o.o n.št pr.n.št`,
		atEnd:        `itd ipd idr`,
		starters:     `A Ali Ampak Bil Bila Bilo Bili Če Da Danes Do Dva Ga In Iz Ja Jaz Je Kaj Kako Kdaj Kdo Ker Kje Kljub Ko Le Mi Med Na Nato Ne Ni Niso Ob Od On Ona Oni Pa Po Pod Poleg Pred Pri Prav Sem So S Še Ta Tako Takrat Tam Te Ti To Toda Tudi Tukaj V Vendar Vsi Včeraj Z Za Zaradi Zato Zdaj Že`,
	},
	"cs": {
		ordinals:     true,
		always:       `p pí sl dr doc Doc Ing Mgr Bc JUDr MUDr PhDr RNDr MVDr ThDr CSc mjr kpt por gen plk npor ul nám tř např tzv tzn tj cca vč popř resp zvl odd mj zejm max min roz nar zemř st prof ing mgr`,
		beforeNumber: `č čís str s odst písm čl sv obr tab tel kap`,
		within:       `tis mil mld př.n.l n.l hod s.r.o a.s v.o.s o.p.s`,
		atEnd:        `atd apod aj`,
		starters:     `A Aby Ale Ani Ano Až Bez Budou Bude Byl Byla Bylo Byli Co Či Dále Další Dnes Do Dva Dvě I Já Jak Jako Je Jeho Jejich Její Jen Ještě Jsou Kde Kdo Kdy Když Která Které Který Kteří Loni Mezi Minulý Mnoho Možná My Na Nad Naopak Nakonec Ne Není Nejprve Někteří Nic Nikdo O Od On Ona Oni Ono Pak Po Pod Podle Pokud Poté Potom Pro Proč Protože Proto Před Přes Přesto Při Přitom S Se Ta Tady Také Tak Takže Tam Tato Tedy Ten Tento Teprve Ti To Toto Tu Tyto U V Ve Včera Však Všechny Všichni Vždy Z Za Zatím Ze Zde Že`,
	},
	"sk": {
		ordinals:     true,
		always:       `p pí sl dr doc Doc Ing Mgr Bc JUDr MUDr PhDr RNDr CSc mjr kpt por gen plk ul nám tr sv napr tzv tzn t.j tj cca vr resp odd max min nar prof`,
		beforeNumber: `č čís str s ods písm čl obr tab tel kap`,
		within:       `tis mil mld pred.n.l n.l hod s.r.o a.s`,
		atEnd:        `atď apod a.pod`,
		starters:     `A Aby Aj Ale Ani Áno Až Bez Bola Boli Bolo Bol Bude Budú Čo Či Ďalej Ďalší Dnes Do Dva Dve I Ja Ak Ako Je Jeho Jej Ich Iba Ešte Sú Kde Kto Keď Kedy Ktorá Ktoré Ktorý Ktorí Medzi Možno My Na Nad Naopak Nakoniec Nie Najprv Niektorí Nič Nikto O Od On Ona Oni Ono Potom Po Pod Podľa Pokiaľ Pre Prečo Pretože Preto Pred Pri Pritom S Sa So Tá Tak Také Takže Tam Táto Teda Ten Tento Tí To Toto Tu Tieto U V Vo Včera Však Všetci Všetky Vždy Z Za Zatiaľ Zo Že`,
	},
}

// starters begin sentences in Bosnian, Croatian and Serbian.
const starters = `A Ako Ali Bez Bila Bili Bilo Bio Da Danas Dok Do Dva Ga I Iako Ili Ipak Iz Ja Je Jedan Jer Jučer Juče Kad Kada Kako Kao Ko Koja Koje Koji Kod Krajem Međutim Mi Mnogi Na Nakon Naime Ne Nema Nije Nisu No Njegova Njegov Njihov O Od Oko On Ona Oni Osim Ova Ovaj Ove Ovo Po Pod Pored Poslije Posle Potom Pre Pred Prema Prije Pri S Sa Sada Sad Samo Se Su Svi Šta Što Ta Tada Taj Tako Također Te Ti To Tu U Uz Za Zato Zbog Već Još
	А Али Без Био Била Били Било Да Данас Док До Два И Иако Или Ипак Из Ја Је Један Јер Јуче Кад Када Како Као Ко Која Које Који Код Међутим Ми Многи На Након Не Нема Није Нису Његов О Од Око Он Она Они Осим Ова Овај Ове Ово По Под Поред После Потом Пре Пред Према При С Са Сада Само Се Су Сви Шта Што Та Тада Тај Тако Такође Те Ти То Ту У Уз За Зато Због Већ Још`
