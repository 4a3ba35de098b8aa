/* Keeps what is typed into any form of the desk until it is saved, and offers it again.

   A text goes into this browser at once and to the server after a pause; the browser lets it go when
   the server has answered. A form that is sent carries the marks of the texts in it, by which the
   server drops them when it saves. A form needs nothing for this; data-autosave="off" leaves one out. */

import { arrived, changed, hasMoved, holds, nameRows, put, putTokens, read, takesText, versionTokens } from "./autosave/fields.js";
import { askBeforePublishing, box, offer, settle, showKept, showLeft, speak, warn } from "./autosave/bar.js";
import "./save_key.js";
import { discard, fetchOffers, heldBy, hold, release, send, sendLast } from "./autosave/store.js";

const LOOK = 1000; // scripts fill fields without a word
const PAUSE = 1500; // after the last key
const LONGEST = 3000; // while somebody goes on typing
const TWICE = 4000; // of one form that is sent
const AGAIN = 10_000; // when the site did not answer
const ASK = 3000; // while the page says that it did not
const LEFT_OUT = "[data-autosave=off], #changelist-form, #login-form, #logout-form, .interface-language";
// Only what these addresses ask for says which record it is about.
const ADDS = /\/add\/(?:$|\?)/;
// With which texts a page was left that puts them back by itself: once one is back there; and where
// it answers the form that was sent.
const BACK = "autosave:back";
const LATE = "autosave:late";
const ASKED = /\/(?:add|merge)\/$/;

const settings = JSON.parse(document.getElementById("autosave").textContent);
const { words } = settings;
const root = document.documentElement;
const page = address(location);
const forms = [];
let sentAt = new WeakMap(); // form -> when it was sent
// At once: whoever follows a link before the pictures are there leaves the answer all the same.
const late = takeLate();
let troubled = "";

speak(words);
nameRows(words.row);
followForms();
if (document.readyState === "complete") begin();
else window.addEventListener("load", begin);

/** Return the address of a form, without what only leads back or filters. */
function address(url) {
  const query = new URLSearchParams(ASKED.test(url.pathname) ? url.search : "");
  for (const name of [...query.keys()]) if (name.startsWith("_")) query.delete(name);
  query.sort();
  return `${url.pathname}${query.size ? `?${query}` : ""}`.slice(0, 500);
}

/* Pictures may be on their way for long after one can type. */
function followForms() {
  for (const form of document.querySelectorAll("form[method=post], form[data-autosave=on]")) {
    const isFollowed = forms.some((state) => state.form === form);
    if (!isFollowed && !form.matches(LEFT_OUT) && takesText(form)) forms.push(follow(form));
  }
}

async function begin() {
  goOn();
  const leftHere = takeLeft();
  followForms();
  // What was typed elsewhere while the site did not answer; here too when the form was refused.
  await Promise.all(heldBy(settings.user).map(async (draft) => settleSent(draft, await send(settings.keep, draft))));
  const pages = pagesShown();
  if (forms.length || pages.length > 1) {
    const offers = (await fetchOffers(settings.offers, pages)) ?? [];
    show(offers, leftHere);
  }
}

function pagesShown() {
  return [page, ...rows().map(([, url]) => url)];
}

/* Each form */

function follow(form) {
  const valuesBefore = arrived(form);
  const state = {
    form,
    key: keyOf(form),
    draft: newDraft(),
    valuesBefore,
    early: new Set(changed(form, valuesBefore).map(({ name }) => name)),
    always: new Set(),
    replaces: [],
    entries: [],
    text: "[]",
    revision: 0,
    typedAt: 0,
    late: null, // what is typed while the form is on its way
    storedRevision: 0, // the last revision that the server has
    since: 0,
    timer: 0,
    isSent: false,
  };
  form.addEventListener("input", () => look(state));
  form.addEventListener("change", () => look(state));
  return state;
}

/* A form without a name goes by its first field. */
function keyOf(form) {
  return form.getAttribute("id") || [...form.elements].find((field) => field.id && field.type !== "hidden")?.id || "";
}

