/* What every form of the desk gets. Without scripts the forms work all the same. */

import { count } from "./counters.js";
import { equip } from "./editors.js";

count(document);
// Those that were ready before this module, then those of added rows.
for (const text of document.querySelectorAll(".prose-editor > .ProseMirror")) {
  if (text.editor) equip(text.editor, text.parentElement.querySelector("textarea"));
}
document.addEventListener("prose-editor:ready", (event) => equip(event.detail.editor, event.target));
// A row that was added to the form; the event bubbles from it.
document.addEventListener("formset:added", (event) => count(event.target));
