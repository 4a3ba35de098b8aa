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

/** Let the links beside choices lead to what is chosen: the theme looks for them in a menu of its own. */
export function lead(root) {
  for (const select of root.querySelectorAll(".related-widget-wrapper select")) follow(select);
}

/* A choice that was made by jQuery is told through jQuery only. */
export function followChoices() {
  window.django?.jQuery?.(document).on("change", ".related-widget-wrapper select", (event) => follow(event.target));
}

function follow(select) {
  const links = select.closest(".related-widget-wrapper").querySelectorAll("[data-href-template]");
  for (const link of links) {
    if (select.value) link.href = link.dataset.hrefTemplate.replace("__fk__", select.value);
    else link.removeAttribute("href");
  }
}
