package e2e

import (
	"fmt"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// stretch is where words of the copy begin and end, in CSS pixels of the window.
type stretch struct {
	Found          bool
	X1, Y1, X2, Y2 float64
}

// locate finds the first place of words in one block of the copy, and brings
// it into view. A point just inside the first and the last letter, on their
// outer sides, is where the mouse is pressed and let go.
const locate = `(words => {
	for (const block of document.querySelectorAll("[data-copy] [data-start16]")) {
		const at = block.textContent.indexOf(words);
		if (at < 0) continue;
		const place = units => {
			const walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
			for (let n = walk.nextNode(); n; n = walk.nextNode()) {
				if (units < n.length) return [n, units];
				units -= n.length;
			}
		};
		const box = (from, to) => {
			const r = document.createRange();
			r.setStart(...place(from));
			const [n, o] = place(to - 1);
			r.setEnd(n, o + 1);
			return r.getClientRects()[0];
		};
		const letters = [...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(words)].map(s => s.segment);
		const end = at + words.length;
		block.scrollIntoView({ block: "center", behavior: "instant" });
		const a = box(at, at + letters[0].length), b = box(end - letters.at(-1).length, end);
		const rtl = /[\u0590-\u08ff]/.test(words);
		return { Found: true,
			X1: rtl ? a.right - 1 : a.left + 1, Y1: a.top + a.height / 2,
			X2: rtl ? b.left + 1 : b.right - 1, Y2: b.top + b.height / 2 };
	}
	return { Found: false };
})`

// drag selects words of the copy with the mouse.
func (p *person) drag(words string) {
	p.t.Helper()
	s := look[stretch](p, fmt.Sprintf("%s(%s)", locate, quoted(words)))
	if !s.Found {
		p.t.Fatalf("the copy does not say %q:\n%s", words, p.text("[data-copy]"))
	}
	down := func(e *input.DispatchMouseEventParams) { e.Button, e.Buttons, e.ClickCount = "left", 1, 1 }
	up := func(e *input.DispatchMouseEventParams) { e.Button, e.ClickCount = "left", 1 }
	p.do(chromedp.MouseEvent(input.DispatchMouseEventTypeMousePressed, s.X1, s.Y1, down))
	p.do(chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, (s.X1+s.X2)/2, (s.Y1+s.Y2)/2, down))
	// The browser takes moves together that come fast, so the mouse goes on
	// moving a little, as a hand does, until it has arrived.
	selected := fmt.Sprintf(`getSelection().rangeCount > 0 && getSelection().getRangeAt(0).toString() === %s`, quoted(words))
	for i := range patience {
		p.do(chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, s.X2, s.Y2+float64(i%2), down))
		if look[bool](p, selected) {
			break
		}
	}
	p.do(chromedp.MouseEvent(input.DispatchMouseEventTypeMouseReleased, s.X2, s.Y2, up))
	p.drawn()
}

// drawn waits until the page has drawn what it had to, twice. It asks for
// scripts.
func (p *person) drawn() {
	p.t.Helper()
	p.do(chromedp.Evaluate[chromedp.Void](`new Promise(r => requestAnimationFrame(() => requestAnimationFrame(() => r(true))))`, chromedp.EvalAwaitPromise))
}

// marks selects words with the mouse and marks them as a claim.
func (p *person) marks(words, statement, kind string) {
	p.t.Helper()
	p.drag(words)
	p.until(`document.querySelector("[data-mark-bar]").checkVisibility()`)
	p.click(`[data-mark-open="mark"]`)
	p.finishMarking(words, statement, kind)
}

// finishMarking fills in the form that stands open and sends it.
func (p *person) finishMarking(words, statement, kind string) {
	p.t.Helper()
	p.until(`document.getElementById("mark").checkVisibility()`)
	if got := look[string](p, `document.querySelector("#mark [data-mark-quote]").textContent`); got != words {
		p.t.Errorf("the form quotes %q, want %q", got, words)
	}
	if got := look[string](p, `document.activeElement.name`); got != "statement" {
		p.t.Errorf("the cursor is in %q, want the statement", got)
	}
	p.fill("#mark [name=statement]", statement)
	p.click(fmt.Sprintf(`#mark [name=kinds][value=%s]`, quoted(kind)))
	p.follow("#mark [type=submit]")
	p.sees("The claim is marked.")
}

// marksFromList marks a claim without JavaScript: the number of a sentence and
// the exact words in it.
func (p *person) marksFromList(article string, sentence, words, statement, kind string) {
	p.t.Helper()
	p.open(article + "/claims/new")
	p.choose("#newclaim [name=sentence]", sentence)
	if words != "" {
		p.fill("#newclaim [name=words]", words)
	}
	p.fill("#newclaim [name=statement]", statement)
	p.click(fmt.Sprintf(`#newclaim [name=kinds][value=%s]`, quoted(kind)))
	p.follow("#newclaim [type=submit]")
	p.sees("The claim is marked.")
}
