/* The order of a form's rows: by dragging, which the theme does, or by the arrows; it is stored
   with the form. Rows are numbered within their group, as the organizers number them. */

const GROUPS = {
  // Moderators are numbered apart.
  appearances: (role) => role === "moderator",
  organizations: (role) => role,
};

/** Let the arrows of every form below an element move its row. */
export function order(root) {
  root.addEventListener("click", (event) => {
    const arrow = event.target.closest("[data-row-move]");
    if (arrow) move(arrow, Number(arrow.dataset.rowMove));
  });
  // After the theme has put its own numbers.
  root.addEventListener("end", (event) => {
    const set = event.target.closest?.("[data-ordering-field]");
    if (set) setTimeout(() => renumber(set));
  });
  root.addEventListener("submit", () => root.querySelectorAll(".formset[data-ordering-field]").forEach(placeNew), true);
}

function rowsOf(set) {
  return [...set.querySelectorAll(".form-group:not(.empty-form)")];
}

function move(arrow, step) {
  const row = arrow.closest(".form-group");
  const set = row.closest(".formset[data-ordering-field]");
  const rows = rowsOf(set);
  const neighbour = rows[rows.indexOf(row) + step];
  if (!neighbour) return;
  if (step < 0) neighbour.before(row);
  else neighbour.after(row);
  arrow.focus();
  renumber(set);
}

function renumber(set) {
  const next = new Map();
  for (const row of rowsOf(set)) {
    if (isBlank(row)) continue;
    const group = groupOf(row, set);
    next.set(group, (next.get(group) ?? 0) + 1);
    write(row, set, next.get(group));
  }
}

/* A new row that was not moved stands behind the others of its group; one that was has its number. */
function placeNew(set) {
  const added = rowsOf(set).filter((row) => !row.classList.contains("original") && !isBlank(row));
  for (const row of added) {
    const siblings = rowsOf(set).filter((sibling) => sibling !== row && !isBlank(sibling) && groupOf(sibling, set) === groupOf(row, set));
    const preceding = siblings.filter((sibling) => sibling.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING);
    const last = Math.max(0, ...preceding.map((sibling) => Number(field(sibling, set)?.value) || 0));
    if (Number(field(row, set).value) <= last) write(row, set, last + 1);
  }
}

function groupOf(row, set) {
  const name = set.id.replace(/-data$/, "");
  const role = row.querySelector("select[name$=-role]")?.value ?? "";
  return GROUPS[name]?.(role) ?? "";
}

/* A row that was added and left alone must stay as it came, or it would have to be filled in. */
function isBlank(row) {
  return !row.classList.contains("original") && ![...row.querySelectorAll("select.admin-autocomplete")].some((choice) => choice.value);
}

function field(row, set) {
  return row.querySelector(`input[name$="-${set.dataset.orderingField}"]`);
}

function write(row, set, number) {
  const input = field(row, set);
  if (!input || input.value === String(number)) return;
  input.value = number;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}
