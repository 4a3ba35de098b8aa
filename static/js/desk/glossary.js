/* Terms of the glossary below the texts that are being written: each with its translation, to be
   inserted into the other field; and the spellings that are not to be used, with the right one.
   Without this script, or without an answer, the forms are as they were. */

import { highlight } from "./highlights.js";
import { csrfToken } from "./token.js";

const PAUSE = 500;
// What is looked at while typing; before publication the whole text is.
const MOST = 12_000;
const FIELD = ":is(input[type=text], textarea)[lang][name]";

const status = document.querySelector("[data-glossary]");
// The first field of a pair -> its fields, the last question about them and the box below them.
const pairs = new WeakMap();
const touched = new WeakSet();

if (status) {
  // Beside a source that is only read the terms stand from the beginning.
  document.querySelectorAll("[data-source]").forEach((source) => source.closest("form")?.querySelectorAll(FIELD).forEach(notice));
  document.addEventListener("focusin", (event) => notice(event.target));
  document.addEventListener("input", (event) => notice(event.target));
}

function notice(target) {
  const field = target.closest(".prose-editor")?.querySelector("textarea") ?? target;
  if (!field.matches?.(FIELD) || !field.form) return;
  if (target === document.activeElement) touched.add(field);
  const fields = pairOf(field);
  const original = field.form.querySelector("[data-source][lang]");
  const state = pairs.get(fields[0]) ?? { fields: [], original, question: "", timer: 0 };
  state.fields = fields;
  pairs.set(fields[0], state);
  clearTimeout(state.timer);
  state.timer = setTimeout(() => ask(state), PAUSE);
}

/* The field in every language, in the order of the form. */
function pairOf(field) {
  const stem = stemOf(field);
  return [...field.form.elements].filter((sibling) => sibling.matches(FIELD) && stemOf(sibling) === stem);
}

function stemOf(field) {
  const ending = `_${code(field).replace("-", "_")}`;
  return field.name.endsWith(ending) ? field.name.slice(0, -ending.length) : field.name;
}

function code(field) {
  return field.lang.toLowerCase();
}

async function ask(state) {
  const { fields, original } = state;
  const texts = Object.fromEntries(fields.map((field) => [code(field), plain(field)]));
  if (original) texts[code(original)] = original.innerText.slice(0, MOST);
  const source = original ? code(original) : sourceOf(fields, texts);
  const body = JSON.stringify({ texts, source });
  if (body === state.question) return;
  state.question = body;
  const headers = { Accept: "application/json", "X-CSRFToken": csrfToken(), "Content-Type": "application/json" };
  const answer = await fetch(status.dataset.glossary, { method: "POST", headers, body }).catch(() => null);
  // Another answer is on its way already, or there is none this time.
  if (body !== state.question) return;
  if (answer?.ok && !answer.redirected) show(state, source, texts, await answer.json());
  else state.question = "";
}

/* The language that is translated from: of the speech, else of the record, else the first that has
   a text. */
function sourceOf(fields, texts) {
  const { elements } = fields[0].form;
  const prefix = fields[0].name.match(/^.*-\d+-/)?.[0] ?? "";
  const candidates = [elements[`${prefix}source_language`]?.value, elements.source_language?.value, code(fields[0])];
  const written = Object.keys(texts).filter((language) => texts[language].trim());
  return candidates.find((language) => written.includes(language)) ?? written[0] ?? code(fields[0]);
}

/* Of rich text what is read, a paragraph a line. */
function plain(field) {
  if (!editorOf(field)) return field.value.slice(0, MOST);
  const body = new DOMParser().parseFromString(field.value, "text/html").body;
  const blocks = [...body.querySelectorAll("p, li, h3, h4, blockquote")].filter((block) => !block.querySelector("p"));
  return blocks.map((block) => block.textContent).join("\n").slice(0, MOST);
}

function editorOf(field) {
  return field.closest(".prose-editor")?.querySelector(".ProseMirror")?.editor;
}

