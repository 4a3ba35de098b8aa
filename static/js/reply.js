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
  const stored = sessionStorage.getItem(key);
  // What the site sent back is what was written last.
  if (stored && !isRefused && stored !== first) {
    write(JSON.parse(stored));
    say(trouble.dataset.restored);
  }
  let isSending = false;
  form.addEventListener("input", () => sessionStorage.setItem(key, read()));
  form.addEventListener("submit", send);
  window.addEventListener("beforeunload", (event) => {
    if (!isSending && (isRefused || read() !== first)) event.preventDefault();
  });

  async function send(event) {
    event.preventDefault();
    const button = form.querySelector(".reply-send");
    button.disabled = true;
    sessionStorage.setItem(key, read());
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

  function fields() {
    return [...form.elements].filter((field) => field.name && field.type !== "hidden" && field.type !== "submit");
  }

  function read() {
    return JSON.stringify(fields().map((field) => (field.type === "radio" ? field.checked : field.value)));
  }

  function write(values) {
    fields().forEach((field, place) => {
      if (field.type === "radio") field.checked = values[place] === true;
      else if (typeof values[place] === "string") field.value = values[place];
    });
  }

  function say(words) {
    trouble.textContent = words;
    trouble.hidden = false;
    trouble.scrollIntoView({ block: "nearest" });
  }
}