/* randomUUID is there on secure sites only. */
function newDraft() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// What the page itself puts into its fields at the start is nobody's text.
let hasBegun = false;
for (const name of ["keydown", "pointerdown", "paste", "drop", "beforeinput"]) {
  window.addEventListener(name, (event) => event.isTrusted && start(), { capture: true });
}
document.addEventListener("prose-editor:ready", ({ target }) => {
  const state = forms.find(({ form }) => form === target.form);
  if (state?.valuesBefore.has(target.name)) state.valuesBefore.set(target.name, { values: [target.value], texts: [] });
});

function start() {
  if (hasBegun) return;
  hasBegun = true;
  for (const state of forms) if (!state.always.size && !state.revision) state.valuesBefore = reread(state);
}

/* What was typed before this script was there differs from what came, and stays typed. */
function reread({ form, valuesBefore, early }) {
  return new Map([...read(form)].map(([name, field]) => [name, early.has(name) ? valuesBefore.get(name) : field]));
}

setInterval(() => hasBegun && document.visibilityState === "visible" && forms.forEach(look), LOOK);

function look(state) {
  if (state.isSent) return state.late && lookAfter(state);
  const entries = changed(state.form, state.valuesBefore, state.always);
  const text = JSON.stringify(entries);
  if (text === state.text) return;
  Object.assign(state, { entries, text, typedAt: Date.now(), revision: state.revision + 1 });
  state.since ||= Date.now();
  if (troubled !== "user") hold(draftOf(state));
  clearTimeout(state.timer);
  state.timer = setTimeout(keep, Math.min(PAUSE, Math.max(0, state.since + LONGEST - Date.now())), state);
  mark();
}

/* The form is on its way, and somebody goes on typing: the page that answers puts it back. */
function lookAfter(state) {
  const { late } = state;
  const entries = changed(state.form, late.valuesBefore);
  const text = JSON.stringify(entries);
  if (text === late.text) return;
  Object.assign(late, { entries, text, typedAt: Date.now(), revision: late.revision + 1 });
  hold(draftOf(state, late));
  sessionStorage.setItem(LATE, [page, late.draft].join(" "));
}

/* A text of its own. */
function newLate(form) {
  return { draft: newDraft(), valuesBefore: read(form), entries: [], text: "[]", revision: 0, replaces: [] };
}

function draftOf(state, text = state) {
  return {
    draft: text.draft,
    user: settings.user,
    page,
    form: state.key,
    title: heading(),
    entries: text.entries,
    version_tokens: text.tokens ?? versionTokens(state.form),
    revision: text.revision,
    typed_at: text.typedAt,
    replaces: text.replaces,
  };
}

function heading() {
  return document.title.split("|")[0].replace(/\s+/g, " ").trim().slice(0, 200);
}

async function keep(state) {
  clearTimeout(state.timer);
  state.since = 0;
  const draft = draftOf(state);
  const answer = await send(settings.keep, draft);
  trouble(answer.reason ?? "");
  if (answer.reason) {
    if (["unreachable", "signed_out"].includes(answer.reason)) state.timer = setTimeout(keep, AGAIN, state);
    return;
  }
  release(draft);
  if (answer.saved && state.revision === draft.revision) return ADDS.test(page) ? addedAlready(state) : saved(state);
  state.storedRevision = Math.max(state.storedRevision, draft.revision);
  showKept(state.entries.length ? answer.when : "");
  mark();
}

/* A step back to a form that has added its record: what is sent again, unchanged, is not saved again. */
function addedAlready(state) {
  state.storedRevision = state.revision;
  warn(words.added);
}

/* The very text was saved while the page stayed open, from another tab or before a step back. */
function saved(state) {
  Object.assign(state, { draft: newDraft(), valuesBefore: read(state.form), always: new Set(), replaces: [] });
  Object.assign(state, { entries: [], text: "[]", revision: 0, storedRevision: 0 });
  mark();
}

function settleSent(draft, answer) {
  if (answer.reason === "form" || !answer.reason) release(draft);
  return answer;
}

/* For scripts that lead away: what is not saved; and what the server has not yet. */
function mark() {
  const isDirty = forms.some(({ entries, isSent }) => entries.length && !isSent);
  root.toggleAttribute("data-dirty", isDirty);
  root.toggleAttribute("data-unkept", forms.some(({ storedRevision, revision, isSent }) => storedRevision < revision && !isSent));
}

