// Lines: within [data-lines], J and K go from one [data-line] to the next. The
// one that is current has aria-current, and keys press what stands in it and
// in no other. The first that has something to press is current at the start.
import { pressed, typing, wanted } from "./keys.js";

const lines = () => [...document.querySelectorAll("[data-lines] [data-line]")];

const current = () => document.querySelector("[data-line][aria-current]");

const go = (line) => {
  current()?.removeAttribute("aria-current");
  line.setAttribute("aria-current", "true");
};

/** Makes a line current where none is: the one that is to begin with, or the first. */
const begin = () => {
  const all = lines();
  if (all.length === 0 || current()) return;
  go(all.find((line) => line.matches("[data-begin]")) ?? all.find((line) => line.querySelector("[data-key]")) ?? all[0]);
};

begin();
document.addEventListener("htmx:after:swap", begin);

document.addEventListener("keydown", (event) => {
  const key = pressed(event);
  if (event.defaultPrevented || typing(event.target) || !wanted() || document.querySelector("dialog[open]")) return;
  if (key !== "j" && key !== "k") return;
  const all = lines();
  if (all.length === 0) return;
  const at = all.indexOf(current());
  // From the top of the page the current line itself is the next one.
  const inside = all[at]?.contains(document.activeElement);
  const to = all[inside ? at + (key === "j" ? 1 : -1) : at];
  if (!to) return;
  event.preventDefault();
  go(to);
  to.focus();
});

document.addEventListener("focusin", (event) => {
  const line = event.target instanceof Element && event.target.closest("[data-lines] [data-line]");
  if (line) go(line);
});
