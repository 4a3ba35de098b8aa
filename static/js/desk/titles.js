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
  const answer = await fetch(url, { headers: { Accept: "application/json" } }).catch(() => null);
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
    .find((field) => field.name.startsWith(select.name.replace(/person$/, "title_")))
    ?.closest(".field-row");
}

function box(select, proposal) {
  const box = document.createElement("div");
  box.className = "last-title";
  box.setAttribute("role", "status");
  const where = [proposal.event, proposal.year].filter(Boolean).join(", ");
  box.append(element("p", interpolate(gettext("Last title, as of %s:"), [where])));
  const list = document.createElement("ul");
  for (const { tag, text } of proposal.titles) {
    const item = element("li", text);
    item.lang = tag;
    list.append(item);
  }
  box.append(list, button(gettext("Use it"), () => take(select, proposal, box)));
  box.append(button(gettext("Leave it"), () => leave(select, box)));
  return box;
}

function take(select, proposal, box) {
  for (const { column, text } of proposal.titles) {
    const input = field(select, column);
    input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }
  affiliate(select, proposal.organization);
  leave(select, box);
}

function affiliate(select, organization) {
  const choice = field(select, "organization");
  if (!organization || !choice || choice.value) return;
  choice.append(new Option(organization.label, organization.id, true, true));
  window.django.jQuery(choice).trigger("change");
}

function leave(select, box) {
  box.remove();
  rowOf(select).querySelector("input").focus();
}

function element(tag, text) {
  const node = document.createElement(tag);
  node.textContent = text;
  return node;
}

function button(text, act) {
  const button = element("button", text);
  button.type = "button";
  button.addEventListener("click", act);
  return button;
}
