/* The theme writes the name of a chosen file into the first text field that stands near: in its own
   file fields one is there for that, elsewhere it would be what an editor typed. It leaves alone
   whatever says that it is listened to already. */
{
  const heard = new WeakSet();
  const hasNameField = (input) =>
    input.parentNode?.parentNode?.parentNode?.querySelector(":scope > label > input[type=text][disabled]");

  Object.defineProperty(HTMLInputElement.prototype, "hasChangeListener", {
    get() {
      return heard.has(this) || !hasNameField(this);
    },
    set() {
      heard.add(this);
    },
  });
}
