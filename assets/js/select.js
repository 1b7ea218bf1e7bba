// Marking a claim: with the mouse, select words in [data-copy] and press the
// button that appears; with the keyboard alone, M puts a cursor on the first
// word in view, arrows move it, Shift with arrows widens it, S takes the
// sentence, Enter marks, Escape leaves.
//
// The page brings everything that is shown: .mark-bar[data-mark-bar] with
// buttons [data-mark-open="<form id>"], the forms [data-mark-form] with inputs
// start, end and quote, and [data-mark-status] for what is read aloud. A form
// [data-mark-points] counts code points, not UTF-16 code units; one with an input
// passage takes the words there, also when it is gone to with words selected, and
// with [data-pages] the page in locator.

import { blocksOf, placeIn, pointsBefore, spanOf } from "./offsets.js";
import { pressed, typing, wanted } from "./keys.js";

const bar = () => document.querySelector("[data-mark-bar]");

/** The selected words of the copy, or null. */
const selected = () => {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const copy = [...document.querySelectorAll("[data-copy]")].find((c) => range.intersectsNode(c));
  const span = copy && spanOf(copy, range);
  return span ? { ...span, range, copy } : null;
};

let chosen = null;

const place = (el, range) => {
  const rects = range.getClientRects();
  const last = rects[rects.length - 1] ?? range.getBoundingClientRect();
  const origin = (el.offsetParent ?? document.documentElement).getBoundingClientRect();
  const room = document.documentElement.clientWidth - el.offsetWidth - 8;
  el.style.insetBlockStart = `${last.bottom - origin.top + 6}px`;
  el.style.left = `${Math.max(8, Math.min(last.right - el.offsetWidth, room)) - origin.left}px`;
};

const offer = () => {
  const el = bar();
  if (!el) return;
  const now = selected();
  if (now) chosen = now;
  else if (!el.contains(document.activeElement)) chosen = null;
  el.hidden = chosen === null;
  if (chosen) place(el, chosen.range);
};

const fill = (form, name, value) => {
  const field = form.elements.namedItem(name);
  if (field) field.value = value;
};

/** The place of what is chosen as the form counts it. */
const placeOf = (form) => {
  if (!("markPoints" in form.dataset)) return chosen;
  const start = pointsBefore(chosen.copy, chosen.start);
  return { start, end: start + [...chosen.quote].length };
};

/** Says on which page a place stands, unless somebody typed where it is. */
const fillPage = (form, start) => {
  const field = form.elements.namedItem("locator");
  const pages = (form.dataset.pages ?? "").split(" ").filter(Boolean).map(Number);
  if (!field || pages.length === 0 || (field.value !== "" && field.value !== field.dataset.filled)) return;
  field.value = form.dataset.pageWords.replace("%", Math.max(1, pages.filter((p) => p <= start).length));
  field.dataset.filled = field.value;
};

/** Keeps the words lit while the cursor is in the form; null puts them out. */
const light = (range) => {
  if (!("highlights" in CSS)) return;
  if (range) CSS.highlights.set("marking", new Highlight(range));
  else CSS.highlights.delete("marking");
};

/** Takes what is chosen over into the form. */
const take = (form) => {
  light(chosen.range.cloneRange());
  const at = placeOf(form);
  fill(form, "start", at.start);
  fill(form, "end", at.end);
  fill(form, "quote", chosen.quote);
  const passage = form.elements.namedItem("passage");
  if (passage) passage.value = passage.dataset.filled = chosen.quote;
  fillPage(form, at.start);
};

/** Takes what is chosen over into a form that quotes and is gone to past the
 *  button beside the words, unless somebody typed a passage there. */
const takeAlong = (event) => {
  const form = event.target instanceof Element && event.target.closest("[data-mark-form]");
  const passage = form && form.elements.namedItem("passage");
  if (!chosen || !passage || (passage.value !== passage.defaultValue && passage.value !== passage.dataset.filled)) return;
  take(form);
};

const openForm = (form) => {
  if (!chosen || !form) return;
  leave();
  take(form);
  const shown = form.querySelector("[data-mark-quote]");
  if (shown) shown.textContent = chosen.quote;
  const statement = form.elements.namedItem("statement");
  if (statement && statement.value.trim() === "") statement.value = chosen.quote;
  for (const el of form.querySelectorAll("[data-without-script]")) el.hidden = true;
  bar().hidden = true;
  form.hidden = false;
  form.closest("details")?.setAttribute("open", "");
  const focus = statement ?? form.querySelector("textarea, input:not([type=hidden]), button");
  focus?.focus();
  focus?.select?.();
  form.scrollIntoView({ block: "nearest" });
};

const closeForm = (form) => {
  light(null);
  form.hidden = true;
  form.reset();
  document.querySelector("[data-copy]")?.focus?.();
};

