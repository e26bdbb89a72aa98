// The search page (templates/components/search.html) made live; elsewhere only the key "/".
// A query and everything found are text, never markup. Nothing is loaded before there is something to search.

import { openIndex } from "./search-pairs.js";

export { openIndex };

const PER_PAGE = 10;
const PAUSE = 120; // milliseconds without a key press before searching

function element(tag, className, ...children) {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
}

// The text with <mark> around the ranges.
function withMarks({ text, marks }) {
  const made = document.createDocumentFragment();
  let from = 0;
  for (const [start, end] of marks) {
    made.append(text.slice(from, start), element("mark", "search-mark", text.slice(start, end)));
    from = end;
  }
  made.append(text.slice(from));
  return made;
}

function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

function reachBoxByKey() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    const box = document.querySelector("[data-search-page] [name=q]") ?? document.querySelector("[data-search-form] [name=q]");
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
}

function enliven(page) {
  const part = (name) => page.querySelector(`[data-search-${name}]`);
  const words = page.dataset;
  const [form, filters, status, list, more] = ["form", "filters", "status", "hits", "more"].map(part);
  const facets = [...page.querySelectorAll("[data-search-facet]")];
  const box = form.elements.q;
  const other = part("other");
  const otherWords = other.textContent;
  const otherAddress = other.href;
  const language = document.documentElement.lang.startsWith("en") ? "en" : "zh";
  const numbers = new Intl.NumberFormat(document.documentElement.lang);

  let index = null;
  let answer = null;
  let wanted = []; // the hits that the filters let through
  let turn = 0; // the newest search; older ones must not overwrite it
  let timer = 0;

  const query = () => box.value.trim();
  const passes = (hit, except) =>
    facets.every((facet) => facet === except || !facet.value || hit.labels[facet.name]?.includes(facet.value));

  function readAddress() {
    const asked = new URLSearchParams(location.search);
    box.value = asked.get("q") ?? "";
    for (const facet of facets) choose(facet, asked.get(facet.name) ?? "");
  }

  function writeAddress(how) {
    const asked = new URLSearchParams();
    if (query()) asked.set("q", query());
    for (const facet of facets) if (facet.value) asked.set(facet.name, facet.value);
    const search = `${asked}` && `?${asked}`;
    if (search !== location.search) history[how](null, "", location.pathname + search);
  }

  function choose(facet, value) {
    if (![...facet.options].some((option) => option.value === value)) facet.add(new Option(value, value));
    facet.value = value;
  }

  // Each filter counts what the other filters let through.
  function countFacets() {
    for (const facet of facets) {
      const counts = new Map();
      for (const hit of answer.hits) {
        if (passes(hit, facet)) for (const label of hit.labels[facet.name] ?? []) counts.set(label, (counts.get(label) ?? 0) + 1);
      }
      const chosen = facet.value;
      if (chosen && !counts.has(chosen)) counts.set(chosen, 0);
      const options = [...counts].sort(([, a], [, b]) => b - a);
      facet.replaceChildren(
        facet.options[0],
        ...options.map(([label, count]) => new Option(`${label} (${numbers.format(count)})`, label, false, label === chosen)),
      );
      facet.disabled = options.length === 0;
    }
  }

  function itemOf(hit, shown) {
    const link = element("a", "search-hit-link", withMarks(shown.title));
    link.href = shown.url;
    const item = element("li", "search-hit", element("h2", "search-hit-title", link));
    const under = facets.flatMap((facet) => (hit.labels[facet.name] ?? []).slice(0, 2));
    item.append(element("p", "search-hit-labels", ...under.map((label) => element("span", "search-hit-label", label))));
    if (shown.excerpt.text) item.append(element("p", "search-hit-excerpt", withMarks(shown.excerpt)));
    return item;
  }

  // Adds the next hits to the list, or begins it anew; false if a newer search has come in between.
  async function show(from) {
    const mine = turn;
    const now = answer;
    const next = wanted.slice(from, from + PER_PAGE);
    const items = await Promise.all(next.map(async (hit) => itemOf(hit, await index.describe(now, hit))));
    if (mine !== turn) return false;
    if (from) list.append(...items);
    else list.replaceChildren(...items);
    list.hidden = !wanted.length;
    more.hidden = wanted.length <= from + PER_PAGE;
    list.removeAttribute("aria-busy");
    return true;
  }

  async function present() {
    wanted = answer.hits.filter((hit) => passes(hit));
    countFacets();
    filters.hidden = !answer.hits.length;
    const n = wanted.length;
    if (!(await show(0))) return;
    const none = answer.hits.length ? words.textNoneFiltered : words.textNone;
    const text = n === 0 ? none : n === 1 ? words.textOne : words.textOther;
    status.textContent = fill(text, { n: numbers.format(n), q: answer.query });
    part("approximate").hidden = !answer.approximate || n === 0;
    part("none").hidden = n > 0;
  }

  function rest() {
    answer = null;
    wanted = [];
    list.replaceChildren();
    list.removeAttribute("aria-busy");
    status.textContent = "";
    for (const name of ["filters", "hits", "more", "approximate", "none"]) part(name).hidden = true;
  }

  async function search() {
    clearTimeout(timer);
    const mine = ++turn;
    const asked = query();
    part("hint").hidden = asked !== "";
    const address = new URL(otherAddress);
    if (asked) address.searchParams.set("q", asked);
    other.href = address.href;
    other.textContent = asked ? fill(words.textOtherQuery, { q: asked }) : otherWords;
    if (!asked) return rest();
    list.setAttribute("aria-busy", "true");
    const slow = setTimeout(() => { status.textContent = words.textLoading; }, 250);
    try {
      index ??= openIndex({ base: words.bundle, language });
      const found = await index.find(asked);
      if (mine !== turn) return;
      answer = found;
      await present();
    } catch (problem) {
      if (mine !== turn) return;
      rest();
      status.textContent = words.textFailed;
      console.error(problem);
    } finally {
      clearTimeout(slow);
    }
  }

  // Arrow keys walk from the box through the links and back.
  function walk(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && event.target.localName !== "select") {
      event.preventDefault();
      box.value = "";
      box.focus();
      writeAddress("replaceState");
      search();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [box, ...list.querySelectorAll("a"), ...(more.hidden ? [] : [more])];
    const at = stops.indexOf(event.target);
    if (!step || at < 0 || !stops[at + step]) return;
    event.preventDefault();
    stops[at + step].focus();
  }

  box.addEventListener("input", (event) => {
    if (event.isComposing) return; // half a syllable of an input method is no query
    clearTimeout(timer);
    timer = setTimeout(() => { writeAddress("replaceState"); search(); }, PAUSE);
  });
  box.addEventListener("compositionend", () => box.dispatchEvent(new Event("input")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    writeAddress("pushState");
    search();
  });
  for (const facet of facets) {
    facet.addEventListener("change", () => {
      writeAddress("pushState");
      search();
    });
  }
  more.addEventListener("click", async () => {
    const from = list.children.length;
    if (await show(from)) list.children[from]?.querySelector("a").focus();
  });
  page.addEventListener("keydown", walk);
  addEventListener("popstate", () => { readAddress(); search(); });

  part("static").hidden = true;
  readAddress();
  search();
}

reachBoxByKey();
const page = document.querySelector("[data-search-page]");
if (page) enliven(page);
