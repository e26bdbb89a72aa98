// Tables: buttons in the headings sort, a box filters and counts, headings stay in view where the table fits.
// The state is in the address, by the table's place on the page: ?t1=words&s1=2d (second column, descending).
import { language, make, say } from "./page.js";

const SORTED_FROM = 5; // rows
const FILTERED_FROM = 12;
const APART = ".note, .tag, .minor, .visually-hidden"; // said beside a cell's value
const NUMBER = /(\d[\d,]*(?:\.\d+)?)(?:[–~][\d,.]+)?\s*(万亿|[万亿]|(?:m|b|tr)illion)?/;
const SCALES = { 万: 1e4, 亿: 1e8, 万亿: 1e12, million: 1e6, billion: 1e9, trillion: 1e12 };

const FINDS = "onbeforematch" in document; // what is folded can be found in the page

const collator = new Intl.Collator(language, { numeric: true, ignorePunctuation: true }); // zh: by pinyin
const fold = (text) => text.normalize("NFKC").toLowerCase();
const years = (text) => text.match(/\d{4}/g) ?? [];

/** The number in a text: 20万人 → 200000; NaN where there is none. */
function valueOf(text) {
  const [, digits = "-", scale] = NUMBER.exec(fold(text)) ?? [];
  return digits.replaceAll(",", "") * (SCALES[scale] ?? 1);
}

/** What a cell is sorted by: figures (0) before words (1) before blanks (2), in either direction. */
function keyOf(cell) {
  const said = cell.querySelector(".figure, .words, .due") ?? cell;
  const text = cell.dataset.sort ??
    [...said.childNodes].map((node) => (node.matches?.(APART) ? "" : node.textContent)).join("").trim();
  if (!text || cell.matches(".blank")) return [2];
  const worded = said.matches(".words, :not(.numeric):is(th, td)") || /\d-\d/.test(text); // a date sorts as words do
  const value = cell.dataset.sort ? +text : worded ? NaN : said.matches(".due") ? +years(text).at(-1) : valueOf(text);
  return isNaN(value) ? [1, text] : [0, value];
}

class Sheet {
  constructor(scroller, key) {
    this.scroller = scroller;
    this.key = key;
    this.heads = [...scroller.querySelector("thead tr").cells];
    this.groups = [...scroller.querySelectorAll("tbody")].map((body) => ({
      body,
      title: body.querySelector(".group th"),
      fold: body.querySelector(".narrow-fold"),
      rows: [...body.rows].filter((row) => !row.matches(".group")),
    }));
    this.rows = this.groups.flatMap(({ rows }) => rows);
    this.sort = "";
    this.fields = {};
    this.dues = [];
    if (this.rows.length >= SORTED_FROM) this.heads.forEach((th, index) => "unsorted" in th.dataset || this.addButton(th, index + 1));
    if (this.rows.length >= FILTERED_FROM) this.addTools();
    this.groups.forEach((group) => group.fold && this.addFold(group));
    this.read();
  }

  addButton(th, n) {
    const name = th.textContent.trim();
    const button = make("button", { type: "button", class: "sort" });
    if (th.querySelector("a")) button.ariaLabel = say("sort", { name });
    else button.append(...th.childNodes);
    th.append(button);
    const next = { [`${n}a`]: `${n}d`, [`${n}d`]: "" };
    button.addEventListener("click", () => this.change(`s${this.key}`, next[this.sort] ?? `${n}a`));
  }

  /** What is folded where there is little room can be found in the page, and opens there. */
  addFold({ body, fold }) {
    fold.addEventListener("toggle", () => this.filter());
    body.addEventListener("beforematch", () => { // before the browser scrolls there: all rows have their room
      fold.open = true;
      this.filter();
    });
  }

