// Searches the names and titles of a copy of the site that lies on a disk (search-index.js).

const MOST = 200;
const list = document.querySelector("#archive-results .hits");
const holder = list.parentElement;
const status = holder.querySelector("[role=status]");
const field = document.getElementById("search-query");
const pageTag = document.documentElement.lang;
const codes = Object.keys(window.archiveLanguages);
const pageLanguage = codes.find((code) => window.archiveLanguages[code] === pageTag) || codes[0];

// Letters without accents and case, full-width ones as the others.
function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function inOrder(names) {
  return [pageLanguage, ...codes.filter((code) => code !== pageLanguage)].filter((code) => names[code]);
}

function write(names, element) {
  const [first, ...rest] = inOrder(names);
  element.append(names[first]);
  element.lang = window.archiveLanguages[first];
  return rest;
}

function show([kind, names, pages, within]) {
  const item = document.createElement("li");
  item.className = "hit";
  const heading = item.appendChild(document.createElement("h3"));
  const link = heading.appendChild(document.createElement("a"));
  link.href = holder.dataset.root + encodeURI(pages[pageLanguage] || Object.values(pages)[0]);
  const context = item.appendChild(document.createElement("p"));
  context.className = "context";
  context.append(holder.dataset[kind]);
  for (const code of write(names, link)) {
    const name = document.createElement("span");
    name.lang = window.archiveLanguages[code];
    name.append(names[code]);
    context.append(" · ", name);
  }
  if (inOrder(within).length) {
    const event = document.createElement("span");
    write(within, event);
    context.append(" · ", event);
  }
  list.append(item);
}

const query = new URLSearchParams(location.search).get("q") || "";
const words = fold(query).match(/[^\s"“”]+/gu) || [];
if (words.length) {
  field.value = query;
  const matches = window.archiveIndex.filter(([, names]) => {
    const text = fold(Object.values(names).join("\n"));
    return words.every((word) => text.includes(word));
  });
  matches.slice(0, MOST).forEach(show);
  const { nothing, more } = holder.dataset;
  const sentence = more.replace("{shown}", MOST).replace("{all}", matches.length);
  status.textContent = matches.length > MOST ? sentence : matches.length ? "" : nothing;
}
