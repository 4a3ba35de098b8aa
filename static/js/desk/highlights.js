/* Marks words in text that is shown without touching it, where the browser can. */

const ranges = new Map();

/**
 * Mark words below elements under a highlight's name, in the place of what the same owner marked
 * before. places: pairs of an element and the words to be marked in it.
 */
export function highlight(name, owner, places) {
  if (!window.CSS?.highlights) return;
  const owners = ranges.get(name) ?? ranges.set(name, new Map()).get(name);
  owners.set(owner, places.flatMap(([element, words]) => rangesOf(element, words)));
  CSS.highlights.set(name, new Highlight(...[...owners.values()].flat()));
}

/* A longer word is marked whole: what stands within it is not marked again. */
function rangesOf(element, words) {
  const terms = [...new Set(words)].filter(Boolean).sort((a, b) => b.length - a.length);
  if (!terms.length) return [];
  const pattern = new RegExp(terms.map((word) => RegExp.escape?.(word) ?? escaped(word)).join("|"), "g");
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const matches = [];
  while (walker.nextNode()) {
    for (const { 0: word, index } of walker.currentNode.data.matchAll(pattern)) {
      const range = new Range();
      range.setStart(walker.currentNode, index);
      range.setEnd(walker.currentNode, index + word.length);
      matches.push(range);
    }
  }
  return matches;
}

function escaped(word) {
  return word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
