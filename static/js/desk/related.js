/* The links beside a choice: each opens a form in a tab of its own. What is saved there is chosen here,
   and the tab closes. Without scripts they are links that open a tab. */

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a.related-link[href]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const url = new URL(link.href);
  url.searchParams.set("_field", link.closest(".related-widget-wrapper").querySelector("select").id);
  window.open(url, "_blank");
});

window.addEventListener("message", ({ origin, source, data }) => {
  const field = origin === location.origin && data.savedFor && document.getElementById(data.savedFor);
  if (!field) return;
  if (data.action === "change") rename(data);
  else choose(field, data);
  source.postMessage({ isChosen: true }, origin);
  window.focus();
  (field.nextElementSibling?.querySelector("[role=combobox]") ?? field).focus();
});

function choose(select, { value, obj }) {
  const option = [...select.options].find((known) => known.value === value) ?? new Option(obj, value);
  select.append(option);
  option.selected = true;
  // What jQuery made of the choice hears of it through jQuery only.
  window.django.jQuery(select).trigger("change");
}

/* Whatever shows the record on this page has its new name. */
function rename({ savedFor, value, new_value, obj }) {
  const { modelRef } = document.getElementById(savedFor).closest(".related-widget-wrapper").dataset;
  for (const select of document.querySelectorAll(`[data-model-ref="${CSS.escape(modelRef ?? "")}"] select, #${savedFor}`)) {
    for (const option of select.options) if (option.value === value) Object.assign(option, { text: obj, value: new_value });
    const shown = select.selectedOptions[0]?.text === obj && select.nextElementSibling?.querySelector(".select2-selection__rendered");
    if (shown) Object.assign(shown.lastChild, { textContent: obj });
  }
}
