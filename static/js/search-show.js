// What the search page and the search dialog show alike: words with marks, and hits by their kind.
import { language, make, say } from "./page.js";

// On an English page, from one Han character to the last, with what stands between; as in atlas/pages/maker.py.
const CHINESE = /[\u3400-\u9fff〇](?:[^A-Za-z]*[\u3400-\u9fff〇])?/gu;

export const english = language.startsWith("en");
export const numbers = new Intl.NumberFormat(language);

export function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

function spoken(text) {
  if (!english) return [text];
  const pieces = [];
  let from = 0;
  for (const { 0: words, index } of text.matchAll(CHINESE)) {
    pieces.push(text.slice(from, index), make("span", { lang: "zh-Hans" }, words));
    from = index + words.length;
  }
  return [...pieces, text.slice(from)];
}

/** The text with <mark> around the ranges, and Chinese marked as such; never markup. */
export function withMarks({ text, marks }) {
  const made = document.createDocumentFragment();
  let from = 0;
  for (const [start, end] of marks) {
    made.append(...spoken(text.slice(from, start)), make("mark", { class: "search-mark" }, ...spoken(text.slice(start, end))));
    from = end;
  }
  made.append(...spoken(text.slice(from)));
  return made;
}

/** The hits of each kind, best first; the kinds in the order of their best. */
export function byKind(hits) {
  const kinds = new Map();
  for (const hit of hits) {
    const kind = hit.labels.kind?.[0] ?? "";
    kinds.set(kind, [...(kinds.get(kind) ?? []), hit]);
  }
  return kinds;
}

/** What the index found; pages that only come near the query say nothing where it is the name of a page. */
export function withTitles(found, named) {
  return found.approximate && named.count ? { ...found, approximate: false, hits: [] } : found;
}

/** A box to tick that switches the key "/" off and on; search-key.js reads what it keeps in the reader's browser. */
export function slashChoice() {
  const tick = make("input", { type: "checkbox" });
  const kept = () => {
    try {
      return localStorage.getItem("atlas-slash") !== "off";
    } catch {
      return true;
    }
  };
  tick.checked = kept();
  tick.addEventListener("change", () => {
    try {
      localStorage.setItem("atlas-slash", tick.checked ? "on" : "off");
    } catch {
      tick.checked = true; // this browser keeps nothing
    }
  });
  return make("label", { class: "search-slash" }, tick, " ", say("slash"));
}
