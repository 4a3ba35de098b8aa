/* Adds the desk's words to Django's JavaScript catalog. Loaded before every module: the rich-text
   editor keeps the gettext that it meets first. */

{
  const words = JSON.parse(document.getElementById("desk-words").textContent);
  const django = (window.django ||= {});
  Object.assign((django.catalog ||= {}), words);
  window.gettext ||= (text) => django.catalog[text] ?? text;
}
