// Keys: an element with data-key="a" is pressed, followed or focused by that
// key. Never while typing, never together with Ctrl, Alt or Meta. "?" opens
// the page's dialog[data-keys], and so does what has [data-keys-open]; its
// lines [data-key-row="a"] are shown for keys that the page has something for:
// a [data-key="a"], or a part with [data-keys-here="a"] that takes the key
// itself. A checkbox [data-keys-toggle] turns all of them off; the browser
// remembers that one word and nothing else.

const store = "tickmark-keys";

/** Reports whether the person is typing or choosing in a field. */
export const typing = (node) => {
  const el = node instanceof Element ? node.closest("input, textarea, select, [contenteditable]") : null;
  return el !== null && !el.matches("[type=checkbox], [type=radio], [type=submit], [type=button]");
};

/** Reports whether single keys are wanted. */
export const wanted = () => {
  try {
    return localStorage.getItem(store) !== "off";
  } catch {
    return true;
  }
};

/** The key that was pressed: by its letter, or on a keyboard of another script by its place. */
export const pressed = (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return "";
  const key = event.key.toLowerCase();
  if (key.length === 1 && key > "\u007f" && /^Key[A-Z]$/.test(event.code)) return event.code.slice(3).toLowerCase();
  return key;
};

const usable = (el) => !el.disabled && el.getAttribute("aria-disabled") !== "true" && el.checkVisibility();

// Of lines, the current one alone is within reach.
const near = (el) => !el.closest("[data-line]:not([aria-current])");

const reached = (key) => {
  const name = CSS.escape(key);
  return [...document.querySelectorAll(`[data-key="${name}"]`)].find((el) => usable(el) && near(el)) ?? null;
};

const help = () => {
  const dialog = document.querySelector("dialog[data-keys]");
  if (!dialog) return false;
  for (const row of dialog.querySelectorAll("[data-key-row]")) {
    const key = row.dataset.keyRow;
    row.hidden = reached(key) === null && document.querySelector(`[data-keys-here~="${CSS.escape(key)}"]`) === null;
  }
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("[type=submit]").focus();
  return true;
};

const act = (el) => {
  if (el.matches("textarea, select, input:not([type=submit], [type=button], [type=checkbox], [type=radio])")) {
    el.focus();
    el.select?.();
    return;
  }
  const details = el.matches("summary") ? el.parentElement : null;
  el.focus({ preventScroll: true });
  el.click();
  if (details?.open) details.querySelector("textarea, input:not([type=hidden]), select, button")?.focus();
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || typing(event.target) || !wanted()) return;
  const open = document.querySelector("dialog[open]");
  const key = pressed(event);
  if (!key || key.length > 1 || open) return;
  const el = reached(key);
  if (el) {
    event.preventDefault();
    act(el);
  } else if (key === "?" && help()) {
    event.preventDefault();
  }
});

document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element)) return;
  if (event.target.closest("[data-keys-open]") && !event.ctrlKey && !event.metaKey && !event.shiftKey && help()) event.preventDefault();
  const menu = document.querySelector("details.menu[open]");
  if (menu && !menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

for (const box of document.querySelectorAll("[data-keys-toggle]")) {
  box.checked = wanted();
  box.addEventListener("change", () => {
    try {
      localStorage.setItem(store, box.checked ? "on" : "off");
    } catch {
      // The browser keeps nothing: the keys stay as they are on the next page.
    }
  });
}
