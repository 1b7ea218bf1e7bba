// Suggestions and sentences beside the copy. The current line of the list
// [data-lines] lights its words in the copy, [data-offer="<key>"], or the
// sentence that it names, [data-for-sentence]; a sentence
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
  const current = document.querySelector("#side [data-line][aria-current]");
  const line = current?.dataset.for;
  const place = current?.dataset.forSentence;
  if (sentence) light(`[data-copy] [data-s="${CSS.escape(sentence)}"]`);
  else if (line) light(`[data-copy] [data-offer="${CSS.escape(line)}"]`);
  else if (place) light(`[data-copy] [data-s="${CSS.escape(place)}"]`);
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

const boxes = (name) => [...document.querySelectorAll(`input[type="checkbox"][name="${CSS.escape(name)}"]`)];

/** Says how many are chosen where [data-for-chosen] names their boxes; without
 * any it goes, but for what has [data-keep]. */
const count = () => {
  for (const el of document.querySelectorAll("[data-for-chosen]")) {
    const n = boxes(el.dataset.forChosen).filter((box) => box.checked).length;
    el.hidden = n === 0 && !("keep" in el.dataset);
    const words = n === 1 ? el.dataset.labelOne : el.dataset.labelMany.replace("%", n);
    el.textContent = n === 0 ? (el.dataset.labelNone ?? el.textContent) : words;
  }
  for (const label of document.querySelectorAll("[data-choose-all]")) {
    const all = boxes(label.dataset.chooseAll);
    label.hidden = all.length < 2;
    label.querySelector("input").checked = all.length > 0 && all.every((box) => box.checked);
  }
};

document.addEventListener("change", (event) => {
  if (!(event.target instanceof Element)) return;
  const label = event.target.closest("[data-choose-all]");
  if (label) for (const box of boxes(label.dataset.chooseAll)) box.checked = event.target.checked;
  count();
});

const changed = (field) =>
  field.matches("[type=checkbox], [type=radio]") ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;

// Escape leaves a form beside the copy in which nothing was typed yet.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || event.isComposing || !(event.target instanceof Element)) return;
  const form = event.target.closest("form");
  const leave = form?.querySelector("[data-leave]");
  const fold = form?.closest(".answers > details");
  if (!(leave || fold) || [...form.elements].some((field) => field.matches("input, textarea") && changed(field))) return;
  event.preventDefault();
  leave?.click();
  if (!fold) return;
  fold.open = false;
  fold.querySelector("summary").focus();
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
