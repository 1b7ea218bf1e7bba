// Forms: nothing typed is lost by accident, nothing is sent twice, the cursor
// goes to [data-focus] when a page or a fragment brings one, and buttons with
// data-copy-text="<id>" copy that element's text.

const edited = new Set();
const sending = new Map(); // a form to the timer that frees it

// How long a form stays shut when nothing comes back, in milliseconds: the
// person may have stopped the page. The server knows a form sent twice.
const patience = 10_000;

const guarded = (form) => form?.method === "post" && !form.hasAttribute("data-no-guard");

const unsent = (within) => [...edited].some((f) => f.isConnected && !sending.has(f) && within.contains(f));

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (guarded(form)) edited.add(form);
});
document.addEventListener("reset", (event) => edited.delete(event.target));

addEventListener("beforeunload", (event) => {
  if (unsent(document)) event.preventDefault();
});

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (sending.has(form)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    sending.set(form, setTimeout(release, patience, form));
    form.setAttribute("aria-busy", "true");
  },
  true,
);

/** Says that what was typed into a form is kept: leaving it loses nothing. */
export const kept = (form) => edited.delete(form);

const release = (form) => {
  clearTimeout(sending.get(form));
  sending.delete(form);
  form.removeAttribute("aria-busy");
};

addEventListener("pageshow", (event) => {
  if (event.persisted) [...sending.keys()].forEach(release);
});

// A form that htmx sends is free again when the answer is there; what was
// typed counts as sent only when the server took it.
document.addEventListener("htmx:finally:request", (event) => {
  const ctx = event.detail.ctx;
  const form = ctx.request?.form ?? ctx.sourceElement;
  if (!sending.has(form)) return;
  if (ctx.response && ctx.response.status < 400) edited.delete(form);
  release(form);
});

// A swap that would throw typed text away asks first.
document.addEventListener("htmx:before:request", (event) => {
  const ctx = event.detail.ctx;
  const target = ctx.target;
  if (!(target instanceof Element)) return;
  const own = ctx.request?.form;
  const others = [...edited].some((f) => f !== own && f.isConnected && target.contains(f) && f !== target);
  const words = document.body.dataset.unsent;
  if (others && words && !window.confirm(words)) {
    event.preventDefault();
    return;
  }
  if (others) for (const f of [...edited]) if (target.contains(f) && f !== own) edited.delete(f);
});

// autofocus would do for a page; in a fragment the browser complains of it.
const focus = () => {
  const el = document.querySelector("[data-focus]");
  if (!el) return;
  el.removeAttribute("data-focus");
  el.focus();
};

// The cursor goes to the first field that was refused, else where the page wants it.
const refused = document.querySelector(":is(.field, .group):has(> .error) :is(input, select, textarea)");
if (refused) refused.focus();
else if (location.hash) addEventListener("load", () => setTimeout(focus)); // going to a place in the page takes the cursor away
else focus();
document.addEventListener("htmx:after:swap", focus);

// When the server cannot be reached, the page says so in its own words.
document.addEventListener("htmx:error", (event) => {
  const ctx = event.detail.ctx;
  const note = document.querySelector("[data-offline]");
  if (note && ctx && !ctx.response) note.hidden = false;
});

const copyText = async (text, source) => {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // Plain HTTP on another address has no clipboard: select it and ask the old way.
  document.getSelection().selectAllChildren(source);
  document.execCommand("copy");
  return undefined;
};

document.addEventListener("click", async (event) => {
  const button = event.target instanceof Element && event.target.closest("[data-copy-text]");
  const source = button && document.getElementById(button.dataset.copyText);
  if (!source) return;
  await copyText(source.value ?? source.innerText, source);
  const label = button.querySelector("[data-label]") ?? button;
  const before = label.textContent;
  if (!button.dataset.copied || before === button.dataset.copied) return;
  label.textContent = button.dataset.copied;
  setTimeout(() => (label.textContent = before), 2000);
});
