package copydesk

// germanic are the vocabularies of Germanic languages.
var germanic = map[string]vocabulary{
	"en": {
		always: `Messrs Mmes Mx Rev Hon Gov Sen Rep Reps Sens Gen Maj Capt Cmdr Cdr Lt Sgt Cpl Pvt Adm Supt Det Insp Amb Atty Ald Brig Col Fr Sec'y
			approx est e.g eg i.e ie cf viz incl ed eds trans misc resp ibid op.cit c.f v dept Dept Ft ca circa
			Lt.Col Lt.Gov Lt.Gen Maj.Gen Brig.Gen Rt.Hon`,
		beforeNumber: `no nos Nos vols Eq Eqs Ref Refs Rt Rte bk Bk ch Ch chap Chap Art sec Sec Secs sect fig Fig figs Figs c para paras Pt tel Tel ext Ext Op cl ver rev
			ft lb oz
			Exod Lev Num Deut Josh Judg Sam Kgs Chr Neh Ps Pss Prov Eccl Isa Jer Ezek Dan Hos Mic Hab Zech Mal Matt Mk Lk Jn Rom Cor Gal Eph Phil Thess Tim Tit Heb Jas Pet Jude`,
		within: `Ave Blvd Rd Ln Hwy Pl Sq Bldg Apt U.S U.K U.N E.U U.S.A U.S.S.R D.C N.Y N.J L.A B.C A.D B.C.E C.E Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Tex Vt Va Wash Wis Wyo Mass
			Gov't Univ Assn Assoc Inst Ctr Natl Intl Govt max min avg no.s Esq M.P J.P P.O R.I.P`,
		atFirm:        `Co.Ltd P.L.C PLC LLP L.L.P N.V B.V A.G et.al al Pty Mfg Bancorp Ph.D PhD M.D B.A M.A B.S M.S B.Sc M.Sc M.B.A D.D.S R.N D.Phil Ed.D LL.B LL.M J.D`,
		atHour:        `a.m p.m A.M P.M am pm Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec`,
		starters:      `A About According Across Actually After Again All Almost Along Already Also Although Always Among An And Another Any Anyone Are Around As At Be Because Before Behind Below Besides Between Both But By Can Clearly Could Despite Did Do Does Don During Each Earlier Either Even Every Everyone Everything Few Finally First For From Further Given Had Has Have He Her Here Hers His How However I If In Indeed Instead Is It Its Just Last Later Less Let Like Many Maybe Meanwhile More Moreover Most Mr Mrs Ms Much My Near Neither Never Nevertheless Next No Nobody None Nor Not Nothing Now Of Often On Once One Only Or Other Others Our Out Over Perhaps Please Rather Recently Several Shall She Should Similarly Since So Some Someone Something Sometimes Soon Still Such Than Thank Thanks That The Their Them Then There Therefore These They This Those Though Three Through Thus To Today Together Tomorrow Too Towards Two Under Unfortunately Unless Unlike Until Up Upon Very Was We Well Were What When Where Whether Which While Who Whose Why Will With Within Without Would Yes Yesterday Yet You Your`,
		smallStarters: `i it its he she we they you this that the there these those but so my if when what how why please thanks anyway btw lol also`,
		labels:        `vitamin vitamins plan hepatitis type grade group class point appendix section exhibit schedule option part item team war act phase article chapter step gate zone level element title block building room line`,
		openers:       `At By Around Until Since From Before After About On In Near`,
		behindHours:   `Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Wed Thu Fri Sat Sun January February March April May June July August September October November December EST EDT ET CST CDT CT MST MDT MT PST PDT PT GMT UTC BST CET CEST Eastern Central Mountain Pacific Greenwich London Paris New`,
		says:          `said says asked asks shouted cried replied answered added told explained exclaimed wrote yelled whispered called screamed demanded announced declared insisted warned wondered continued laughed muttered noted remarked responded recalled tweeted posted stated`,
	},
	"de": {
		always: `Hr Hrn Fr Frl Mag Dipl Ing Kfm Hrsg hrsg bzw ca Ca evtl ggf ggfs inkl exkl einschl ausschl sog vgl Vgl z.B z.T z.Z z.Zt d.h u.U v.a v.a.m i.d.R i.d.S o.ä o.g s.o s.u u.ä m.E m.W i.S v.d a.d z.Hd k.u.k
			zzgl abzgl max min mind geb gest verh led verw gesch Mio Mrd Tsd n u resp frz engl dt österr schweiz röm kath ev ehem jew eigtl entspr näml tägl mtl jährl allg bes spez urspr
			Hl hl med dent phil jur iur rer nat pol theol habil h.c Gebr Fam Frhr Gf Bez Reg Abg Min Vors stellv Stv Präs Univ Priv Doz Kpt Oblt Hptm Obst Gen Maj StR OStR RA Ltn Wm Bgm gem lt Lt wg bzgl betr
			z.b`,
		beforeNumber:  `Nr nr Nrn Hausnr S Art Abs Abb Bd Bde Kap Tel Ziff Aufl Rn Anm Fn Tab Jg Jgg Bj Sp Z Az Par Vol Jan Feb Mär Apr Jun Jul Aug Sept Sep Okt Nov Dez`,
		within:        `St Str Pl Hbf U.S U.S.A a.D a.M a.Rh d.Ä d.J e.V i.R i.V i.A i.B Std Ges Abt Dir Red u.a`,
		atEnd:         `usw usf etc u.v.a u.v.m u.s.w u.dgl u.Ä u.a.m`,
		starters:      `Aber Alle Allerdings Als Also Am An Andere Auch Auf Aus Außerdem Bei Beim Bereits Besonders Bis Bisher Da Dabei Dadurch Dafür Dagegen Daher Damals Damit Danach Dann Daran Darauf Darum Das Dass Davon Davor Dazu Dem Den Denn Dennoch Der Deren Des Deshalb Dessen Deswegen Die Dies Diese Diesem Diesen Dieser Dieses Doch Dort Du Durch Ein Eine Einem Einen Einer Eines Einige Er Erst Es Etwa Euch Für Gegen Gestern Heute Hier Hinter Ich Ihm Ihn Ihnen Ihr Ihre Ihren Ihrer Im In Indes Insgesamt Inzwischen Ja Jede Jeder Jedes Jedoch Jetzt Kein Keine Man Manche Mehr Mein Meine Mit Morgen Nach Nachdem Neben Nein Nicht Noch Nun Nur Ob Obwohl Oder Ohne Schon Sehr Seit Sein Seine Selbst Sie Sind So Sobald Sogar Solche Somit Sondern Später Stattdessen Trotz Trotzdem Über Um Und Uns Unser Unter Viele Vielleicht Vom Von Vor Während Wann War Waren Warum Was Weder Wegen Weil Weitere Wenn Wer Wie Wieder Wir Wird Wo Zu Zuerst Zuletzt Zum Zur Zuvor Zwar Zwei Zwischen Zudem`,
		labels:        `vitamin plan punkt teil klasse gruppe anlage typ hepatitis stufe abschnitt artikel block haus`,
		ordinals:      true,
		beforeOrdinal: `der die das den dem des am im vom zum zur beim ein eine einen einem einer ihr ihre ihren ihrem ihrer sein seine seinen seinem seiner und bis auf in jeder jede jeden jedes jedem dieser diesem diesen ab ihres seines`,
		behindOrdinal: `Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember Jahrhundert Jahrhunderts Minute Spieltag Stock Etage Platz Geburtstag Jahrestag Bundesliga Liga Klasse Runde Bezirk Weltkrieg Auflage Kapitel`,
	},
	"nl": {
		always: `dhr mevr mw Mevr Dhr dr drs prof ir ing mr mrs ds Drs Ir Ing Ds bc lic St Mgr Z.K.H bijv bv Bijv o.a d.w.z m.b.t t.a.v i.v.m t.g.v i.p.v o.b.v t.o.v m.i.v d.m.v n.a.v i.h.k.v z.g.n z.g a.d v.d
			ca resp incl excl evt m.n zgn vgl geb gest gen kol maj kapt lt sgt Chr verg min max plm ong zg nl`,
		beforeNumber: `nr Nr nrs blz p pp pag art Art vol fig tel afb hfst bd afl par jan feb mrt apr jun jul aug sept okt nov dec`,
		within:       `str v.Chr n.Chr VS V.S a.s`,
		atFirm:       `N.V B.V`,
		atEnd:        `enz e.d e.a a.u.b m.a.w jl`,
		starters:     `Aan Al Alle Alleen Als Andere Bij Binnen Bovendien Daar Daarna Daarom Dan Dat De Deze Die Dit Door Dus Echter Een Eerst Elke En Er Geen Gisteren Haar Had Heeft Heel Het Hier Hij Hoe Hoewel Hun Ik In Is Ja Je Jij Kan Later Maar Meer Men Met Mijn Misschien Morgen Na Naast Nadat Nee Niet Nog Nu Of Om Omdat Onder Ondanks Ons Onze Ook Op Over Sinds Sommige Soms Te Tegen Ten Ter Terwijl Toch Toen Tot Tussen Twee Uit Van Vanaf Vandaag Veel Verder Volgens Voor Voordat Vorig Waar Waarom Wanneer Want Was Wat We Wel Welke Wie Wij Worden Ze Zelfs Zij Zijn Zo Zonder Zou Zulke`,
		labels:       `vitamine plan punt deel klasse groep bijlage type hepatitis`,
	},
	"da": {
		ordinals: true, behindOrdinal: "Division Verdenskrig",
		always:       `hr fr frk dr prof bl.a f.eks ca mio mia jf evt inkl ekskl hhv pga ift iht vedr afd adv dir red kgl skt Skt st cand stud d.d i.e m.h.t mht vha v d`,
		beforeNumber: `nr Nr kr kl s art stk kap bd tlf pkt`,
		atEnd:        `osv m.v mv o.l m.m mm m.fl`,
		starters:     `Af Alle Alligevel At Da De Den Der Derefter Derfor Det Dette Disse Du Efter Eller En Er Et Han Har Hun Hvad Hvis Hvor Hvorfor I Ifølge Ikke Ja Jeg Kun Man Med Men Mens Mere Nej Nogle Nu Når Og Også Om Over På Samtidig Selv Siden Som Så Til Under Ved Vi Vil`,
	},
	"nb": norwegian,
	"nn": norwegian,
	"no": norwegian,
	"sv": {
		always:       `hr fr dr prof bl.a t.ex ca milj mdr jfr ev inkl exkl s.k d.v.s dvs kap S:t resp red f.d p.g.a pga m.a.o fr.o.m t.o.m forts tf v d.ä d.y`,
		beforeNumber: `nr Nr kr kl s tel art bd st`,
		atEnd:        `osv m.m mm m.fl o.d`,
		starters:     `Alla Allt Att Av De Den Denna Dessa Det Detta Dock Du Där Därefter Därför Efter Eller En Enligt Ett Från Han Har Hon Hur I Ingen Inte Ja Jag Kan Man Med Men Mer Många När Nej Nu Och Också Om På Samtidigt Sedan Sen Som Så Till Två Under Utan Vad Var Varför Vi Vid Vilka Är Även Över`,
	},
}

// norwegian is shared by both written forms of Norwegian.
var norwegian = vocabulary{
	ordinals:     true,
	always:       `hr fr frk dr prof bl.a f.eks ca mill mrd jf evt inkl ekskl hhv pga ift iht vedr avd adv dir red kgl St st d.d m.h.t mht vha v`,
	beforeNumber: `nr Nr kr kl s art kap bd tlf pkt`,
	atEnd:        `osv m.v mv o.l m.m mm m.fl`,
	starters:     `Alle At Av Da De Den Der Derfor Det Dette Disse Du Eg Ein Eit Etter Eller En Er Et Fra Han Har Hun Hva Hvis Hvor Hvorfor I Ifølge Ikke Ikkje Ja Jeg Kun Man Med Men Mens Mer Mange Nei Noen Nå Når Og Også Om Over På Samtidig Selv Siden Som Så Til To Under Ved Vi Vil`,
}
