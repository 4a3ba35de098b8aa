/* What is typed into a form, as data: read, compared with what the page came with, put back.

   An entry is { name, label, values, texts }; of a row among several also { prefix, index, key }: its
   form set, its place, and the key of its record, "" for a row that was added. */

const ROW = /^(.+)-(\d+)-(.+)$/;
// Nobody's typing: what holds a form together.
const HOLDS = /^_|^csrfmiddlewaretoken$|-(?:TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS$|(?:^|-)version_tokens?$|__prefix__|-id$/;
// What nobody may keep; the server leaves out the same.
const SECRET = /password|passwd|passphrase|secret|csrf|(?:^|[-_])(?:otp|pin|token|code)$/i;
const SECRET_FILL = /password|one-time-code|^cc-/;
const NO_TEXT = ["password", "submit", "button", "reset", "image", "file"];

/** Read a form: name -> { values, texts }; choices: returns what is chosen of a control. */
export function read(form, choices = chosen) {
  const fields = new Map();
  for (const control of form.elements) {
    if (!isTyped(control)) continue;
    if (!fields.has(control.name)) fields.set(control.name, { values: [], texts: [] });
    const { values, texts } = fields.get(control.name);
    for (const option of choices(control)) {
      values.push(option.value);
      if (control.matches("select")) texts.push(option.text);
      // What a page notes for itself is told in words.
      else if (control.dataset.text) texts.push(control.dataset.text);
    }
  }
  return fields;
}

function isTyped(control) {
  if (!control.name || control.disabled || NO_TEXT.includes(control.type)) return false;
  if (control.matches("fieldset, output, object")) return false;
  return !HOLDS.test(control.name) && !isSecret(control);
}

/** Tell whether a control holds a password, a code or a token. */
export function isSecret(control) {
  return SECRET.test(control.name) || SECRET_FILL.test(control.autocomplete ?? "");
}

function chosen(control) {
  if (control.matches("select")) return [...control.selectedOptions];
  if (["checkbox", "radio"].includes(control.type)) return control.checked ? [control] : [];
  return [control];
}

/** Read a form as the server sent it, whatever stands in it by now. */
export function arrived(form) {
  // An editor writes its field anew, with other marks.
  return read(form, (control) => (control.closest(".prose-editor") ? chosen(control) : sent(control)));
}

/* The same as the server sent it: a browser may have filled in again what was typed before. */
function sent(control) {
  if (control.matches("select")) {
    const options = [...control.options].filter((option) => option.defaultSelected);
    return options.length || control.multiple ? options : [...control.options].slice(0, 1);
  }
  if (["checkbox", "radio"].includes(control.type)) return control.defaultChecked ? [control] : [];
  return [{ value: control.defaultValue }];
}

/* An editor writes the same text with other marks. */
function parsed(value) {
  if (!value.trimStart().startsWith("<")) return value;
  return new DOMParser().parseFromString(value, "text/html").body.innerHTML.replace(/\s+(?=<)/g, "");
}

/** Tell whether somebody can type into a form at all. */
export function takesText(form) {
  return [...form.elements].some((control) => isTyped(control) && control.type !== "hidden");
}

/** Return the entries of what differs from an earlier reading; always: names that are in it anyway. */
export function changed(form, valuesBefore, always = new Set()) {
  const entries = [];
  for (const [name, field] of read(form)) {
    const earlier = valuesBefore.get(name) ?? blank(form, name);
    if (always.has(name) || !isSame(field.values, earlier.values)) entries.push(entry(form, name, field));
  }
  return entries;
}

/* What a field of an added row starts with; of a row that is none of a form set, all of it is typed. */
function blank(form, name) {
  const template = ROW.test(name) ? form.elements[name.replace(ROW, "$1-__prefix__-$3")] : null;
  const control = template instanceof RadioNodeList ? template[0] : template;
  return { values: control ? chosen(control).map((option) => option.value) : [""] };
}

function isSame(values, otherValues) {
  const text = (all) => JSON.stringify(all.map((value) => value.replace(/\r\n?/g, "\n")));
  return text(values) === text(otherValues) || (!values.join("").trim() && !otherValues.join("").trim());
}

function entry(form, name, { values, texts }) {
  const row = rowOf(form, name);
  const control = controls(form, name)[0];
  const label = [row && gettextRow(control, row), labelOf(control)].filter(Boolean).join(" · ");
  return { name, label, values, texts, ...row };
}

function rowOf(form, name) {
  const [, prefix, index] = ROW.exec(name) ?? [];
  if (!prefix || !form.elements[`${prefix}-TOTAL_FORMS`]) return null;
  return { prefix, index: Number(index), key: form.elements[`${prefix}-${index}-id`]?.value ?? "" };
}

let rowWords = "%s";
/** Say in whose words a row is named. */
export function nameRows(words) {
  rowWords = words;
}

/* The heading of the row's group, and its place. */
function gettextRow(control, row) {
  const group = document.getElementById(`${row.prefix}-group`)?.querySelector("h2")?.textContent.trim();
  return [group, rowWords.replace("%s", row.index + 1)].filter(Boolean).join(" ");
}

function labelOf(control) {
  const label = control.labels?.[0] ?? control.closest("fieldset")?.querySelector("legend");
  const text = label?.textContent || control.getAttribute("aria-label") || heading(control) || control.name;
  return text.replace(/\s+/g, " ").trim().replace(/[\s:：*]+$/, "");
}

/* Of a cell in a table the head of its column. */
function heading(control) {
  const cell = control.closest("td");
  return cell?.closest("table")?.tHead?.rows[0]?.cells[cell.cellIndex]?.textContent;
}

export function controls(form, name) {
  const named = form.elements[name];
  if (!named) return [];
  // A select is a list of its options itself.
  return named instanceof RadioNodeList ? [...named] : [named];
}

/** Tell whether a form holds all entries already; stored: as the server sent it. */
export function holds(form, entries, { stored = false } = {}) {
  const fields = read(form, stored ? sent : chosen);
  const places = placesOf(form, entries, { adds: false });
  return entries.every((entry) => {
    const field = fields.get(places.get(entry));
    return field && isSame(field.values.map(parsed), entry.values.map(parsed));
  });
}

/** Put entries back into a form, rows that had been added too; return those that have no place, and
    those whose field holds something else that was typed since. typed: names of these fields. */
export function put(form, entries, typed) {
  const places = placesOf(form, entries, { adds: true });
  const fields = read(form);
  const typedOver = entries.filter((entry) => {
    const values = typed.has(places.get(entry)) && fields.get(places.get(entry))?.values;
    return values && !isSame(values.map(parsed), entry.values.map(parsed));
  });
  const unplaced = entries.filter(
    (entry) => !typedOver.includes(entry) && (!places.get(entry) || !write(form, places.get(entry), entry)),
  );
  return { unplaced, typedOver };
}

/* Return for each entry the name of its field now, "" for one whose row is gone. */
function placesOf(form, entries, { adds }) {
  const rows = new Map();
  const places = new Map();
  for (const entry of entries) {
    if (entry.prefix === undefined) {
      places.set(entry, entry.name);
      continue;
    }
    const row = `${entry.prefix}-${entry.index}`;
    if (!rows.has(row)) rows.set(row, entry.key ? keyedRow(form, entry) : freeRow(form, entry, rows, adds));
    const index = rows.get(row);
    places.set(entry, index === null ? "" : `${entry.prefix}-${index}-${ROW.exec(entry.name)[3]}`);
  }
  return places;
}

function total(form, prefix) {
  return Number(form.elements[`${prefix}-TOTAL_FORMS`]?.value ?? 0);
}

function keyedRow(form, { prefix, key }) {
  for (let index = 0; index < total(form, prefix); index += 1) {
    if (form.elements[`${prefix}-${index}-id`]?.value === key) return index;
  }
  return null;
}

/* The row at the same place, if that is of no record and taken by no other; else one more. */
function freeRow(form, { prefix, index }, rows, adds) {
  const count = total(form, prefix);
  const used = [...rows].filter(([row]) => row.startsWith(`${prefix}-`)).map(([, place]) => place);
  const isFree = (place) => !form.elements[`${prefix}-${place}-id`]?.value && !used.includes(place);
  if (index < count && isFree(index)) return index;
  const places = [...Array(count).keys()].filter(isFree);
  if (places.length) return places[0];
  if (!adds) return null;
  addButton(prefix)?.click();
  return total(form, prefix) > count ? count : null;
}

function addButton(prefix) {
  const group = document.getElementById(`${prefix}-group`);
  return group?.querySelector("a.add-row, button.add-row, .add-row a, .add-row button");
}

function write(form, name, { values, texts }) {
  const [first, ...further] = controls(form, name).filter(isTyped);
  if (!first) return false;
  if (first.matches("select")) return choose(first, values, texts);
  if (["checkbox", "radio"].includes(first.type)) return tick([first, ...further], values);
  [first, ...further].forEach((control, place) => fill(control, values[place] ?? ""));
  return true;
}

function choose(select, values, texts) {
  const searches = select.matches(".admin-autocomplete, [data-ajax--url], [data-any]");
  const optionValues = new Set([...select.options].map((option) => option.value));
  if (!searches && values.some((value) => !optionValues.has(value))) return false;
  values.forEach((value, place) => optionValues.has(value) || select.append(new Option(texts[place] ?? value, value)));
  for (const option of select.options) option.selected = values.includes(option.value);
  tell(select);
  return true;
}

function tick(boxes, values) {
  if (values.some((value) => !boxes.some((box) => box.value === value))) return false;
  for (const box of boxes) {
    if (box.checked === values.includes(box.value)) continue;
    box.checked = !box.checked;
    tell(box);
  }
  return true;
}

function fill(control, value) {
  control.value = value;
  // An editor that is not there yet takes the text from its field when it comes.
  const editor = control.closest(".prose-editor")?.querySelector(".ProseMirror")?.editor;
  editor?.commands.setContent(value, { emitUpdate: true });
  tell(control);
}

function tell(control) {
  for (const name of ["input", "change"]) control.dispatchEvent(new Event(name, { bubbles: true }));
}

/** Return the version tokens of a form's records, those that say what was shown: row -> token. */
export function versionTokens(form) {
  const tokens = {};
  for (const [row, control] of tokenControls(form)) tokens[row] = control.value;
  return tokens;
}

/** Let a form be of the versions that a text was typed on, so that saving compares; tell whether any moved. */
export function putTokens(form, tokens) {
  let moved = false;
  for (const [row, control] of tokenControls(form)) {
    if (!(row in tokens) || tokens[row] === control.value) continue;
    control.value = tokens[row];
    moved = true;
  }
  return moved;
}

/** Tell whether the records of a form have changed since a text was typed on them. */
export function hasMoved(form, tokens) {
  return [...tokenControls(form)].some(([row, control]) => row in tokens && tokens[row] !== control.value);
}

/* Only tokens that name each field: with them the server shows both versions. */
function* tokenControls(form) {
  for (const control of form.elements) {
    if (!/(?:^|-)version_token$/.test(control.name) || !control.value.startsWith("{")) continue;
    const row = rowOf(form, control.name);
    // Of a row that is none of a form set, the name itself says whose it is.
    if (!row) yield [control.name.replace(/-?version_token$/, ""), control];
    else if (row.key) yield [`${row.prefix} ${row.key}`, control];
  }
}
