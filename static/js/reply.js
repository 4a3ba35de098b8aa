// What an office writes is kept until the site has taken it: in this tab at once, on the site under the
// link after a pause, so that a closed tab is no loss. The site offers it to whoever opens the link again.
const form = document.querySelector("form[data-key]");
const place = (key) => `reply ${key}`;
const PAUSE = 1500; // after the last key
const LONGEST = 3000; // while somebody goes on typing
const AGAIN = 10_000; // when the site did not answer
const PATIENCE = 20_000; // for its answer

const sent = document.querySelector("[data-sent]");
if (sent) sessionStorage.removeItem(place(sent.dataset.sent));
if (form) begin(form);

function begin(form) {
  const key = place(form.dataset.key);
  const trouble = form.querySelector(".reply-trouble");
  const status = form.querySelector("[data-kept]");
  const isRefused = form.querySelector(".reply-alert") !== null;
  const initialValues = read();
  const stored = JSON.parse(sessionStorage.getItem(key));
  const offers = JSON.parse(document.getElementById("reply-drafts").textContent);
  let draft = stored?.draft ?? newDraft();
  let keptValues = isRefused ? "" : initialValues;
  let isSending = false;
  let timer = 0;
  let since = 0;
  let keeping = Promise.resolve();

  // What the site sent back is what was written last.
  if (stored?.values && !isRefused && stored.values !== initialValues) {
    write(stored);
    say(trouble.dataset.restored);
    later();
  }
  if (isRefused) later();
  form.elements.draft.value = draft;
  offers.forEach(offer);
  form.addEventListener("input", () => {
    store();
    later();
  });
  form.addEventListener("submit", send);
  window.addEventListener("beforeunload", (event) => {
    if (!isSending && read() !== keptValues) event.preventDefault();
  });
  window.addEventListener("pagehide", () => {
    if (!isSending && read() !== keptValues) navigator.sendBeacon(form.dataset.keep, new FormData(form));
  });

  async function send(event) {
    event.preventDefault();
    const button = form.querySelector(".reply-send");
    button.disabled = true;
    store();
    clearTimeout(timer);
    try {
      // What is on its way must not arrive after the reply that it became.
      await keeping;
      clearTimeout(timer);
      // A page that cannot be reached must not take the place of this one.
      const answer = await ask(form.action, { method: "HEAD", cache: "no-store" });
      if (answer.status >= 500) throw new Error(answer.status);
      isSending = true;
      form.submit();
    } catch {
      button.disabled = false;
      say(trouble.dataset.failed);
      later();
    }
  }

  function ask(address, options) {
    return fetch(address, { ...options, signal: AbortSignal.timeout?.(PATIENCE) });
  }

  /* Kept on the site */

  function later() {
    since ||= Date.now();
    clearTimeout(timer);
    timer = setTimeout(keep, Math.min(PAUSE, Math.max(0, since + LONGEST - Date.now())));
  }

  /* One after the other: what was sent first must not arrive last. Resolves to whether it is kept. */
  function keep() {
    clearTimeout(timer);
    since = 0;
    return (keeping = keeping.then(sendDraft));
  }

  async function sendDraft() {
    const values = read();
    try {
      const answer = await ask(form.dataset.keep, { method: "POST", body: new FormData(form) });
      if (!answer.ok) throw new Error(answer.status);
      keptValues = values;
      status.textContent = status.dataset.kept.replace("%s", (await answer.json()).when);
      return true;
    } catch {
      status.textContent = "";
      clearTimeout(timer);
      timer = setTimeout(keep, AGAIN);
      return false;
    }
  }

  /* Of a text that this tab holds, or that the page has anyway, nothing is offered. */
  function offer({ draft: name, typed_at: typedAt, values }) {
    const line = document.querySelector(`[data-draft="${name}"]`);
    if (name === draft || JSON.stringify(withoutSeal(values)) === initialValues) return;
    line.hidden = false;
    line.querySelector("[data-restore]").addEventListener("click", async () => {
      // What the form holds would go.
      if (read() !== keptValues && !(await keep())) return say(trouble.dataset.unanswered);
      // Under a name of its own: the tab in which it was typed may still write under its name.
      draft = form.elements.draft.value = newDraft();
      write({ seal: values.seal, values: JSON.stringify(withoutSeal(values)) });
      store();
      line.remove();
      form.querySelector("textarea, input:not([type=hidden])").focus();
      if (await keep()) drop(name, typedAt);
    });
    line.querySelector("[data-leave]").addEventListener("click", () => {
      drop(name, typedAt);
      line.remove();
    });
  }

  /* As it was offered: what its tab has sent since stays. */
  function drop(name, typedAt) {
    const body = new FormData(form);
    body.set("draft", name);
    body.set("drop", typedAt);
    fetch(form.dataset.keep, { method: "POST", body, keepalive: true }).catch(() => null);
  }

  function withoutSeal({ seal, ...values }) {
    return values;
  }

  /* In this tab */

  function read() {
    const { seal, draft: _name, ...values } = Object.fromEntries(new FormData(form));
    return JSON.stringify(values);
  }

  function store() {
    sessionStorage.setItem(key, JSON.stringify({ seal: form.elements.seal.value, draft, values: read() }));
  }

  // With the seal of the version that it was written about: of the present one nobody has read it.
  function write({ seal, values }) {
    // An answer that was chosen for another text does not hold for this one.
    form.reset();
    document.querySelector("[data-overtaken]").hidden = sealedText(seal) === sealedText(form.elements.seal.value);
    for (const [name, value] of Object.entries({ ...JSON.parse(values), seal })) {
      if (form.elements[name]) form.elements[name].value = value;
    }
  }

  // What stands before the time and the signature.
  function sealedText(seal) {
    return seal.split(":")[0];
  }

  function say(words) {
    trouble.textContent = words;
    trouble.hidden = false;
    trouble.scrollIntoView({ block: "nearest" });
  }
}

/* randomUUID is there on secure sites only. */
function newDraft() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
