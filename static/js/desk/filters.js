/* A filter that is chosen by typing is applied as soon as it is chosen. */

window.django?.jQuery?.(document).on("select2:select", "[data-submits]", (event) => event.target.form.submit());
