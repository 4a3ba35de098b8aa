// Names of the site that begin with what is being typed, as a list under the search box: arrows
// choose, Enter searches, Escape closes. Without a script, and where none comes, the box is a box.

const PAUSE = 150;

function suggest(input) {
  const list = document.createElement("ul");
  const address = new URL("suggestions.json", input.form.action);
  let timer;
  let lastQuery = "";
  let chosen = -1;

  list.id = `${input.id}-suggestions`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.suggest);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);
  input.parentElement.classList.add("suggesting");
  input.after(list);

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  }

  function choose(number) {
    chosen = number;
    for (const [place, option] of [...list.children].entries()) {
      option.setAttribute("aria-selected", String(place === number));
    }
    const option = list.children[number];
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  }

  function take(option) {
    input.value = option.dataset.text;
    close();
    if (option.dataset.href) location.assign(option.dataset.href);
    else input.form.requestSubmit();
  }

  function show(names) {
    list.replaceChildren(...names.map(({ text, lang, kind, href }, place) => {
      const option = document.createElement("li");
      const name = document.createElement("span");
      const label = document.createElement("small");
      name.lang = lang;
      name.textContent = text;
      label.textContent = kind;
      option.id = `${list.id}-${place}`;
      option.dataset.text = text;
      option.dataset.href = href;
      option.setAttribute("role", "option");
      option.append(name, " ", label);
      return option;
    }));
    list.hidden = !names.length;
    input.setAttribute("aria-expanded", String(names.length > 0));
    choose(-1);
  }

  async function ask() {
    const typed = input.value.trim();
    if (typed === lastQuery) return;
    lastQuery = typed;
    if (!typed) return close();
    address.searchParams.set("q", typed);
    try {
      const answer = await fetch(address, { credentials: "omit" });
      const { suggestions } = await answer.json();
      if (typed === lastQuery && document.activeElement === input) show(suggestions);
    } catch {
      close();
    }
  }

  input.addEventListener("input", (event) => {
    // What an input method is still composing is no word yet.
    if (event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("compositionend", ask);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    const last = list.children.length - 1;
    if (event.key === "ArrowDown") choose(chosen === last ? -1 : chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen === -1 ? last : chosen - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen >= 0) take(list.children[chosen]);
    else return;
    event.preventDefault();
  });
  // The box keeps the focus, whose loss closes the list. A press that slides off chooses nothing.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => {
    const option = target.closest("[role=option]");
    if (option) take(option);
  });
}

for (const input of document.querySelectorAll("[data-suggest]")) suggest(input);
