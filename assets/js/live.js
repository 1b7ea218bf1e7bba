// Live: main[data-live] says what the page shows, "article:12" or "desk" for all
// that the reader may see. While it is in sight one stream tells when something
// of that changed, by numbers alone; the page asks for its own address again and
// puts in place what is different. What somebody types stays, and so do focus
// and scroll. A page that comes back into sight says how far it has seen.
import { morph } from "./morph.js";

const main = document.querySelector("main[data-live]");
const asked = { "X-Waits": "true" }; // nobody reads the rest: it tells nothing that is told once
const pause = main?.dataset.live === "desk" ? 3_000 : 300; // between two looks, in milliseconds

let since = Number(main?.dataset.liveSince ?? -1);
let stream = null;
let last = 0;
let timer = 0;
let looking = false;
let again = false;
let wait = 10_000; // before a stream that was refused is asked for again, in milliseconds
let back = 0;

const note = () => document.querySelector("[data-live-kept]");

const put = (text, force) => {
  const page = new DOMParser().parseFromString(text, "text/html");
  const now = page.getElementById("main");
  if (!now?.dataset.live) return;
  for (const el of now.querySelectorAll("[data-focus]")) el.removeAttribute("data-focus"); // nobody asked to be taken there
  const kept = morph(main, now, { force });
  if (note()) note().hidden = kept === 0;
  document.dispatchEvent(new CustomEvent("htmx:after:swap", { detail: {} }));
  document.dispatchEvent(new CustomEvent("live:shown"));
};

const ask = async (force = false) => {
  if (looking) {
    again = true;
    return;
  }
  looking = true;
  last = Date.now();
  const where = location.href;
  try {
    const answer = await fetch(where, { headers: asked });
    const text = answer.ok && !answer.redirected ? await answer.text() : "";
    if (text && location.href === where) put(text, force);
    else if (answer.redirected || answer.status === 404 || answer.status === 204) stop(); // it is not open any more, or signed out
  } catch {
    // The server is away: the stream comes back with it, and says what was missed.
  }
  looking = false;
  if (again) {
    again = false;
    soon();
  }
};

const soon = () => {
  if (timer) return;
  timer = setTimeout(() => {
    timer = 0;
    ask();
  }, Math.max(30, last + pause - Date.now()));
};

const seen = (event) => {
  const n = Number(event.lastEventId);
  if (event.lastEventId !== "" && n > since) since = n;
};

const greeted = (event) => {
  wait = 10_000;
  seen(event);
};

const hinted = (event) => {
  seen(event);
  soon();
};

const here = async () => {
  const part = document.getElementById("here");
  if (!part) return;
  const answer = await fetch(part.dataset.here, { headers: asked }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const now = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("here");
  if (now && part.isConnected) morph(part, now);
};

// The browser comes back by itself to a server that went away. It does not to one
// that had no room, or to a proxy that answers in its place.
const refused = () => {
  if (stream?.readyState !== EventSource.CLOSED) return;
  stop();
  back = setTimeout(start, wait * (1 + Math.random()));
  wait = Math.min(2 * wait, 300_000);
};

const start = () => {
  clearTimeout(back);
  if (stream || document.hidden) return;
  const article = /^article:(\d+)$/.exec(main.dataset.live)?.[1];
  const query = new URLSearchParams({ since: String(since) });
  if (article) query.set("article", article);
  stream = new EventSource(`/live?${query}`);
  stream.addEventListener("hello", greeted);
  stream.addEventListener("hint", hinted);
  stream.addEventListener("refetch", hinted);
  stream.addEventListener("here", here);
  stream.addEventListener("error", refused);
};

const stop = () => {
  clearTimeout(back);
  stream?.close();
  stream = null;
};

if (main) {
  start();
  // A tab that nobody sees has no stream: browsers give a site six of them.
  document.addEventListener("visibilitychange", () => (document.hidden ? stop() : start()));
  addEventListener("pagehide", stop);
  addEventListener("pageshow", (event) => {
    if (event.persisted) start();
  });
  document.querySelector("[data-live-show]")?.addEventListener("click", () => ask(true));
}