/* Shown */

function show(state, source, askedTexts, { terms, forbidden, memory = [] }) {
  const box = boxOf(state);
  const wrong = state.fields.flatMap((field) => (forbidden[code(field)] ?? []).map((term) => ({ field, askedText: askedTexts[code(field)], ...term })));
  box.replaceChildren(...wrong.map(warning), ...list(state, terms), ...list(state, memory, gettext("Translated before")));
  box.hidden = !box.childElementCount;
  for (const field of state.fields) mark(field, box, wrong.some((term) => term.field === field));
  const texts = [...state.fields, state.original].filter(Boolean).map((textField) => [textField, readable(textField)]);
  const sources = texts.filter(([textField, text]) => text && code(textField) === source);
  highlight("glossary-term", state, sources.map(([, text]) => [text, terms.map((term) => term.source)]));
  const written = texts.filter(([, text]) => text);
  highlight("glossary-wrong", state, written.map(([textField, text]) => [text, (forbidden[code(textField)] ?? []).map(({ spelling }) => spelling)]));
  const counts = [[gettext("Terms found: %s"), terms], [gettext("Sentences translated before: %s"), memory]];
  const totals = counts.filter(([, all]) => all.length).map(([text, all]) => interpolate(text, [all.length]));
  say([...wrong.map(sentence), ...totals].join(" "));
}

/* Where a text is shown so that words of it can be marked; a plain field shows none. */
function readable(place) {
  if (place.matches("[data-source]")) return place;
  return editorOf(place)?.view.dom;
}

function boxOf(state) {
  if (!state.box?.isConnected) {
    state.box = element("section", "glossary-terms");
    state.box.id = `glossary-${stemOf(state.fields[0])}`;
    state.box.setAttribute("aria-label", gettext("Glossary"));
    const last = state.fields.at(-1);
    let place = last.closest(".field-row, .prose-editor") ?? last;
    while (place.nextElementSibling?.matches(".length-counter, .visually-hidden")) place = place.nextElementSibling;
    place.after(state.box);
  }
  return state.box;
}

function list(state, terms, heading = "") {
  if (!terms.length) return [];
  const items = element("ul", heading && "remembered");
  items.append(...terms.map((term) => item(state, term)));
  return heading ? [element("p", "remembered-head", heading), items] : [items];
}

function item(state, term) {
  const target = state.fields.find((field) => code(field) === term.language);
  const source = state.original ?? state.fields.find((field) => field !== target);
  const row = element("li");
  const button = element("button", "glossary-take");
  button.type = "button";
  button.title = gettext(isOpen(target) ? "Insert" : "Copy");
  button.append(words(term.source, source.lang), " → ", words(term.text, target.lang));
  button.addEventListener("click", () => take(target, term.text));
  row.append(button);
  if (term.is_translated) {
    const tick = element("span", "translated-tick", "✓");
    tick.title = gettext("in the text");
    tick.setAttribute("role", "img");
    tick.setAttribute("aria-label", tick.title);
    row.append(tick);
  }
  if (term.note) row.append(term.url ? origin(term) : element("small", "", term.note));
  return row;
}

function origin({ note, url }) {
  const link = element("a", "glossary-origin", note);
  link.href = url;
  link.target = "_blank";
  return link;
}

function warning(term) {
  const paragraph = element("p", "wrong", sentence(term));
  if (term.right && isOpen(term.field)) {
    const button = element("button", "glossary-take", gettext("Replace"));
    button.type = "button";
    button.addEventListener("click", () => replace(term));
    paragraph.append(" ", button);
  }
  return paragraph;
}

function sentence({ spelling, right }) {
  if (!right) return interpolate(gettext("“%s” is not to be used."), [spelling]);
  return interpolate(gettext("“%s” is not to be used; write “%s”."), [spelling, right]);
}

