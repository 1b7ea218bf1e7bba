// Paste: a picture that is pasted while a page has a field for a file, marked
// [data-paste], is put into it, as if it had been chosen: into that of the form in
// which the cursor stands, else into the only one that can be seen.

const shown = () => [...document.querySelectorAll("[data-paste]")].filter((field) => field.checkVisibility());

const wanted = (target) => {
  const own = target instanceof Element ? target.closest("form")?.querySelector("[data-paste]") : null;
  const all = shown();
  return own ?? (all.length === 1 ? all[0] : null);
};

/** A name with the time of its making: browsers call every picture "image.png". */
const named = (file) => {
  if (file.name !== "image.png") return file;
  const at = new Date().toISOString().slice(0, 19).replaceAll(":", ".").replace("T", " ");
  return new File([file], `Screenshot ${at}.png`, { type: file.type });
};

document.addEventListener("paste", (event) => {
  const pasted = event.clipboardData?.files ?? [];
  const field = pasted.length === 1 ? wanted(event.target) : null;
  const input = field?.querySelector("input[type=file]");
  if (!input) return;
  event.preventDefault();
  const files = new DataTransfer();
  files.items.add(named(pasted[0]));
  input.files = files.files;
  field.querySelector("[data-pasted]").textContent = `Pasted: ${files.files[0].name}`;
  input.dispatchEvent(new Event("input", { bubbles: true }));
});
