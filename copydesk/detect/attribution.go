package detect

// attributionLanguages are the languages with lists of attributions.
var attributionLanguages = []string{"en", "de", "fr", "es", "it", "ru", "uk", "ar"}

// said is one attribution.
type said struct {
	run
	list   section
	by     run  // empty when it is not to be told
	outlet bool // it is an outlet that says so
}

// findAttributions finds the words that say who says so.
func findAttributions(b *block) (found []Detection) {
	p := b.prose()
	for _, s := range p.saids {
		d := p.detected(Attribution, s.run)
		d.Outlet = s.outlet
		if s.by.to > s.by.from {
			d.By = p.at(s.by)
		}
		found = append(found, d)
	}
	return found
}

// attributed are the lists of attributions.
var attributed = []section{saying, telling, accordingTo, stating}

// matchSaids finds the words of attributions, the longest where several begin.
func (p *prose) matchSaids() {
	for i := 0; i < len(p.tokens); {
		most, as, step := 0, section(""), 1
		for _, list := range attributed {
			n, s := p.lists[list].longest(p.tokens[i:])
			if s == excepted && n >= most {
				most, as, step = n, "", n
			} else if n > most {
				most, as, step = n, list, n
			}
		}
		if as != "" {
			p.saids = append(p.saids, said{run: run{i, i + most}, list: as})
		}
		i += step
	}
}

// says reports whether a run stands right beside a verb of saying: "Peskov
// said", "sagte Peskow".
func (p *prose) says(r run) bool {
	verb := r.to
	for verb < len(p.tokens) && verb < r.to+maxAdverbs && p.saidAt[verb] == 0 && p.tied(verb) && p.is(p.tokens[verb], functional) {
		verb++
	}
	if verb < len(p.tokens) && p.saidAt[verb] > 0 && p.tied(verb) && !p.definite(r.from) {
		return true
	}
	return r.from > 0 && p.saidEnds[r.from] > 0 && p.tied(r.from) && p.inverts(p.saids[p.saidEnds[r.from]-1])
}

// maxAdverbs is how many words may stand between a speaker and the verb:
// "Peskov earlier said".
const maxAdverbs = 2

// definite reports whether an article stands before a word.
func (p *prose) definite(i int) bool {
	return i > 0 && p.tokens[i].sentence == p.tokens[i-1].sentence && p.is(p.tokens[i-1], article)
}

// inverts reports whether who says so may stand right behind the verb: in
// English behind a quotation only.
func (p *prose) inverts(s said) bool {
	switch s.list { //nolint:exhaustive // the others are not said by anybody
	case accordingTo:
		return true
	case saying, telling:
		return p.lang != "en" || p.tokens[s.from].opens || p.tokens[s.from].gap == broken || p.tokens[s.from].gap == comma
	}
	return false
}

// placeSaids notes where verbs of saying begin and end, by their number from 1.
func (p *prose) placeSaids() {
	p.saidAt, p.saidEnds = make([]int, len(p.tokens)+1), make([]int, len(p.tokens)+1)
	for i, s := range p.saids {
		if s.list == saying || s.list == telling {
			p.saidAt[s.from] = i + 1
		}
		if s.list != stating {
			p.saidEnds[s.to] = i + 1
		}
	}
}

// attribute tells by whom things are said, and leaves out verbs that say
// something only beside a speaker.
func (p *prose) attribute() {
	var kept []said
	for _, s := range p.saids {
		s.by = p.speakerOf(s)
		if s.list == telling && !p.beside(s) {
			continue
		}
		s.outlet = s.by.to > s.by.from && p.fromOutlet(s.by)
		kept = append(kept, s)
	}
	p.saids = kept
	clear(p.saidAt)
	for i, s := range p.saids {
		p.saidAt[s.from] = i + 1
	}
}

// beside reports whether who says so stands right beside the words that say it.
func (p *prose) beside(s said) bool {
	return s.by.to > s.by.from && (s.by.to == s.from || s.by.from == s.to)
}

// fromOutlet reports whether a run is an outlet, or a word for one.
func (p *prose) fromOutlet(r run) bool {
	for i := r.from; i < r.to; i++ {
		if p.outletAt[i] > 0 || p.is(p.tokens[i], outletWord) {
			return true
		}
	}
	return false
}

