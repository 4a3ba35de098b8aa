/* Live preview, the form's side: whenever the form holds something else, the public page is asked for
   with it and handed to the window beside. Nothing is stored, and no file is sent. */

import { csrfToken } from "./token.js";

const LOOK = 600; // milliseconds; a change is sent when it has rested for one look
const button = document.querySelector("[data-live]");
const form = button && document.getElementById(button.dataset.form);
let beside = null;
let language = "";
let seen = "";
let shown = "";
let isAsking = false;

if (form) begin();

function begin() {
  button.hidden = false;
  button.addEventListener("click", () => {
    const name = `live-${button.dataset.live.replace(/\W+/g, "-")}`;
    const opened = window.open(button.dataset.window, name, "popup,width=1320,height=900");
    opened?.focus();
  });
  // The window asks again and again: after a save it finds the form's next page.
  window.addEventListener("message", ({ origin, source, data }) => {
    if (origin !== location.origin || !data?.asksLive) return;
    if (beside !== source || language !== data.language) shown = "";
    [beside, language] = [source, data.language];
    beside.postMessage({ isThere: true }, origin);
  });
  setInterval(look, LOOK);
}

function look() {
  if (!beside || beside.closed || isAsking) return;
  const text = contents();
  if (text === seen && text !== shown) refresh(text);
  seen = text;
}

function contents() {
  const fields = [...new FormData(form)].filter(([, value]) => typeof value === "string");
  return new URLSearchParams(fields).toString();
}

async function refresh(text) {
  isAsking = true;
  const asked = language;
  const url = new URL(button.dataset.live, location);
  url.searchParams.set("language", asked);
  const body = new URLSearchParams(text);
  body.set("csrfmiddlewaretoken", csrfToken());
  let answer;
  try {
    const response = await fetch(url, { method: "POST", body, redirect: "error" });
    answer = response.ok ? { html: await response.text() } : await refusal(response);
  } catch {
    answer = { failed: true };
  }
  isAsking = false;
  if (!answer.failed) shown = asked === language ? text : "";
  beside.postMessage(answer, location.origin);
}

async function refusal(response) {
  if (response.status === 409) return { refused: (await response.json()).message };
  if (response.status !== 422) return { failed: true };
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const sentences = [...page.querySelectorAll(".refusals li")].map((item) => item.textContent.trim());
  return { refused: sentences.join(" ") || page.querySelector("h1 + p")?.textContent.trim() || "" };
}
