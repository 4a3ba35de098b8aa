/* The sessions of an event's page: moved by dragging or by the arrows and stored at once. */

import { csrfToken, saySignedOut } from "./token.js";

const programme = document.querySelector("#programme[data-url]");
const list = programme?.querySelector(".session-rows");
const problem = programme?.querySelector(".programme-problem");
const status = programme?.querySelector("[role=status]");
let sending = Promise.resolve();

if (programme) {
  list.addEventListener("click", click);
  list.addEventListener("end", (event) => event.target === list && store());
  show();
  // A browser that comes to a place of the page takes the focus from whoever has it.
  if (location.hash.startsWith("#session-")) window.addEventListener("load", () => setTimeout(comeBack));
}

/* From the session's own page: to go on where one was. */
function comeBack() {
  const row = document.getElementById(location.hash.slice(1));
  row?.querySelector(".session-open").focus();
  row?.scrollIntoView({ block: "center" });
}

function rows() {
  return [...list.querySelectorAll(":scope > .session-row")];
}

function click(event) {
  const move = event.target.closest("[data-move]");
  if (move) shift(move.closest(".session-row"), Number(move.dataset.move), move);
}

/* Order */

function shift(row, step, button) {
  const all = rows();
  const neighbour = all[all.indexOf(row) + step];
  if (!neighbour) return;
  if (step < 0) neighbour.before(row);
  else neighbour.after(row);
  button.focus();
  store();
}

function store() {
  show();
  sending = sending.then(send).catch(() => fail(gettext("The new order could not be saved: no answer from the site.")));
}

async function send() {
  const saved = rows();
  const body = new FormData();
  saved.forEach((row) => body.append("session", `${row.dataset.session}:${row.dataset.version}`));
  const headers = { Accept: "application/json", "X-CSRFToken": csrfToken() };
  const answer = await fetch(programme.dataset.url, { method: "POST", body, headers });
  const reply = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
  if (!answer.ok) {
    saySignedOut(reply.reason);
    fail(reply.message ?? gettext("The new order could not be saved."));
    return refresh();
  }
  problem.hidden = true;
  for (const row of saved) row.dataset.version = reply.versions[row.dataset.session];
  say(reply.message);
}

async function refresh() {
  const answer = await fetch(programme.dataset.url);
  if (!answer.ok || answer.redirected) return;
  const row = document.activeElement?.closest(".session-row")?.dataset.session;
  const { move } = document.activeElement?.dataset ?? {};
  list.innerHTML = await answer.text();
  // To be pressed again, as the sentence says.
  list.querySelector(`[data-session="${CSS.escape(row ?? "")}"] [data-move="${CSS.escape(move ?? "")}"]`)?.focus();
  show();
  list.dispatchEvent(new Event("rows:shown", { bubbles: true }));
}

/* The list says when it is empty, and which arrows lead nowhere. */
function show() {
  const all = rows();
  programme.classList.toggle("is-empty", all.length === 0);
  all.forEach((row, place) => {
    for (const button of row.querySelectorAll("[data-move]")) {
      button.setAttribute("aria-disabled", String(!all[place + Number(button.dataset.move)]));
    }
  });
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
