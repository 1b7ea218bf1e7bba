// Suggestions and sentences beside the copy. The current line of the list
// [data-lines] lights its words in the copy, [data-offer="<key>"]; a sentence
// that the side shows, [data-current-sentence], is lit there too. A press on
// suggested words leads to their line, one on the strip to its sentence. When
// the side was loaded anew after something happened to the article, the copy is.

const side = () => document.getElementById("side");

const light = (selector) => {
  for (const el of document.querySelectorAll("[data-copy] :is(.suggest, .sentence)[aria-current]")) el.removeAttribute("aria-current");
  const parts = selector ? [...document.querySelectorAll(selector)] : [];
  for (const el of parts) el.setAttribute("aria-current", "true");
  const stacked = side() && side().getBoundingClientRect().width > 0.9 * innerWidth;
  if (!stacked) parts[0]?.scrollIntoView({ block: "nearest" });
};

/** Lights in the copy what the side is about. */
const show = () => {
  const sentence = document.querySelector("[data-current-sentence]")?.dataset.currentSentence;
  const line = document.querySelector("#side [data-line][aria-current]")?.dataset.for;
  if (sentence) light(`[data-copy] [data-s="${CSS.escape(sentence)}"]`);
  else if (line) light(`[data-copy] [data-offer="${CSS.escape(line)}"]`);
  else light(null);
  const next = document.querySelector("[data-coverage] [data-next]");
  const after = document.querySelector("[data-current-sentence] [data-next-after]");
  if (next && after) next.href = after.href;
};

/** Brings the copy to what the side knows. */
const refresh = () => {
  const pane = document.getElementById("copy-pane");
  if (!pane || !side() || !window.htmx || pane.dataset.seq === side().dataset.seq) return;
  if (pane.querySelector("[data-mark-form]:not([hidden])")) return;
  pane.dataset.seq = side().dataset.seq;
  window.htmx.ajax("GET", location.href, { source: pane, target: "#copy-pane", select: "#copy-pane", swap: "outerMorph" });
};

const chosen = () => document.querySelectorAll('#side [name="suggestion"][type="checkbox"]:checked').length;

/** Says on the button how many are chosen. */
const count = () => {
  const button = document.querySelector("[data-accept-chosen]");
  if (!button) return;
  const n = chosen();
  const words = n === 1 ? button.dataset.labelOne : button.dataset.labelMany.replace("%", n);
  button.textContent = n === 0 ? button.dataset.labelNone : words;
  const all = document.querySelector("[data-choose-all]");
  all.hidden = false;
};

document.addEventListener("change", (event) => {
  if (!(event.target instanceof Element)) return;
  if (event.target.closest("[data-choose-all]")) {
    for (const box of document.querySelectorAll('#side [name="suggestion"][type="checkbox"]')) box.checked = event.target.checked;
  }
  count();
});

document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element) || event.defaultPrevented || event.button !== 0) return;
  const stretch = event.target.closest("[data-strip] [data-s]");
  const next = document.querySelector("[data-coverage]");
  if (stretch && next) {
    location.assign(`${next.dataset.coverage}?sentence=${stretch.dataset.s}#s${stretch.dataset.s}`);
    return;
  }
  if (event.target.closest("a, button, mark.claim")) return;
  const words = event.target.closest("[data-copy] .suggest");
  if (!words || !document.getSelection().isCollapsed) return;
  const line = document.getElementById(`o-${words.dataset.offer}`);
  if (line) line.focus();
});

const start = () => {
  show();
  count();
};

start();
document.addEventListener("focusin", show);
document.addEventListener("htmx:after:swap", () => {
  start();
  refresh();
});
