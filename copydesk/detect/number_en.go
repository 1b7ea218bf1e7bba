package detect

// english are the terms of English.
var english = &terms{
	numerals: "0=zero; 1=one; 2=two; 3=three; 4=four; 5=five; 6=six; 7=seven; 8=eight; 9=nine; 10=ten; 11=eleven; 12=twelve; 13=thirteen; 14=fourteen; 15=fifteen; 16=sixteen; 17=seventeen; 18=eighteen; 19=nineteen; " +
		"20=twenty; 30=thirty; 40=forty; 50=fifty; 60=sixty; 70=seventy; 80=eighty; 90=ninety",
	scales:       "12=dozen; 100=hundred; 1000=thousand; 1e5=lakh||s; 1e6=million||s, mln, mio; 1e7=crore||s; 1e9=billion||s, bn, bln; 1e12=trillion||s, trn, tn",
	joints:       "and",
	articles:     "a, an",
	ordinals:     "1=first; 2=second; 3=third; 4=fourth; 5=fifth; 6=sixth; 7=seventh; 8=eighth; 9=ninth; 10=tenth; 11=eleventh; 12=twelfth; 13=thirteenth; 14=fourteenth; 15=fifteenth; 16=sixteenth; 17=seventeenth; 18=eighteenth; 19=nineteenth; 20=twentieth; 21=twenty-first; 22=twenty-second; 30=thirtieth; 50=fiftieth; 100=hundredth",
	ordinalSigns: "the, a, his, her, its, their, our, my, your, 's, every, each, this, that, in, finished, placed, ranked",
	ordinalMarks: "st, nd, rd, th",
	fractions: "0.5=half of, half the, half a, half an, one half, one-half; 0.25=a quarter of, one quarter, one-quarter; 0.3333=a third of, one third, one-third; 0.6667=two thirds, two-thirds; 0.75=three quarters, three-quarters; " +
		"0.2=a fifth of, one fifth, one-fifth; 0.4=two fifths, two-fifths; 0.6=three fifths, three-fifths; 0.8=four fifths, four-fifths; 0.1=a tenth of, one tenth, one in ten; 0.125=an eighth of; 1.5=one and a half, one-and-a-half; 2.5=two and a half, two-and-a-half",
	vague: "20=a score of; 24=dozens of; 40=scores of; 100=hundreds of; 1000=thousands of; 10000=tens of thousands of; 100000=hundreds of thousands of; 1e6=millions of; 1e9=billions of; 1e12=trillions of",
	hedges: "about=about, around, roughly, nearly, almost, approximately, some, close to, an estimated, estimated, approx, approx., circa, c., just about, or so, up to about; " +
		"over=more than, over, at least, above, exceeding, upwards of, no fewer than, no less than, not less than, a minimum of, well over, just over, in excess of, greater than; " +
		"under=less than, fewer than, under, below, up to, at most, no more than, not more than, as many as, as much as, a maximum of, just under, well under",
	hedgesBehind: "over=or more, and more, or over, and over, and above; under=or less, or fewer, or under, and under; about=or so",
	to:           "to, through, till, until",
	from:         "from",
	minuses:      "minus",
	between:      "between",
	betweenAnd:   "and",
	units: "km=kilomet|re|res|er|ers, kilometre, kms; m=met|re|res|er|ers; cm=centimet|re|res|er|ers; mm=millimet|re|res|er|ers; mi=mile||s; ft=foot, feet; in=inch||es; yd=yard||s; nmi=nautical mile||s; " +
		"km²=square kilomet|re|res|er|ers, sq. km; m²=square met|re|res|er|ers, sq. m; sq mi=square mile||s, sq mi; sqft=square foot, square feet, sq. ft; ha=hectare||s; ac=acre||s; m³=cubic met|re|res|er|ers; km³=cubic kilomet|re|res|er|ers; " +
		"kg=kilo||s, kilogram||s, kilogramme||s; g=gram||s, gramme||s; mg=milligram||s; t=tonne||s, ton||s, metric ton||s; kt=kiloton||s, kilotonne||s; lb=pound||s; oz=ounce||s; l=lit|re|res|er|ers; ml=millilit|re|res|er|ers; gal=gallon||s; bbl=barrel||s; " +
		"km/h=kilomet|re|res|er|ers per hour, kilomet|re|res|er|ers an hour, km per hour; mph=mile||s per hour, mile||s an hour; m/s=met|re|res|er|ers per second; kn=knot||s; " +
		"°C=degree||s Celsius, degree||s centigrade, degree||s C; °F=degree||s Fahrenheit, degree||s F; °=degree||s; kWh=kilowatt hour||s, kilowatt-hour||s; MWh=megawatt hour||s, megawatt-hour||s; GWh=gigawatt hour||s, gigawatt-hour||s; W=watt||s; kW=kilowatt||s; MW=megawatt||s; GW=gigawatt||s; TW=terawatt||s; V=volt||s; hp=horsepower; " +
		"B=byte||s; kB=kilobyte||s; MB=megabyte||s; GB=gigabyte||s; TB=terabyte||s; dB=decibel||s; Hz=hertz; MHz=megahertz; " +
		"s=second||s, sec, secs; min=minute||s, mins; h=hour||s, hrs, hr; d=day||s; wk=week||s; mo=month||s; yr=year||s, yrs",
	currencies: "USD=US dollar||s, U.S. dollar||s, American dollar||s, dollar||s, bucks; EUR=euro||s; GBP=pound||s sterling, British pound||s, pound||s, quid; JPY=yen; CNY=yuan, renminbi; RUB=rouble||s, ruble||s, Russian rouble||s; UAH=hryvnia||s, hryvnya||s, hryvnias; INR=rupee||s, Indian rupee||s; ILS=shekel||s; CHF=Swiss franc||s, franc||s; CAD=Canadian dollar||s; AUD=Australian dollar||s; NZD=New Zealand dollar||s; HKD=Hong Kong dollar||s; SGD=Singapore dollar||s; " +
		"PLN=zloty||s, zlotys; TRY=lira||s, Turkish lira||s; SEK=Swedish kron|a|or; NOK=Norwegian kron|e|er; DKK=Danish kron|e|er; CZK=Czech korun|a|as, Czech crown||s, koruna||s; HUF=forint||s; KRW=won, South Korean won; BRL=real, reais; ZAR=rand; SAR=riyal||s, Saudi riyal||s; AED=dirham||s; IRR=rial||s; EGP=Egyptian pound||s; MXN=Mexican peso||s; ARS=Argentine peso||s; NGN=naira; KES=Kenyan shilling||s; THB=baht; BTC=bitcoin||s",
	percents:     "%=per cent, percent, pct, pc; pp=percentage point||s, percentage-point||s, % point||s, per cent point||s, percent point||s; bp=basis point||s, bps",
	partitives:   "of",
	adjectives:   "dead, new, other, more, big, large, small, different, young, old, local, foreign, major, additional, Russian, Ukrainian, American, British, German, French, Israeli, Palestinian, Chinese, wounded, injured, killed, armed, unarmed, former, key, top, separate, consecutive, full, whole, long, short, wide, high, deep, public, private, straight, civilian, military, -ed, -ian, -ish, -ese, -ous, -ful, -ive, -able",
	functions:    "a, an, the, and, or, but, nor, of, in, on, at, to, for, from, by, with, without, as, into, onto, after, before, during, while, when, where, who, whom, whose, which, that, this, these, those, is, are, was, were, be, been, being, has, have, had, do, does, did, will, would, can, could, may, might, must, shall, should, not, no, than, then, so, if, because, since, until, against, between, among, over, under, about, around, ago, later, earlier, per, each, it, he, she, they, we, you, I, his, her, its, their, our, my, them, him, us, me, said, says, say, told, there, here, again, also, only, just, up, down, out, off, now, already, yet, still, both, all, died, took, came, made, went, began",
	ageBefore:    "aged, age, ages, at age, the age of, turned, turns, turning, aged between",
	ageBehind:    "-year-old||s, year-old||s, years old, year old, years-old, years of age, yr old",
	people:       "man, woman, boy, girl, child, baby, wife, husband, son, daughter, brother, mother, uncle, aunt, nephew, niece, grandmother, grandfather, widow, widower, pensioner, student, teacher, driver, farmer, nurse, carpenter, fisherman, shopkeeper, gunman, attacker, victim, suspect, expert, mechanic, plumber, electrician, builder, waiter, waitress, chef, priest, vicar, soldier, guard, firefighter, neighbour, neighbor, passenger, cyclist, swimmer, climber, hiker, player, captain, winner, singer, retiree, clerk, accountant, resident",
	months:       "1=January, Jan; 2=February, Feb; 3=March, Mar; 4=April, Apr; 5=May; 6=June, Jun; 7=July, Jul; 8=August, Aug; 9=September, Sept, Sep; 10=October, Oct; 11=November, Nov; 12=December, Dec",
	loose:        "Jan, Feb, Mar, Apr, Jun, Jul, Aug, Sep, Sept, Oct, Nov, Dec, May, March, Mon, Tue, Tues, Wed, Thu, Thur, Thurs, Fri, Sat, Sun",
	capitals:     true,
	weekdays:     "1=Monday, Mon; 2=Tuesday, Tue, Tues; 3=Wednesday, Wed; 4=Thursday, Thu, Thur, Thurs; 5=Friday, Fri; 6=Saturday, Sat; 7=Sunday, Sun",
	dayBefore:    "the",
	dayBehind:    "of, day of",
	yearBefore:   "of, in, the year",
	yearBehind:   "AD, CE",
	yearSigns:    "in, since, from, by, of, until, till, during, before, after, to, through, throughout, around, about, circa, between, early, mid, mid-, late, the year, year, in early, in late, back in, last, this, next, for, on, and",
	theYear:      "the, his, her, its, their, our, a, 's, that, this",
	early:        "early=early, early in, early on in, the beginning of, the start of, beginning of; mid=mid, mid-, the middle of, middle of; late=late, late in, the end of, end of; earlier=earlier in, earlier this; later=later in",
	decades:      "s, 's",
	decadesFirst: "the decade of",
	centuries:    "century, -century",
	quarters:     "quarter",
	seasons:      "1=spring, the spring; 2=summer, the summer; 3=autumn, fall, the autumn, the fall; 4=winter, the winter",
	monthFirst:   true,
	tenses:       "1=expects, expect, forecasts, promises, pledges, agreed to, decided to, promised to, vowed to, pledged to, ordered to, told to, urged to, threatened to, goes to, go to, will, can, won't, 'll, shall, would, is to, are to, due to, due on, set to, scheduled to, scheduled for, planned for, plans to, plan to, is expected, are expected, expected to, hopes to, hope to, aims to, intends to, going to, about to, must, might, has to, have to, has until, have until, deadline, upcoming, forthcoming, opens, starts, begins, takes place, take place, takes effect, votes, meets, decides, comes into force, expires, kicks off, resumes, reopens, launches, takes office; -1=died, was, were, had, did, has, have, said, took, came, went, began, met, held, won, lost, fell, rose, left, gave, made, found, told, saw, ran, broke, struck, shot, sent, led, wrote, spoke, became, got, built, brought, bought, sold, flew, sank, since, born, thought, knew, grew, drew, kept, felt, paid, stood, understood, sat, heard, fought, caught, taught, sought, slept, swept, rode, drove, woke, chose, swore, wore, tore, spent, dealt, shook, stole, threw, blew, withdrew, overtook, undertook; 0=was due, was due to, were due to, was to, were to, was set to, was scheduled to, was scheduled for, was expected to, was planned for, had to, will have, would have, might have, must have, united, hundred, unprecedented, indeed, need, proceed",
	tenseEndings: "-1=ed",
	targets:      "to, until, till, for, by, before",
	breaks:       "and, but, while, that, which, who, when, where, because, after, before",
	beWords:      "be, been, being",
	attached:     "of",
	relative: "0d=today, tonight, this morning, this afternoon, this evening; -1d=yesterday, last night, yesterday morning, yesterday evening, yesterday afternoon; 1d=tomorrow, tomorrow morning, tomorrow evening; -2d=the day before yesterday; 2d=the day after tomorrow; " +
		"-1w=last week, the previous week, the past week; 0w=this week, earlier this week, later this week; 1w=next week; -1m=last month; 0m=this month, earlier this month, later this month; 1m=next month; -1q=last quarter; 0q=this quarter; 1q=next quarter; -1y=last year; 0y=this year, earlier this year, later this year; 1y=next year; -2y=the year before last; -2w=the week before last; ?=since then, at the time, the same day, that day, the following day, the next day, the previous day, the day before, the following week, the following year, the previous year, the year before",
	shifts:     "-1=last, this past, this last; 0=this; 1=next, this coming",
	grains:     "d=day||s; w=week||s; m=month||s; q=quarter||s; y=year||s; e=decade||s",
	ago:        "ago, back",
	hence:      "from now, hence",
	henceFirst: "0=in",
	later:      "1=later, afterwards, on; -1=earlier, previously, beforehand",
	event:      "1=after, following, from, since; -1=before, ahead of, prior to",
	ones:       "the, a, one, the very",
	clause:     "and, but, or, when, while, who, whom, whose, which, that, said, says, as, because, though, although, where, with, is, was, were, are, has, had, have, will, would, he, she, they, it, in, on, to, for, at, by",
	eventStops: "the, a, an, his, her, their, its, -ed",
	timePast:   "half past, quarter past, a quarter past, quarter to, a quarter to, five past, ten past, twenty past, twenty-five past",
	timeBehind: "noon, midnight, a.m., am, p.m., pm, a.m, p.m, o'clock, o'clock in the morning, o'clock in the evening, GMT, UTC, CET, EST, ET, BST, local time, hours, a.m. local time, p.m. local time, a.m. GMT, p.m. GMT, a.m. ET, p.m. ET",
	noon:       "noon, midday, midnight, at noon",
}
