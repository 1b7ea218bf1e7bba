// Waits: a part of the page with [data-waits] shows how something goes on. It is
// read anew from that address, by its id, and put in its place when it says
// something else, whenever the page is told that something changed (live.js).
// An address is asked once for all its parts. A part that somebody is in stays
// as it is. What else is on the page is never touched.
const asked = { "HX-Request": "true", "X-Waits": "true" }; // nobody reads the rest: it tells nothing that is told once

const put = (part, now) => {
  if (now && part.isConnected && !part.contains(document.activeElement) && now.outerHTML !== part.outerHTML) {
    part.replaceWith(now);
    window.htmx?.process(now);
  }
};

const look = async (address, parts) => {
  const answer = await fetch(address, { headers: asked }).catch(() => null);
  const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
  if (page) for (const part of parts) if (part.dataset.waits === address) put(part, page.getElementById(part.id));
};

document.addEventListener("live:shown", async () => {
  for (const [address, parts] of Map.groupBy([...document.querySelectorAll("[data-waits]")], (part) => part.dataset.waits)) {
    if (address !== location.pathname + location.search) await look(address, parts);
  }
});
