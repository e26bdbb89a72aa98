// Sets two to four chosen areas or documents side by side. The choice is in the address: ?with=a,b&show=shared.
// All words come from the page; what the cells say goes in as text, never as markup.

const MOST = 4;
const SIGNS = { silent: "—", "not-applicable": "∅", unavailable: "?", unread: "…" };

/** An element with attributes and children; a string child is text. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}

/** The targets of each chosen column on one row. */
const sides = (row, chosen) => chosen.map((id) => row.cells[id] ?? []);

const tests = {
  all: () => true,
  shared: (targets) => targets.every((side) => side.length > 0),
  comparable: (targets) => groups(targets).length > 0,
  different: (targets) => {
    const common = groups(targets);
    if (common.length === 0) return true;
    return common.some((group) => {
      const values = targets.map((side) => side.filter((target) => target.g === group).map((target) => `${target.y}:${target.f}`).join("|"));
      return new Set(values).size > 1;
    });
  },
};

/** The groups (one basis, one unit) in which at least two columns have a figure. */
function groups(targets) {
  const names = new Set(targets.flat().map((target) => target.g).filter(Boolean));
  return [...names].filter((name) => targets.filter((side) => side.some((target) => target.g === name)).length > 1);
}

class Chooser {
  constructor(root) {
    this.root = root;
    this.form = root.querySelector("[data-chooser-form]");
    this.status = root.querySelector("[data-chooser-status]");
    this.result = root.querySelector("[data-chooser-result]");
    this.download = root.querySelector("[data-chooser-download]");
    this.words = (key) => root.dataset[`text${key}`] ?? "";
    this.cells = null;
    this.form.addEventListener("change", (event) => this.changed(event));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    addEventListener("popstate", () => this.fromAddress());
    root.hidden = false;
    this.fromAddress();
  }

  boxes() {
    return [...this.form.querySelectorAll("input[name=with]")];
  }

  get chosen() {
    return this.boxes().filter((box) => box.checked).map((box) => box.value);
  }

  get show() {
    return this.form.querySelector("input[name=show]:checked")?.value ?? "all";
  }

  fromAddress() {
    const query = new URLSearchParams(location.search);
    const wanted = (query.get("with") ?? "").split(",").slice(0, MOST);
    for (const box of this.boxes()) box.checked = wanted.includes(box.value);
    const show = this.form.querySelector(`input[name=show][value="${CSS.escape(query.get("show") ?? "all")}"]`);
    if (show) show.checked = true;
    this.render();
  }

  changed(event) {
    if (event.target.name === "with" && this.chosen.length > MOST) {
      event.target.checked = false;
      this.say(this.words("Most"));
      return;
    }
    const query = new URLSearchParams();
    if (this.chosen.length > 0) query.set("with", this.chosen.join(","));
    if (this.show !== "all") query.set("show", this.show);
    const text = query.toString().replaceAll("%2C", ",");
    history.replaceState(null, "", text ? `?${text}` : location.pathname);
    this.render();
  }

  say(text) {
    this.status.textContent = text;
  }

  async render() {
    const chosen = this.chosen;
    if (chosen.length < 2) {
      this.result.replaceChildren();
      this.download.hidden = true;
      this.say(this.words("Choose"));
      return;
    }
    try {
      this.cells ??= await (await fetch(this.root.dataset.cells)).json();
    } catch {
      this.say(this.words("Failed"));
      return;
    }
    const rows = this.cells.rows.filter((row) => {
      const targets = sides(row, chosen);
      return targets.some((side) => side.length > 0) && tests[this.show](targets);
    });
    this.result.replaceChildren(rows.length > 0 ? this.table(rows, chosen) : "");
    this.say(rows.length > 0 ? this.words("Rows").replace("{n}", rows.length) : this.words("None"));
    this.offer(rows, chosen);
  }

