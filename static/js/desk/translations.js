/* Working through translations: keys for what the buttons and links do, ticks for a whole page.
   Without this module everything works by links. */

import { name } from "./choices.js";

// The choices are made by jQuery when it finds the document ready, one after the other.
window.addEventListener("load", () => window.django?.jQuery?.(() => setTimeout(() => name(document))));

/* Alt and the key as it lies on the keyboard, for Option changes the letter on a Mac. */
document.addEventListener(
  "keydown",
  (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const target = document.querySelector(`[data-key="${event.code}"]`);
    if (!target) return;
    event.preventDefault();
    target.click();
  },
  true,
);

for (const form of document.querySelectorAll("[data-translation]")) {
  // Who comes by keyboard goes on writing; who has to decide first reads first.
  if (!document.querySelector("[role=alert]")) setTimeout(() => begin(form));
}

/* The editor of a rich text comes a moment after the page. */
function begin(form) {
  const field = form.querySelector("textarea:not([readonly])");
  const frame = field?.closest(".prose-editor");
  const editor = frame?.querySelector(".ProseMirror");
  if (frame && !editor) field.addEventListener("prose-editor:ready", () => begin(form), { once: true });
  else if (editor) editor.editor.commands.focus("end");
  else if (field) {
    field.setSelectionRange(field.value.length, field.value.length);
    field.focus();
  }
}

for (const all of document.querySelectorAll("[data-all]")) {
  const boxes = [...all.form.querySelectorAll("input[type=checkbox]")].filter((box) => box !== all);
  if (!boxes.length) continue;
  (all.closest("label") ?? all).hidden = false;
  const follow = () => {
    all.checked = boxes.every((box) => box.checked);
    all.indeterminate = !all.checked && boxes.some((box) => box.checked);
  };
  follow();
  boxes.forEach((box) => box.addEventListener("change", follow));
  all.addEventListener("change", () => boxes.forEach((box) => (box.checked = all.checked)));
}
