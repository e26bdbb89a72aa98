// Chinese headings break between words, not inside them, where that takes no further line. The words are those that
// the browser knows; the text stays the same, only where it may break is said. Without this module it breaks anywhere.
const OPENS = /[“‘（《「『〈【(]$/;
const STAYS = /^[的之了]/; // never at the beginning of a line

/** A text with a place to break before each word, as nodes. */
function phrased(text, words) {
  const found = [];
  for (const { segment, isWordLike } of words.segment(text)) {
    const last = found.at(-1);
    if (last === undefined || !isWordLike || OPENS.test(last) || STAYS.test(segment)) found.push((found.pop() ?? "") + segment);
    else found.push(document.createElement("wbr"), segment);
  }
  return found;
}

function phrase(heading, words) {
  const walker = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const node of texts) node.replaceWith(...phrased(node.data, words));
  heading.classList.add("phrased");
}

if ("Segmenter" in Intl) {
  const words = new Intl.Segmenter("zh", { granularity: "word" });
  const headings = [...document.querySelectorAll("main :is(h1, h2, h3, h4)")].filter((one) => /[\u4e00-\u9fff]{6}/.test(one.textContent));
  const before = headings.map((one) => one.offsetHeight);
  for (const one of headings) phrase(one, words);
  // What would take a further line breaks as before: nothing below may move.
  for (const one of headings.filter((each, n) => each.offsetHeight !== before[n])) one.classList.remove("phrased");
}
