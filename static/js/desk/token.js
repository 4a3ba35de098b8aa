/* A page that was opened before its editor signed in anew goes on with the present token: the one of
   the cookie, which a sign-in in another tab has changed. */

import { warn } from "./autosave/bar.js";

const COOKIE = /(?:^|; )csrftoken=([^;]+)/;

/** Return the present token, for what a script sends. */
export function csrfToken() {
  return document.cookie.match(COOKIE)?.[1] ?? "";
}

/** Say with the way back that the sign-in has ended, if that is why the site refused; tell whether. */
export function saySignedOut(reason) {
  const settings = document.getElementById("autosave");
  if (reason !== "signed_out" || !settings) return false;
  const { words, sign_in: href } = JSON.parse(settings.textContent);
  warn(words.signed_out, { href, text: words.sign_in });
  return true;
}

document.addEventListener(
  "submit",
  (event) => {
    const field = event.target.querySelector("[name=csrfmiddlewaretoken]");
    const token = csrfToken();
    if (field && token && event.target.method === "post") field.value = token;
  },
  true,
);
