// Reading tools: larger type, strong contrast, and the browser's own voices. What is chosen is kept
// on this device, in no cookie. Loaded in the head, so that the page is laid out once. Whoever goes
// on in the other language goes on at the same place. A telephone shares a page with what it has.

(() => {
  const root = document.documentElement;
  const choices = {};
  try {
    Object.assign(choices, JSON.parse(localStorage.getItem("reading") || "{}"));
  } catch {
    // A device that keeps nothing still has the tools.
  }

  function apply() {
    for (const name of ["size", "contrast"]) {
      if (choices[name]) root.dataset[name] = choices[name];
      else delete root.dataset[name];
    }
  }

  function choose(name, value) {
    choices[name] = value;
    apply();
    try {
      localStorage.setItem("reading", JSON.stringify(choices));
    } catch {
      // As above.
    }
  }

  apply();
  root.dataset.reading = "";
  const voices = window.speechSynthesis;
  const BLOCKS = "h1, h2, h3, h4, p, li, dt, dd, th, td, figcaption, blockquote";
  // What one does with the page is no text of it.
  const SILENT = "nav, form, button, .take, .cite, .actions, .aside, .colophon, .unseen, [aria-hidden]";

  // What is read: the texts that are seen, from the one at the top of the window on, each parted
  // where its language changes.
  function runs() {
    const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    const all = [];
    while (walker.nextNode()) {
      const place = walker.currentNode.parentElement;
      const block = place.closest(BLOCKS);
      if (!block || place.closest(SILENT) || !place.getClientRects().length) continue;
      const words = walker.currentNode.data;
      const lang = place.closest("[lang]").lang;
      const last = all[all.length - 1];
      if (last && last.block === block && (last.lang === lang || !words.trim())) last.words += words;
      else all.push({ block, lang, words });
    }
    const runs = all.filter(({ words }) => words.trim());
    const first = runs.findIndex(({ block }) => block.getBoundingClientRect().bottom > 0);
    return runs.slice(Math.max(0, first));
  }

  function start(tools) {
    const read = tools.querySelector("[data-read]");
    let queue = [];
    // Counts what is said: a voice that was stopped tells of its end later.
    let turn = 0;

    function stop() {
      turn += 1;
      queue = [];
      voices.cancel();
      for (const text of document.querySelectorAll(".spoken")) text.classList.remove("spoken");
      read.setAttribute("aria-pressed", "false");
    }

    function next() {
      const run = queue.shift();
      for (const spoken of document.querySelectorAll(".spoken")) spoken.classList.remove("spoken");
      if (!run) return stop();
      const speech = new SpeechSynthesisUtterance(run.words.trim());
      speech.lang = run.lang.startsWith("zh") ? "zh-CN" : run.lang;
      // Without a voice of just this language the browser's own choice is better than the first.
      speech.voice = voices.getVoices().find((voice) => voice.lang === speech.lang) || null;
      const ownTurn = turn += 1;
      speech.onend = speech.onerror = () => ownTurn === turn && next();
      run.block.classList.add("spoken");
      voices.speak(speech);
    }

    if (voices) {
      // Voices may come later; a device without any has nothing to read with.
      const offer = () => { read.hidden = !voices.getVoices().length; };
      offer();
      voices.onvoiceschanged = offer;
      read.addEventListener("click", () => {
        if (read.getAttribute("aria-pressed") === "true") return stop();
        read.setAttribute("aria-pressed", "true");
        queue = runs();
        next();
      });
      addEventListener("pagehide", stop);
    }

    function mark() {
      for (const button of tools.querySelectorAll("[data-size]")) {
        button.setAttribute("aria-pressed", String((choices.size || "") === button.dataset.size));
      }
      const contrast = tools.querySelector("[data-contrast]");
      contrast.setAttribute("aria-pressed", String(choices.contrast === "high"));
    }

    tools.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (!button) return;
      if ("size" in button.dataset) choose("size", button.dataset.size);
      if ("contrast" in button.dataset) choose("contrast", choices.contrast ? "" : "high");
      mark();
    });
    addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !tools.open) return;
      tools.open = false;
      tools.querySelector("summary").focus();
    });
    // Whoever goes on with the page has it whole.
    tools.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && !tools.contains(relatedTarget)) tools.open = false;
    });
    mark();
  }

  const withoutLanguage = (path) => path.split("/").slice(2).join("/");

  addEventListener("click", ({ target }) => {
    const link = target.closest("a[rel=alternate][hreflang]");
    if (!link || withoutLanguage(link.pathname) !== withoutLanguage(location.pathname)) return;
    const passed = [...document.querySelectorAll("main [id]")].filter((place) =>
      (!place.checkVisibility || place.checkVisibility())
      && place.getBoundingClientRect().top < innerHeight / 3);
    link.hash = scrollY && passed.length ? passed[passed.length - 1].id : location.hash;
  });

  addEventListener("DOMContentLoaded", () => {
    const tools = document.querySelector(".reading");
    if (tools) start(tools);
    const button = document.querySelector("[data-share]");
    if (!button || !navigator.share) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      const shared = navigator.share({ title: document.title, url: location.href });
      // Whoever closes the sheet has shared nothing, and knows it.
      shared.catch(() => button.focus());
    });
  });
})();
