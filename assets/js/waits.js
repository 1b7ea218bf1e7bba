// Waits: a part of the page with [data-waits] shows how something goes on. It is
// read anew from that address, by its id, and put in its place when it says
// something else, until it waits no more, for a minute at most. A part that
// somebody is in stays as it is. What else is on the page is never touched.
const pause = 2_000; // between two looks, in milliseconds
const most = 30; // looks at a part
const asked = { "HX-Request": "true", "X-Waits": "true" }; // nobody reads the rest: it tells nothing that is told once

const looks = new Map(); // the id of a part to how often it was read

const look = async (part) => {
  looks.set(part.id, (looks.get(part.id) ?? 0) + 1);
  const answer = await fetch(part.dataset.waits, { headers: asked }).catch(() => null);
  const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = page && page.getElementById(part.id);
  if (!now) looks.set(part.id, most);
  else if (part.isConnected && !part.contains(document.activeElement) && now.outerHTML !== part.outerHTML) {
    part.replaceWith(now);
    window.htmx?.process(now);
  }
};

const lookAll = async () => {
  if (!document.hidden) {
    for (const part of document.querySelectorAll("[data-waits]")) {
      if ((looks.get(part.id) ?? 0) < most) await look(part);
    }
  }
  setTimeout(lookAll, pause);
};

setTimeout(lookAll, pause);
