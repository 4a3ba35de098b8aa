/* Texts that the data propose for a picture: captions, what it shows. Each is put beside its field
   and filled in only when the editor takes it. */

import { saySignedOut } from "./token.js";

/** Propose texts where a picture is chosen below an element, and wherever they are asked for. */
export function proposeTexts(root) {
  for (const input of root.querySelectorAll("input[data-proposals]")) attach(input);
}

function attach(input) {
  const form = input.form;
  const line = document.createElement("p");
  line.className = "propose";
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  const wording = wordings(JSON.parse(input.dataset.wordings ?? "[]"));
  const run = () => ask(form, input, status, wording?.value ?? "");
  if (wording) line.append(wording, " ");
  line.append(button(gettext("Propose texts"), run), status);
  const last = form.elements.who ?? input;
  (last.closest(".field-row") ?? last.parentElement).after(line);
  // A new picture, or others who stand in it.
  input.addEventListener("change", () => input.files?.length && run());
  form.elements.who?.addEventListener("change", run);
}

/* The choice of a wording for captions, [key, name] each; it is no field of the form. */
function wordings(choices) {
  if (!choices.length) return null;
  const select = document.createElement("select");
  select.setAttribute("aria-label", gettext("Wording of proposed captions"));
  select.append(new Option(gettext("As usual"), ""), ...choices.map(([key, name]) => new Option(name, key)));
  return select;
}

async function ask(form, input, status, wording) {
  const query = new URLSearchParams({ caption_template: wording });
  for (const name of input.dataset.asks.split(" ")) query.set(name, form.elements[name]?.value ?? "");
  const owner = input.dataset.of && form.elements[input.dataset.of]?.value;
  const url = owner ? input.dataset.proposals.replace("/0/", `/${owner}/`) : input.dataset.proposals;
  const answer = input.dataset.of && !owner ? null : await fetched(`${url}?${query}`);
  status.textContent = sentenceOf(answer, wording);
  for (const [name, text] of Object.entries(answer?.texts ?? {})) offer(form.elements[name], text);
}

/** Fetch proposals: { texts: column -> text, unknown: names that mean nobody, isUnanswered }. */
export async function fetched(url) {
  const answer = await fetch(url, { headers: { Accept: "application/json" } }).catch(() => null);
  const reply = await answer?.json().catch(() => null);
  if (answer?.ok && reply) return reply;
  saySignedOut(reply?.reason);
  return { texts: {}, unknown: [], isUnanswered: true };
}

/** Say what kept texts from being proposed, "" if some were. */
export function sentenceOf(answer, wording = "") {
  if (answer?.isUnanswered) return gettext("The site did not answer: nothing was proposed.");
  if (answer?.unknown.length) return interpolate(gettext("Not found: %s"), [answer.unknown.join(", ")]);
  const none = !answer || !Object.keys(answer.texts).length;
  if (none && wording) return gettext("Nothing to propose: something that the wording names has no text here.");
  return none ? gettext("Nothing to propose: name who is shown first.") : "";
}

/** Put a proposed text beside its field, in the place of an earlier one. */
export function offer(field, text) {
  if (!field || field.disabled) return;
  field.parentElement.querySelector(":scope > .proposal")?.remove();
  if (field.value === text) return;
  const box = document.createElement("div");
  box.className = "proposal";
  const words = document.createElement("span");
  words.textContent = text;
  words.lang = field.lang;
  const take = () => {
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    leave();
  };
  const leave = () => {
    box.remove();
    field.focus();
  };
  box.append(words, button(gettext("Use it"), take), button(gettext("Leave it"), leave));
  // Behind the field, and behind its length where that is counted.
  let last = field;
  while (last.nextElementSibling?.matches(".length-counter, .visually-hidden")) {
    last = last.nextElementSibling;
  }
  last.after(box);
}

function button(text, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text;
  button.addEventListener("click", act);
  return button;
}
