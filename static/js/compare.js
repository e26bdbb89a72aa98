// Sets two to four chosen areas or documents side by side. The choice is in the address, in its order: ?with=a,b&show=shared.
// All words come from the page and from the cells, which go in as text, never as markup.
import { make } from "./page.js";
import "./provenance.js";
import { enliven } from "./tables.js";

const MOST = 4;
const OFFERED = 4; // pairs, where nothing is chosen yet
const FEW = 24; // areas up to which every pair is looked at for that
const LONG = 12; // rows from which themes fold where there is little room
const HEADER = ["indicator", "indicator_name", "side", "side_name", "area", "figure", "value", "value_high", "unit", "comparator",
  "basis", "due", "aspirational", "scope", "comparable", "blank", "document", "at", "phrase", "id"];

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** The targets of each chosen column on one row. */
const sidesOf = (row, chosen, targets) => chosen.map((id) => (row.cells[id] ?? []).map((place) => targets[place]));

/** The groups (what may be compared) in which at least two columns have a figure. */
function commonOf(row, sides) {
  const isCommon = (group, place) => !group.endsWith("/") && sides.filter((side) => side.some(({ g }) => g === place)).length > 1;
  return row.groups.flatMap((group, place) => (isCommon(group, place) ? [place] : []));
}

/** The figures of a column in a group, so that two columns can be held against each other. */
const sum = (side, group) => side.filter(({ g }) => g === group).map(({ y, v, hi, c, a }) => [y, v, hi, c, a].join(":")).sort().join("|");

const tests = {
  all: () => true,
  shared: ({ sides }) => sides.every((side) => side.length > 0),
  comparable: ({ common }) => common.length > 0,
  different: ({ sides, common }) => common.length === 0 || common.some((group) => new Set(sides.map((side) => sum(side, group))).size > 1),
};

/** What may be compared first, then what several promise, then what only one does. */
const weight = ({ sides, common }) => (common.length > 0 ? 0 : sides.filter((side) => side.length > 0).length > 1 ? 1 : 2);

/** Why a target stands with nothing on its row: the reason against the likest target of another column; -1 where there is none. */
function reasonOf(row, target, side, sides, common) {
  if (common.includes(target.g)) return -1;
  const basis = (place) => row.groups[place].split("/")[0];
  const unlike = ({ g, v }) => 4 * ((v === null) !== (target.v === null)) + 2 * common.includes(g) + (basis(g) !== basis(target.g));
  const [other] = sides.filter((each) => each !== side).flat().sort((one, another) => unlike(one) - unlike(another));
  if (!other) return -1;
  return row.why[`${Math.min(other.g, target.g)}-${Math.max(other.g, target.g)}`] ?? -1;
}

class Chooser {
  constructor(root) {
    this.root = root;
    this.form = root.querySelector("[data-chooser-form]");
    this.status = root.querySelector("[data-chooser-status]");
    this.result = root.querySelector("[data-chooser-result]");
    this.download = root.querySelector("[data-chooser-download]");
    this.words = (key) => root.dataset[`text${key}`] ?? "";
    this.boxes = [...this.form.querySelectorAll("input[name=with]")];
    this.shows = [...this.form.querySelectorAll("input[name=show]")];
    this.title = document.title;
    this.result.before(this.download); // long tables should not keep it from view
    this.form.autocomplete = "off"; // the address says what is chosen, not the browser's memory of the form
    this.fold();
    this.form.addEventListener("change", (event) => this.changed(event.target));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    addEventListener("popstate", () => this.fromAddress());
    addEventListener("scroll", () => this.keepHead(), { passive: true });
    this.keepEarly();
    this.fromAddress();
    this.choices.open = this.chosen.length < 2 || !matchMedia("(max-width: 48rem)").matches;
  }

