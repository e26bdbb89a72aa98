// Search from every page: Ctrl-K, ⌘-K, "/" and the link in the header open a dialog over it; on the search page
// the keys lead to its box. Only the empty box is made here; what fills it is loaded when it first opens.
import { make, say } from "./page.js";

const link = document.querySelector(".to-search");
const page = document.querySelector("[data-search-page]");
let dialog = null;
let filled = null;

// A key that is a single character must be possible to switch off (WCAG 2.1.4); search-show.js has the switch.
function slashIsOn() {
  try {
    return localStorage.getItem("atlas-slash") !== "off";
  } catch {
    return true; // a browser that keeps nothing
  }
}

function build() {
  const box = make("input", {
    class: "search-box", type: "search", name: "q", maxlength: 100, autocomplete: "off", autocapitalize: "off", spellcheck: "false",
    enterkeyhint: "go", placeholder: say("search_box"), "aria-label": say("search"), role: "combobox", "aria-autocomplete": "list",
    "aria-expanded": "false", "aria-controls": "search-found",
  });
  const close = make("button", { class: "search-close", type: "button" }, say("close"));
  const made = make("dialog", { class: "search-dialog", "aria-label": say("search") },
    make("form", { class: "search-dialog-form", role: "search", action: link.href }, box, close),
    make("div", { class: "search-dialog-body" }));
  close.addEventListener("click", () => made.close());
  made.addEventListener("click", ({ target }) => {
    if (target === made) made.close(); // on what lies behind
  });
  document.body.append(made);
  return made;
}

async function open() {
  dialog ??= build();
  dialog.showModal();
  dialog.querySelector("input").select();
  filled ??= import("./search-dialog.js").then((module) => module.enliven(dialog, link.href));
  try {
    await filled;
  } catch (problem) {
    filled = null; // so that it is tried again
    dialog.lastElementChild.replaceChildren(make("p", { role: "alert" }, say("search_failed")));
    console.error(problem);
  }
}

function pressed(event) {
  if (event.isComposing || event.altKey || event.shiftKey && event.key !== "/" || event.defaultPrevented) return;
  const control = event.ctrlKey || event.metaKey;
  const wanted = control ? event.key.toLowerCase() === "k"
    : event.key === "/" && !event.target.closest?.("input, textarea, select, [contenteditable]") && slashIsOn();
  if (!wanted) return;
  event.preventDefault();
  if (page) {
    const box = page.querySelector("input");
    box.focus();
    box.select();
  } else if (!dialog?.open) open();
  else if (control) dialog.close();
}

function clicked(event) {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  link.focus(); // not every browser does so, and here the focus returns
  open();
}

if (link && location.protocol !== "file:") {
  document.addEventListener("keydown", pressed);
  link.setAttribute("aria-keyshortcuts", "Control+K Meta+K");
  if (!page) {
    link.ariaHasPopup = "dialog";
    link.addEventListener("click", clicked);
  }
}
