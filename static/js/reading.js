// Reading tools: larger type, strong contrast, and the browser's own voices. What is chosen is kept
// on this device, in no cookie. Loaded in the head, so that the page is laid out once.

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
  const TEXTS = "h1, h2, h3, h4, p, li, dt, dd, figcaption, blockquote";

  // What is read: the innermost texts that are seen, from the one at the top of the window on.
  function texts() {
    const all = [...document.querySelectorAll("main :is(" + TEXTS + ")")];
    const own = all.filter((text) => !text.querySelector(TEXTS) && text.getClientRects().length);
    const first = own.findIndex((text) => text.getBoundingClientRect().bottom > 0);
    return own.slice(Math.max(0, first));
  }

  function start(tools) {
    const read = tools.querySelector("[data-read]");
    let queue = [];

    function stop() {
      queue = [];
      voices.cancel();
      for (const text of document.querySelectorAll(".spoken")) text.classList.remove("spoken");
      read.setAttribute("aria-pressed", "false");
    }

    function next() {
      const text = queue.shift();
      for (const spoken of document.querySelectorAll(".spoken")) spoken.classList.remove("spoken");
      if (!text) return stop();
      const words = text.textContent.trim();
      if (!words) return next();
      const lang = text.closest("[lang]").lang;
      const speech = new SpeechSynthesisUtterance(words);
      speech.lang = lang.startsWith("zh") ? "zh-CN" : lang;
      speech.voice = voices.getVoices().find((voice) => voice.lang.startsWith(lang.slice(0, 2))) || null;
      speech.onend = () => queue.length && next();
      text.classList.add("spoken");
      voices.speak(speech);
    }

    if (voices) {
      read.hidden = false;
      read.addEventListener("click", () => {
        if (read.getAttribute("aria-pressed") === "true") return stop();
        read.setAttribute("aria-pressed", "true");
        queue = texts();
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

  addEventListener("DOMContentLoaded", () => {
    const tools = document.querySelector(".reading");
    if (tools) start(tools);
  });
})();