  /** What a quick reader ticked before this module had come is chosen. */
  keepEarly() {
    const early = this.boxes.filter(({ checked }) => checked).map(({ value }) => value).slice(0, MOST);
    this.show = "all";
    if (early.length > 0 && !new URLSearchParams(location.search).has("with")) history.replaceState(null, "", this.address(early));
  }

  /** The boxes are in a part that can be closed, so that on a telephone the table is not below all of them. */
  fold() {
    this.choices = this.form.querySelector("details");
    this.summary = this.choices.querySelector("summary");
    this.prompt = this.summary.textContent;
  }

  /** Shows what the address says; an id that is not on offer is passed over. */
  fromAddress() {
    const query = new URLSearchParams(location.search);
    const offered = new Set(this.boxes.map((box) => box.value));
    const wanted = new Set((query.get("with") ?? "").split(",").filter((id) => offered.has(id)));
    const chosen = [...wanted].slice(0, MOST);
    const show = Object.hasOwn(tests, query.get("show") ?? "") ? query.get("show") : "all";
    if (this.chosen?.join() === chosen.join() && this.show === show) return; // the table's own state has changed
    [this.chosen, this.show] = [chosen, show];
    this.draw();
  }

  changed(field) {
    if (field.name === "with") {
      if (field.checked && this.chosen.length === MOST) {
        field.checked = false;
        this.say(this.words("Most"));
        return;
      }
      this.chosen = field.checked ? [...this.chosen, field.value] : this.chosen.filter((id) => id !== field.value);
    } else {
      this.show = field.value;
    }
    history.pushState(null, "", this.address(this.chosen));
    this.draw();
  }

  /** The address of a choice, with what else it holds. */
  address(chosen) {
    const query = new URLSearchParams(location.search);
    query.delete("with");
    query.delete("show");
    if (this.show !== "all") query.set("show", this.show);
    const rest = query.toString();
    const all = [chosen.length > 0 ? `with=${chosen.join(",")}` : "", rest].filter(Boolean).join("&");
    return location.pathname + (all && `?${all}`);
  }

  say(text) {
    this.status.textContent = text;
  }

  nameOf(id) {
    return this.boxes.find((box) => box.value === id).parentElement.textContent.trim();
  }

  async draw() {
    for (const box of this.boxes) box.checked = this.chosen.includes(box.value);
    for (const radio of this.shows) radio.checked = radio.value === this.show;
    this.shows[0].closest("fieldset").hidden = this.chosen.length < 2;
    const names = this.chosen.map((id) => this.nameOf(id));
    this.summary.replaceChildren(this.prompt, ...(names.length > 0 ? [make("b", {}, names.join(" · "))] : []));
    document.title = names.length > 1 ? `${names.join(" · ")} · ${this.title}` : this.title;
    this.loading ??= fetch(this.root.dataset.cells).then((answer) => answer.json());
    try {
      this.cells = await this.loading;
    } catch {
      this.loading = null;
      this.say(this.words("Failed"));
      return;
    }
    // Whatever was chosen meanwhile is drawn; a drawing that waited for the same cells draws the same.
    this.download.hidden = true;
    if (this.chosen.length < 2) this.offerPairs();
    else this.drawTable(this.chosen);
  }

  /** A table that scrolls in its own region keeps its heading there; where the region's top has left the window, below it. */
  keepHead() {
    const scroller = this.result.querySelector(".scroller");
    scroller?.style.setProperty("--above", `${Math.max(0, -scroller.getBoundingClientRect().top)}px`);
  }

  rowsOf(chosen) {
    return this.cells.rows.map((row) => {
      const sides = sidesOf(row, chosen, this.cells.targets);
      return { row, sides, common: commonOf(row, sides) };
    });
  }

