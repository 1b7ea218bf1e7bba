package copydesk

import (
	"maps"
	"strings"

	"golang.org/x/text/language"
)

// habits are how a language uses the full stop inside a sentence.
type habits struct {
	abbreviations map[string]bool // a name or another word follows them
	beforeNumbers map[string]bool // abbreviations only when a number follows
	starters      map[string]bool // words that begin a sentence behind "U.S."
	ordinals      bool            // a number with a full stop is an ordinal
}

// habitsOf returns the habits of a language; those of an unknown one are
// initials only.
func habitsOf(lang string) habits {
	tag, err := language.Parse(lang)
	if err != nil {
		return habits{}
	}
	base, _ := tag.Base()
	return byLanguage[base.String()]
}

func words(s string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		set[w] = true
	}
	return set
}

var byLanguage = map[string]habits{
	"en": {
		abbreviations: words("Mr Mrs Ms Mx Dr Prof Rev Hon Gov Sen Rep Gen Col Maj Capt Cmdr Lt Sgt Cpl Adm Pres Supt Det Insp Fr Sr St Mt Ft vs approx est e.g i.e cf viz Messrs Mmes Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec"),
		beforeNumbers: words("No Nos no nos p pp vol Vol ch Ch art Art sec Sec fig Fig ca c"),
		starters:      words("A After All An And As At But By For From He Her His How I If In It Its No Not Now On One Or Our She So Some That The Their Then There These They This Those To Two We What When While Who Why With You"),
	},
	"de": {
		abbreviations: words("Dr Prof Hr Fr Frl St Mag Dipl Ing Hrsg hrsg bzw ca evtl ggf inkl exkl sog vgl Vgl z.B z.T d.h u.a u.U v.a i.d.R o.ä s.o s.u zzgl abzgl max min Mio Mrd Tsd geb gest verh Jan Feb Mär Apr Jun Jul Aug Sept Sep Okt Nov Dez v n resp B T"),
		beforeNumbers: words("Nr nr S Art Abs Abb Bd Kap Tel Ziff Aufl"),
		ordinals:      true,
	},
	"fr": {
		abbreviations: words("M MM Mme Mmes Mlle Mlles Me Mgr Dr Pr Prof St Ste cf Cf env p.ex c.-à-d av apr boul janv févr juill sept oct nov déc"),
		beforeNumbers: words("p pp n no art vol chap fig tél"),
	},
	"es": {
		abbreviations: words("Sr Sra Sres Srta Dr Dra Prof Profa Lic Ing Gral Cnel Cap D Dª Da Sto Sta Ud Uds Vd Vds p.ej aprox av Av EE.UU ee.uu"),
		beforeNumbers: words("núm Núm n pág págs p pp art vol cap fig tel"),
	},
	"it": {
		abbreviations: words("Sig Sigg Sig.ra Sig.na Dott Dott.ssa Dr Prof Prof.ssa Avv Ing Arch Geom Rag On Sen Gen Col Cap Mons Rev S p.es ad.es ecc.ecc cfr Cfr ca"),
		beforeNumbers: words("n p pp pag pagg art artt vol cap fig tel"),
	},
	"pt": {
		abbreviations: words("Sr Sra Srs Sras Srta Dr Dra Drs Prof Profa Eng Engo Exmo Exma Gen Cel Cap Av Sto Sta p.ex aprox V.Exa"),
		beforeNumbers: words("n nº núm pág págs p pp art vol cap fig tel"),
	},
	"nl": {
		abbreviations: words("dhr mevr mw dr drs prof ir ing mr ds Dr Drs Prof Ir Ing Mr Ds St bijv o.a d.w.z m.b.t t.a.v i.v.m a.u.b ca resp incl excl jan feb mrt apr jun jul aug sept okt nov dec"),
		beforeNumbers: words("nr Nr blz p pp art vol fig tel"),
	},
	"pl": {
		abbreviations: words("dr hab prof mgr inż gen płk mjr kpt por ks bp abp św im ul al pl os np m.in tzn tzw tj ok ww ds prok red pos sen"),
		beforeNumbers: words("nr Nr s str art ust pkt poz t tel"),
	},
	"ru": {
		abbreviations: words("г гг т.е т.д т.п т.к т.н др им ул пр просп пл пер д корп стр обл р-н с пос ст акад проф доц канд чл ген полк майор кап руб коп тыс млн млрд см напр св"),
		beforeNumbers: words("№ п пп стр с гл ч т рис табл тел"),
	},
	"uk": {
		abbreviations: words("р рр т.е т.д т.п т.зв ін ім вул просп пл пров буд корп обл р-н с смт акад проф доц канд ген полк майор кап грн коп тис млн млрд див напр св"),
		beforeNumbers: words("№ п пп стор с гл ч т рис табл тел"),
	},
	"da": {ordinals: true, abbreviations: words("hr fr dr prof bl.a f.eks ca nr kr mio mia jf evt inkl")},
	"nb": {ordinals: true, abbreviations: words("hr fr dr prof bl.a f.eks ca nr kr mill mrd jf evt inkl")},
	"sv": {abbreviations: words("hr fr dr prof bl.a t.ex ca nr kr milj mdr jfr ev inkl")},
	"fi": {ordinals: true, abbreviations: words("hra rva tri prof esim mm ns n")},
	"cs": {ordinals: true, abbreviations: words("p pí dr Dr prof Prof doc Doc Ing Mgr Bc JUDr MUDr PhDr RNDr např tzv tzn tj cca sv ul nám")},
	"tr": {ordinals: true, abbreviations: words("Dr Prof Doç Yrd Av Bn Sn vb örn bkz")},
}

// with is h with a newsroom's own abbreviations.
func (h habits) with(own []string) habits {
	if len(own) == 0 {
		return h
	}
	all := maps.Clone(h.abbreviations)
	if all == nil {
		all = map[string]bool{}
	}
	for _, word := range own {
		all[word] = true
	}
	h.abbreviations = all
	return h
}