  addTools() {
    const kept = this.scroller.previousElementSibling; // the room that the page keeps for them
    this.tools = kept?.matches("[data-tools]") ? kept : make("div", { class: "table-tools" });
    this.tools.role = "group";
    this.tools.ariaLabel = this.scroller.ariaLabel;
    const box = make("input", { type: "search", autocomplete: "off" });
    this.addField("filter", box, `t${this.key}`);
    if (this.heads.some((th) => th.dataset.key)) this.addChoices();
    this.count = make("p", { role: "status" });
    this.tools.append(this.count);
    if (this.tools !== kept) this.scroller.before(this.tools);
    this.scroller.classList.add("scroller-long");

    const entered = ({ target, isComposing }) => {
      if (!isComposing) this.change(target.name, target.value.trim(), target === box); // half a syllable is no filter
    };
    this.tools.addEventListener("input", entered);
    this.tools.addEventListener("compositionend", entered);
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault();
      box.value = "";
      entered(event);
    });
  }

  addField(word, field, name = word) {
    field.name = name;
    this.fields[word] = field;
    this.tools.append(make("label", {}, make("span", {}, say(word)), field));
  }

  /** Selects for the theme of rows, the level of columns, and the year in the notes beside what a cell says. */
  addChoices() {
    this.dues = [...this.scroller.querySelectorAll("td .minor")].map((note) => [note, years(note.textContent).at(-1)]);
    const offered = {
      theme: this.groups.map(({ body, title }) => [body.dataset.key, title?.firstElementChild.textContent]),
      level: this.heads.map(({ dataset: { key, label } }) => [key, label ?? key]),
      year: this.dues.map(([, year]) => [year, year]).sort(),
    };
    for (const word in offered) {
      const options = new Map([["", say("all")], ...offered[word].filter(([value]) => value)]);
      if (options.size < 3) continue; // nothing to choose from
      const name = this.key > 1 ? word + this.key : word; // each table has its own
      this.addField(word, make("select", {}, ...[...options].map(([value, text]) => new Option(text, value))), name);
    }
  }

  /** Writes a change into the address, then shows what it says; what is typed makes no step of its own to go back. */
  change(name, value, typed) {
    const query = new URLSearchParams(location.search);
    query.delete(name);
    if (value) query.set(name, value);
    const address = location.pathname + (`${query}` && `?${query}`) + location.hash;
    history[typed ? "replaceState" : "pushState"](null, "", address);
    this.read();
  }

  /** Shows what the address says; what has no meaning here is ignored. */
  read() {
    const query = new URLSearchParams(location.search);
    const [sort = "", column] = /^(\d+)[ad]$/.exec(query.get(`s${this.key}`)) ?? [];
    this.order(this.heads[column - 1]?.querySelector(".sort") ? sort : "");
    for (const field of Object.values(this.fields)) {
      const value = query.get(field.name) ?? "";
      if (field.value.trim() !== value) field.value = value;
      if (field.selectedIndex < 0) field.value = "";
    }
    if (this.tools) this.filter();
  }

  /** Sorts the rows, each inside its group; "" is the order in which they came. */
  order(sort) {
    if (sort === this.sort) return;
    this.sort = sort;
    const column = parseInt(sort) - 1;
    const sign = sort.endsWith("d") ? -1 : 1;
    for (const { body, rows } of this.groups) {
      const keys = new Map(rows.map((row) => [row, sort ? keyOf(row.cells[column]) : [2]]));
      body.append(...rows.toSorted((one, other) => {
        const [[kind, a], [another, b]] = [keys.get(one), keys.get(other)];
        return kind - another || (kind < 2 && sign * (kind ? collator.compare(a, b) : a - b));
      }));
    }
    this.heads.forEach((th, index) => {
      th.ariaSort = index !== column ? null : sign < 0 ? "descending" : "ascending";
    });
  }

  /** Hides the rows and columns that are not asked for, and says how many are left. */
  filter() {
    const [words, theme, level, year] = ["filter", "theme", "level", "year"].map((name) => this.fields[name]?.value.trim());
    const parts = fold(words).match(/\S+/g) ?? [];
    const shown = this.heads.map(({ dataset: { key } }) => !level || !key || key === level);
    const visible = (cells) => [...cells].filter((cell, index) => !(cell.hidden = !shown[index]));
    const width = visible(this.heads).length;
    for (const [note, due] of this.dues) note.classList.toggle("other-year", year && due !== year);
    const asked = Boolean(words || theme || level || year);
    this.scroller.classList.toggle("filtered", asked);
    let n = 0;
    for (const { body, title, fold: line, rows } of this.groups) {
      const folded = FINDS && !asked && line && !line.open && "until-found";
      for (const row of rows) {
        const cells = visible(row.cells);
        const text = fold(cells.map((cell) => cell.textContent).join(" "));
        const fits = parts.every((part) => text.includes(part)) && (!theme || theme === body.dataset.key) &&
          (!year || cells.some((cell) => cell.querySelector(".minor:not(.other-year)")));
        row.hidden = !fits || folded;
        n += fits;
      }
      if (!title) continue;
      title.colSpan = width;
      body.hidden = rows.every((row) => row.hidden === true);
    }
    const counts = [say("rows", { n, all: this.rows.length })];
    if (level) counts.push(say("columns", { n: width - 1, all: shown.length - 1 }));
    this.count.textContent = asked ? counts.join(" · ") : "";
  }
}

// A table that fits needs no region of its own: its heading stays in view while the page scrolls.
const fitting = new ResizeObserver((entries) => {
  const scrollers = new Set(entries.map(({ target }) => target.closest(".scroller")));
  scrollers.delete(null);
  const sizes = [...scrollers].map((scroller) => { // all is read before anything is written: one layout for all tables
    const { offsetHeight, firstElementChild: { firstElementChild: { offsetWidth } } } = scroller.querySelector("thead");
    return [scroller, scroller.querySelector("table").offsetWidth <= scroller.offsetWidth, offsetHeight, offsetWidth];
  });
  for (const [scroller, fits, head, side] of sizes) {
    scroller.classList.toggle("scroller-fits", fits);
    // What does not scroll is no stop for who tabs; what is focused keeps the focus.
    if (!fits) scroller.tabIndex = 0;
    else if (scroller !== document.activeElement) scroller.removeAttribute("tabindex");
    // What stays in view never lies over the link that a reader tabs to.
    scroller.style.setProperty("--head", `${head}px`);
    scroller.style.setProperty("--side", `${side}px`);
  }
});

/** Makes a table live; `key` tells it from the page's other tables in the address. */
export function enliven(scroller, key) {
  if (!scroller.querySelector("thead")) return;
  const sheet = new Sheet(scroller, key);
  addEventListener("popstate", () => sheet.read());
  fitting.observe(scroller);
  fitting.observe(scroller.querySelector("table"));
}

document.querySelectorAll(".scroller").forEach((scroller, index) => enliven(scroller, index + 1));
