/* The end of a tab that a form opened for a record it names: the form is told, chooses it, and says so. */

const { response } = document.body.dataset;
const savedFor = new URLSearchParams(location.search).get("_field");

window.addEventListener("message", ({ origin, data }) => {
  if (origin === location.origin && data.isChosen) window.close();
});
if (savedFor) window.opener?.postMessage({ ...JSON.parse(response), savedFor }, location.origin);
