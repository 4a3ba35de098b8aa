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
  const asked = [...parts].find(([, link]) => link.hash === location.hash);
  if (asked) setTimeout(() => mark(asked[0]), 150);
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
  addEventListener("click", (event) => {
    if (!nav.contains(event.target) && !button.contains(event.target)) show(false);
  });
}
