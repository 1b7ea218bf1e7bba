// Puts a page as it is now in the place of the one that is shown, node by node,
// so that what is the same stays where it is, with its focus and its scroll. A
// form that somebody is in, or has changed, is left as it is.

const keyOf = (node) => {
  if (node.nodeType !== Node.ELEMENT_NODE) return `#${node.nodeType}`;
  if (node.id) return `${node.tagName}#${node.id}`;
  if (node.tagName === "FORM") return `FORM ${node.getAttribute("action")} ${node.querySelector("input[name=form]")?.getAttribute("value") ?? ""}`;
  if (node.matches("input[type=checkbox], input[type=radio]")) return `INPUT ${node.name} ${node.value}`; // a tick is for what it was set at
  const line = node.dataset?.n ?? node.dataset?.line ?? node.querySelector?.(":scope > a[href]")?.getAttribute("href") ?? "";
  return `${node.tagName} ${line}`;
};

// What the person has done with the page, and not the server.
const theirs = (el, name) =>
  (name === "open" && el.matches("details, dialog")) ||
  (name === "aria-current" && el.matches("[data-line], mark, a.ref, li[data-n], article[data-n]")) ||
  (name === "data-focus") || (name === "aria-busy");

const attributes = (old, now) => {
  for (const { name } of [...old.attributes]) if (!now.hasAttribute(name) && !theirs(old, name)) old.removeAttribute(name);
  for (const { name, value } of now.attributes) if (old.getAttribute(name) !== value && !theirs(old, name)) old.setAttribute(name, value);
};

const chosen = (select) => Math.max(0, [...select.options].findIndex((o) => o.defaultSelected));

const filled = (f) => {
  if (f.type === "hidden" || f.type === "submit" || f.type === "button") return false;
  if (f.type === "checkbox" || f.type === "radio") return f.checked !== f.defaultChecked;
  if (f.tagName === "SELECT") return [...f.options].some((o) => o.selected !== o.defaultSelected) && f.selectedIndex !== chosen(f);
  return f.value !== undefined && f.defaultValue !== undefined && f.value !== f.defaultValue;
};

/** Reports whether a form holds something that its page did not come with. */
export const changed = (form) => [...form.elements].some(filled);

// What was typed and taken back: the browser would keep it at what it was, with
// a version around it that says it is what it is now.
const fresh = (f) => {
  if (f.type === "checkbox" || f.type === "radio") f.checked = f.defaultChecked;
  else if (f.tagName === "SELECT") f.selectedIndex = chosen(f);
  else f.value = f.defaultValue;
};

const inUse = (form) =>
  (form.contains(document.activeElement) && document.activeElement.matches("input:not([type=submit], [type=button]), textarea, select")) || changed(form);

const busy = (node, forms) => forms.some((f) => f === node || node.contains?.(f));

/**
 * Makes old as now is. Returns how many forms were left that are not as they
 * were: others changed what they are about.
 */
export const morph = (old, now, { force = false } = {}) => {
  const forms = force ? [] : [...old.querySelectorAll("form")].filter(inUse);
  const added = [];
  let kept = 0;

  const same = (a, b) => a.getAttribute("action") === b?.getAttribute("action") &&
    a.querySelector("input[name=version]")?.value === b.querySelector("input[name=version]")?.getAttribute("value");

  const one = (a, b) => {
    if (a.isEqualNode(b)) return;
    if (forms.includes(a)) {
      if (!same(a, b)) kept += 1;
      return;
    }
    if (a.nodeType !== Node.ELEMENT_NODE) {
      if (a.data !== b.data) a.data = b.data;
      return;
    }
    const untouched = a.matches("input:not([type=file]), textarea, select:not([multiple])") && !filled(a);
    attributes(a, b);
    children(a, b);
    if (untouched && filled(a)) fresh(a);
  };

  const children = (a, b) => {
    const pool = new Map();
    for (const child of a.childNodes) {
      const key = keyOf(child);
      pool.has(key) ? pool.get(key).push(child) : pool.set(key, [child]);
    }
    let at = a.firstChild;
    for (const next of [...b.childNodes]) {
      const match = pool.get(keyOf(next))?.shift();
      if (!match) {
        const more = document.importNode(next, true);
        a.insertBefore(more, at);
        if (more.nodeType === Node.ELEMENT_NODE) added.push(more);
        continue;
      }
      if (match === at) at = at.nextSibling;
      else if (busy(match, forms)) at = match.nextSibling; // it stays: moving it would take the cursor out of it
      else a.insertBefore(match, at);
      one(match, next);
    }
    for (const rest of pool.values()) {
      for (const node of rest) {
        if (busy(node, forms)) kept += 1;
        else node.remove();
      }
    }
  };

  one(old, now);
  for (const node of added) window.htmx?.process(node);
  return kept;
};
