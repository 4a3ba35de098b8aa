/* A form whose work takes a while says how far that is. Without this module the browser alone says
   that it waits. */

const EVERY = 600;

function makeToken() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function end(place) {
  place.hidden = true;
  place.querySelector("input").value = "";
  place.querySelector("progress").removeAttribute("value");
}

/* Ask until the answer of the work itself takes the place of this page, or, where that is a file,
   until the work is done. */
async function ask(place, address) {
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    const { progress } = await answer.json();
    if (progress === 100) end(place);
    else if (progress !== null) place.querySelector("progress").value = progress;
  } catch {
    // The site does not answer now; the next time it may.
  }
  if (!place.hidden) setTimeout(ask, EVERY, place, address);
}

for (const place of document.querySelectorAll("[data-working]")) {
  const form = place.closest("form");
  const input = place.querySelector("input");
  form.addEventListener("submit", (event) => {
    // Not sent at all; nothing to wait for; sent a second time, of which the first is told already.
    if (event.defaultPrevented || event.submitter?.name === "discard" || input.value) return;
    const token = makeToken();
    input.value = token;
    setTimeout(() => {
      place.hidden = false;
      ask(place, place.dataset.working.replace("TOKEN", token));
    }, EVERY);
  });
  // Back from where the work has led to.
  addEventListener("pageshow", () => end(place));
}
