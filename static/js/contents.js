// Marks in the page's contents which part is being read.

const nav = document.querySelector(".contents");
const parts = new Map();
for (const link of nav ? nav.querySelectorAll("a") : []) {
  const heading = document.getElementById(link.hash.slice(1));
  if (heading) parts.set(heading.closest("section"), link);
}

// What crosses a line a quarter down the window is being read.
const watcher = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) mark(parts.get(entry.target), entry.isIntersecting);
  },
  { rootMargin: "-25% 0px -75% 0px" },
);

function mark(link, current) {
  if (!current) return link.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
  // The bar may be wider than a narrow window; only the bar moves.
  const list = link.closest("ul");
  list.scrollLeft = link.offsetLeft - (list.clientWidth - link.offsetWidth) / 2;
}

for (const part of parts.keys()) watcher.observe(part);