/* A screen reader that comes to the field hears what is wrong with it. */
function mark(field, box, isWrong) {
  const text = editorOf(field)?.view.dom ?? field;
  const descriptions = (text.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== box.id);
  if (isWrong) descriptions.push(box.id);
  if (descriptions.length) text.setAttribute("aria-describedby", descriptions.join(" "));
  else text.removeAttribute("aria-describedby");
  text.classList.toggle("has-forbidden", isWrong);
}

function say(text) {
  if (status.textContent !== text) status.textContent = text;
}

/* Taken */

function isOpen(field) {
  return !field.disabled && !field.readOnly;
}

async function take(field, text) {
  if (isOpen(field)) {
    insert(field, text);
    say(interpolate(gettext("Inserted: %s"), [text]));
  } else {
    await navigator.clipboard?.writeText(text);
    say(interpolate(gettext("Copied: %s"), [text]));
  }
}

function insert(field, text) {
  const editor = editorOf(field);
  if (editor) {
    editor.commands.focus(touched.has(field) ? null : "end");
    const { $from, $to } = editor.state.selection;
    const textBefore = $from.parent.textContent.slice(0, $from.parentOffset);
    const textAfter = $to.parent.textContent.slice($to.parentOffset);
    editor.chain().insertContent({ type: "text", text: spaced(textBefore, text, textAfter) }).run();
    return;
  }
  const end = field.value.length;
  // Where nobody has been the browser's own place is the beginning.
  const [from, to] = touched.has(field) ? [field.selectionStart, field.selectionEnd] : [end, end];
  field.focus();
  field.setRangeText(spaced(field.value.slice(0, from), text, field.value.slice(to)), from, to, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/* Words of other scripts than Han stand apart from those beside them. */
function spaced(textBefore, text, textAfter) {
  const word = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Arabic}\p{N}]/u;
  const isSpacedLeft = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Arabic}\p{N},.;:)”]$/u.test(textBefore) && word.test(text[0]);
  const isSpacedRight = word.test(textAfter.charAt(0)) && word.test(text.at(-1));
  return `${isSpacedLeft ? " " : ""}${text}${isSpacedRight ? " " : ""}`;
}

/* Only where the site found the spelling, as a word of its own; in a text that was changed since it is
   asked for again. */
function replace({ field, askedText, spelling, right, places }) {
  if (plain(field) !== askedText) return notice(field);
  const backwards = places.filter(([from, to]) => askedText.slice(from, to) === spelling).reverse();
  const editor = editorOf(field);
  if (editor) replaceRich(editor, askedText, right, backwards);
  else {
    field.focus();
    for (const [from, to] of backwards) write(field, right, from, to);
  }
}

function replaceRich(editor, askedText, right, places) {
  const letters = lettersOf(editor.state.doc);
  if (!letters.map(({ letter }) => letter).join("").startsWith(askedText)) return;
  const change = editor.state.tr;
  for (const [from, to] of places) change.insertText(right, letters[from].at, letters[to - 1].at + 1);
  editor.view.dispatch(change);
  editor.commands.focus();
}

/* The letters of a rich text as they are read, each with its place in it; a paragraph ends in a line's end. */
function lettersOf(doc) {
  const letters = [];
  let blocks = 0;
  doc.descendants((node, at) => {
    if (node.isTextblock && blocks++) letters.push({ letter: "\n", at });
    if (node.isText) node.text.split("").forEach((letter, place) => letters.push({ letter, at: at + place }));
  });
  return letters;
}

/* As if it were typed, so that it can be undone. */
function write(field, text, from, to) {
  field.setSelectionRange(from, to);
  if (document.execCommand("insertText", false, text)) return;
  field.setRangeText(text, from, to, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function words(text, lang) {
  const passage = element("span", "", text);
  passage.lang = lang;
  return passage;
}

function element(tag, name = "", text = "") {
  const created = document.createElement(tag);
  if (name) created.className = name;
  created.textContent = text;
  return created;
}