function trouble(reason) {
  troubled = reason;
  const texts = { unreachable: words.unreachable, signed_out: words.signed_out, user: words.other_user };
  const text = reason && (texts[reason] ?? words.too_long);
  warn(text, reason === "signed_out" ? { href: settings.sign_in, text: words.sign_in } : null);
}

/* Signed in again in another tab, or back in reach: what waits is sent at once, and its answer tells. */
async function askAgain() {
  const text = document.querySelector(".autosave-trouble")?.dataset.text;
  if (document.visibilityState !== "visible" || ![words.signed_out, words.unreachable].includes(text)) return;
  const waiting = forms.filter(({ revision, storedRevision, isSent }) => revision > storedRevision && !isSent);
  if (waiting.length) return waiting.forEach(keep);
  if (await fetchOffers(settings.offers, [page])) trouble("");
}

setInterval(askAgain, ASK);
document.addEventListener("visibilitychange", askAgain);

/* Leaving */

/** Tell whether leaving would lose something: a file that was not sent, a text that nobody else has. */
function wouldLose() {
  return forms.some((state) => !state.isSent && state.entries.length && state.storedRevision < state.revision && troubled) ||
    [...document.querySelectorAll("form[method=post] input[type=file]")].some(
      (input) => input.files.length && !input.form.dataset.sent,
    );
}

window.addEventListener("beforeunload", (event) => wouldLose() && event.preventDefault());
window.addEventListener("pagehide", () => {
  // Steps back show what the server has; a browser would put in what was sent, as if nobody had typed it.
  for (const { form } of forms) form.autocomplete = "off";
  for (const state of forms) {
    look(state);
    if (troubled === "user") continue;
    const [text, storedRevision] = state.isSent ? [state.late, 0] : [state, state.storedRevision];
    if (!text || storedRevision >= text.revision) continue;
    hold(draftOf(state, text));
    sendLast(settings.keep, draftOf(state, text));
  }
});
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  takeLeft(); // The page stands as it was left.
  sentAt = new WeakMap();
  for (const state of forms) {
    stay(state);
    if (state.revision) keep(state);
  }
});

// A second click while the first is on its way would compare a save with itself. A file can be asked
// for in one format after the other.
window.addEventListener(
  "submit",
  (event) => {
    if (event.target.dataset.answer === "file") return;
    if (Date.now() - (sentAt.get(event.target) ?? 0) < TWICE) event.preventDefault();
  },
  true,
);

// Last of all, when nothing has kept the form from being sent.
window.addEventListener("submit", (event) => {
  const form = event.target;
  const state = forms.find((state) => state.form === form);
  if (event.defaultPrevented) return;
  // What is asked for stands in the address from now on.
  if (form.method !== "post") return state && dropAsked(state);
  const staysOpen = (event.submitter?.formTarget || form.target) === "_blank";
  if (!staysOpen) {
    form.dataset.sent = "true";
    sentAt.set(form, Date.now());
  }
  if (!state || staysOpen) return;
  look(state);
  form.querySelectorAll("input[data-mark]").forEach((input) => input.remove());
  if (!state.entries.length && !state.replaces.length) return;
  hold(draftOf(state));
  for (const value of [`${state.draft}:${state.revision}`, ...state.replaces]) form.append(hidden(value));
  Object.assign(state, { isSent: true, late: newLate(form) });
  clearTimeout(state.timer);
  // Where the answer is a file the page stays.
  setTimeout(stay, AGAIN, state);
});

function dropAsked(state) {
  clearTimeout(state.timer);
  state.isSent = true;
  discard(settings.discard, draftOf(state));
  mark();
}

function stay(state) {
  // It stands in the form, and so in the form's own text again.
  if (state.late?.revision) discard(settings.discard, draftOf(state, state.late));
  Object.assign(state, { isSent: false, late: null });
  sentAt.delete(state.form);
  delete state.form.dataset.sent;
}

function hidden(value) {
  const input = document.createElement("input");
  Object.assign(input, { type: "hidden", name: "_autosave", value });
  input.dataset.mark = "";
  return input;
}