  /** Where less than two are chosen: the sides that have most to compare. */
  offerPairs() {
    const [one] = this.chosen;
    const areas = this.cells.columns.filter(({ kind }) => kind === "area").map(({ id }) => id);
    const firsts = one ? [one] : areas.length > FEW ? [] : areas;
    const pairs = firsts.flatMap((first, place) => (one ? areas.filter((id) => id !== one) : areas.slice(place + 1)).map((second) => [first, second]));
    const ranked = pairs.map((pair) => ({ pair, n: this.rowsOf(pair).filter(({ common }) => common.length > 0).length }))
      .filter(({ n }) => n > 0).sort((a, b) => b.n - a.n).slice(0, OFFERED);
    const { start, with: beside, common, joint } = this.cells.words;
    const links = ranked.map(({ pair, n }) => make("li", {},
      make("a", { href: this.address(pair) }, one ? this.nameOf(pair[1]) : pair.map((id) => this.nameOf(id)).join(joint)), " ",
      make("span", { class: "count" }, fill(common, { n }))));
    this.say(this.words("Choose"));
    const intro = one ? fill(beside, { name: this.nameOf(one) }) : start;
    this.result.replaceChildren(...(links.length > 0 ? [make("p", {}, intro), make("ul", { class: "chooser-offers" }, ...links)] : []));
  }

  drawTable(chosen) {
    const themes = Object.keys(this.cells.themes);
    const lines = this.rowsOf(chosen)
      .filter((line) => line.sides.some((side) => side.length > 0) && tests[this.show](line))
      .sort((a, b) => themes.indexOf(a.row.theme) - themes.indexOf(b.row.theme) || weight(a) - weight(b));
    this.say(lines.length > 0 ? this.words("Rows").replace("{n}", lines.length) : this.words("None"));
    if (lines.length === 0) {
      this.result.replaceChildren();
      return;
    }
    const columns = chosen.map((id) => this.cells.columns.find((column) => column.id === id));
    const shape = columns.length > 2 ? "stacks-sides" : "stacks-2"; // with little room: named one by one, or beside each other
    const scroller = make("div", { class: `scroller scroller-wide stacks ${shape} folding`, role: "group", tabindex: 0, "aria-label": this.words("Caption") }, this.table(lines, columns));
    this.result.replaceChildren(this.legend(lines, columns), scroller);
    enliven(scroller, "");
    this.keepHead();
    this.offerDownload(lines, columns);
  }

  /** What the signs in the table's blank cells mean; who touches a screen sees no title. */
  legend(lines, columns) {
    const used = new Set(lines.flatMap(({ row, sides }) => columns.flatMap((column, n) => (sides[n].length > 0 ? [] : [this.blankOf(row, column)]))));
    const told = Object.entries(this.cells.kinds).filter(([kind]) => used.has(kind));
    return make("ul", { class: "chooser-legend" }, ...told.map(([, [sign, words]]) => make("li", {}, `${sign} ${words}`)));
  }

  table(lines, columns) {
    const head = make("tr", {}, make("th", { scope: "col" }, this.words("Indicator")),
      ...columns.map((column) => make("th", { scope: "col", "data-unsorted": "" }, make("a", { href: column.href }, column.name))));
    const table = make("table", { class: `sides-${columns.length}` }, make("caption", { class: "visually-hidden" }, this.words("Caption")), make("thead", {}, head));
    let body = null;
    for (const { row, sides, common } of lines) {
      if (body?.dataset.key !== row.theme) {
        const title = make("th", { scope: "rowgroup", colspan: columns.length + 1 }, ...this.heading(row.theme, lines, columns.length));
        body = make("tbody", { "data-key": row.theme }, make("tr", { class: "group" }, title));
        table.append(body);
      }
      body.append(make("tr", {}, make("th", { scope: "row" }, make("a", { href: row.href }, row.name)),
        ...columns.map((column, index) => this.cell(row, column, sides[index], sides, common))));
    }
    return table;
  }

