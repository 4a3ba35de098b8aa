/* The sessions of an event's page: moved by dragging or by the arrows and stored at once; opened in
   place, each in a frame of its own, where it is saved by itself. Without this script the rows are
   links to the sessions' own pages. */

const programme = document.querySelector("#programme[data-url]");
const list = programme?.querySelector(".session-rows");
const problem = programme?.querySelector(".programme-problem");
const status = programme?.querySelector("[role=status]");
let sending = Promise.resolve();

if (programme) {
  list.addEventListener("click", click);
  list.addEventListener("end", (event) => event.target === list && store());
  programme.querySelector(".programme-add")?.addEventListener("click", add);
  show();
}

function rows() {
  return [...list.querySelectorAll(":scope > .session-row")];
}

function click(event) {
  const row = event.target.closest(".session-row");
  const move = event.target.closest("[data-move]");
  const open = event.target.closest("[data-open]");
  if (move) shift(row, Number(move.dataset.move), move);
  if (event.target.closest("[data-delete]")) return remove(event, row);
  if (!open || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (row.classList.contains("is-open")) close(row);
  else openPanel(row, open.href);
}

/* Order */

function shift(row, step, button) {
  const all = rows();
  const other = all[all.indexOf(row) + step];
  if (!other) return;
  // A frame that moves in the document loads anew, and would forget what was typed.
  if (row.classList.contains("is-open")) return say(gettext("Close the session before you move it."));
  if (step < 0) other.before(row);
  else other.after(row);
  button.focus();
  store();
}

function store() {
  show();
  sending = sending.then(send).catch(() => fail(gettext("The new order could not be saved: no answer from the site.")));
}

async function send() {
  const saved = rows().filter((row) => row.dataset.session);
  const body = new FormData();
  saved.forEach((row) => body.append("session", `${row.dataset.session}:${row.dataset.version}`));
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const answer = await fetch(programme.dataset.url, {
    method: "POST", body, headers: { "X-CSRFToken": token },
  });
  const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
  if (!answer.ok) {
    fail(told.message ?? gettext("The new order could not be saved."));
    return refresh();
  }
  problem.hidden = true;
  saved.forEach((row) => take(row, told.versions[row.dataset.session]));
  say(told.message);
}

/* A row that moved has a new version; an open form that showed the one before goes on with it. */
function take(row, version) {
  const token = documentOf(row)?.querySelector("input[name=version_token]");
  const shown = token && token.value ? JSON.parse(token.value) : null;
  if (shown && String(shown.version) === row.dataset.version) {
    token.value = JSON.stringify({ ...shown, version });
  }
  row.dataset.version = version;
}

/* Rows */

async function refresh() {
  const answer = await fetch(programme.dataset.url);
  if (!answer.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = [...fresh.querySelectorAll(".session-row")];
  const present = new Set(found.map((one) => one.dataset.session));
  rows().filter((row) => row.dataset.session && !present.has(row.dataset.session)).forEach((row) => row.remove());
  found.map(place).reduce(follow, null);
  show();
  list.dispatchEvent(new Event("rows:shown", { bubbles: true }));
}

/* Return the row of a session, as it stands now. */
function place(fresh) {
  const row = list.querySelector(`:scope > [data-session="${fresh.dataset.session}"]`) ?? adopted(fresh);
  if (!row) {
    list.append(fresh);
    return fresh;
  }
  row.dataset.version = fresh.dataset.version;
  row.dataset.name = fresh.dataset.name;
  row.querySelector(".session-line").replaceWith(fresh.querySelector(".session-line"));
  if (row.classList.contains("is-open")) mark(row, true);
  return row;
}

/* Put a row behind another, unless it is open: a frame that moves loads anew. */
function follow(before, row) {
  const isThere = row.previousElementSibling === before;
  if (!isThere && !row.classList.contains("is-open")) before ? before.after(row) : list.prepend(row);
  return row;
}

/* The new row becomes that of the session which was saved in it. */
function adopted(fresh) {
  const path = `/${fresh.dataset.session}/change/`;
  const added = rows().find(
    (row) => !row.dataset.session && frameOf(row)?.contentWindow.location.pathname.endsWith(path),
  );
  if (!added) return null;
  added.dataset.session = fresh.dataset.session;
  added.classList.remove("is-new");
  const address = fresh.querySelector("[data-open]").href;
  added.querySelector(".session-tools").replaceWith(tools(added, address));
  return added;
}

/* The list says when it is empty, and which arrows lead nowhere. */
function show() {
  const all = rows();
  programme.classList.toggle("is-empty", all.length === 0);
  all.forEach((row, place) => {
    for (const button of row.querySelectorAll("[data-move]")) {
      const other = all[place + Number(button.dataset.move)];
      button.setAttribute("aria-disabled", String(!other?.dataset.session));
    }
  });
}

/* Panels */

function openPanel(row, address) {
  const url = new URL(address, location.href);
  url.searchParams.set("_panel", "1");
  const panel = document.createElement("div");
  panel.className = "session-panel";
  const frame = document.createElement("iframe");
  frame.title = row.dataset.name;
  frame.src = url;
  let first = true;
  frame.addEventListener("load", () => {
    loaded(row, first);
    first = false;
  });
  panel.append(frame, tools(row, address));
  row.append(panel);
  row.classList.add("is-open");
  mark(row, true);
  row.scrollIntoView({ block: "nearest" });
}

function tools(row, address) {
  const bar = document.createElement("p");
  bar.className = "session-tools";
  const own = document.createElement("a");
  own.href = address;
  own.textContent = gettext("Open on a page of its own");
  bar.append(own);
  if (row.dataset.session) {
    const away = document.createElement("button");
    away.type = "button";
    away.dataset.delete = "";
    away.textContent = gettext("Delete this session");
    bar.append(away);
  }
  return bar;
}

function loaded(row, first) {
  const shown = documentOf(row);
  if (shown?.querySelector("[data-panel-deleted]")) {
    say(shown.querySelector("[data-panel-deleted]").textContent);
    row.remove();
    programme.querySelector(".programme-add")?.focus();
  }
  if (!first) refresh();
}

function close(row) {
  if (documentOf(row)?.documentElement.wouldLose?.() && !confirm(gettext("A file was chosen and not uploaded, or the site does not answer. Close it all the same?"))) return;
  row.querySelector(".session-panel").remove();
  row.classList.remove("is-open");
  if (!row.dataset.session) {
    row.remove();
    programme.querySelector(".programme-add")?.focus();
  } else {
    mark(row, false);
    row.querySelector("[data-open]").focus();
  }
  show();
  // What was typed is on its way.
  setTimeout(() => list.dispatchEvent(new Event("rows:shown", { bubbles: true })), 500);
}

function remove(event, row) {
  event.preventDefault();
  const frame = frameOf(row);
  frame.src = frame.contentWindow.location.pathname.replace(/change\/$/, "delete/") + "?_panel=1";
}

function mark(row, isOpen) {
  const link = row.querySelector("[data-open]");
  const word = isOpen ? link.dataset.close : link.dataset.open;
  link.textContent = word;
  link.setAttribute("aria-label", `${word}: ${row.dataset.name}`);
  link.setAttribute("aria-expanded", String(isOpen));
}

function add(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const open = rows().find((row) => !row.dataset.session);
  if (open) return open.scrollIntoView({ block: "nearest" });
  const link = event.currentTarget;
  const row = document.createElement("li");
  row.className = "session-row is-new";
  row.dataset.name = link.dataset.name;
  const line = document.createElement("div");
  line.className = "session-line";
  const name = document.createElement("strong");
  name.className = "session-names";
  name.textContent = link.dataset.name;
  const shut = document.createElement("a");
  shut.className = "session-open";
  shut.href = link.href;
  shut.dataset.open = "";
  shut.dataset.close = gettext("Close");
  line.append(name, shut);
  row.append(line);
  list.append(row);
  openPanel(row, link.href);
  show();
}

function frameOf(row) {
  return row.querySelector(":scope > .session-panel > iframe");
}

function documentOf(row) {
  return frameOf(row)?.contentDocument ?? null;
}

/* Said */

function say(text) {
  status.textContent = "";
  requestAnimationFrame(() => (status.textContent = text));
}

function fail(text) {
  problem.textContent = text;
  problem.hidden = false;
}
