package detect

// french are the terms of French.
var french = &terms{
	commaDecimals: true, spacedGroups: true,
	numerals: "0=zéro; 1=un, une; 2=deux; 3=trois; 4=quatre; 5=cinq; 6=six; 7=sept; 8=huit; 9=neuf; 10=dix; 11=onze; 12=douze; 13=treize; 14=quatorze; 15=quinze; 16=seize; 17=dix-sept; 18=dix-huit; 19=dix-neuf; " +
		"20=vingt; 30=trente; 40=quarante; 50=cinquante; 60=soixante; 70=septante; 80=quatre-vingt||s, huitante, octante; 90=nonante",
	scales:       "12=douzaine||s; 10=dizaine||s; 15=quinzaine; 20=vingtaine; 30=trentaine; 100=cent||s, centaine||s; 1000=mille, millier||s; 1e6=million||s, M; 1e9=milliard||s, Md, Mds, Mrd; 1e12=billion||s",
	joints:       "et",
	articles:     "un, une",
	looseNumbers: "neuf, dizaine, vingtaine, quinzaine",
	ordinals: "1=premi|er|ère|ers|ères; 2=deuxième||s, second||e; 3=troisième||s; 4=quatrième||s; 5=cinquième||s; 6=sixième||s; 7=septième||s; 8=huitième||s; 9=neuvième||s; 10=dixième||s; 11=onzième; 12=douzième; 13=treizième; 14=quatorzième; 15=quinzième; " +
		"16=seizième; 17=dix-septième; 18=dix-huitième; 19=dix-neuvième; 20=vingtième; 21=vingt et unième; 100=centième",
	ordinalMarks: "er, re, e, ème, ère, ième, nd, nde, es",
	fractions:    "0.5=la moitié, moitié; 0.25=un quart, le quart; 0.3333=un tiers, le tiers; 0.6667=deux tiers; 0.75=trois quarts; 0.2=un cinquième; 0.1=un dixième; 1.5=un et demi",
	vague:        "10=des dizaines de, dizaines de; 12=des douzaines de; 100=des centaines de, centaines de; 1000=des milliers de, des milliers d', milliers de; 10000=des dizaines de milliers de, dizaines de milliers de; 100000=des centaines de milliers de; 1e6=des millions de, des millions d'; 1e9=des milliards de, des milliards d'",
	hedges: "about=environ, autour de, près de, quelque, quelques, à peu près, presque, vers, approximativement, aux alentours de, de l'ordre de, une fourchette de; over=plus de, plus d', au moins, au-dessus de, supérieur à, au minimum, pas moins de; " +
		"under=moins de, moins d', jusqu'à, au plus, au-dessous de, inférieur à, au maximum, pas plus de",
	hedgesBehind: "over=ou plus, au moins, au minimum, et plus; under=ou moins, au plus, au maximum; about=environ",
	to:           "à, au, jusqu'à, aux",
	from:         "de, passé de, passée de",
	between:      "entre",
	betweenAnd:   "et",
	units: "km=kilomètre||s; m=mètre||s; cm=centimètre||s; mm=millimètre||s; mi=mile||s; ft=pied||s; nmi=mille||s marins, mille marin, mille nautique, milles nautiques; km²=kilomètre||s carré, kilomètres carrés; m²=mètre carré, mètres carrés; ha=hectare||s; m³=mètre cube, mètres cubes; km³=kilomètres cubes; " +
		"kg=kilo||s, kilogramme||s; g=gramme||s; mg=milligramme||s; t=tonne||s; lb=livre||s; l=litre||s; ml=millilitre||s; bbl=baril||s; km/h=kilomètre||s par heure, kilomètres-heure, kilomètres à l'heure; kn=nœud||s; " +
		"°C=degré||s Celsius, degré||s; °F=degré||s Fahrenheit; kWh=kilowattheure||s; MWh=mégawattheure||s; GWh=gigawattheure||s; TWh=térawattheure||s; W=watt||s; kW=kilowatt||s; MW=mégawatt||s; GW=gigawatt||s; MB=mégaoctet||s, Mo; GB=gigaoctet||s, Go; TB=téraoctet||s, To; dB=décibel||s; " +
		"s=seconde||s; min=minute||s; h=heure||s; d=jour||s, journée||s; wk=semaine||s; mo=mois; yr=an||s, année||s",
	currencies: "USD=dollar||s américain, dollars américains, dollar||s; EUR=euro||s; GBP=livre||s sterling; JPY=yen||s; CNY=yuan||s; RUB=rouble||s; UAH=hryvnia||s; INR=roupie||s; ILS=shekel||s; CHF=franc||s suisse, francs suisses; CAD=dollar||s canadien, dollars canadiens; AUD=dollars australiens; PLN=zloty||s; TRY=livre||s turque, livres turques; XOF=franc||s CFA; DZD=dinar||s algérien, dinars algériens; MAD=dirham||s; FRF=franc||s français, francs français; KRW=won||s",
	percents:   "%=pour cent, pourcent, p. 100; pp=point||s de pourcentage, point||s de pour cent; bp=point||s de base",
	partitives: "de, d', des",
	adjectives: "autres, nouveaux, nouvelles, grands, grandes, petits, petites, jeunes, premiers, premières, derniers, dernières, principaux, principales, anciens, anciennes, vieux, différents, différentes, bons, mauvais",
	functions:  "le, la, les, l', un, une, des, du, de, d', et, ou, mais, ni, à, au, aux, en, dans, sur, sous, pour, par, avec, sans, chez, contre, vers, depuis, pendant, avant, après, entre, que, qui, dont, où, quand, lorsque, si, est, sont, était, étaient, a, ont, avait, avaient, sera, seront, été, être, avoir, ne, pas, plus, moins, très, se, il, elle, ils, elles, on, nous, vous, son, sa, ses, leur, leurs, ce, cet, cette, ces, comme, selon, plus, chaque, par, alors, puis, ainsi, donc, car, dit, déclaré, jusqu",
	ageBefore:  "âgé||e|s|es de, à l'âge de, l'âge de, âge de, agé||e de",
	ageBehind:  "ans d'âge, ans révolus",
	people:     "homme, femme, garçon, fille, fillette, enfant, adolescent, adolescente, personne, étudiant, étudiante, suspect, victime, père, mère, fils, jeune, retraité, retraitée, joueur, joueuse, soldat, élève, lycéen, lycéenne, conducteur, conductrice, habitant, habitante, Français, Française, ressortissant",
	ageOf:      "de, d'",
	months:     "1=janvier, janv; 2=février, févr; 3=mars; 4=avril, avr; 5=mai; 6=juin; 7=juillet, juil; 8=août, aout; 9=septembre, sept; 10=octobre, oct; 11=novembre, nov; 12=décembre, déc",
	loose:      "janv, févr, avr, juil, sept, oct, nov, déc",
	weekdays:   "1=lundi||s; 2=mardi||s; 3=mercredi||s; 4=jeudi||s; 5=vendredi||s; 6=samedi||s; 7=dimanche||s",
	dayBefore:  "le, les, ce, au, du",
	dayBehind:  "er",
	yearBefore: "de, de l'année, de l'an",
	yearBehind: "après J.-C.",
	yearSigns:  "en, depuis, dès, avant, après, jusqu'en, d'ici, d'ici à, vers, l'année, année, l'an, années, de, entre, et, fin, début, mi-, mi, été, printemps, automne, hiver, pour, courant, à partir de, pendant, exercice, élection présidentielle de",
	theYear:    "",
	early: "early=début, au début de, au début du mois de, début de, au début du, au début des, dès le début de; mid=mi-, mi, à la mi-, au milieu de, au milieu des; late=fin, à la fin de, fin de, à la fin du mois de, à la fin des, fin des; " +
		"earlier=plus tôt en; later=plus tard en",
	decades:      "s",
	decadesFirst: "les années, des années, années, aux années",
	centuries:    "siècle, siècles",
	quarters:     "trimestre",
	seasons:      "1=printemps, le printemps; 2=été, l'été; 3=automne, l'automne; 4=hiver, l'hiver",
	relative: "0d=aujourd'hui, ce matin, ce soir, cet après-midi; -1d=hier, hier soir, hier matin, la veille au soir; 1d=demain, demain matin; -2d=avant-hier; 2d=après-demain; -1w=la semaine dernière, semaine dernière, la semaine passée; 0w=cette semaine; 1w=la semaine prochaine, semaine prochaine; " +
		"-1m=le mois dernier, mois dernier, le mois passé; 0m=ce mois-ci, ce mois; 1m=le mois prochain, mois prochain; -1q=le trimestre dernier, trimestre dernier; -1y=l'année dernière, année dernière, l'an dernier, an dernier, l'an passé, l'année passée; 0y=cette année; 1y=l'année prochaine, année prochaine, l'an prochain, an prochain; ?=depuis lors, à l'époque, le même jour, la veille, le lendemain, l'année suivante, l'année précédente, le surlendemain, l'avant-veille",
	shifts:       "0=ce, cet, cette",
	shiftsBehind: "-1=dernier, passé; 1=prochain",
	grains:       "d=jour||s; w=semaine||s; m=mois; q=trimestre||s; y=an||s, année||s; e=décennie||s",
	agoFirst:     "il y a",
	hence:        "",
	henceFirst:   "1=dans, d'ici; 0=en",
	later:        "1=plus tard, après; -1=plus tôt, auparavant, avant",
	event:        "1=après, depuis, à compter de; -1=avant",
	ones:         "un, une, le, la",
	clause:       "et, mais, ou, que, qui, dont, où, quand, lorsque, est, a, sont, ont, était, avait, sera, il, elle, ils, elles, on, a, pour, par, dans, en, avec, selon",
	timeBefore:   "à, vers, dès, de, jusqu'à, avant, après",
	timeBehind:   "heures du matin, heures du soir, heures de l'après-midi, h GMT, GMT, heure locale, heures précises",
	noon:         "midi, minuit, à midi, à minuit",
	hour:         "h, heures, heure",
}
