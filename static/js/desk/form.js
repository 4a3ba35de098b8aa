/* What every form of the desk gets. Without scripts the forms work all the same. */

import { followChoices, lead, name } from "./choices.js";
import { count } from "./counters.js";
import { equip } from "./editors.js";
import { order } from "./ordering.js";
import { proposeTexts } from "./proposals.js";
import "./related.js";
import "./rows.js";
import { propose } from "./titles.js";
import "./token.js";

count(document);
order(document);
lead(document);
followChoices();
propose(document);
proposeTexts(document);
// The choices are made by jQuery when it finds the document ready, one after the other.
window.addEventListener("load", () => window.django?.jQuery?.(() => setTimeout(() => name(document))));
// Those that were ready before this module, then those of added rows.
for (const text of document.querySelectorAll(".prose-editor > .ProseMirror")) {
  if (text.editor) equip(text.editor, text.parentElement.querySelector("textarea"));
}
document.addEventListener("prose-editor:ready", (event) => equip(event.detail.editor, event.target));
// A row that was added to the form; the event bubbles from it.
document.addEventListener("formset:added", (event) => {
  count(event.target);
  setTimeout(() => {
    lead(event.target);
    name(event.target);
    unfold(event.target);
  });
});

/* A row that is there to be filled in is open. */
function unfold(row) {
  const data = window.Alpine?.$data(row);
  if (data && "openRow" in data) data.openRow = true;
}
