/* The pages of an import: files by drag and drop, progress, levels of warnings. Without this
   module the pages reload themselves, and everything is shown. */

const INTERVAL = 1000;

/* Ask how far it is; when the state has changed, the page has something else to show. */
async function askProgress(panel) {
  try {
    const answer = await fetch(panel.dataset.status, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.status);
    const progress = await answer.json();
    if (progress.state !== panel.dataset.state) return followState(panel, progress);
    showProgress(panel, progress);
  } catch {
    // The site does not answer now; the next time it may.
  }
  setTimeout(askProgress, INTERVAL, panel);
}

function followState(panel, progress) {
  const list = panel.closest("tbody");
  if (!list || ["reading", "writing"].includes(progress.state)) {
    panel.dataset.state = progress.state;
    showProgress(panel, progress);
    if (["waiting", "reading", "writing"].includes(progress.state)) setTimeout(askProgress, INTERVAL, panel);
    else showState();
    return;
  }
  showState();
}

/* A plan that was made again begins where the page that waited was sent to, not at its head. */
function showState() {
  if (location.hash) history.scrollRestoration = "manual";
  location.reload();
}

function openPlace(place) {
  for (let box = place.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  place.scrollIntoView({ block: "center" });
  place.querySelector(":scope > details > summary")?.focus({ preventScroll: true });
}

function showProgress(panel, progress) {
  panel.querySelector("[data-label]").textContent = progress.label;
  const bar = panel.querySelector("[data-progress]");
  if (bar) bar.value = progress.progress;
  const trouble = document.querySelector("[data-trouble]");
  if (!trouble || trouble.textContent === progress.trouble) return;
  trouble.textContent = progress.trouble;
  trouble.hidden = !progress.trouble;
}

function acceptDroppedFiles(form) {
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
    list.replaceChildren(...[...input.files].map(makeFileItem));
    list.hidden = input.files.length === 0;
  });
}

function makeFileItem(file) {
  const item = document.createElement("li");
  item.textContent = file.name;
  return item;
}

function filterByLevel(filters) {
  filters.hidden = false;
  filters.addEventListener("change", () => {
    for (const box of filters.querySelectorAll("input")) {
      for (const finding of document.querySelectorAll(`[data-level="${box.value}"]`)) {
        finding.hidden = !box.checked;
      }
    }
  });
}

function answerRemaining(button) {
  button.hidden = false;
  button.addEventListener("click", () => {
    for (const question of button.form.querySelectorAll("fieldset.question")) {
      if (!question.querySelector("input:checked")) question.querySelector("input[value=new]").checked = true;
    }
  });
}

const place = document.getElementById(location.hash.slice(1));
if (place) openPlace(place);
for (const panel of document.querySelectorAll("[data-status]")) setTimeout(askProgress, INTERVAL / 4, panel);
for (const form of document.querySelectorAll("[data-drop]")) acceptDroppedFiles(form);
for (const filters of document.querySelectorAll("[data-levels]")) filterByLevel(filters);
for (const button of document.querySelectorAll("[data-rest]")) answerRemaining(button);
for (const form of document.querySelectorAll("[data-once]")) {
  form.addEventListener("submit", () => {
    form.querySelector("[type=submit]").disabled = true;
  });
}
