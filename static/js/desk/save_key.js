/* Ctrl+S (⌘S) saves the form that one works in, and goes on with it; a link leads past the menu to
   the form's first field. */

document.addEventListener("keydown", (event) => {
  const isSave = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (!isSave || event.key.toLowerCase() !== "s") return;
  const button = saveButton();
  if (!button) return;
  event.preventDefault();
  // A field takes what was typed when it is left.
  document.activeElement?.dispatchEvent(new Event("change", { bubbles: true }));
  button.click();
});

/* Steps of publication are pressed, not saved. */
function saveButton() {
  const forms = [...document.querySelectorAll("form[method=post]:not(.interface-language)")];
  const active = document.activeElement?.closest("form[method=post]");
  const candidates = [active, document.querySelector("form[id$=_form]"), ...forms];
  const form = candidates.find((candidate) => candidate && !candidate.closest(".publishing:not(.clearances)"));
  const buttons = [...(form?.elements ?? [])].filter((control) => control.type === "submit" && !control.formTarget);
  return ["_continue", "_save"].map((name) => buttons.find((button) => button.name === name)).find(Boolean) ??
    buttons.find((button) => button.classList.contains("primary"));
}

document.querySelector(".skip-link")?.addEventListener("click", (event) => {
  const form = document.querySelector(event.currentTarget.hash);
  const fields = [...(form?.querySelectorAll("input:not([type=hidden]), select, textarea") ?? [])];
  const first = fields.find((field) => field.checkVisibility() && !field.disabled);
  if (!first) return;
  event.preventDefault();
  first.focus();
});