  table(rows, chosen) {
    const columns = chosen.map((id) => this.cells.columns.find((column) => column.id === id)).filter(Boolean);
    const head = make("tr", {}, make("th", { scope: "col" }, this.words("Indicator")),
      ...columns.map((column) => make("th", { scope: "col" }, make("a", { href: column.href }, column.name))));
    const table = make("table", {}, make("caption", { class: "visually-hidden" }, this.words("Caption")), make("thead", {}, head));
    let body = null;
    let theme = null;
    for (const row of rows) {
      if (row.theme !== theme) {
        theme = row.theme;
        const title = make("th", { scope: "rowgroup", colspan: columns.length + 1 }, make("span", {}, this.cells.themes[theme]));
        body = make("tbody", {}, make("tr", { class: "group" }, title));
        table.append(body);
      }
      const targets = sides(row, columns.map((column) => column.id));
      const common = groups(targets);
      body.append(make("tr", {}, make("th", { scope: "row" }, make("a", { href: row.href }, row.name)),
        ...columns.map((column, index) => this.cell(row, column, targets[index], common))));
    }
    return make("div", { class: "scroller scroller-wide", role: "group", tabindex: "0", "aria-label": this.words("Caption") }, table);
  }

  cell(row, column, targets, common) {
    if (targets.length === 0) {
      const kind = row.blanks[column.id] ?? "silent";
      const words = this.words(kind.split("-").map((part) => part[0].toUpperCase() + part.slice(1)).join(""));
      return make("td", { class: `blank ${kind}`, title: words }, SIGNS[kind], make("span", { class: "visually-hidden" }, words));
    }
    return make("td", {}, ...targets.map((target) => this.figure(target, common.includes(target.g))));
  }

  figure(target, comparable) {
    const facts = [target.y, target.b, target.a ? this.words("Aspirational") : ""].filter(Boolean).join(" · ");
    const link = make("a", { href: target.h, class: target.v === null ? "words" : "figure", "aria-haspopup": "dialog" }, target.f);
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || !HTMLElement.prototype.hasOwnProperty("popover")) return;
      event.preventDefault();
      this.open(target, link);
    });
    return make("div", { class: comparable ? "beside comparable" : "beside" }, link, make("span", { class: "note" }, facts));
  }

  /** The words of a figure, in place; focus goes back to the figure when it closes. */
  open(target, link) {
    document.querySelector(".provenance")?.remove();
    const close = make("button", { type: "button", class: "provenance-close" }, this.words("Close"));
    const box = make("div", { class: "provenance", popover: "auto", role: "dialog", "aria-label": this.words("Words") },
      make("p", { class: "provenance-figure" }, `${target.r} · ${target.f}`),
      make("blockquote", { lang: "zh-Hans" }, make("p", {}, target.p)),
      make("p", { class: "note" }, `${target.d} · `, make("span", { lang: "zh-Hans" }, target.at), ` · ${this.words(target.k ? "Verified" : "NotVerified")}`),
      make("p", { class: "provenance-links" }, make("a", { href: target.h }, this.words("Open")), close));
    document.body.append(box);
    close.addEventListener("click", () => box.hidePopover());
    box.addEventListener("toggle", (event) => {
      if (event.newState !== "closed") return;
      box.remove();
      link.focus();
    });
    box.showPopover();
    box.querySelector("a").focus();
  }

  /** The table as shown, for a spreadsheet. */
  offer(rows, chosen) {
    this.download.hidden = rows.length === 0;
    if (rows.length === 0) return;
    const names = chosen.map((id) => this.cells.columns.find((column) => column.id === id)?.name ?? id);
    const lines = [["indicator", "indicator_name", "column", "figure", "value", "due", "basis", "aspirational", "document", "phrase", "at"]];
    for (const row of rows) {
      chosen.forEach((id, index) => {
        for (const t of row.cells[id] ?? []) lines.push([row.id, row.name, names[index], t.f, t.v ?? "", t.y, t.b, t.a, t.d, t.p, t.at]);
      });
    }
    const safe = (value) => `"${String(value).replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`;
    const text = `\ufeff${lines.map((line) => line.map(safe).join(",")).join("\r\n")}\r\n`;
    const link = make("a", { href: `data:text/csv;charset=utf-8,${encodeURIComponent(text)}`, download: `${chosen.join("--")}.csv` }, this.words("Download"));
    this.download.replaceChildren(link);
  }
}

for (const root of document.querySelectorAll("[data-chooser]")) new Chooser(root);
