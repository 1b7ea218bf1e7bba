// Named keys: an element with data-key="escape", "arrowleft" or "arrowright" is
// pressed by that key, as keys.js has it for letters. Escape while typing leaves
// the field and keeps what was typed; from there it leaves the page. What has a
// letter for its key has data-arrow="left" or "right" beside.
import { pressed, typing, wanted } from "./keys.js";

const named = ["escape", "arrowleft", "arrowright"];

document.addEventListener("keydown", (event) => {
  const key = pressed(event);
  if (event.defaultPrevented || event.shiftKey || !named.includes(key) || document.querySelector("dialog[open], details.menu[open]")) return;
  const el = document.querySelector(`[data-key="${key}"], [data-arrow="${key.replace("arrow", "")}"]`);
  if (!el) return;
  if (typing(event.target)) {
    if (key !== "escape") return;
    event.preventDefault();
    const details = event.target.closest("details.more");
    if (details) details.querySelector("summary").focus();
    else event.target.blur();
    return;
  }
  if (!wanted()) return;
  event.preventDefault();
  el.click();
});
