// What an office writes stays in this tab until the site has taken it: over a reload, a send that
// failed, the way back. In the tab alone, for the texts are not public and the machine may be shared.
const form = document.querySelector("form[data-key]");
const place = (key) => `reply ${key}`;

const sent = document.querySelector("[data-sent]");
if (sent) sessionStorage.removeItem(place(sent.dataset.sent));
if (form) begin(form);

function begin(form) {
  const key = place(form.dataset.key);
  const trouble = form.querySelector(".reply-trouble");
  const isRefused = form.querySelector(".reply-alert") !== null;
  const first = read();
  const stored = JSON.parse(sessionStorage.getItem(key));
  // What the site sent back is what was written last.
  if (stored?.values && !isRefused && stored.values !== first) {
    const isSame = sealedText(stored.seal) === sealedText(form.elements.seal.value);
    document.querySelector("[data-overtaken]").hidden = isSame;
    write(stored);
    say(trouble.dataset.restored);
  }
  let isSending = false;
  form.addEventListener("input", store);
  form.addEventListener("submit", send);
  window.addEventListener("beforeunload", (event) => {
    if (!isSending && (isRefused || read() !== first)) event.preventDefault();
  });

  async function send(event) {
    event.preventDefault();
    const button = form.querySelector(".reply-send");
    button.disabled = true;
    store();
    try {
      // A page that cannot be reached must not take the place of this one.
      const answer = await fetch(form.action, { method: "HEAD", cache: "no-store" });
      if (answer.status >= 500) throw new Error(answer.status);
      isSending = true;
      form.submit();
    } catch {
      button.disabled = false;
      say(trouble.dataset.failed);
    }
  }

  function read() {
    const { seal, ...values } = Object.fromEntries(new FormData(form));
    return JSON.stringify(values);
  }

  function store() {
    sessionStorage.setItem(key, JSON.stringify({ seal: form.elements.seal.value, values: read() }));
  }

  // With the seal of the version that it was written about: of the present one nobody has read it.
  function write({ seal, values }) {
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
