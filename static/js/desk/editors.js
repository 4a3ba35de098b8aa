/* The rich-text editor: its tools under names in the interface's language, and clean pasting. */

import { cleaned } from "./paste.js";

/** Name the tools of an editor and let it clean what is pasted. textarea: the field it stands for. */
export function equip(editor, textarea) {
  const frame = editor.view.dom.parentElement;
  const name = () => label(frame, editor.view.dom, textarea);
  // The tool bar comes a moment after the editor.
  if (frame.querySelector(".prose-menubar")) name();
  else editor.on("create", name);
  const han = /^zh|^ja/.test(textarea.lang);
  editor.setOptions({
    editorProps: {
      ...editor.options.editorProps,
      // Tab leaves the text, as it leaves every field; the browser moves on.
      handleDOMEvents: { keydown: (view, event) => event.key === "Tab" },
      transformPastedHTML: (html) => cleaned(html, { han }),
    },
  });
}

function label(frame, text, textarea) {
  const bar = frame.querySelector(".prose-menubar");
  const name = textarea.labels?.[0]?.textContent.trim().replace(/[:：]$/, "") ?? "";
  bar?.setAttribute("role", "toolbar");
  bar?.setAttribute("aria-label", [gettext("Tool bar"), name].filter(Boolean).join(gettext(": ")));
  for (const button of frame.querySelectorAll(".prose-menubar [data-name]")) {
    const words = gettext(button.dataset.name);
    button.title = words;
    button.setAttribute("aria-label", words);
  }
  text.setAttribute("role", "textbox");
  text.setAttribute("aria-multiline", "true");
  if (name) text.setAttribute("aria-label", name);
  // The browser picks the font and the spelling by it.
  if (textarea.lang) text.lang = textarea.lang;
}
