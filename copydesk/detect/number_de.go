package detect

// german are the terms of German.
var german = &terms{
	commaDecimals: true,
	numerals: "0=null; 1=ein|s||e|em|en|er|es; 2=zwei; 3=drei; 4=vier; 5=fünf; 6=sechs; 7=sieben; 8=acht; 9=neun; 10=zehn; 11=elf; 12=zwölf; 13=dreizehn; 14=vierzehn; 15=fünfzehn; 16=sechzehn; 17=siebzehn; 18=achtzehn; 19=neunzehn; " +
		"20=zwanzig; 30=dreißig, dreissig; 40=vierzig; 50=fünfzig; 60=sechzig; 70=siebzig; 80=achtzig; 90=neunzig",
	scales:       "12=Dutzend; 100=hundert; 1000=tausend, Tsd., Tsd; 1e6=Million||en, Mio., Mio; 1e9=Milliarde||n, Mrd., Mrd; 1e12=Billion||en, Bio.",
	composed:     "und",
	joints:       "und",
	articles:     "ein, eine, einer, einem, ein halbes, rund ein",
	looseNumbers: "acht",
	ordinals: "1=erst|e|er|en|es|em; 2=zweit|e|er|en|es|em; 3=dritt|e|er|en|es|em; 4=viert|e|er|en|es|em; 5=fünft|e|er|en|es|em; 6=sechst|e|er|en|es|em; 7=siebt|e|er|en|es|em; 8=acht|e|er|en|es|em; 9=neunt|e|er|en|es|em; 10=zehnt|e|er|en|es|em; 11=elft|e|er|en|es|em; 12=zwölft|e|er|en|es|em; 20=zwanzigst|e|er|en|es|em; " +
		"13=dreizehnt|e|er|en|es; 14=vierzehnt|e|er|en|es; 15=fünfzehnt|e|er|en|es; 16=sechzehnt|e|er|en|es; 17=siebzehnt|e|er|en|es; 18=achtzehnt|e|er|en|es; 19=neunzehnt|e|er|en|es",
	fractions: "0.5=die Hälfte, der Hälfte, eine halbe, einer halben, ein halbes; 0.25=ein Viertel, einem Viertel; 0.3333=ein Drittel, einem Drittel; 0.6667=zwei Drittel, zwei Dritteln; 0.75=drei Viertel, drei Vierteln, dreiviertel; 0.2=ein Fünftel; 0.1=ein Zehntel; 1.5=anderthalb, eineinhalb; 2.5=zweieinhalb",
	vague:     "24=Dutzende; 100=Hunderte; 1000=Tausende; 10000=Zehntausende; 100000=Hunderttausende; 1e6=Millionen von; 1e9=Milliarden von",
	hedges: "about=etwa, rund, ungefähr, circa, ca., ca, zirka, fast, knapp, nahezu, beinahe, gut, an die, gegen, schätzungsweise; " +
		"over=mehr als, über, mindestens, wenigstens, mindestens etwa, deutlich über, mehr als rund, nicht weniger als, von mehr als, von über; " +
		"under=weniger als, unter, höchstens, bis zu, maximal, nicht mehr als, weniger als rund",
	hedgesBehind: "over=oder mehr, und mehr; under=oder weniger",
	to:           "bis, bis zu, bis zum, auf",
	from:         "von",
	between:      "zwischen",
	betweenAnd:   "und",
	units: "km=Kilometer||n|s; m=Meter||n|s; cm=Zentimeter||n; mm=Millimeter||n; mi=Meile||n; ft=Fuß; nmi=Seemeile||n; km²=Quadratkilometer||n, qkm; m²=Quadratmeter||n, qm; ha=Hektar||e|en; m³=Kubikmeter||n; km³=Kubikkilometer||n; " +
		"kg=Kilo||s, Kilogramm; g=Gramm; mg=Milligramm; t=Tonne||n; lb=Pfund; l=Liter||n; ml=Milliliter||n; bbl=Barrel, Fass; km/h=Kilometer||n pro Stunde, Stundenkilometer||n; kn=Knoten; " +
		"°C=Grad Celsius, Grad; °F=Grad Fahrenheit; kWh=Kilowattstunde||n; MWh=Megawattstunde||n; GWh=Gigawattstunde||n; TWh=Terawattstunde||n; W=Watt; kW=Kilowatt; MW=Megawatt; GW=Gigawatt; V=Volt; PS=PS; MB=Megabyte; GB=Gigabyte; TB=Terabyte; dB=Dezibel; " +
		"s=Sekunde||n, Sek.; min=Minute||n, Min.; h=Stunde||n, Std.; d=Tag||e|en|es; wk=Woche||n; mo=Monat||e|en|s; yr=Jahr||e|en|es",
	currencies: "USD=US-Dollar||s, Dollar||s; EUR=Euro||s; GBP=Pfund Sterling, britische Pfund, britischer Pfund; JPY=Yen; CNY=Yuan, Renminbi; RUB=Rubel||n; UAH=Hrywnja, Hrywna, Griwna; INR=Rupie||n, indische Rupien; ILS=Schekel; CHF=Franken, Schweizer Franken; CAD=kanadische Dollar, kanadischer Dollar; AUD=australische Dollar; PLN=Zloty, Złoty; TRY=Lira, türkische Lira; SEK=schwedische Kronen; NOK=norwegische Kronen; DKK=dänische Kronen; CZK=tschechische Kronen; HUF=Forint; KRW=Won; BRL=Real; DEM=Mark, D-Mark, DM; ATS=Schilling",
	percents:   "%=Prozent, v. H., vom Hundert; pp=Prozentpunkt||e|en|s, %-Punkt||e; bp=Basispunkt||e|en",
	partitives: "der, von, an",
	functions:  "der, die, das, den, dem, des, und, oder, aber, in, im, an, am, auf, zu, zum, zur, für, von, vom, bei, beim, mit, ohne, als, aus, nach, vor, während, wenn, wo, wer, ist, sind, war, waren, sein, hat, haben, hatte, hatten, wird, werden, wurde, wurden, worden, nicht, kein, keine, auch, noch, nur, schon, mehr, weniger, pro, je, sich, er, sie, es, wir, ihr, sein, seine, ihre, dass, weil, da, dort, hier, so, um, bis, über, unter, durch, gegen, seit, sagte, ums, kamen, starben, alt, später, zuvor",
	ageBefore:  "im Alter von, Alter von, im Alter zwischen",
	ageBehind:  "Jahre alt, Jahre alte, Jahre alter, Jahre alten, Jahre altes, -jährig||e|er|en|es|em, -Jährig|e|er|en|em, jährig||e|er|en|es|em, -jährigen, Lebensjahr",
	months:     "1=Januar||s, Jänner||s, Jan; 2=Februar||s, Feb; 3=März, Mrz; 4=April||s, Apr; 5=Mai; 6=Juni; 7=Juli; 8=August||s, Aug; 9=September||s, Sept, Sep; 10=Oktober||s, Okt; 11=November||s, Nov; 12=Dezember||s, Dez",
	loose:      "Jan, Feb, Mrz, Apr, Aug, Sep, Sept, Okt, Nov, Dez, Mai, August, Mo, Di, Mi, Do, Fr, Sa, So",
	capitals:   true,
	weekdays:   "1=Montag||s, Mo; 2=Dienstag||s, Di; 3=Mittwoch||s, Mi; 4=Donnerstag||s, Do; 5=Freitag||s, Fr; 6=Samstag||s, Sonnabend||s, Sa; 7=Sonntag||s, So",
	dayBefore:  "den, dem, der, `den, `dem",
	dayBehind:  ".",
	yearBefore: "des Jahres, im Jahr, im Jahre, vom",
	yearBehind: "n. Chr.",
	yearSigns:  "im Jahr, im Jahre, in den Jahren, Jahr, Jahres, Jahre, Jahren, seit, von, bis, ab, vor, nach, Anfang, Ende, Mitte, um, im, in, bis Ende, Herbst, Sommer, Winter, Frühjahr, zwischen, und, Olympia",
	theYear:    "",
	early:      "early=Anfang, Anfang des, zu Beginn des, Beginn des, zu Anfang des, Anfang der; mid=Mitte, Mitte des, Mitte der; late=Ende, Ende des, Ende der; earlier=früher im; later=später im",
	decades:    "er Jahr|e|en, er-Jahr|e|en, er, ern",
	centuries:  "Jahrhundert||s|e|en, Jh.",
	quarters:   "Quartal||s, Vierteljahr",
	seasons:    "1=Frühling||s, Frühjahr||s; 2=Sommer||s; 3=Herbst||es; 4=Winter||s",
	relative: "0d=heute, heute Abend, heute Morgen; -1d=gestern, gestern Abend; 1d=morgen; -2d=vorgestern; 2d=übermorgen; -1w=letzt|e|er|en Woche, vergangen|e|er|en Woche, vorig|e|er|en Woche, Vorwoche; 0w=diese Woche, dieser Woche; 1w=nächst|e|er|en Woche, kommend|e|er|en Woche; " +
		"-1m=letzten Monat, vergangenen Monat, vorigen Monat; 0m=diesen Monat, diesem Monat, dieses Monats; 1m=nächsten Monat, kommenden Monat; -1q=letzten Quartal, vergangenen Quartal; 0q=diesem Quartal; -1y=letztes Jahr, letzten Jahr, vergangenes Jahr, vergangenen Jahr, vergangenen Jahres, vorigen Jahr, letzten Jahres, Vorjahr; 0y=dieses Jahr, diesem Jahr, dieses Jahres, heuer; 1y=nächstes Jahr, nächsten Jahr, nächsten Jahres, kommendes Jahr, kommenden Jahr; -2y=vorletztes Jahr, vorletzten Jahr; ?=seitdem, seither, damals, am selben Tag, am nächsten Tag, am Tag darauf, tags zuvor, am Vortag, im Jahr darauf, im Jahr zuvor",
	mornings:   "am, jeden, jedem, guten, diesem, diesen, dem, der, den, eines, vom, frühen",
	shifts:     "-1=letzt|en|er|em|e, vergangen|en|er|em|e, vorig|en|er|em|e; 0=dies|en|er|em|e|es; 1=nächst|en|er|em|e, kommend|en|er|em|e",
	grains:     "d=Tag||e|en|es; w=Woche||n; m=Monat||e|en|s; q=Quartal||e|en; y=Jahr||e|en|es; e=Jahrzehnt||e|en",
	agoFirst:   "vor",
	henceFirst: "0=in; 1=binnen",
	later:      "1=später, danach, darauf; -1=zuvor, davor, vorher, früher",
	event:      "1=nach, seit; -1=vor",
	ones:       "ein|e|em|en|er|es, am, den, dem, der, die",
	clause:     "und, aber, oder, als, wenn, während, der, die, das, dass, weil, wo, sagte, ist, war, waren, wurde, wurden, hat, hatte, hatten, haben, er, sie, es, sich, in, im, mit, zu, auf, für, wird",
	timeBehind: "Uhr, Uhr MEZ, Uhr MESZ, Uhr Ortszeit, Uhr morgens, Uhr abends, Uhr nachts",
	timeBefore: "gegen um",
	noon:       "mittags, um Mitternacht, Mitternacht",
}