/* Publishing acts on what is saved. */
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.closest("section.publishing")) return;
  if (form.dataset.agreed) return void delete form.dataset.agreed;
  event.preventDefault();
  if (form.dataset.asking) return;
  form.dataset.asking = "true";
  const submitter = event.submitter;
  const unsaved = unsavedBeside(form) || (await showTypedElsewhere());
  const answer = unsaved ? await askBeforePublishing(unsaved) : "go";
  delete form.dataset.asking;
  if (answer === "cancel") return submitter?.focus();
  if (answer === "save") return saveFirst();
  if (answer === "look") return document.querySelector(OFFERED).scrollIntoView({ block: "center" });
  form.dataset.agreed = "true";
  form.requestSubmit(submitter);
});

const THEN = "autosave:then";
// What was typed earlier and waits to be put back: on this page, or in a session of its programme. A
// note or a moment that was typed into the panel itself is no text of the record.
const OFFERED = ".autosave-offer:not(.is-settled, .is-of-panel), .autosave-note";

/* The panel is shown anew with what has been saved, and with the note that was typed into it; its
   button is the editor's to press. */
function saveFirst() {
  sessionStorage.setItem(THEN, "#publishing-heading");
  comeBackWith(forms.filter(({ form, entries }) => entries.length && form.closest(".publishing")));
  const save = (name) => document.querySelector(`#submit-row [name=${name}]`);
  (save("_continue") ?? save("_save"))?.click();
}

function goOn() {
  const place = document.querySelector(sessionStorage.getItem(THEN) ?? "#no-place");
  if (!place) return;
  sessionStorage.removeItem(THEN);
  if (document.querySelector(".errornote, .errorlist")) return;
  place.tabIndex = -1;
  place.focus();
}

/* "typed": it can be saved at once; "offered": it has to be looked at first; "" where there is none. */
function unsavedBeside(form) {
  forms.forEach(look);
  const isTyped = forms.some((state) => !state.form.closest(".publishing") && state.entries.length);
  return isTyped ? "typed" : document.querySelector(OFFERED) ? "offered" : "";
}

/* In another tab, since this page was opened; the page offers it from now on. */
async function showTypedElsewhere() {
  const offers = (await fetchOffers(settings.offers, pagesShown())) ?? [];
  const ownDrafts = forms.flatMap(({ draft, replaces }) => [draft, ...replaces.map((mark) => mark.split(":")[0])]);
  const foreignOffers = offers.filter(({ draft }) => !ownDrafts.includes(draft));
  show(foreignOffers);
  return foreignOffers.length && document.querySelector(OFFERED) ? "offered" : "";
}

/* Offers */

function show(offers, toRestore = []) {
  const carried = new Set(settings.carried.map((value) => value.split(":")[0]));
  // What this page has kept itself since it came is on it.
  const ownDrafts = new Set(forms.map(({ draft }) => draft));
  for (const draft of offers.filter((offered) => offered.page === page && !ownDrafts.has(offered.draft))) {
    const state = forms.find(({ key }) => key === draft.form);
    if (carried.has(draft.draft)) {
      // The form was refused and is shown with this text, or the page carries it on.
      if (state) takeOver(state, draft);
    } else if (state && holds(state.form, draft.entries, { stored: true })) {
      discard(settings.discard, { ...draft, user: settings.user });
    } else if (state && holds(state.form, draft.entries)) takeOver(state, draft);
    else if (state && (draft.draft === late || isNoteLeft(state, draft, toRestore))) goOnWith(state, draft);
    else if (state) propose(state, draft, { isBack: toRestore.includes(draft.draft) });
    else copyFrom(draft);
  }
  noteRows(offers);
}

/* Go on with a text that the form holds already. */
function takeOver(state, draft) {
  state.replaces.push(`${draft.draft}:${draft.revision}`);
  for (const { name } of draft.entries) state.always.add(name);
  look(state);
}

function propose(state, draft, { isBack } = { isBack: false }) {
  const moved = hasMoved(state.form, draft.version_tokens);
  const bar = offer(draft, {
    moved,
    restore: () => restore(state, draft, bar),
    leave: () => leave(state, draft, bar),
  });
  bar.classList.toggle("is-of-panel", state.form.closest(".publishing") !== null);
  if (isBack && !moved) restore(state, draft, bar, { focus: false });
}

/* A note to whoever publishes is of no version. */
function isNoteLeft({ form }, { draft }, drafts) {
  return form.closest(".publishing") && drafts.includes(draft);
}

/* What was typed while the form was on its way belongs on the page that answers, whatever was saved. */
function goOnWith(state, draft) {
  propose(state, { ...draft, version_tokens: {} }, { isBack: true });
}

