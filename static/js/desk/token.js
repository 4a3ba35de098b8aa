/* A form that was opened before its editor signed in anew is sent with the present token: the one of
   the cookie, which a sign-in in another tab has changed. */

const COOKIE = /(?:^|; )csrftoken=([^;]+)/;

document.addEventListener(
  "submit",
  (event) => {
    const field = event.target.querySelector("[name=csrfmiddlewaretoken]");
    const token = document.cookie.match(COOKIE)?.[1];
    if (field && token && event.target.method === "post") field.value = token;
  },
  true,
);
