/* Live preview, the window's side: it asks the form that opened it, and shows the page that comes back
   where the reader had scrolled to. Scripts of the page do not run; it works without them. */

const ASK = 1000;
const LOST = 5000; // without an answer from the form
const frame = document.querySelector("iframe");
const status = document.querySelector("[role=status]");
const main = document.querySelector("main");
let heardAt = Date.now();

frame.srcdoc = "<!doctype html><html><head></head><body></body></html>";
say("waiting");
for (const input of document.querySelectorAll("input")) input.addEventListener("change", () => (ask(), fit()));
window.addEventListener("resize", fit);
frame.addEventListener("load", () => {
  // Other pages open in tabs of their own.
  frame.contentDocument.addEventListener("click", follow);
  fit();
});
setInterval(ask, ASK);
ask();

window.addEventListener("message", ({ origin, source, data }) => {
  if (origin !== location.origin || source !== window.opener) return;
  heardAt = Date.now();
  if (status.dataset.state === "lost") say("waiting");
  if (data.html) show(data.html);
  else if (data.refused !== undefined) say("refused", ` ${data.refused}`);
  else if (data.failed) say("failed");
});

function ask() {
  const language = document.querySelector("[name=language]:checked").value;
  window.opener?.postMessage({ asksLive: true, language }, location.origin);
  if (Date.now() - heardAt > LOST) say("lost");
}

function say(state, more = "") {
  const words = status.dataset[state].replace("{time}", timeOf(new Date()));
  status.dataset.state = state;
  if (status.textContent !== words + more) status.textContent = words + more;
}

/* As the rest of the desk tells it, whatever the browser speaks. */
function timeOf(moment) {
  const { zone: timeZone } = status.dataset;
  return moment.toLocaleTimeString(document.documentElement.lang, { hourCycle: "h23", timeZone });
}

function show(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const shownDocument = frame.contentDocument;
  const sheets = (head) => [...head.querySelectorAll("link[rel=stylesheet]")].map((link) => link.href).join();
  if (sheets(shownDocument.head) !== sheets(page.head)) shownDocument.head.replaceWith(shownDocument.adoptNode(page.head));
  for (const [target, sent] of [[shownDocument.documentElement, page.documentElement]]) {
    for (const { name } of [...target.attributes]) target.removeAttribute(name);
    for (const { name, value } of sent.attributes) target.setAttribute(name, value);
  }
  const place = frame.contentWindow.scrollY;
  shownDocument.body.replaceWith(shownDocument.adoptNode(page.body));
  frame.contentWindow.scrollTo(0, place);
  say("shown");
}

function follow(event) {
  const link = event.target.closest?.("a[href], button");
  if (!link || link.getAttribute("href")?.startsWith("#")) return;
  event.preventDefault();
}

/* A screen that is wider than the window is shown smaller, as wide as it is. */
function fit() {
  const width = Number(document.querySelector("[name=width]:checked").value);
  const scale = Math.min(1, main.clientWidth / width);
  frame.style.width = `${width}px`;
  frame.style.height = `${main.clientHeight / scale - 6}px`;
  frame.style.transform = `scale(${scale})`;
  frame.style.marginInlineStart = scale < 1 ? "0" : "auto";
}
