/* A filter that is chosen by typing is applied as soon as it is chosen, and named to everybody. */

import { name } from "./choices.js";

window.django?.jQuery?.(document).on("select2:select", "[data-submits]", (event) => event.target.form.submit());
// The choices are made by jQuery when it finds the document ready.
window.addEventListener("load", () => window.django?.jQuery?.(() => setTimeout(() => name(document))));