document.addEventListener("selectionchange", () => {
  if (!mode) requestAnimationFrame(offer);
});
// Pressing the bar's button must not take the selection away before the click.
document.addEventListener("mousedown", (event) => {
  if (event.target instanceof Element && event.target.closest("[data-mark-bar]")) event.preventDefault();
});
// A press in the form takes the selection away before the click, too.
document.addEventListener("pointerdown", takeAlong);
document.addEventListener("focusin", takeAlong);
document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element)) return;
  const opener = event.target.closest("[data-mark-open]");
  if (opener) openForm(document.getElementById(opener.dataset.markOpen));
  const cancel = event.target.closest("[data-mark-cancel]");
  if (cancel) closeForm(cancel.closest("[data-mark-form]"));
});

// The cursor of the keyboard: a run of words, from anchor to head, or a whole
// sentence with the signs at its ends.
let mode = null;

const segments = (block, granularity) => {
  const lang = block.closest("[lang]")?.lang || "en";
  const cut = new Intl.Segmenter(lang, { granularity }).segment(block.textContent);
  return [...cut].filter((s) => granularity !== "word" || s.isWordLike).map((s) => ({ block, from: s.index, to: s.index + s.segment.trimEnd().length }));
};

const inView = ({ block, from, to }) => {
  const range = document.createRange();
  range.setStart(...placeIn(block, from));
  range.setEnd(...placeIn(block, to));
  const r = range.getBoundingClientRect();
  return r.top >= 60 && r.bottom <= innerHeight;
};

const say = (text) => {
  const status = document.querySelector("[data-mark-status]");
  if (status) status.textContent = text;
};

const show = () => {
  const [a, b] = [mode.anchor, mode.head].sort((x, y) => x - y);
  const first = mode.sentence ?? mode.words[a];
  const last = mode.sentence ?? mode.words[b];
  document.getSelection().setBaseAndExtent(...placeIn(first.block, first.from), ...placeIn(last.block, last.to));
  const head = mode.words[mode.head];
  placeIn(head.block, head.from)[0].parentElement.scrollIntoView({ block: "nearest" });
  chosen = selected();
  say(`${document.querySelector("[data-mark-status]")?.dataset.hint ?? ""} ${chosen?.quote ?? ""}`.trim());
};

const enter = (copy) => {
  const words = blocksOf(copy).flatMap((b) => segments(b, "word"));
  if (words.length === 0) return;
  const at = Math.max(0, words.findIndex(inView));
  mode = { words, anchor: at, head: at };
  document.body.classList.add("marking");
  show();
};

const leave = () => {
  if (!mode) return;
  mode = null;
  document.body.classList.remove("marking");
  say("");
};

const move = (to, widen) => {
  mode.sentence = null;
  mode.head = Math.max(0, Math.min(mode.words.length - 1, to));
  if (!widen) mode.anchor = mode.head;
  show();
};

/** The first word of the block after or before the cursor's. */
const blockAway = (step) => {
  const { words, head } = mode;
  const own = words.findIndex((w) => w.block === words[head].block);
  if (step < 0) return own === 0 ? 0 : words.findIndex((w) => w.block === words[own - 1].block);
  const next = words.findIndex((w, i) => i > head && w.block !== words[head].block);
  return next < 0 ? words.length - 1 : next;
};

const sentence = () => {
  const word = mode.words[mode.head];
  const s = segments(word.block, "sentence").find((x) => x.from <= word.from && word.from < x.to);
  const inside = (w) => w.block === word.block && s.from <= w.from && w.to <= s.to;
  mode.anchor = mode.words.findIndex(inside);
  mode.head = mode.words.findLastIndex(inside);
  mode.sentence = s;
  show();
};

const forward = () => (getComputedStyle(mode.words[mode.head].block).direction === "rtl" ? "arrowleft" : "arrowright");
const firstForm = () => document.getElementById(document.querySelector("[data-mark-open]")?.dataset.markOpen ?? "");

const steps = {
  arrowright: (event) => move(mode.head + (forward() === "arrowright" ? 1 : -1), event.shiftKey),
  arrowleft: (event) => move(mode.head + (forward() === "arrowleft" ? 1 : -1), event.shiftKey),
  arrowdown: (event) => move(blockAway(1), event.shiftKey),
  arrowup: (event) => move(blockAway(-1), event.shiftKey),
  s: () => sentence(),
  enter: () => openForm(firstForm()),
  escape: () => {
    leave();
    document.getSelection().removeAllRanges();
  },
};

document.addEventListener(
  "keydown",
  (event) => {
    if (typing(event.target) || !bar() || document.querySelector("dialog[open]")) return;
    const key = pressed(event);
    if (mode && steps[key]) {
      event.preventDefault();
      event.stopImmediatePropagation();
      steps[key](event);
    } else if (key === "m" && wanted()) {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (chosen) openForm(firstForm());
      else enter(document.querySelector("[data-copy]"));
    }
  },
  true,
);
document.addEventListener("pointerdown", leave);
