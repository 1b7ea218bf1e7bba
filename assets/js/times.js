// Relative times: the text of <time datetime data-relative> is refreshed each
// minute. The server has written both texts; without this they only age.

const units = [
  ["year", 365 * 86400],
  ["month", 30 * 86400],
  ["day", 86400],
  ["hour", 3600],
  ["minute", 60],
];

const words = new Intl.RelativeTimeFormat(document.documentElement.lang || "en", { numeric: "auto" });

const say = (seconds) => {
  const [unit, size] = units.find(([, s]) => Math.abs(seconds) >= s) ?? ["minute", 60];
  return words.format(Math.trunc(seconds / size), unit);
};

const refresh = () => {
  for (const el of document.querySelectorAll("time[data-relative]")) {
    const at = Date.parse(el.dateTime);
    if (Number.isNaN(at)) continue;
    const text = say((at - Date.now()) / 1000);
    if (el.textContent !== text) el.textContent = text;
  }
};

refresh();
setInterval(refresh, 60_000);
document.addEventListener("htmx:after:swap", refresh);
