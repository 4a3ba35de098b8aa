/* A new row that is removed from a form. The theme writes the rows behind it anew as markup, which
   holds nothing of what was typed or chosen in them; here they only take new numbers. */

document.addEventListener(
  "click",
  (event) => {
    const row = event.target.closest?.(".delete-template")?.closest(".form-group");
    if (row) putLast(row, row.closest(".formset"));
  },
  true,
);

/* Behind the last the theme finds no row to be written anew when it removes it. */
function putLast(row, formset) {
  const { prefix } = JSON.parse(formset.dataset.inlineFormset).options;
  const count = (name) => formset.closest(".formset-wrapper").querySelector(`input[name$='${name}_FORMS']`).value;
  // As many as there have to be: the theme removes none.
  if (count("TOTAL") === count("MIN_NUM")) return;
  const rows = [...formset.querySelectorAll(":scope > .form-group:not(.empty-form)")];
  const numberOf = (row) => Number(new RegExp(`^${prefix}-(\\d+)-`).exec(row.querySelector(`[name^="${prefix}-"]`)?.name)?.[1]);
  const removed = numberOf(row);
  const later = rows.map((laterRow) => [laterRow, numberOf(laterRow)]).filter(([, number]) => number > removed);
  // Of two rows with one number a choice among buttons would fall.
  renumber(row, prefix, removed, "removed");
  for (const [laterRow, number] of later.sort(([, a], [, b]) => a - b)) renumber(laterRow, prefix, number, number - 1);
  rows.at(-1).after(row);
}

function renumber(row, prefix, from, to) {
  const pattern = new RegExp(`${prefix}-${from}(?!\\d)`, "g");
  for (const element of [row, ...row.querySelectorAll("*")]) {
    for (const { name, value } of [...element.attributes]) {
      if (value.includes(`${prefix}-${from}`)) element.setAttribute(name, value.replace(pattern, `${prefix}-${to}`));
    }
  }
}
