/* How long a text is: characters in Chinese, words in other languages; beside a limit, characters.
   The count is seen at once; it is spoken only when little room is left, and then after a pause. */

const PAUSE = 1500;
const NEARLY = 0.9;
const WORD = /[\p{L}\p{N}]+(?:[’'.-][\p{L}\p{N}]+)*/gu;

/** Give the texts below an element, those in a language of their own, their counters. */
export function count(root) {
  const fields = root.querySelectorAll(":is(input[type=text], textarea)[lang]:not([id*=__prefix__])");
  fields.forEach((field) => field.dataset.counted || attach(field));
}

function attach(field) {
  field.dataset.counted = "true";
  const box = document.createElement("div");
  box.className = "length-counter";
  box.setAttribute("aria-hidden", "true");
  const spoken = document.createElement("div");
  spoken.className = "visually-hidden";
  spoken.setAttribute("aria-live", "polite");
  const editor = field.closest(".prose-editor");
  if (editor) editor.append(box, spoken);
  else field.after(box, spoken);
  let timer = 0;
  const show = (spell) => {
    const limit = field.maxLength > 0 ? field.maxLength : 0;
    const text = plain(field);
    box.textContent = describeLength(text, limit, field.lang);
    const length = [...text].length;
    box.classList.toggle("is-full", limit > 0 && length >= limit);
    clearTimeout(timer);
    if (!spell || !limit || length < limit * NEARLY) return;
    timer = setTimeout(() => {
      spoken.textContent = interpolate(gettext("%s of %s characters"), [length, limit]);
    }, PAUSE);
  };
  field.addEventListener("input", () => show(true));
  show(false);
}

/* Of rich text what is read, not the markup. */
function plain(field) {
  if (!field.matches("[data-django-prose-editor-configurable]")) return field.value;
  const body = new DOMParser().parseFromString(field.value, "text/html").body;
  return [...body.children].map((block) => block.textContent).join(" ");
}

function describeLength(text, limit, language) {
  if (limit) return `${[...text].length} / ${limit}`;
  const han = /^(zh|ja)/.test(language);
  const number = han ? [...text.replace(/\s/g, "")].length : (text.match(WORD) ?? []).length;
  return interpolate(gettext(han ? "%s characters" : "%s words"), [number]);
}
