// Filters the agenda by day, room and kind. The choice stands in the address, to be handed on.

const form = document.querySelector(".agenda .filter");
const agenda = form.closest(".agenda");
const sessions = [...agenda.querySelectorAll(".session")];
const status = form.querySelector("[role=status]");
const fields = [...form.querySelectorAll("select")];

function fits(session, name, value) {
  const fact = name === "day" ? session.closest(".day").dataset.day : session.dataset[name];
  return !value || fact === value;
}

function show() {
  const chosen = fields.filter((field) => field.value);
  for (const session of sessions) {
    session.hidden = !fields.every((field) => fits(session, field.name, field.value));
  }
  for (const day of agenda.querySelectorAll(".day")) {
    day.hidden = !day.querySelector(".session:not([hidden])");
  }
  // The day alone leaves a grid whole; with holes it is read as a list.
  agenda.classList.toggle("filtered", chosen.some((field) => field.name !== "day"));
  form.classList.toggle("chosen", chosen.length > 0);
  const visible = sessions.filter((session) => !session.hidden).length;
  const words = status.dataset.words.replace("{shown}", visible).replace("{all}", sessions.length);
  status.textContent = chosen.length ? words : "";
}

function remember() {
  const address = new URL(location.href);
  for (const field of fields) {
    if (field.value) address.searchParams.set(field.name, field.value);
    else address.searchParams.delete(field.name);
  }
  history.replaceState(history.state, "", address);
  keepInOtherLanguages();
}

// The page itself is the same whatever is chosen, so that it does not know.
function keepInOtherLanguages() {
  for (const link of document.querySelectorAll(".languages a")) link.search = location.search;
}

function recall() {
  const query = new URLSearchParams(location.search);
  for (const field of fields) {
    const value = query.get(field.name) || "";
    if ([...field.options].some((option) => option.value === value)) field.value = value;
  }
}

form.hidden = false;
recall();
show();
keepInOtherLanguages();
form.addEventListener("change", () => {
  show();
  remember();
});
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", (event) => {
  event.preventDefault();
  for (const field of fields) field.value = "";
  show();
  remember();
  fields[0].focus();
});
