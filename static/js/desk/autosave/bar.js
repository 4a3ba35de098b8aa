/* The bar at the head of a page: what can be put back, what had no place, what keeps text from being
   kept. It is the first thing that the keyboard meets in the page's content. */

const MOST_LABELS = 3;
let words = {};
let bar = null;
let live = null;
let state = null;

/** Say in whose words the bar speaks. */
export function speak(spoken) {
  words = spoken;
}

function place() {
  if (bar?.isConnected) return bar;
  bar = document.createElement("section");
  bar.className = "autosave-bar";
  bar.setAttribute("aria-label", words.restore.replace("%s", "…"));
  live = element("p", "", "visually-hidden");
  live.setAttribute("role", "status");
  bar.append(live);
  (document.querySelector("#content") ?? document.body).prepend(bar);
  return bar;
}

/** Offer a draft; restore and leave are called when that is chosen. */
export function offer(draft, { moved, restore, leave }) {
  const box = element("div", "", "autosave-offer");
  const sentence = words.restore.replace("%s", draft.when);
  const again = button(sentence, () => restore(), "restore");
  const line = element("p");
  line.append(again, button(words.discard, () => leave()));
  box.append(line, look(draft.entries));
  if (moved) line.append(element("span", words.moved, "note"));
  place().append(box);
  announce(sentence);
  return box;
}

/** Say in the place of an offer what became of it; undo: puts it back, null where nothing does. */
export function settle(box, text, undo = null) {
  const line = element("p", text);
  if (undo) line.append(" ", button(words.undo, undo));
  box.classList.add("is-settled");
  box.replaceChildren(line);
  announce(text);
}

/** Show entries that no field takes, to be copied. */
export function showLeft(box, text, entries) {
  if (!entries.length) return;
  const entryList = list(entries);
  box.append(element("p", text, "autosave-left"), entryList);
  announce(text);
}

/** Make room for texts whose form is not on the page. */
export function box() {
  const bar = element("div", "", "autosave-offer");
  place().append(bar);
  return bar;
}

export function button(text, act, name = "") {
  const button = element("button", text, name);
  button.type = "button";
  button.addEventListener("click", act);
  return button;
}

function look(entries) {
  const details = element("details");
  // Two that were typed in one minute are told apart by what they are.
  const labels = entries.slice(0, MOST_LABELS).map(({ label }) => label);
  const more = entries.length > MOST_LABELS ? " …" : "";
  details.append(element("summary", `${words.look} – ${labels.join(", ")}${more}`), list(entries));
  return details;
}

function list(entries) {
  const list = element("dl", "", "typed");
  for (const { label, values, texts } of entries) {
    const text = plain((texts.length ? texts : values).join(", "));
    const line = element("div");
    line.append(element("dt", label), element("dd", text || "–", "text"));
    list.append(line);
  }
  return list;
}

/* Of rich text what is read, not the markup. */
function plain(text) {
  if (!text.trimStart().startsWith("<")) return text;
  const body = new DOMParser().parseFromString(text, "text/html").body;
  return [...body.children].map((block) => block.textContent).join("\n");
}

function announce(text) {
  place();
  live.textContent = "";
  setTimeout(() => (live.textContent = text), 100);
}

/** Say what keeps text from being kept; "" when nothing does. link: { href, text } of the remedy. */
export function warn(text, link = null) {
  const old = bar?.querySelector(".autosave-trouble");
  if (old?.dataset.text === text) return;
  old?.remove();
  if (!text) return;
  const line = element("p", `${text} `, "autosave-trouble");
  line.dataset.text = text;
  line.setAttribute("role", "alert");
  if (link) {
    const way = element("a", link.text);
    Object.assign(way, { href: link.href, target: "_blank", rel: "noopener" });
    line.append(way);
  }
  place().prepend(line);
}

/** Show when the text was kept; it is not spoken, for it changes with every pause. */
export function showKept(when) {
  if (!state) {
    state = element("p", "", "autosave-state");
    state.setAttribute("aria-hidden", "true");
    const bar = document.querySelector("#submit-row, .grid-actions, .save-bar");
    (bar ?? document.body).append(state);
  }
  state.textContent = when ? words.kept.replace("%s", when) : "";
  state.hidden = !when;
}

/** Ask before what is not saved is left out; unsaved: "typed" or "offered"; resolve to "save", "look",
    "go" or "cancel". */
export function askBeforePublishing(unsaved) {
  const dialog = element("dialog", "", "autosave-ask");
  dialog.setAttribute("aria-labelledby", "autosave-ask");
  const heading = element("h2", words[unsaved === "typed" ? "publish_title" : "publish_earlier"]);
  heading.id = "autosave-ask";
  const line = element("p", "", "actions");
  return new Promise((resolve) => {
    const first = unsaved === "typed" ? { save_first: "save" } : { look_first: "look" };
    for (const [name, answer] of Object.entries({ ...first, go_on: "go", cancel: "cancel" })) {
      line.append(button(words[name], () => dialog.close(answer), name in first ? "primary" : ""));
    }
    dialog.append(heading, element("p", words[unsaved === "typed" ? "publish_text" : "publish_offered"]), line);
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue || "cancel");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

function element(tag, text = "", name = "") {
  const node = document.createElement(tag);
  node.textContent = text;
  if (name) node.className = name;
  return node;
}
