// Fills the search dialog (search-key.js): pages by their names at once, from the title list; then, from the search
// index, the pages that hold the words. A combobox: the focus stays in its box, the arrows walk through the list.
import { make } from "./page.js";
import { byKind, english, fill, numbers, slashChoice, withMarks, withTitles } from "./search-show.js";
import { openTitles } from "./search-titles.js";

const MOST_TITLES = 6;
const MOST_HITS = 9;
const MOST_OF_A_KIND = 3;
const PAUSE = 150; // milliseconds without a key press before the index is asked

const option = (url, ...children) =>
  make("a", { class: "search-option", role: "option", tabindex: -1, "aria-selected": "false", href: url }, ...children);

function optionOfTitle({ url, kind, title, name }) {
  const made = option(url, make("span", { class: "search-option-title" }, withMarks(title)));
  const language = name && !english && !/[\u3400-\u9fff]/.test(name.text) ? { lang: "en" } : {};
  if (name) made.append(" ", make("span", { class: "search-option-name", ...language }, withMarks(name)));
  if (kind) made.append(" ", make("span", { class: "search-option-kind" }, kind));
  return made;
}

function optionOfHit({ url, title, excerpt }) {
  return option(url, make("span", { class: "search-option-title" }, withMarks(title)), " ",
    make("span", { class: "search-option-excerpt" }, withMarks(excerpt)));
}

function group(id, label, options, count) {
  const heading = make("div", { class: "search-group-title", id: `search-group-${id}` }, label);
  if (count > options.length) heading.append(" ", make("span", { class: "search-group-count" }, numbers.format(count)));
  return make("div", { role: "group", "aria-labelledby": heading.id }, heading, ...options);
}

// The best hits, not too many of one kind.
function picked(hits) {
  const counts = new Map();
  return hits.filter(({ labels }) => {
    const kind = labels.kind?.[0];
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return counts.get(kind) <= MOST_OF_A_KIND;
  }).slice(0, MOST_HITS);
}

/** The dialog answers; `searchPage` is the address of the search page, beside which the title list lies. */
export async function enliven(dialog, searchPage) {
  const titles = await openTitles(new URL("titles.json", searchPage));
  const words = titles.words;
  const form = dialog.querySelector("form");
  const box = form.elements.q;
  const status = make("p", { class: "search-status", role: "status" });
  const notice = make("p", { class: "search-notice" }, words.approximate);
  const list = make("div", { class: "search-found", id: "search-found", role: "listbox", "aria-label": words.results });
  const hint = make("p", { class: "search-hint" }, words.hint);
  const tips = make("div", { class: "search-tips" }, make("p", {}, words.tips),
    make("ul", {}, ...[words.tip_fewer, words.tip_parts, words.tip_names].map((tip) => make("li", {}, tip))));
  dialog.lastElementChild.replaceChildren(status, hint, notice, tips, list,
    make("div", { class: "search-dialog-foot" }, make("p", {}, words.keys_dialog), slashChoice()));

  let index = null;
  let asked = null; // the query that the list answers
  let named = null; // the titles it may mean
  let active = null; // the option that Enter opens
  let timer = 0;

  const options = () => [...list.querySelectorAll(".search-option")];

  function choose(chosen) {
    active?.setAttribute("aria-selected", "false");
    active = chosen ?? null;
    if (!active) return box.removeAttribute("aria-activedescendant");
    active.setAttribute("aria-selected", "true");
    active.scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", active.id);
  }

  // What was chosen stays so; otherwise Enter opens the first.
  function show(...parts) {
    list.replaceChildren(...parts.filter(Boolean));
    options().forEach((each, number) => { each.id = `search-option-${number}`; });
    list.hidden = !list.children.length;
    box.setAttribute("aria-expanded", String(!list.hidden));
    choose(list.contains(active) ? active : options()[0]);
  }

  function showLists() {
    const lists = titles.lists().map(optionOfTitle);
    show(lists.length ? group("lists", words.lists, lists, 0) : null);
    choose(null); // nobody has asked for one of these
  }

  function tell(pages) {
    const parts = [];
    if (named.count) parts.push(named.count === 1 ? words.jump_one : fill(words.jump_other, { n: numbers.format(named.count) }));
    if (pages === undefined) parts.push(words.loading);
    else if (pages || !named.count) {
      const text = pages === 0 ? words.none : pages === 1 ? words.count_one : words.count_other;
      parts.push(fill(text, { n: numbers.format(pages), q: asked }));
    }
    status.textContent = parts.join(" ");
  }

  // What can be had at once, so that Enter never opens what belongs to an older query.
  function answer() {
    const query = box.value.trim();
    if (query === asked) return;
    asked = query;
    clearTimeout(timer);
    hint.hidden = query !== "";
    notice.hidden = tips.hidden = true;
    dialog.scrollTop = 0;
    if (!query) {
      status.textContent = "";
      return showLists();
    }
    named = titles.find(query, MOST_TITLES);
    named.group = named.count ? group("titles", words.jump, named.found.map(optionOfTitle), named.count) : null;
    show(named.group);
    tell();
    timer = setTimeout(search, PAUSE, query);
  }

  async function search(query) {
    try {
      const { openIndex } = await import("./search-pairs.js");
      index ??= openIndex({ base: titles.index, language: english ? "en" : "zh" });
      const found = withTitles(await index.find(query), named);
      const hits = picked(found.hits);
      const shown = await Promise.all(hits.map((hit) => index.describe(found, hit)));
      if (query === asked) present(found, hits.map((hit, i) => ({ ...hit, ...shown[i] })));
    } catch (problem) {
      if (query !== asked) return;
      status.textContent = words.failed;
      console.error(problem);
    }
  }

  function present(found, hits) {
    const there = new Set(named.found.map(({ url }) => url));
    const fresh = hits.filter(({ url }) => !there.has(url));
    const totals = byKind(found.hits);
    const groups = [...byKind(fresh)].map(([kind, of], i) => group(i, kind, of.map(optionOfHit), totals.get(kind).length));
    const all = option(`${searchPage}?${new URLSearchParams({ q: asked })}`,
      fill(words.all_pages, { n: numbers.format(found.hits.length) }));
    all.classList.add("search-option-all");
    notice.hidden = !found.approximate;
    tips.hidden = found.hits.length + named.count > 0;
    if (tips.hidden) show(named.group, ...groups, found.hits.length ? all : null);
    else showLists();
    tell(found.hits.length);
  }

  function walk(event) {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault(); // some browsers would only empty the box
      return dialog.close();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.target !== box || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    const all = options();
    const at = all.indexOf(active);
    choose(all.at(at < 0 && step < 0 ? -1 : (at + step) % all.length));
  }

  box.addEventListener("input", (event) => {
    if (!event.isComposing) answer(); // half a syllable of an input method is no query
  });
  box.addEventListener("compositionend", answer);
  dialog.addEventListener("keydown", walk);
  form.addEventListener("submit", (event) => {
    answer();
    if (!active) return; // the form itself leads to the search page
    event.preventDefault();
    active.click();
  });
  list.addEventListener("click", (event) => {
    if (event.target.closest("a") && !event.ctrlKey && !event.metaKey && !event.shiftKey) dialog.close();
  });
  answer();
}
