// Photos open large in a dialog; without one, or without this script, their links lead to the file.

const links = [...document.querySelectorAll("a.enlarge")];
const template = document.getElementById("viewer");
const SWIPE = 48; // CSS pixels, more than a tap's tremble

class Viewer {
  constructor(dialog) {
    this.dialog = dialog;
    this.figure = dialog.querySelector("figure");
    this.count = dialog.querySelector(".count");
    this.on(".close", () => dialog.close());
    this.on(".previous", () => this.step(-1));
    this.on(".next", () => this.step(1));
    dialog.addEventListener("keydown", (event) => this.key(event));
    dialog.addEventListener("close", () => this.leave());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    this.watchSwipes();
  }

  on(button, act) {
    this.dialog.querySelector(button).addEventListener("click", act);
  }

  open(group, link) {
    this.group = group;
    this.opener = link;
    for (const button of this.dialog.querySelectorAll(".previous, .next")) {
      button.hidden = group.length < 2;
    }
    this.show(group.indexOf(link));
    this.dialog.showModal();
    document.documentElement.classList.add("viewing");
  }

  leave() {
    document.documentElement.classList.remove("viewing");
    this.opener.focus();
  }

  step(by) {
    const size = this.group.length;
    this.show((this.place + by + size) % size);
  }

  show(place) {
    this.place = place;
    const link = this.group[place];
    const picture = link.firstElementChild.cloneNode(true);
    for (const element of [picture, ...picture.querySelectorAll("[sizes], img")]) {
      if ("sizes" in element) element.sizes = "100vw";
      element.removeAttribute("loading");
    }
    const caption = link.closest("figure").querySelector("figcaption");
    this.figure.replaceChildren(picture, ...(caption ? [caption.cloneNode(true)] : []));
    this.count.textContent = `${place + 1} / ${this.group.length}`;
  }

  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const last = this.group.length - 1;
    const acts = {
      ArrowLeft: () => this.step(-1),
      ArrowRight: () => this.step(1),
      Home: () => this.show(0),
      End: () => this.show(last),
    };
    if (!acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
  }

  watchSwipes() {
    let from = null;
    this.figure.addEventListener("pointerdown", (event) => {
      from = event.isPrimary && event.pointerType !== "mouse" ? event : null;
    });
    this.figure.addEventListener("pointercancel", () => (from = null));
    this.figure.addEventListener("pointerup", (event) => {
      if (!from || event.pointerId !== from.pointerId) return;
      const [x, y] = [event.clientX - from.clientX, event.clientY - from.clientY];
      from = null;
      if (Math.abs(x) > SWIPE && Math.abs(x) > 2 * Math.abs(y)) this.step(x < 0 ? 1 : -1);
    });
  }
}

// The gallery is one round of photos; the speakers' own are another.
function groupOf(link) {
  const round = (link) => link.closest(".galleries") || link.closest(".gallery");
  return links.filter((sibling) => round(sibling) === round(link));
}

if (template && links.length && window.HTMLDialogElement) {
  document.body.append(template.content.cloneNode(true));
  const viewer = new Viewer(document.body.querySelector("dialog.viewer"));
  for (const link of links) {
    link.addEventListener("click", (event) => {
      if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      viewer.open(groupOf(link), link);
    });
  }
}
