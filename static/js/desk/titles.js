/* Choosing a person proposes the title that he or she bore last, in each language that has it.
   Nothing is filled in before the editor takes it. */

const PERSON = "select[data-last-title]";

/** Propose titles wherever a person is chosen below an element. */
export function propose(root) {
  const $ = window.django?.jQuery;
  // The choice is jQuery's, which tells no listener of the browser's own.
  if ($) $(root).on("change", PERSON, (event) => choose(event.target));
}

async function choose(select) {
  const row = rowOf(select);
  row?.parentElement.querySelector(":scope > .last-title")?.remove();
  const person = select.value;
  if (!row || !person) return;
  const url = new URL(select.dataset.lastTitle.replace("/0/", `/${person}/`), location.href);
  url.searchParams.set("event", document.querySelector("#id_event")?.value ?? "");
  const answer = await fetch(url).catch(() => null);
  // Of a session that has ended it is the page to log in.
  if (!answer?.ok || answer.redirected || select.value !== person) return;
  const proposal = await answer.json();
  if (proposal.titles.some(({ column, text }) => field(select, column)?.value !== text)) {
    row.after(box(select, proposal));
  }
}

function field(select, name) {
  return select.form.elements[select.name.replace(/person$/, name)];
}

function rowOf(select) {
  return [...select.form.elements]
    .find((one) => one.name.startsWith(select.name.replace(/person$/, "title_")))
    ?.closest(".field-row");
}

function box(select, proposal) {
  const made = document.createElement("div");
  made.className = "last-title";
  made.setAttribute("role", "status");
  const where = [proposal.event, proposal.year].filter(Boolean).join(", ");
  made.append(element("p", interpolate(gettext("Last title, as of %s:"), [where])));
  const list = document.createElement("ul");
  for (const { tag, text } of proposal.titles) {
    const item = element("li", text);
    item.lang = tag;
    list.append(item);
  }
  made.append(list, button(gettext("Use it"), () => take(select, proposal, made)));
  made.append(button(gettext("Leave it"), () => leave(select, made)));
  return made;
}

function take(select, proposal, made) {
  for (const { column, text } of proposal.titles) {
    const input = field(select, column);
    input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }
  affiliate(select, proposal.organization);
  leave(select, made);
}

function affiliate(select, organization) {
  const choice = field(select, "organization");
  if (!organization || !choice || choice.value) return;
  choice.append(new Option(organization.label, organization.id, true, true));
  window.django.jQuery(choice).trigger("change");
}

function leave(select, made) {
  made.remove();
  rowOf(select).querySelector("input").focus();
}

function element(tag, text) {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

function button(text, act) {
  const made = element("button", text);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}
