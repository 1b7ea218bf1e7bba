// Waits: a part of the page with [data-waits] shows how something goes on. It is
// read anew from that address, by its id, and put in its place when it says
// something else, until it waits no more, for a minute at most. An address is
// asked once for all its parts. A part that somebody is in stays as it is. What
// else is on the page is never touched.
const pause = 2_000; // between two looks, in milliseconds
const most = 30; // looks at a part
const asked = { "HX-Request": "true", "X-Waits": "true" }; // nobody reads the rest: it tells nothing that is told once

const looks = new Map(); // the address and id of a part to how often it was read

const nameOf = (part) => `${part.dataset.waits}#${part.id}`;

const put = (part, now) => {
  looks.set(nameOf(part), now ? (looks.get(nameOf(part)) ?? 0) + 1 : most);
  if (now && part.isConnected && !part.contains(document.activeElement) && now.outerHTML !== part.outerHTML) {
    part.replaceWith(now);
    window.htmx?.process(now);
  }
};

const look = async (address, parts) => {
  const answer = await fetch(address, { headers: asked }).catch(() => null);
  const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of parts) if (part.dataset.waits === address) put(part, page && page.getElementById(part.id));
};

const lookAll = async () => {
  if (!document.hidden) {
    const waiting = [...document.querySelectorAll("[data-waits]")].filter((part) => (looks.get(nameOf(part)) ?? 0) < most);
    for (const [address, parts] of Map.groupBy(waiting, (part) => part.dataset.waits)) await look(address, parts);
  }
  setTimeout(lookAll, pause);
};

setTimeout(lookAll, pause);
