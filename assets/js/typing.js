// Typing: what is typed into a form[data-typing] is kept at that address a
// moment after the last letter, when the field is left, and when the page is.
// [data-typing-status] says so; the words are the server's, or for when there
// is none, those of its data-failed and data-signed-out. Nothing here ever
// writes into the field. When another window kept something else, it stops and
// shows [data-typing-other].
import { kept } from "./forms.js";

const pause = 2_000; // after the last letter, in milliseconds
const again = 5_000; // after the server could not be reached
const parting = 60_000; // bytes that a browser still sends from a page that is left

const start = (form) => {
  const text = form.elements.text;
  const version = form.elements.typing;
  const status = form.querySelector("[data-typing-status]");
  const other = form.querySelector("[data-typing-other]");
  let saved = text.value; // what the server has, as far as we know
  let pending = null; // what was sent and not answered: sent again as it was
  let flight = null; // the sending that is under way
  let count = 0; // of what was answered, for the keys
  let stopped = false;
  let leaving = false;
  let timer = 0;

  const say = (words) => {
    if (status.textContent !== words) status.textContent = words;
  };

  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };

  const body = () => {
    pending ??= {
      text: text.value,
      fields: new URLSearchParams({
        form: form.elements.form.value,
        key: `${form.elements.key.value}.${count}`,
        base: form.elements.base.value,
        typing: version.value,
        text: text.value,
      }),
    };
    return pending;
  };

  const answered = (sent, code, answer) => {
    count += 1;
    pending = null;
    if (code === 401) say(status.dataset.signedOut);
    else if (answer) say(answer.words);
    if (answer?.stale) {
      stopped = true;
      other.hidden = false;
    }
    if (!answer?.version) return;
    version.value = String(answer.version);
    saved = sent.text;
    if (text.value === saved) kept(form);
    else later(pause);
  };

  const send = async (keepalive) => {
    const sent = body();
    try {
      const answer = await fetch(form.dataset.typing, { method: "POST", body: sent.fields, headers: { Accept: "application/json" }, keepalive });
      const json = answer.headers.get("Content-Type")?.startsWith("application/json");
      answered(sent, answer.status, json ? await answer.json() : null);
      if (!json && answer.status !== 401) say(status.dataset.failed);
    } catch {
      say(status.dataset.failed);
      if (!leaving) later(again);
    }
    flight = null;
  };

  const dirty = () => !stopped && !leaving && (pending !== null || text.value !== saved);

  function save(keepalive = false) {
    clearTimeout(timer);
    if (flight) {
      later(pause);
    } else if (dirty()) {
      flight = send(keepalive);
    }
  }

  const part = () => save(new Blob([text.value]).size < parting / 3);

  text.addEventListener("input", () => later(pause));
  text.addEventListener("blur", () => save());
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && part());
  addEventListener("pagehide", part);
  addEventListener("pageshow", (event) => {
    if (event.persisted) leaving = false;
  });
  addEventListener("online", () => save());

  // The form waits for what is under way, so that it names the version that is
  // kept and not the one before.
  addEventListener(
    "submit",
    (event) => {
      if (event.target !== form) return;
      if (flight) {
        event.preventDefault();
        event.stopImmediatePropagation();
        flight.then(() => form.requestSubmit(event.submitter));
        return;
      }
      leaving = true;
      clearTimeout(timer);
    },
    true,
  );
};

document.querySelectorAll("form[data-typing]").forEach(start);
