/* The pages of an import: files by drag and drop, progress, levels of warnings. Without this
   module the pages reload themselves, and everything is shown. */

const EVERY = 1000;

/* Ask how far it is; when the state has changed, the page has something else to show. */
async function ask(place) {
  try {
    const answer = await fetch(place.dataset.status, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.status);
    const now = await answer.json();
    if (now.state !== place.dataset.state) return finish(place, now);
    show(place, now);
  } catch {
    // The site does not answer now; the next time it may.
  }
  setTimeout(ask, EVERY, place);
}

function finish(place, now) {
  const page = place.closest("tbody");
  if (!page || ["reading", "writing"].includes(now.state)) {
    place.dataset.state = now.state;
    show(place, now);
    if (["waiting", "reading", "writing"].includes(now.state)) setTimeout(ask, EVERY, place);
    else location.reload();
    return;
  }
  location.reload();
}

function show(place, now) {
  place.querySelector("[data-label]").textContent = now.label;
  const bar = place.querySelector("[data-progress]");
  if (bar) bar.value = now.progress;
  const trouble = document.querySelector("[data-trouble]");
  if (!trouble || trouble.textContent === now.trouble) return;
  trouble.textContent = now.trouble;
  trouble.hidden = !now.trouble;
}

function drop(form) {
  const input = form.querySelector("input[type=file]");
  const list = form.querySelector("[data-chosen]");
  for (const name of ["dragenter", "dragover"]) {
    form.addEventListener(name, (event) => {
      event.preventDefault();
      form.classList.add("over");
    });
  }
  for (const name of ["dragleave", "drop"]) {
    form.addEventListener(name, () => form.classList.remove("over"));
  }
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change"));
  });
  input.addEventListener("change", () => {
    list.replaceChildren(...[...input.files].map(row));
    list.hidden = input.files.length === 0;
  });
}

function row(file) {
  const item = document.createElement("li");
  item.textContent = file.name;
  return item;
}

function levels(filters) {
  filters.hidden = false;
  filters.addEventListener("change", () => {
    for (const box of filters.querySelectorAll("input")) {
      for (const one of document.querySelectorAll(`[data-level="${box.value}"]`)) {
        one.hidden = !box.checked;
      }
    }
  });
}

function rest(button) {
  button.hidden = false;
  button.addEventListener("click", () => {
    for (const one of button.form.querySelectorAll("fieldset.question")) {
      if (!one.querySelector("input:checked")) one.querySelector("input[value=new]").checked = true;
    }
  });
}

for (const place of document.querySelectorAll("[data-status]")) setTimeout(ask, EVERY / 4, place);
for (const form of document.querySelectorAll("[data-drop]")) drop(form);
for (const filters of document.querySelectorAll("[data-levels]")) levels(filters);
for (const button of document.querySelectorAll("[data-rest]")) rest(button);
for (const form of document.querySelectorAll("[data-once]")) {
  form.addEventListener("submit", () => {
    form.querySelector("[type=submit]").disabled = true;
  });
}
