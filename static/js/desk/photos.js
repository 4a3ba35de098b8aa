// The photos of an event: uploads with progress, order by buttons, captions proposed to be confirmed.

import { fetched, offer, sentenceOf } from "./proposals.js";
import { csrfToken, saySignedOut } from "./token.js";

const uploads = document.querySelector(".photo-upload");
const board = document.querySelector(".photo-board");

function send(form, file, row) {
  return new Promise((resolve) => {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", csrfToken());
    data.append("image", file);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      row.querySelector("progress").value = event.loaded / event.total;
    });
    request.addEventListener("loadend", () => {
      const answer = request.response?.photos?.[0];
      const failed = request.response?.message ?? form.dataset.failed;
      const error = request.status === 200 ? (answer?.error ?? "") : failed;
      saySignedOut(request.response?.reason);
      row.querySelector("progress").remove();
      row.append(error ? `${gettext(": ")}${error}` : " ✓");
      row.classList.toggle("error", Boolean(error));
      resolve(!error);
    });
    request.send(data);
  });
}

// What waits to be sent, and what is on its way: the page is shown anew when nothing is left.
const queue = [];

async function sendAll(form, files) {
  const list = form.querySelector(".uploads");
  const isSending = queue.length > 0;
  for (const file of files) {
    if (queue.some((waiting) => isSameFile(waiting.file, file))) continue;
    const row = document.createElement("li");
    row.append(file.name, document.createElement("progress"));
    list.append(row);
    queue.push({ file, row });
  }
  form.querySelector("input[type=file]").value = "";
  if (isSending) return;
  const results = [];
  for (; queue.length; queue.shift()) results.push(await send(form, queue[0].file, queue[0].row));
  const isDirty = document.documentElement.hasAttribute("data-dirty");
  if (results.every(Boolean) && !isDirty) location.assign(form.dataset.lastPage);
  else if (results.some(Boolean)) list.append(isDirty ? form.dataset.done : makeShowButton(form.dataset));
}

function isSameFile(first, second) {
  return first.name === second.name && first.size === second.size && first.lastModified === second.lastModified;
}

window.addEventListener("beforeunload", (event) => queue.length && event.preventDefault());

/* What failed stays to be read until the editor goes on. */
function makeShowButton({ show: label, lastPage }) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "primary";
  button.textContent = label;
  button.addEventListener("click", () => location.assign(lastPage));
  return button;
}

if (uploads) {
  const input = uploads.querySelector("input[type=file]");
  uploads.addEventListener("submit", (event) => {
    event.preventDefault();
    sendAll(uploads, [...input.files]);
  });
  uploads.addEventListener("dragover", (event) => event.preventDefault());
  uploads.addEventListener("drop", (event) => {
    event.preventDefault();
    sendAll(uploads, event.dataTransfer.files);
  });
}

/* The cards share out the positions that they have: those of the pages before and after stay as they are. */
function numberCards(list) {
  const inputs = [...list.querySelectorAll("input[name$=-position]")];
  const positions = inputs.map(({ value }) => Number(value)).sort((first, another) => first - another);
  inputs.forEach((input, place) => {
    positions[place] = Math.max(positions[place], (positions[place - 1] ?? -1) + 1);
    input.value = positions[place];
  });
}

function move(card, step, button) {
  const neighbour = step < 0 ? card.previousElementSibling : card.nextElementSibling;
  if (!neighbour) return;
  if (step < 0) neighbour.before(card);
  else neighbour.after(card);
  numberCards(card.parentElement);
  // A card that is moved lets go of the keyboard.
  button.focus();
  const list = card.parentElement;
  const place = list.start + [...list.children].indexOf(card);
  statusOf(card).textContent = interpolate(gettext("Photo %s of %s"), [place, list.dataset.count]);
}

function statusOf(card) {
  return card.querySelector(".propose [role=status]");
}

function readWording() {
  return board.querySelector("[data-caption-template]")?.value ?? "";
}

/* isTaken: whether the texts go into fields that are empty at once. */
async function propose(card, isTaken = false) {
  const value = (end) => card.querySelector(`[name$=-${end}]`).value;
  const question = { photo: value("id"), who: value("who"), session: value("session"), caption_template: readWording() };
  const query = new URLSearchParams(question);
  const answer = await fetched(`${board.dataset.caption}?${query}`);
  statusOf(card).textContent = sentenceOf(answer, readWording());
  for (const [column, text] of Object.entries(answer.texts)) {
    const field = card.querySelector(`[name$=-${column}]`);
    if (isTaken && field && !field.disabled && !field.value) fill(field, text);
    else offer(field, text);
  }
  return answer;
}

function fill(field, text) {
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

async function proposeAll(button) {
  button.disabled = true;
  for (const card of board.querySelectorAll(".photo")) {
    const isAsked = readWording() || card.querySelector("[name$=-who]").value.trim();
    // The next would not be answered either.
    if (isAsked && (await propose(card, true)).isUnanswered) break;
  }
  button.disabled = false;
}

/* One credit for all photos: it goes into the fields that are empty. */
function creditAll() {
  const fields = [...board.querySelector(".photo").querySelectorAll("[name*='-credit_']")].filter((field) => !field.disabled);
  if (!fields.length) return;
  const group = document.createElement("fieldset");
  group.className = "credit-all";
  const legend = document.createElement("legend");
  legend.textContent = gettext("Credit for all photos");
  const inputs = fields.map((field) => {
    const input = document.createElement("input");
    Object.assign(input, { type: "text", lang: field.lang, maxLength: field.maxLength, placeholder: field.labels[0].textContent });
    input.setAttribute("aria-label", `${legend.textContent}${gettext(": ")}${field.labels[0].textContent.trim()}`);
    input.dataset.column = field.name.replace(/^.*-/, "");
    return input;
  });
  const button = document.createElement("button");
  Object.assign(button, { type: "button", textContent: gettext("Fill in where it is empty") });
  button.addEventListener("click", () => {
    for (const { dataset, value } of inputs) {
      for (const field of board.querySelectorAll(`[name$=-${dataset.column}]`)) if (!field.value && value) fill(field, value);
    }
  });
  // The fields stand inside the board's form, which Enter would send with the credit filled in nowhere.
  group.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.target === button) return;
    event.preventDefault();
    button.click();
  });
  group.append(legend, ...inputs, button);
  board.querySelector(".photos").before(group);
}

if (board) {
  creditAll();
  const button = board.querySelector("[data-propose-all]");
  button.hidden = false;
  button.addEventListener("click", () => proposeAll(button));
  for (const card of board.querySelectorAll(".photo")) {
    for (const part of card.querySelectorAll(".up, .down, .propose")) part.hidden = false;
    card.querySelector(".up").addEventListener("click", ({ target }) => move(card, -1, target));
    card.querySelector(".down").addEventListener("click", ({ target }) => move(card, 1, target));
    card.querySelector(".propose button").addEventListener("click", () => propose(card));
  }
}
