package copydesk

// romance are the vocabularies of Romance languages.
var romance = map[string]vocabulary{
	"fr": {
		always:       `M MM Mme Mmes Mlle Mlles Me Mgr Pr Ste Sts Stes cf Cf env p.ex ex c.-à-d c.à.d av apr boul bd dir éd coll trad Gal Cdt Cne Col Lt adj min max Vve Cie resp incl approx spéc S.E S.M S.A.R R.P st`,
		beforeNumber: `n no nos nº N° n° art chap fig tél Tél t tome § ill pl al vol sept oct nov déc janv févr juill`,
		within:       `J.-C U.E O.N.U U.S.A É.-U S.A.R.L`,
		atEnd:        `hab`,
		starters:     `À Actuellement Afin Ainsi Alors Après Au Aucun Aucune Aujourd Auparavant Aussi Autant Autre Aux Avant Avec Beaucoup Bien Car Ce Ceci Cela Celle Celui Cependant Certains Certaines Ces Cet Cette Ceux Chaque Chez Comme Comment Contre D Dans De Depuis Dernièrement Des Désormais Deux Donc Dont Du Durant Elle Elles En Encore Enfin Ensuite Entre Est Et Finalement Hier Ici Il Ils J Jamais Je Jusqu L La Là Le Les Leur Leurs Lors Lorsque Lui Mais Malgré Ma Même Mes Moi Mon N Ne Ni Non Nos Notre Nous On Or Ou Où Oui Outre Par Parce Parfois Parmi Pendant Personne Peu Peut Plus Plusieurs Pour Pourquoi Pourtant Près Puis Quand Quant Que Quel Quelle Quelques Qui Quoi Rien S Sa Sans Sauf Se Selon Ses Seul Seule Si Sinon Soit Son Sous Souvent Sur Surtout Ta Tandis Tant Toujours Tous Tout Toute Toutefois Toutes Très Trois Tu Un Une Vers Voici Voilà Vos Votre Vous Y`,
		labels:       `vitamine plan hépatite type groupe classe annexe section point partie bâtiment`,
	},
	"es": {
		always: `Sra Sres Sras Srta Srtas Dra Dres Dras Profa Lic Licda Ing Gral Cnel Cap Capt Col Tte Sgto Cmdte Mons D Dª Dña Da Sto Sta Fr Rvdo Rdo Excmo Excma Ilmo Ilma Ud Uds Vd Vds Vda Arq Abg Mtro Mtra Pdte Dto Dtor Dir Hno Hna
			p.ej ej aprox cf cfr vid av Av Avda avda Pza pza Dpto dpto Depto incl máx mín ntra ntro trad ed prov izq dcha c v.gr`,
		beforeNumber: `núm Núm núms n.º n nº pág págs Pág art Art arts cap vol fig figs tel Tel tfno p pp t ss apdo párr ene feb abr jun jul ago sept oct nov dic`,
		within:       `EE.UU ee.uu FF.AA JJ.OO RR.HH SS.MM CC.OO EUA E.U.A a.C d.C C.P R.D O.M`,
		atFirm:       `Cía S.L S.R.L S.A.U C.V S.A.de.C.V Ltda Hnos Sdad Bco`,
		atHour:       `a.m p.m A.M P.M`,
		atEnd:        `Etc`,
		starters:     `A Además Adiós Ahora Al Algo Alguien Algunas Algunos Allí Ante Antes Apenas Aquel Aquella Aquí Así Aun Aunque Ayer Bajo Bien Cada Casi Como Cómo Con Contra Cual Cuál Cuando Cuándo Cuatro De Debido Del Desde Después Donde Dónde Dos Durante E El Él Ella Ellas Ello Ellos En Entonces Entre Era Es Esa Ese Eso Esos Esta Está Estaba Están Estas Este Esto Estos Fue Fueron Ha Hace Hacia Han Hasta Hay Hoy Incluso La Las Le Les Lo Los Luego Mañana Más Me Mi Mientras Mis Mucho Muchos Muy Nada Nadie Ni Ningún Ninguna No Nos Nosotros Nuestra Nuestro Nunca O Otra Otras Otro Otros Para Pero Poco Por Porque Posteriormente Primero Pues Que Qué Quien Quién Quizá Quizás Se Según Ser Si Sí Siempre Sin Sobre Solo Sólo Son Su Sus También Tampoco Tan Tanto Te Tiene Toda Todas Todavía Todo Todos Tras Tres Tu Un Una Unas Uno Unos Usted Y Ya Yo`,
		labels:       `vitamina plan hepatitis tipo grupo clase anexo sección punto parte`,
		behindHours:  `GMT UTC`,
	},
	"it": {
		always: `Sig Sigg Sig.ra Sigra Sig.na sig sigg sig.ra sig.na Dott dott Dott.ssa dott.ssa Dottor dr Prof.ssa prof prof.ssa Avv avv Ing ing Arch arch Geom Rag rag On on Sen sen Gen Ten Col Cap Mag Mons Rev Card Don P S SS St Gent Egr Spett Dir Pres Comm Cav Uff Min
			p.es es ad.es per.es cfr Cfr cf ca c.a all tab tav sez cit ibid trad ecc.mo v V.le v.le p.za P.za P.zza c.so C.so lgs d.lgs D.Lgs u.s incl min max circ`,
		beforeNumber: `n N nn co pag pagg Pag art artt Art cap fig figg tel Tel vol voll par lett t sec gen feb mar apr mag giu lug ago sett ott nov dic`,
		within:       `a.C d.C U.S U.S.A U.E N.B C.P O.d.G`,
		atFirm:       `s.r.l S.r.l s.p.a S.n.c S.a.s`,
		atEnd:        `ecc ecc.ecc`,
		starters:     `A Ad Adesso Ai Al Alcune Alcuni Alla Alle Allo Allora Altri Altre Anche Ancora Anzi Appena Attualmente Avanti Bene C Che Chi Ci Ciò Circa Col Come Con Contro Così D Da Dai Dal Dalla Dalle De Degli Dei Del Della Delle Dello Dentro Di Dopo Dove Due Dunque Durante E È Ecco Ed Egli Era Erano Essa Essi Esso Fino Forse Fra Fu Già Gli Grazie Ha Hanno I Ieri Il In Infatti Infine Inoltre Insomma Intanto Invece Io L La Le Lei Li Lo Loro Lui Ma Mai Malgrado Me Mentre Mi Mia Mio Molte Molti Molto Ne Nei Nel Nella Nelle Nello Nessuno Niente Noi Non Nonostante Nostro Nulla O Oggi Ogni Ora Oppure Ovviamente Per Perché Perciò Però Più Poi Poiché Prima Proprio Può Purtroppo Qual Quale Quali Qualcuno Quando Quanto Quasi Quel Quella Quelle Quelli Quello Questa Queste Questi Questo Qui Quindi S Se Secondo Sei Sempre Senza Si Sì Sia Solo Sono Sopra Sotto Spesso Su Sua Subito Sul Sulla Suo Suoi Tra Tre Troppo Tu Tutta Tuttavia Tutte Tutti Tutto Un Una Uno Va Vi Voi`,
		labels:       `vitamina piano epatite tipo gruppo classe allegato sezione punto parte serie`,
	},
	"pt": {
		always:       `Sra Srs Sras Srta Dra Drs Dras Profa Eng Engo Engª Exmo Exma Ilmo Ilma Gen Cel Cap Maj Ten Sgt Cmte Alm Av Sto Sta Pe Fr Frei Dom D Dª Mons Rev Des Min Dep Sen Gov Pres Arq Adv Dir p.ex ex aprox V.Exa V.Ex.ª V.S.ª S.Exa cf ref trad ed org máx mín incl esp séc R av prof dr dra sr sra eng obs próx apto bl rod`,
		beforeNumber: `nº n.º n núm pág págs Pág art Art arts cap caps vol fig figs tel Tel p pp t fls inc § sec nr jan fev abr jun jul ago set out nov dez`,
		within:       `EUA E.U.A a.C d.C A.C D.C S.M`,
		atFirm:       `Ltda Lda Cia`,
		atHour:       `a.m p.m`,
		starters:     `A Além Agora Ainda Algum Alguma Alguns Ali Antes Ao Aos Apenas Apesar Após Aquela Aquele Aqui As Às À Assim Até Atualmente Bem Cada Caso Cerca Com Como Conforme Contra Contudo Da Das De Dentro Depois Desde Deste Dessa Desse Devido Diante Do Dois Dos Durante E É Ela Elas Ele Eles Em Embora Então Entre Entretanto Era Eram Essa Essas Esse Esses Esta Está Estas Este Estes Eu Foi Foram Há Hoje Isso Isto Já Lá Logo Mais Mas Me Mesmo Meu Minha Muito Muitos Na Nada Não Nas Nem Nenhum Nenhuma Ninguém No Nos Nós Nossa Nosso Nunca O Onde Ontem Os Ou Outra Outras Outro Outros Para Pela Pelo Perante Pois Por Porém Porque Portanto Pouco Primeiro Qual Qualquer Quando Quanto Quase Que Quem Se Segundo Sem Sempre Ser Será Seu Seus Sim Sob Sobre Sua Suas Também Tanto Te Tem Toda Todas Todavia Todo Todos Três Tu Tudo Um Uma Umas Uns Você Vocês`,
		labels:       `vitamina plano hepatite tipo grupo classe anexo seção secção ponto parte`,
	},
	"ca": {
		always:       `Sr Sra Srs Sres Srta Dr Dra Il·lm Hble Mn Av av Pl Ptge aprox cf p.ex ex Sta Sto St`,
		beforeNumber: `núm núms pàg pàgs art arts cap vol fig tel`,
		within:       `EUA a.C d.C gen febr set oct nov des`,
		starters:     `A Al Als Amb Així Aquest Aquesta Aquests Avui Com Després De Del Des D El Els Ella Ells En Era És Es Ha Han Hi I Ja Jo L La Les Mentre Molt Més No On Però Per Què Quan Que Qui Segons Sense Si Són També Tot Un Una Van Va`,
	},
	"ro": {
		always:       `dl dna dlui d-l d-na dr prof ing acad col cpt lt sf Sf str Str bd Bd șos jud mun cca aprox ex de.ex m.a î.Hr d.Hr alin`,
		beforeNumber: `nr Nr pag p pp art cap vol fig tel ap bl sc et`,
		atEnd:        `ș.a ș.a.m.d`,
		starters:     `A Acest Această Aceasta Acesta Aceștia Acolo Acum Aici Am Apoi Ar Astfel Astăzi Atunci Au Când Care Ce Cei Cel Cine Cu Cum Dacă Dar De Deci Deși Despre Din După Ea Ei El Era Este Eu Fără Iar Ieri În Însă Între La Mai Mulți Nu Nici Noi O Pe Pentru Prin Sau Se Și Spre Sunt Sub Toate Toți Totuși Tot Un Unde Unii Va Voi`,
	},
}
