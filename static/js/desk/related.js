/* The links beside a choice: each opens a form in a tab of its own. What is saved there is chosen here,
   and the tab closes. Without scripts they are links that open a tab. */

import { box, settle } from "./autosave/bar.js";

// What a tab was told -> the choice that it is for: the ids of rows change when one is removed.
const choices = new Map();

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a.related-link[href]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const url = new URL(link.href);
  const select = link.closest(".related-widget-wrapper").querySelector("select");
  const name = `${select.id}~${choices.size}`;
  choices.set(name, select);
  url.searchParams.set("_field", name);
  window.open(url, "_blank");
});

window.addEventListener("message", ({ origin, source, data }) => {
  if (origin !== location.origin || !data.savedFor) return;
  const field = choiceOf(data.savedFor);
  source.postMessage({ isChosen: true }, origin);
  window.focus();
  if (!field) return tellOfNoRow(data);
  if (data.action === "change") rename(field, data);
  else choose(field, data);
  (field.nextElementSibling?.querySelector("[role=combobox]") ?? field).focus();
});

/* The choice that a tab was opened for, null where its row is gone. This page may have been loaded anew
   since: a choice that stands in no row has the same id then. */
function choiceOf(name) {
  const id = name.split("~")[0];
  const select = choices.get(name) ?? (/-\d+-/.test(id) ? null : document.getElementById(id));
  return select?.isConnected ? select : null;
}

function tellOfNoRow({ obj }) {
  const words = gettext("“%s” is saved. The row that it was for is not in the form any more: choose it where it belongs.");
  settle(box(), interpolate(words, [obj]));
}

function choose(select, { value, obj }) {
  const option = [...select.options].find((choice) => choice.value === value) ?? new Option(obj, value);
  select.append(option);
  option.selected = true;
  // What jQuery made of the choice hears of it through jQuery only.
  window.django.jQuery(select).trigger("change");
}

/* Whatever shows the record on this page has its new name. */
function rename(field, { value, new_value, obj }) {
  const { modelRef } = field.closest(".related-widget-wrapper").dataset;
  for (const select of document.querySelectorAll(`[data-model-ref="${CSS.escape(modelRef ?? "")}"] select, #${field.id}`)) {
    for (const option of select.options) if (option.value === value) Object.assign(option, { text: obj, value: new_value });
    const label = select.selectedOptions[0]?.text === obj && select.nextElementSibling?.querySelector(".select2-selection__rendered");
    if (label) Object.assign(label.lastChild, { textContent: obj });
  }
}