  /** The name of a theme. In a long table it folds where there is little room: of two sides if it has nothing to compare,
   * of more, whose rows are long, always, with how much may be compared, unless only that is shown. */
  heading(theme, lines, sides) {
    const name = this.cells.themes[theme];
    const own = lines.filter(({ row }) => row.theme === theme);
    const n = own.filter(({ common }) => common.length > 0).length;
    if (lines.length < LONG || (n > 0 && (sides === 2 || this.show === "comparable"))) return [make("span", {}, name)];
    const line = make("summary", {}, `${name}\u00a0`, make("span", { class: "count" }, own.length),
      ...(n > 0 ? [make("span", { class: "fold-says" }, fill(this.cells.words.common, { n }))] : []));
    return [make("span", { class: "group-name" }, name), make("details", { class: "narrow-fold" }, line)];
  }

  blankOf(row, column) {
    return row.blanks[column.id] ?? column.blank;
  }

  cell(row, column, targets, sides, common) {
    if (targets.length === 0) {
      const kind = this.blankOf(row, column);
      const [sign, words] = this.cells.kinds[kind];
      return make("td", { class: `blank ${kind}`, title: words, "data-side": column.name }, sign, make("span", { class: "visually-hidden" }, words));
    }
    let told = -1;
    const figures = targets.map((target) => {
      const reason = reasonOf(row, target, targets, sides, common);
      const figure = this.figure(target, column, reason === told ? -1 : reason);
      if (reason >= 0) told = reason;
      return figure;
    });
    return make("td", { "data-side": column.name }, make("div", {}, ...figures));
  }

  /** A figure with what is said beside it; in a document's column, whose promise it is. */
  figure(target, column, reason) {
    const facts = [column.kind === "document" ? target.r : "", target.w, target.b, target.a ? this.words("Aspirational") : "", target.n].filter(Boolean).join(" · ");
    const link = make("a", { href: target.h, class: target.v === null ? "words" : "figure" }, target.f);
    if ("popover" in link) link.ariaHasPopup = "dialog"; // provenance.js opens it
    const notes = [make("span", { class: "note" }, facts)];
    for (const [words, lang] of target.s) notes.push(make("span", lang ? { class: "note", lang } : { class: "note" }, words));
    if (reason >= 0) notes.push(make("span", { class: "note apart" }, fill(this.cells.words.apart, { why: this.cells.reasons[reason] })));
    return make("div", { class: "beside" }, link, ...notes);
  }

  /** The table as shown, for a spreadsheet. */
  offerDownload(lines, columns) {
    const rows = lines.flatMap(({ row, sides, common }) => columns.flatMap((column, index) => {
      const side = { indicator: row.id, indicator_name: row.name, side: column.id, side_name: column.name };
      if (sides[index].length === 0) return [{ ...side, blank: this.blankOf(row, column) }];
      return sides[index].map((target) => {
        const [basis, unit] = row.groups[target.g].split("/");
        return { ...side, area: target.r, figure: target.f, value: target.v, value_high: target.hi, unit, comparator: target.c, basis, due: target.y,
          aspirational: target.a, scope: target.s.map(([words]) => words).join("; "), comparable: common.includes(target.g),
          document: target.d, at: target.at, phrase: target.p, id: target.id };
      });
    }));
    // Words that begin like a formula are defused, as in the files made beforehand; numbers stay numbers.
    const defused = (value) => (typeof value === "string" ? value.replace(/^[=+\-@＝＋－＠\t\r]/, "'$&") : String(value ?? ""));
    const safe = (value) => `"${defused(value).replaceAll('"', '""')}"`;
    const text = [HEADER, ...rows.map((row) => HEADER.map((name) => row[name]))].map((line) => `${line.map(safe).join(",")}\r\n`).join("");
    if (this.blob) URL.revokeObjectURL(this.blob);
    this.blob = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv" }));
    const name = `${columns.map(({ id }) => id).join("--")}.csv`;
    this.download.replaceChildren(make("a", { href: this.blob, download: name }, this.words("Download")));
    this.download.hidden = false;
  }
}

for (const root of document.querySelectorAll("[data-chooser]")) new Chooser(root);
