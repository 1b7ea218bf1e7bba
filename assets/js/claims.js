// Claims in the copy and in the side panel. A click on a mark opens its claim,
// the innermost where several overlap; links marked data-open-claim and the
// reference links of the copy load the claim into #side and change nothing
// else. The server names the open claim: [data-current-claim="<number>"].

const side = () => document.getElementById("side");

const referenceOf = (mark) => {
  const copy = mark.closest("[data-copy]") ?? document;
  return copy.querySelector(`a.ref[data-n="${CSS.escape(mark.dataset.n)}"]`);
};

/** Loads the claim behind a link into the side panel; reports whether it tried. */
const open = (link) => {
  if (!window.htmx || !side()) return false;
  window.htmx.ajax("GET", link.href, {
    source: side(),
    target: "#side",
    select: "#side",
    swap: "outerMorph",
    push: "true",
  });
  return true;
};

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (!(event.target instanceof Element)) return;
  const link = event.target.closest("[data-copy] a.ref, a[data-open-claim]");
  if (link) {
    if (open(link)) event.preventDefault();
    return;
  }
  if (event.target.closest("a, button, summary, input, label")) return;
  const mark = event.target.closest("mark.claim");
  if (mark && document.getSelection().isCollapsed) referenceOf(mark)?.click();
});

let shown = null;

/** Shows in the copy and in the list which claim is open. */
const show = () => {
  const current = document.querySelector("[data-current-claim]")?.dataset.currentClaim ?? "";
  for (const el of document.querySelectorAll("mark.claim, a.ref, li[data-n], article[data-n]")) {
    if (current !== "" && el.dataset.n === current) el.setAttribute("aria-current", "true");
    else el.removeAttribute("aria-current");
  }
  if (current === shown) return;
  const first = shown === null;
  shown = current;
  if (current === "") return;
  const panel = side();
  // Where both lie one above the other, the claim is what was asked for.
  const stacked = panel && panel.getBoundingClientRect().width > 0.9 * innerWidth;
  if (!stacked) document.querySelector("mark.claim[aria-current]")?.scrollIntoView({ block: "nearest" });
  if (first || !panel) return;
  panel.scrollTop = 0;
  if (panel.getBoundingClientRect().top < 0) panel.scrollIntoView({ block: "start" });
};

show();
document.addEventListener("htmx:after:swap", show);
