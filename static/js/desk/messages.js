/* A page that is opened at a place of its own says there, in sight, what it has to say. */

const target = document.getElementById(location.hash.slice(1));
const messages = document.querySelector("#messages ul");

if (target && messages) {
  if (target.matches("tbody, tr")) target.querySelector("td[colspan], td.title").prepend(messages);
  else if (target.matches("li")) target.prepend(messages);
  else target.before(messages);
  // A browser comes to the place itself after the page has loaded.
  const look = () => setTimeout(() => messages.scrollIntoView({ block: "center" }));
  if (document.readyState === "complete") look();
  else window.addEventListener("load", look);
}
