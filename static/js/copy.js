// Buttons that copy an address or a citation, and say so.

const status = document.querySelector("[role=status][data-copied]");

// "#remarks-lin" is a place on this page, "citation" the words of an element, the rest itself.
function words(source) {
  if (source.startsWith("#")) return location.origin + location.pathname + source;
  const element = document.getElementById(source);
  return element ? element.textContent.trim().replace(/\s+/g, " ") : source;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

// Where the clipboard is refused: without HTTPS, or in an application's own browser.
function copyBySelection(text) {
  const focused = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.readOnly = true;
  field.className = "unseen";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (focused) focused.focus({ preventScroll: true });
  return done;
}

// What is said once for all, stands behind whichever button was pressed.
for (const button of status ? document.querySelectorAll("[data-copy]") : []) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    status.textContent = "";
    const done = await copy(words(button.dataset.copy));
    button.after(status);
    status.textContent = done ? status.dataset.copied : status.dataset.failed;
  });
}
