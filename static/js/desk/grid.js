/* The programme as a table: rows are moved and added in place, cells are filled down, and a list
   that is pasted becomes rows to be looked at. Without this script each button is sent and saves. */

import { csrfToken, saySignedOut } from "./token.js";

const form = document.getElementById("grid_form");
const table = form?.querySelector(".grid-table");
const status = form?.querySelector("[role=status]");
const GUEST = "tr.grid-guest";
let lastPick = null;

if (table) {
  table.addEventListener("keydown", keydown);
  table.addEventListener("paste", paste);
  table.addEventListener("click", pickRange);
  table.addEventListener("input", nameSession);
  form.addEventListener("click", press);
  form.addEventListener("autosave:restore", bringBack);
  drag();
  keepOrder();
  form.querySelector(".grid-problems")?.focus();
}

/* Buttons that need no server */

function press(event) {
  const button = event.target.closest("button[name=_do]");
  if (!button) return;
  const [act, key] = button.value.split(":");
  const action = {
    up: () => move(rowOf(key), -1),
    down: () => move(rowOf(key), 1),
    g: () => addGuest(bodyOf(key)).querySelector("input[type=text]").focus(),
    s: () => addSession().querySelector("select, input[type=text]").focus(),
    role: () => setPicked("role"),
    attendance: () => setPicked("attendance"),
    withhold: () => listPicked().forEach((row) => (cell(row, "withheld").checked = true)),
    move: () => listPicked().forEach((row) => append(bodyOf(form.elements._session.value), row)),
    paste: () => read(form.elements.pasted_list.value, "", form.elements._into.value),
    "paste-again": () => read(pasted.text, pasted.html, pasted.into, true),
  }[act];
  if (!action) return;
  event.preventDefault();
  action();
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

function setPicked(name) {
  for (const row of listPicked()) {
    const control = cell(row, name);
    if (!control.disabled) control.value = form.elements[`_${name}`].value;
  }
}

function listPicked() {
  return [...table.querySelectorAll("input[name=_pick]:checked")].map((box) => box.closest("tr"));
}

function pickRange(event) {
  const box = event.target.closest("input[name=_pick]");
  if (!box) return;
  const boxes = [...table.querySelectorAll("input[name=_pick]")];
  if (event.shiftKey && lastPick) {
    const [first, last] = [boxes.indexOf(lastPick), boxes.indexOf(box)].sort((a, b) => a - b);
    boxes.slice(first, last + 1).forEach((passedBox) => (passedBox.checked = box.checked));
  }
  lastPick = box;
}

/* Rows */

function rowOf(key) {
  return table.querySelector(`tr[data-row="${CSS.escape(key)}"]`);
}

function bodyOf(key) {
  return table.querySelector(`tbody[data-session="${CSS.escape(key)}"]`);
}

function cell(row, name) {
  return form.elements[`${row.dataset.row}-${name}`];
}

function append(body, row) {
  const end = body.querySelector(".grid-add");
  if (end) end.before(row);
  else body.append(row);
}

/* A guest by a row, over the head of a session too; a session with all its guests. */
function move(row, step) {
  // Of whoever may move none, no row has a handle.
  if (!row.querySelector(".grid-handle")) return;
  const focused = document.activeElement;
  const body = row.closest("tbody");
  const sibling = step < 0 ? "previousElementSibling" : "nextElementSibling";
  if (!row.matches(GUEST)) {
    const next = body[sibling];
    if (next?.matches("tbody")) step < 0 ? next.before(body) : next.after(body);
  } else if (row[sibling]?.matches(GUEST)) {
    step < 0 ? row[sibling].before(row) : row[sibling].after(row);
  } else if (body[sibling]?.matches("tbody")) {
    if (step < 0) append(body[sibling], row);
    else body[sibling].querySelector(".grid-session").after(row);
  }
  focused?.focus();
  say(row.querySelector(".who a, .name")?.textContent ?? "");
}

function makeKey(kind) {
  const numbers = [...table.querySelectorAll("[data-row*=new]")].map((row) => Number(row.dataset.row.slice(4)));
  return `${kind}new${Math.max(0, ...numbers) + 1}`;
}

function copyBlank(kind, key) {
  const source = form.querySelector(`template[data-blank=${kind}]`);
  const holder = document.createElement("template");
  holder.innerHTML = source.innerHTML.replaceAll(`${kind[0]}new0`, key);
  return holder.content.firstElementChild;
}

function addGuest(body, key = makeKey("g")) {
  const row = copyBlank("guest", key);
  append(body, row);
  return row;
}

function addSession(key = makeKey("s")) {
  const body = copyBlank("session", key);
  table.append(body);
  for (const name of ["_session", "_into"]) {
    form.elements[name]?.append(new Option(body.querySelector(".name").textContent, key));
  }
  return body;
}

/* A session that is not saved yet goes by what is typed as its title, in the lists of sessions too. */
function nameSession({ target }) {
  const [, key] = /^(snew\d+)-title_/.exec(target.name) ?? [];
  if (!key) return;
  const name = bodyOf(key).querySelector(".name");
  name.dataset.unnamed ??= name.textContent;
  const titles = [...bodyOf(key).querySelectorAll(`[name^="${key}-title_"]`)].map(({ value }) => value.trim());
  name.textContent = titles.find(Boolean) || name.dataset.unnamed;
  for (const option of form.querySelectorAll(`option[value="${key}"]`)) option.textContent = name.textContent;
}

/* The order is work like what is typed: it is kept and offered again with that. */
function keepOrder() {
  const order = document.createElement("input");
  Object.assign(order, { type: "hidden", name: "row_order", ariaLabel: gettext("Order of the rows") });
  order.dataset.text = gettext("Rows were added or moved.");
  form.append(order);
  const note = () => (order.value = [...table.querySelectorAll("tr[data-row]")].map((row) => row.dataset.row).join());
  note();
  new MutationObserver(note).observe(table, { childList: true, subtree: true });
}

/* Rows that were never saved come back with what was typed into them, and all where they stood. */
function bringBack({ detail }) {
  const keys = detail.entries.map(({ name }) => /^([sg]new\d+)-/.exec(name)?.[1]).filter(Boolean);
  const order = detail.entries.find(({ name }) => name === "row_order")?.values[0].split(",") ?? keys;
  let body = table.querySelector("tbody:last-of-type");
  for (const key of order) {
    if (key[0] === "s") {
      body = bodyOf(key) ?? (keys.includes(key) ? addSession(key) : body);
      if (order !== keys && body) table.append(body);
    } else if (body && (rowOf(key) || keys.includes(key))) append(body, rowOf(key) ?? addGuest(body, key));
  }
  if (order === keys) return;
  // What others have added since stands behind.
  for (const row of table.querySelectorAll("tr[data-row]")) {
    if (order.includes(row.dataset.row)) continue;
    if (row.matches(GUEST)) append(row.closest("tbody"), row);
    else table.append(row.closest("tbody"));
  }
}

/* Keys */

function keydown(event) {
  // Of an input method: its keys choose among characters.
  if (event.isComposing) return;
  const row = event.target.closest("tr[data-row]");
  if (!row) return;
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (step && event.altKey) {
    event.preventDefault();
    return move(row, step);
  }
  if (event.key.toLowerCase() === "d" && (event.ctrlKey || event.metaKey)) return fillDown(event, row);
  const isChoice = event.target.matches("select, [type=checkbox], [type=date], [type=time]");
  const direction = event.key === "Enter" ? (event.shiftKey ? -1 : 1) : step && !isChoice ? step : 0;
  if (!direction || event.ctrlKey || event.metaKey || event.target.matches("button, a, textarea")) return;
  event.preventDefault();
  neighbour(row, event.target, direction)?.focus();
}

/* The cell of the same column in the next row that has it. */
function neighbour(row, control, step) {
  const name = control.name.slice(row.dataset.row.length + 1);
  const rows = [...table.querySelectorAll("tr[data-row]")];
  for (let place = rows.indexOf(row) + step; rows[place]; place += step) {
    const target = cell(rows[place], name);
    if (target && !target.disabled) return target;
  }
  return null;
}

function fillDown(event, row) {
  event.preventDefault();
  const control = event.target;
  const above = neighbour(row, control, -1);
  if (!above || control.disabled) return;
  if (control.type === "checkbox") control.checked = above.checked;
  else control.value = above.value;
  control.dispatchEvent(new Event("input", { bubbles: true }));
}

/* Dragging, for a mouse */

function drag() {
  let moving = null;
  table.addEventListener("pointerdown", ({ target }) => {
    const row = target.closest(".grid-handle")?.closest("tr[data-row]");
    if (row) row.draggable = true;
  });
  table.addEventListener("dragstart", (event) => {
    moving = event.target.closest?.("tr[data-row]");
    event.dataTransfer.effectAllowed = "move";
  });
  table.addEventListener("dragover", (event) => {
    const hoveredRow = event.target.closest?.("tr[data-row]");
    if (!moving || !hoveredRow || hoveredRow === moving) return;
    event.preventDefault();
    if (!moving.matches(GUEST)) {
      const [body, goal] = [moving.closest("tbody"), hoveredRow.closest("tbody")];
      if (body !== goal) isBelow(event, goal) ? goal.after(body) : goal.before(body);
    } else if (!hoveredRow.matches(GUEST) || isBelow(event, hoveredRow)) hoveredRow.after(moving);
    else hoveredRow.before(moving);
  });
  table.addEventListener("dragend", () => {
    if (moving) moving.draggable = false;
    moving = null;
  });
}

function isBelow({ clientY }, element) {
  const { top, height } = element.getBoundingClientRect();
  return clientY > top + height / 2;
}

/* Lists that are pasted */

// The list that was read last; number: of the paste, by which its rows are known.
let pasted = { text: "", html: "", into: "", number: 0 };

function paste(event) {
  // With the line ends of the field.
  const text = event.clipboardData.getData("text/plain").replaceAll(/\r\n?/g, "\n");
  const html = event.clipboardData.getData("text/html");
  // One cell, or a text: it goes where it is pasted.
  const isTable = /<td[\s>][\s\S]*<td[\s>]/i.test(html) || (text.includes("\t") && text.trim().includes("\t"));
  const body = event.target.closest("tbody");
  if (!isTable || !body || !form.querySelector("[data-pasted]")) return;
  event.preventDefault();
  read(text, html, body.dataset.session);
}

async function read(text, html, into, isAgain = false) {
  const earlier = isAgain ? pasted.number : 0;
  const question = gettext("The rows of this list are made anew, without what you changed in them. Read it again?");
  if (pastedRows(earlier).some(isChanged) && !window.confirm(question)) return;
  const panel = form.querySelector("[data-pasted]");
  const body = new FormData();
  body.set("csrfmiddlewaretoken", csrfToken());
  body.set("pasted_list", text);
  body.set("_html", html && stripLooks(html));
  body.set("_into", into);
  body.set("_first", makeKey("g").slice(4));
  if (isAgain) {
    for (const control of panel.querySelectorAll("[name=_header], [name=_field]")) body.append(control.name, control.value);
  }
  let [answer, content] = [null, null];
  try {
    answer = await fetch(form.dataset.paste, { method: "POST", body, headers: { Accept: "application/json" } });
    content = await answer.json();
  } catch {
    content = null;
  }
  if (saySignedOut(content?.reason)) return complain(gettext("The list could not be read: your sign-in has ended."), text);
  if (!content?.rows) {
    const sentence = answer?.status === 500
      ? gettext("The list could not be read: the site failed at it, and would again. Type the guests into the table.")
      : gettext("The list could not be read: no answer from the site.");
    return complain(content?.message ?? sentence, text);
  }
  const { rows, panel: markup } = content;
  // Another list may have been read meanwhile.
  const number = earlier || pasted.number + 1;
  pastedRows(earlier).forEach((row) => row.remove());
  pasted = { text, html, into, number };
  const hadFocus = panel.contains(document.activeElement);
  panel.innerHTML = markup;
  panel.closest("details").open = true;
  for (const { session, html: row } of rows) place(bodyOf(session) ?? bodyOf(into), row, number);
  keep(rows.length ? "" : text, text);
  table.querySelector(`tr[data-pasted="${number}"]`)?.scrollIntoView({ block: "center" });
  const first = panel.querySelector("p");
  say(first?.textContent.trim() ?? "");
  // The button that was pressed is gone.
  if (hadFocus && first) Object.assign(first, { tabIndex: -1 }).focus({ preventScroll: true });
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

/* The tables of a page from the clipboard, without their looks, which may be many times as long. */
function stripLooks(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  for (const element of body.querySelectorAll("*")) {
    for (const { name } of [...element.attributes]) if (!/^(?:col|row)span$/.test(name)) element.removeAttribute(name);
  }
  return [...body.querySelectorAll("table")].filter((table) => !table.parentElement.closest("table")).map((table) => table.outerHTML).join("");
}

function pastedRows(number) {
  return [...table.querySelectorAll(`tr[data-pasted="${number}"]`)];
}

/* Tell whether somebody typed into a row, or moved it to another session. */
function isChanged(row) {
  const controls = [...row.querySelectorAll("input:not([name=_pick]), select, textarea")];
  return row.dataset.into !== row.closest("tbody").dataset.session || controls.some((control) =>
    control.matches("select")
      ? control.selectedIndex !== Math.max(0, [...control.options].findIndex((option) => option.defaultSelected))
      : control.type === "checkbox"
        ? control.checked !== control.defaultChecked
        : control.value !== control.defaultValue);
}

/* What was pasted stays, to be read again. */
function complain(sentence, text) {
  const panel = form.querySelector("[data-pasted]");
  const line = document.createElement("p");
  Object.assign(line, { className: "error", textContent: sentence });
  line.setAttribute("role", "alert");
  panel.prepend(line);
  panel.closest("details").open = true;
  keep(text, text);
  line.scrollIntoView({ block: "center" });
}

/* The field holds what is left of the list that was read, behind another that waits there. */
function keep(rest, list) {
  const field = form.elements.pasted_list;
  if (!field.value || field.value === list) field.value = rest;
  else if (!field.value.includes(rest)) field.value += `\n${rest}`;
}

function place(body, markup, number) {
  if (!body) return;
  const row = rowFrom(markup);
  Object.assign(row.dataset, { pasted: number, into: body.dataset.session });
  append(body, row);
}

/* A row that was added while the site read has the number by now: the later one takes the next. */
function rowFrom(markup) {
  const holder = document.createElement("template");
  holder.innerHTML = markup.trim();
  const { row: key } = holder.content.firstElementChild.dataset;
  if (rowOf(key)) holder.innerHTML = markup.trim().replaceAll(new RegExp(`${key}(?!\\d)`, "g"), makeKey(key[0]));
  return holder.content.firstElementChild;
}

function say(text) {
  status.textContent = "";
  requestAnimationFrame(() => (status.textContent = text));
}
