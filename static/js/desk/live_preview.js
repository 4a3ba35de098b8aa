/* Live preview, the form's side: whenever the form holds something else, the public page is asked for
   with it and handed to the window beside. Nothing is stored, and no file is sent. */

import { csrfToken } from "./token.js";

const LOOK = 600; // milliseconds; a change is sent when it has rested for one look
const button = document.querySelector("[data-live]");
const form = button && document.getElementById(button.dataset.form);
let previewWindow = null;
let language = "";
let seenText = "";
let shownText = "";
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
    if (previewWindow !== source || language !== data.language) shownText = "";
    [previewWindow, language] = [source, data.language];
    previewWindow.postMessage({ isThere: true }, origin);
  });
  setInterval(look, LOOK);
}

function look() {
  if (!previewWindow || previewWindow.closed || isAsking) return;
  const text = contents();
  if (text === seenText && text !== shownText) refresh(text);
  seenText = text;
}

function contents() {
  const fields = [...new FormData(form)].filter(([, value]) => typeof value === "string");
  return new URLSearchParams(fields).toString();
}

async function refresh(text) {
  isAsking = true;
  const askedLanguage = language;
  const url = new URL(button.dataset.live, location);
  url.searchParams.set("language", askedLanguage);
  const body = new URLSearchParams(text);
  body.set("csrfmiddlewaretoken", csrfToken());
  const headers = { Accept: "application/json" };
  let answer;
  try {
    const response = await fetch(url, { method: "POST", headers, body, redirect: "error" });
    answer = response.ok ? { html: await response.text() } : await refusal(response);
  } catch {
    answer = { failed: true };
  }
  isAsking = false;
  if (!answer.failed) shownText = askedLanguage === language ? text : "";
  previewWindow.postMessage(answer, location.origin);
}

async function refusal(response) {
  if (response.status === 409) return { refused: (await response.json()).message };
  if (response.status !== 422) return { failed: true };
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const sentences = [...page.querySelectorAll(".refusals li")].map((item) => item.textContent.trim());
  return { refused: sentences.join(" ") || page.querySelector("h1 + p")?.textContent.trim() || "" };
}
