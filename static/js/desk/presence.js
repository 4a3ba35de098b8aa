/* Says who else has the record open. Without scripts nobody is told; saving guards all the same. */

import { csrfToken } from "./token.js";

const EVERY = 20_000;

const line = document.querySelector("[data-presence]");
if (line) {
  beat();
  setInterval(() => document.visibilityState === "visible" && beat(), EVERY);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && beat());
}

async function beat() {
  try {
    const headers = { Accept: "application/json", "X-CSRFToken": csrfToken() };
    const answer = await fetch(line.dataset.presence, { method: "POST", headers });
    if (!answer.ok) return;
    const { sentence } = await answer.json();
    line.textContent = sentence;
    line.hidden = !sentence;
  } catch {
    // Off line for a while: the next heartbeat asks again.
  }
}
