// The palette: Ctrl or Command and K opens dialog[data-palette]. What it lists are
// the acts of this page (what has a key and is in reach), and the pages, articles
// and claims that the server finds for the words. The arrows go along, Enter
// presses or follows, Escape leaves.
const dialog = document.querySelector("dialog[data-palette]");

if (dialog) {
  const field = dialog.querySelector("input");
  const list = dialog.querySelector("[role=listbox]");
  const acts = dialog.querySelector("[data-palette-acts]");
  const said = dialog.querySelector("[role=status]");
  let timer = 0;
  let asked = 0;

  const words = (el) => (el.getAttribute("aria-label") ?? [...el.childNodes].filter((n) => n.nodeName !== "KBD").map((n) => n.textContent).join(" ")).trim().replace(/\s+/g, " ");

  const options = () => [...list.querySelectorAll("[role=option]:not([hidden])")];

  const choose = (option) => {
    for (const o of list.querySelectorAll("[aria-selected=true]")) o.setAttribute("aria-selected", "false");
    if (!option) {
      field.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };

  const tell = () => {
    choose(options()[0]);
    acts.hidden = acts.querySelector("[role=option]:not([hidden])") === null;
    said.textContent = options().length === 0 ? said.dataset.none : "";
  };

  const pressed = new Map();

  const gather = () => {
    pressed.clear();
    for (const o of acts.querySelectorAll("[role=option]")) o.remove();
    const seen = new Set();
    for (const el of document.querySelectorAll("main [data-key]:is(button, a, summary)")) {
      const name = words(el);
      const far = el.closest("[data-line]:not([aria-current])");
      if (!name || seen.has(name) || far || el.disabled || el.getAttribute("aria-disabled") === "true" || !el.checkVisibility()) continue;
      seen.add(name);
      const option = document.createElement("div");
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.id = `palette-act-${pressed.size}`;
      option.textContent = name;
      pressed.set(option.id, el);
      acts.append(option);
    }
  };

  const narrow = () => {
    const term = field.value.trim().toLowerCase();
    for (const o of acts.querySelectorAll("[role=option]")) o.hidden = !o.textContent.toLowerCase().includes(term);
  };

  const find = async () => {
    const mine = ++asked;
    const answer = await fetch(`/palette?${new URLSearchParams({ q: field.value })}`, { headers: { "X-Waits": "true" } }).catch(() => null);
    if (mine !== asked || !answer?.ok || answer.redirected) return;
    const now = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("palette-found");
    if (now) list.querySelector("#palette-found").replaceWith(document.importNode(now, true));
    tell();
  };

  const open = () => {
    if (dialog.open) return;
    field.value = "";
    dialog.showModal();
    gather();
    narrow();
    tell();
    find();
    field.focus();
  };

  const go = (option) => {
    if (!option) return;
    const el = pressed.get(option.id);
    dialog.close();
    if (!el) {
      location.assign(option.dataset.href);
      return;
    }
    el.focus();
    el.click();
  };

  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "k") return;
    const other = document.querySelector("dialog[open]");
    if (other && other !== dialog) return;
    event.preventDefault();
    dialog.open ? dialog.close() : open();
  });

  field.addEventListener("input", () => {
    narrow();
    tell();
    clearTimeout(timer);
    timer = setTimeout(find, 150);
  });

  field.addEventListener("keydown", (event) => {
    const all = options();
    const at = all.findIndex((o) => o.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(all[(at + (event.key === "ArrowDown" ? 1 : -1) + all.length) % all.length]);
    } else if (event.key === "Enter") {
      event.preventDefault();
      go(all[at]);
    }
  });

  list.addEventListener("click", (event) => go(event.target.closest("[role=option]")));
  for (const el of document.querySelectorAll("[data-palette-open]")) el.addEventListener("click", open);
}
