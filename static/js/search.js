// The search page (templates/components/search.html) made live.
// A query and everything found are text, never markup. Nothing is loaded before there is something to search.
import { make } from "./page.js";
import { byKind, english, fill, numbers, slashChoice, withMarks, withTitles } from "./search-show.js";
import { openTitles } from "./search-titles.js";

const PER_PAGE = 10; // of one kind
const PER_KIND = 3; // where several kinds are found
const MOST_KINDS = 5; // of which hits are shown; of the others, how many there are
const MOST_TITLES = 6; // before the reader asks for more
const ALL_TITLES = 60;
const PAUSE = 120; // milliseconds without a key press before searching

/** The search index, whose module is loaded with it. */
export async function openIndex(options) {
  return (await import("./search-pairs.js")).openIndex(options);
}

function enliven(page) {
  const part = (name) => page.querySelector(`[data-search-${name}]`);
  const words = page.dataset;
  const [form, filters, status, list] = ["form", "filters", "status", "hits"].map(part);
  const facets = [...page.querySelectorAll("[data-search-facet]")];
  const kinds = facets.find(({ name }) => name === "kind");
  const box = form.elements.q;
  const other = part("other");
  const otherWords = other.textContent;
  const otherAddress = other.href;

  let ready = null; // the title list and the index
  let answer = null;
  let turn = 0; // the newest search; older ones must not overwrite it
  let timer = 0;

  const query = () => box.value.trim();
  const passes = (hit, except) =>
    facets.every((facet) => facet === except || !facet.value || hit.labels[facet.name]?.includes(facet.value));

  function load() {
    ready ??= Promise.all([
      openTitles(new URL("titles.json", form.action)),
      openIndex({ base: words.bundle, language: english ? "en" : "zh" }),
    ]).catch((problem) => {
      ready = null; // so that the next key press tries again
      throw problem;
    });
    return ready;
  }

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
      const order = facet.name === "year" ? ([a], [b]) => (a < b ? 1 : -1) : ([, a], [, b]) => b - a;
      const options = [...counts].sort(order);
      facet.replaceChildren(
        facet.options[0],
        ...options.map(([label, count]) => new Option(`${label} (${numbers.format(count)})`, label, false, label === chosen)),
      );
      facet.disabled = options.length === 0;
    }
  }

  async function itemOf(hit) {
    const [, index] = await ready;
    const shown = await index.describe(answer, hit);
    const link = make("a", { class: "search-hit-link", href: shown.url }, withMarks(shown.title));
    const item = make("li", { class: "search-hit" }, make("h3", { class: "search-hit-title" }, link));
    const under = ["region", "document"].flatMap((name) => (hit.labels[name] ?? []).slice(0, 2));
    if (under.length) item.append(make("p", { class: "search-hit-labels" }, ...under.map((label) => make("span", {}, label))));
    if (shown.excerpt.text) item.append(make("p", { class: "search-hit-excerpt" }, withMarks(shown.excerpt)));
    return item;
  }

  function button(label, act) {
    const made = make("button", { class: "search-more", type: "button" }, label);
    made.addEventListener("click", act);
    return made;
  }

  // A button that leaves one kind only; the focus goes to the first hit that was not there before.
  function wayTo(label, kind, from) {
    return button(label, async () => {
      choose(kinds, kind);
      writeAddress("pushState");
      await search();
      list.querySelectorAll(".search-hit-link")[from]?.focus();
    });
  }

  // One kind of page: its name, how many there are, the first of them, and a way to the rest.
  async function section(kind, hits, number, alone) {
    const size = alone ? PER_PAGE : PER_KIND;
    const items = make("ol", { class: "search-items" }, ...(await Promise.all(hits.slice(0, size).map(itemOf))));
    const heading = make("h2", { class: "search-group-title", id: `search-kind-${number}` }, kind, " ",
      make("span", { class: "search-group-count" }, numbers.format(hits.length)));
    const made = make("section", { class: "search-group", "aria-labelledby": heading.id }, heading, items);
    if (hits.length <= size) return made;
    const more = alone
      ? button(words.textMore, async () => {
          const from = items.children.length;
          const mine = turn;
          const next = await Promise.all(hits.slice(from, from + PER_PAGE).map(itemOf));
          if (mine !== turn) return;
          items.append(...next);
          if (items.children.length === hits.length) more.remove();
          next[0].querySelector("a").focus();
        })
      : wayTo(fill(words.textGroupAll, { n: numbers.format(hits.length) }), kind, size);
    made.append(more);
    return made;
  }

  function showTitles(named) {
    const items = named.found.map(({ url, kind, title, name }) => {
      const item = make("li", {}, make("a", { class: "search-hit-link", href: url }, withMarks(title)));
      const language = name && !english && !/[\u3400-\u9fff]/.test(name.text) ? { lang: "en" } : {};
      if (name) item.append(" ", make("span", { class: "search-option-name", ...language }, withMarks(name)));
      item.append(" ", make("span", { class: "search-option-kind" }, kind));
      return item;
    });
    const list = part("jumps");
    list.replaceChildren(...items.slice(0, MOST_TITLES));
    list.parentElement.querySelector("button")?.remove();
    if (items.length > MOST_TITLES) {
      const more = button(words.textMore, () => {
        list.append(...items.slice(MOST_TITLES));
        more.remove();
        items[MOST_TITLES].querySelector("a").focus();
      });
      list.after(more);
    }
    part("jump").hidden = !items.length;
  }

  async function present(titles, all, mine) {
    const wanted = answer.hits.filter((hit) => passes(hit));
    const named = facets.some((facet) => facet.value) ? { count: 0, found: [] } : all;
    const groups = [...byKind(wanted)];
    const shown = groups.slice(0, MOST_KINDS);
    const sections = await Promise.all(shown.map(([kind, hits], i) => section(kind, hits, i, groups.length === 1)));
    if (mine !== turn) return; // a newer search has come in between
    countFacets();
    filters.hidden = !answer.hits.length;
    showTitles(named);
    list.replaceChildren(...sections);
    if (groups.length > MOST_KINDS) {
      const ways = groups.slice(MOST_KINDS).map(([kind, hits]) => wayTo(`${kind} ${numbers.format(hits.length)}`, kind, 0));
      list.append(make("section", { class: "search-group", "aria-labelledby": "search-kind-others" },
        make("h2", { class: "search-group-title", id: "search-kind-others" }, words.textOtherKinds),
        make("p", { class: "search-ways" }, ...ways)));
    }
    list.hidden = !wanted.length;
    list.removeAttribute("aria-busy");
    const n = wanted.length;
    const nothing = n + named.count === 0;
    const told = named.count === 1 ? titles.words.jump_one : fill(titles.words.jump_other, { n: numbers.format(named.count) });
    const none = answer.hits.length ? words.textNoneFiltered : words.textNone;
    const found = fill(n === 0 ? none : n === 1 ? words.textOne : words.textOther, { n: numbers.format(n), q: answer.query });
    status.textContent = [named.count ? told : "", n || nothing ? found : ""].join(" ").trim();
    part("approximate").hidden = !answer.approximate || n === 0;
    part("none").hidden = part("lists").hidden = !nothing;
  }

  function rest() {
    answer = null;
    list.replaceChildren();
    list.removeAttribute("aria-busy");
    status.textContent = "";
    for (const name of ["filters", "hits", "jump", "approximate", "none"]) part(name).hidden = true;
    part("lists").hidden = false;
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
      const [titles, index] = await load();
      const found = await index.find(asked);
      if (mine !== turn) return;
      const named = titles.find(asked, ALL_TITLES);
      answer = withTitles(found, named);
      await present(titles, named, mine);
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
    const stops = [box, ...page.querySelectorAll("[data-search-jumps] a, [data-search-hits] :is(a, button)")];
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
  page.addEventListener("keydown", walk);
  addEventListener("popstate", () => { readAddress(); search(); });

  part("static").hidden = true;
  part("slash").hidden = false;
  part("slash").append(slashChoice());
  readAddress();
  search();
}

const page = document.querySelector("[data-search-page]");
if (page) enliven(page);