// How far from a verb of saying its speaker may stand, in words.
const (
	speakerBefore = 8
	speakerBehind = 5
)

// speakerOf is who says so: before the verb, or behind it where it inverts.
func (p *prose) speakerOf(s said) run {
	if s.list == stating {
		return run{}
	}
	if within := p.speakerWithin(s.run); within.to > within.from {
		return within
	}
	var before, behind run
	near := false
	if s.list != accordingTo {
		before = p.speakerBefore(s.from)
	}
	if p.inverts(s) {
		behind, near = p.speakerBehind(s.to)
	}
	switch {
	case before.to == before.from:
		return behind
	case !near || p.fromOutlet(behind):
		return before
	case p.tokens[s.from].gap == comma || before.to < s.from && p.lang != "en":
		return behind
	}
	return before
}

// speakerBefore looks for a speaker in the words before the one at i: the
// nearest person, else the nearest pronoun, title or run of capitals that has
// no preposition.
func (p *prose) speakerBefore(i int) run {
	var other run
	for at := i - 1; at >= 0 && at >= i-speakerBefore && p.follows(at+1); at-- {
		if p.nominalAt[at] == 0 {
			if other.to == 0 && p.speaks(at) {
				other = p.spoken(at)
			}
			continue
		}
		n := p.nominals[p.nominalAt[at]-1]
		at = n.from
		switch {
		case p.possesses(n), p.sourced(n):
		case n.kind == Name:
			return n.run
		case other.to == 0 && !(at > 0 && p.is(p.tokens[at-1], whereabouts)):
			other = n.run
		}
	}
	return other
}

// speakerWithin looks for a speaker between the words of a verb that is written
// apart: "fügte sie hinzu".
func (p *prose) speakerWithin(r run) run {
	for at := r.from + 1; at < r.to-1; at++ {
		if n := p.nominalAt[at]; n > 0 && p.nominals[n-1].to < r.to {
			return p.nominals[n-1].run
		}
		if p.is(p.tokens[at], pronoun) {
			return run{at, at + 1}
		}
	}
	return run{}
}

// sourced reports whether a nominal is the source of another attribution:
// "according to Reuters, the minister called it".
func (p *prose) sourced(n nominal) bool {
	before := p.saidEnds[n.from]
	return before > 0 && p.saids[before-1].list == accordingTo
}

// possesses reports whether what follows belongs to what is named: "Trump's
// commitment".
func (p *prose) possesses(n nominal) bool {
	return n.to < len(p.tokens) && p.tokens[n.to].gap == apostrophe
}

// speakerBehind looks for a speaker in the words from i on: the first name, or
// else the first title or pronoun. near says that no more than an article and
// a title stand before it.
func (p *prose) speakerBehind(i int) (by run, near bool) {
	near = true
	for at := i; at < len(p.tokens) && at < i+speakerBehind && p.follows(at); at++ {
		n := p.nominalAt[at]
		switch {
		case p.tokens[at].gap == comma && (n == 0 || by.to == 0), p.is(p.tokens[at], conjunction):
			return by, near && by.to > 0
		case n > 0 && by.to > 0 && p.nominals[n-1].kind != Name && !p.nominals[n-1].outlet:
			at = p.nominals[n-1].to - 1
		case n > 0:
			return p.nominals[n-1].run, near
		case by.to == 0 && p.speaks(at):
			by = p.spoken(at)
		case by.to == 0 && !p.is(p.tokens[at], article|calendar):
			near = false
		}
	}
	return by, near && by.to > 0
}

// follows reports whether a word follows the one before it in its clause.
func (p *prose) follows(i int) bool {
	return p.tokens[i].gap != broken && p.tokens[i].sentence == p.tokens[i-1].sentence
}

// speaks reports whether a word that is no name may be a speaker: a pronoun, a
// title, a word for an outlet.
func (p *prose) speaks(i int) bool {
	return p.is(p.tokens[i], pronoun|outletWord) || p.titleAt[i] > 0 || p.titleEnds[i+1] > 0
}

// spoken is the run of such a speaker: a title with all its words.
func (p *prose) spoken(i int) run {
	switch {
	case p.titleAt[i] > 0:
		return run{i, i + p.titleAt[i]}
	case p.titleEnds[i+1] > 0:
		return run{i + 1 - p.titleEnds[i+1], i + 1}
	}
	return run{i, i + 1}
}