/* Whoever opens a row's own page from this one goes on, once back, with what was typed here, no more. */
document.addEventListener("click", (event) => {
  // A new tab or window leaves this page where it is.
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (!event.target.closest?.("a[href*='_event='], a[href*='_grid=']")) return;
  forms.forEach(look);
  comeBackWith(forms.filter(({ entries }) => entries.length));
});

function comeBackWith(states) {
  sessionStorage.setItem(BACK, [page, ...states.map(({ draft }) => draft)].join(" "));
}

/* Return the drafts with which this page was left, and forget them. */
function takeLeft() {
  const [leftPage, ...drafts] = (sessionStorage.getItem(BACK) ?? "").split(" ");
  if (leftPage !== page) return [];
  sessionStorage.removeItem(BACK);
  return drafts;
}

/* Return the draft of a form that this page answers, "" on any other page, and forget it. */
function takeLate() {
  const [leftPage, draft] = (sessionStorage.getItem(LATE) ?? "").split(" ");
  sessionStorage.removeItem(LATE);
  const isAnswer = leftPage === page && document.referrer && address(new URL(document.referrer)) === page;
  return isAnswer ? draft : "";
}

function restore(state, draft, bar, { focus } = { focus: true }) {
  start();
  // What this page brought itself belongs to the text that goes on by itself.
  const typed = changed(state.form, state.valuesBefore, focus ? state.always : new Set()).map(({ name }) => name);
  // A form that adds rows itself adds those that are missing.
  state.form.dispatchEvent(new CustomEvent("autosave:restore", { detail: { entries: draft.entries } }));
  const { unplaced, typedOver } = put(state.form, draft.entries, new Set(typed));
  putTokens(state.form, draft.version_tokens);
  state.tokens = { ...versionTokens(state.form), ...draft.version_tokens };
  settle(bar, words.restored.replace("%s", draft.when));
  showLeft(bar, words.left, unplaced);
  showLeft(bar, words.typed_over.replace("%s", draft.when), typedOver);
  // What could not be put back stays where it is until the form is saved.
  if (!unplaced.length && !typedOver.length) state.replaces.push(`${draft.draft}:${draft.revision}`);
  look(state);
  if (focus) focusOn(state.form, draft.entries[0]);
}

function focusOn(form, entry) {
  const control = entry && form.elements[entry.name];
  const field = control instanceof RadioNodeList ? control[0] : control;
  (field?.closest(".prose-editor")?.querySelector(".ProseMirror") ?? field)?.focus();
}

function leave(state, draft, bar) {
  const ownDraft = { ...draft, user: settings.user };
  discard(settings.discard, ownDraft);
  settle(bar, words.discarded.replace("%s", draft.when), async () => {
    const again = { ...ownDraft, revision: draft.revision + 1, replaces: [] };
    await send(settings.keep, again);
    bar.remove();
    propose(state, again);
  });
}

/* A text whose form this page has not: its step was taken, its record deleted. */
function copyFrom(draft) {
  const bar = box();
  showLeft(bar, words.unplaced.replace("%s", draft.when), draft.entries);
  const away = () => {
    discard(settings.discard, { ...draft, user: settings.user });
    bar.remove();
  };
  const line = document.createElement("p");
  const discardButton = document.createElement("button");
  Object.assign(discardButton, { type: "button", textContent: words.discard, onclick: away });
  line.append(discardButton);
  bar.append(line);
}

/* The rows of a page that open forms of their own: [row, address of its form]. */
function rows() {
  const links = [...document.querySelectorAll("[data-session] a.session-open")];
  return links.map((link) => [link.closest("[data-session]"), address(new URL(link.href))]);
}

function noteRows(offers) {
  for (const [row, url] of rows()) {
    row.querySelector(".autosave-note")?.remove();
    const draft = offers.find((offered) => offered.page === url);
    if (!draft) continue;
    const line = document.createElement("span");
    line.className = "autosave-note";
    line.textContent = words.session.replace("%s", draft.when);
    row.querySelector(".session-line")?.append(line);
  }
}

// Rows were shown anew.
document.addEventListener("rows:shown", async () => {
  noteRows((await fetchOffers(settings.offers, rows().map(([, url]) => url))) ?? []);
});
