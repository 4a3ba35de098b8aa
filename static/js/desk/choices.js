/* The choices with a search of their own: a screen reader hears the field's name before the choice. */

/** Name the choices below an element after their labels. */
export function name(root) {
  for (const select of root.querySelectorAll("select.select2-hidden-accessible")) {
    const box = select.nextElementSibling?.querySelector("[role=combobox]");
    const label = select.labels?.[0];
    if (!box) continue;
    box.removeAttribute("aria-labelledby");
    const chosen = box.querySelector(".select2-selection__rendered");
    // It only shows the choice: nothing is typed into it.
    for (const attribute of ["role", "aria-readonly"]) chosen?.removeAttribute(attribute);
    if (label) {
      label.id ||= `${select.id}_label`;
      box.setAttribute("aria-labelledby", [label.id, chosen?.id].filter(Boolean).join(" "));
    } else box.setAttribute("aria-label", select.getAttribute("aria-label") ?? "");
    // Of several choices it is the field beside them that is typed into.
    const typed = box.querySelector(".select2-search__field");
    if (typed && label) typed.setAttribute("aria-labelledby", label.id);
  }
}
