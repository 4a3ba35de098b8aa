// Sessions and lists of people are open in the file; on a telephone they fold, but for what was
// asked for. On paper they are open.

const folds = [...document.querySelectorAll("details.fold")];
const telephone = matchMedia("(max-width: 47.99rem)");

function target() {
  return location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
}

// A link to a part opens what folds in it, if that is one list and not all sessions.
function isAsked(fold, place) {
  if (!place) return false;
  if (fold.contains(place)) return true;
  const part = place.closest("section");
  const within = part ? [...part.querySelectorAll("details.fold")] : [];
  return within.length === 1 && within[0] === fold;
}

function open(place) {
  for (const fold of folds) if (isAsked(fold, place)) fold.open = true;
  if (place) place.scrollIntoView();
}

function lay() {
  const place = target();
  for (const fold of folds) fold.open = !telephone.matches || isAsked(fold, place);
  if (place && telephone.matches) place.scrollIntoView();
}

lay();
telephone.addEventListener("change", lay);
addEventListener("hashchange", () => open(target()));

let closed = [];
addEventListener("beforeprint", () => {
  closed = folds.filter((fold) => !fold.open);
  for (const fold of closed) fold.open = true;
});
addEventListener("afterprint", () => {
  for (const fold of closed) fold.open = false;
});
