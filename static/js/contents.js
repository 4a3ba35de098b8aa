// A record under the thumb: its contents, and what folds.

// Marks in the page's contents which part is being read.

const nav = document.querySelector(".contents");
const parts = new Map();
for (const link of nav ? nav.querySelectorAll("a") : []) {
  const heading = document.getElementById(link.hash.slice(1));
  if (heading) parts.set(heading.closest("article, section, nav"), link);
}

// What crosses a band below the bar is being read; of two parts the one above.
const crossing = new Set();
const watcher = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) crossing.add(target);
      else crossing.delete(target);
    }
    mark([...parts.keys()].find((part) => crossing.has(part)));
  },
  { rootMargin: "-96px 0px -80% 0px" },
);

function mark(current) {
  for (const [part, link] of parts) {
    if (part !== current) link.removeAttribute("aria-current");
    else if (!link.hasAttribute("aria-current")) {
      link.setAttribute("aria-current", "true");
      // The bar may be wider than a narrow window; only the bar moves.
      const list = link.closest("ul");
      list.scrollLeft = link.offsetLeft - (list.clientWidth - link.offsetWidth) / 2;
    }
  }
}

for (const part of parts.keys()) watcher.observe(part);

// The last parts may be too short to reach the band: what was asked for is marked all the same.
addEventListener("hashchange", () => {
  const linked = [...parts].find(([, link]) => link.hash === location.hash);
  if (linked) setTimeout(() => mark(linked[0]), 150);
});

// On a telephone the button below opens the contents as a sheet; without this it leads to them.
const button = document.querySelector(".to-contents");

function show(open) {
  nav.classList.toggle("sheet", open);
  button.setAttribute("aria-expanded", String(open));
}

if (nav && button) {
  button.setAttribute("role", "button");
  button.setAttribute("aria-controls", nav.id);
  show(false);
  button.addEventListener("click", (event) => {
    event.preventDefault();
    show(!nav.classList.contains("sheet"));
    if (nav.classList.contains("sheet")) nav.querySelector("a").focus({ preventScroll: true });
  });
  button.addEventListener("keydown", (event) => {
    if (event.key === " ") event.preventDefault(), button.click();
  });
  nav.addEventListener("click", (event) => event.target.closest("a") && show(false));
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !nav.classList.contains("sheet")) return;
    show(false);
    button.focus();
  });
  // Whoever goes on with the page by keyboard is not to go on behind the sheet.
  nav.addEventListener("focusout", ({ relatedTarget: next }) => {
    if (next && next !== button && !nav.contains(next)) show(false);
  });
  addEventListener("click", (event) => {
    if (!nav.contains(event.target) && !button.contains(event.target)) show(false);
  });
}

// Sessions and lists of people are open in the file; on a telephone they fold, but for what was
// asked for. On paper they are open.

const folds = [...document.querySelectorAll("details.fold")];
const telephone = matchMedia("(max-width: 47.99rem)");

function target() {
  return location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
}

// Words of more than a screen show how they begin, on a telephone; a link to them opens them.
const more = nav && nav.dataset.more;

function shorten(text) {
  if (text.scrollHeight < innerHeight * 1.2) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "read-on";
  button.textContent = more;
  button.addEventListener("click", () => lengthen(text));
  text.classList.add("shortened");
  text.after(button);
  // A link in what is cut off is to be seen while it has the focus.
  text.addEventListener("focusin", () => lengthen(text), { once: true });
}

function lengthen(text) {
  const button = text.nextElementSibling;
  text.classList.remove("shortened");
  if (!button || !button.matches(".read-on")) return;
  // What has the focus and goes would take it along: the next key would begin at the page's head.
  if (button === document.activeElement) {
    text.tabIndex = -1;
    text.focus({ preventScroll: true });
  }
  button.remove();
}

function shortenAll(place) {
  if (!more || !telephone.matches) return;
  for (const text of document.querySelectorAll(".turn .prose:not(.shortened)")) {
    if (!place || !text.closest(".turn").contains(place)) shorten(text);
  }
}

// A link to a part opens what folds in it, if that is one list and not all sessions.
function isAsked(fold, place) {
  if (!place) return false;
  if (fold.contains(place)) return true;
  const part = place.closest("section");
  const within = part ? [...part.querySelectorAll("details.fold")] : [];
  return within.length === 1 && within[0] === fold;
}

function open(place) {
  for (const fold of folds) if (isAsked(fold, place)) fold.open = true;
  // A place within somebody's words, where links made earlier lead, is as good as the whole.
  const whole = place && (place.closest(".turn") || place);
  for (const text of whole ? whole.querySelectorAll(".shortened") : []) lengthen(text);
  if (place) place.scrollIntoView();
}

function lay() {
  const place = target();
  for (const fold of folds) fold.open = !telephone.matches || isAsked(fold, place);
  shortenAll(place);
  if (place && telephone.matches) place.scrollIntoView();
}

lay();
for (const fold of folds) fold.addEventListener("toggle", () => fold.open && shortenAll(target()));
// Whoever turns the telephone keeps what is open.
telephone.addEventListener("change", () => {
  for (const fold of folds) fold.open = fold.open || !telephone.matches;
});
addEventListener("hashchange", () => open(target()));

let closed = [];
addEventListener("beforeprint", () => {
  closed = folds.filter((fold) => !fold.open);
  for (const fold of closed) fold.open = true;
});
addEventListener("afterprint", () => {
  for (const fold of closed) fold.open = false;
});
