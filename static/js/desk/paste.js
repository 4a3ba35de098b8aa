/* Cleans what is pasted from a word processor: the text and its structure stay, the rest goes. */

const KEPT = new Set([
  "P", "BR", "STRONG", "B", "EM", "I", "H3", "H4", "UL", "OL", "LI", "BLOCKQUOTE", "A",
]);
const BLOCKS = "p, h1, h2, h3, h4, h5, h6, ul, ol, li, blockquote, div, table, pre";
const RENAMED = { H1: "h3", H2: "h3", H5: "h4", H6: "h4", DIV: "p" };
const DROPPED =
  "style, script, meta, link, title, xml, head, template, img, object, [style*='mso-hide:all' i], " +
  "[style*='display:none' i]";

/**
 * Return the HTML without a word processor's styles, empty paragraphs and tables; a table's rows
 * become paragraphs. han: whether the text is Chinese, which knows no italics.
 */
export function cleaned(html, { han = false } = {}) {
  // The editor's own clipboard is clean already, and says where it was cut.
  if (html.includes("data-pm-slice")) return html;
  const body = new DOMParser().parseFromString(withoutConditions(html), "text/html").body;
  body.querySelectorAll(DROPPED).forEach((element) => element.remove());
  dropComments(body);
  wordLists(body);
  tables(body);
  rename(body);
  unwrap(body, han);
  tidy(body);
  return body.innerHTML;
}

/* Word writes the bullets of its lists for browsers without lists between such marks. */
function withoutConditions(html) {
  return html.replace(/<!\[if !supportLists\]>(.*?)<!\[endif\]>/gis, "").replace(/<!\[[^>]*>/g, "");
}

function dropComments(body) {
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const comments = [];
  while (walker.nextNode()) comments.push(walker.currentNode);
  comments.forEach((comment) => comment.remove());
}

/* A list of Word's is a run of paragraphs whose style names the list and the level. */
function wordLists(body) {
  let list = null;
  for (const paragraph of [...body.querySelectorAll("p[style*='mso-list' i]")]) {
    const key = /mso-list:\s*(l\d+)/i.exec(paragraph.getAttribute("style"))?.[1];
    if (!key) continue;
    const mark = paragraph.querySelector("[style*='mso-list:Ignore' i]");
    const tag = isNumber(mark) ? "ol" : "ul";
    mark?.remove();
    const follows = list && list.dataset.key === key + tag && previousNode(paragraph) === list;
    if (!follows) {
      list = document.createElement(tag);
      list.dataset.key = key + tag;
      paragraph.before(list);
    }
    const item = document.createElement("li");
    item.append(...paragraph.childNodes);
    list.append(item);
    paragraph.remove();
  }
}

function isNumber(mark) {
  return /^[(（]?[\p{N}\p{L}]{1,4}[.)、．）]$/u.test(mark ? textOf(mark) : "");
}

function previousNode(element) {
  let node = element.previousSibling;
  while (node?.nodeType === Node.TEXT_NODE && !node.data.trim()) node = node.previousSibling;
  return node;
}

/* Cells hold whole paragraphs; a row becomes one, its cells parted by a bar. */
function tables(body) {
  for (const table of [...body.querySelectorAll("table")].reverse()) {
    const rows = [...table.rows].map((row) => [...row.cells].map(textOf).filter(Boolean).join(" | "));
    table.replaceWith(...rows.filter(Boolean).map(paragraph));
  }
}

function paragraph(text) {
  const paragraph = document.createElement("p");
  paragraph.textContent = text;
  return paragraph;
}

function textOf(element) {
  return element.textContent.replace(/[\s\u00a0]+/g, " ").trim();
}

function rename(body) {
  for (const element of [...body.querySelectorAll(Object.keys(RENAMED).join(","))]) {
    // A box around blocks is no paragraph itself.
    if (element.tagName === "DIV" && element.querySelector(BLOCKS)) continue;
    const renamed = document.createElement(RENAMED[element.tagName]);
    renamed.append(...element.childNodes);
    element.replaceWith(renamed);
  }
}

function unwrap(body, han) {
  for (const element of [...body.querySelectorAll("*")].reverse()) {
    const italic = /^(EM|I)$/.test(element.tagName);
    const bookmark = element.tagName === "A" && !/^(https?:|mailto:)/i.test(element.getAttribute("href") ?? "");
    if (!KEPT.has(element.tagName) || bookmark || (han && italic)) {
      element.replaceWith(...element.childNodes);
      continue;
    }
    for (const { name } of [...element.attributes]) {
      if (!(element.tagName === "A" && name === "href")) element.removeAttribute(name);
    }
  }
}

function tidy(body) {
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    walker.currentNode.data = walker.currentNode.data.replace(/[\s\u00a0]+/g, " ");
  }
  for (const element of [...body.querySelectorAll("p, li, h3, h4, strong, b, em, i, a, blockquote, ul, ol")].reverse()) {
    if (!element.textContent.trim()) element.remove();
  }
  body.normalize();
}
