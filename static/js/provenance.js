// A figure's words and a term's meaning, in place: a click opens what its target's or its term's page says.
// Without this module, or where that page cannot be had, the link leads there.
import { make, say } from "./page.js";

const FIGURES = 'a.figure, a.words, a.promise, a.term, svg a[href*="/targets/"]';
const TAKEN = "main h1, main .target-due, main figure.evidence, main #meaning > .prose"; // of a target's or a term's page
const PAUSE = 150; // milliseconds over a figure before its page is fetched ahead
const PATIENCE = 5000; // milliseconds before the link is followed instead

const pages = new Map();
let wanted = null; // the figure clicked last

/** A part of another page of this site for this one: no ids, and links that lead where they led. */
function taken(part, base) {
  const copy = document.importNode(part, true);
  for (const element of [copy, ...copy.querySelectorAll("*")]) {
    element.removeAttribute("id");
    element.classList.remove("term"); // one box is enough
    if (element.href) element.href = new URL(element.getAttribute("href"), base);
  }
  return copy;
}

async function fetched(url) {
  const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE) });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const parts = [...page.querySelectorAll(TAKEN)].map((part) => taken(part, answer.url));
  if (!parts.at(-1)?.matches(".evidence, .prose")) throw new Error(`${url} shows neither evidence nor a meaning`);
  return parts;
}

/** The heading and the evidence on a target's page, fetched once. */
function load(url) {
  if (!pages.has(url)) pages.set(url, fetched(url));
  pages.get(url).catch(() => pages.delete(url));
  return pages.get(url);
}

/** Opens a dialog beside a link, with a way to `url`; focus goes in, and back when it closes. */
export function openBeside(link, url, [heading, ...rest]) {
  const near = link.closest("svg")?.parentElement ?? link; // marks of a picture cannot be anchors
  const close = make("button", { type: "button" }, say("close"));
  const box = make("div", { class: "provenance-box", popover: "auto", role: "dialog", tabindex: -1, "aria-label": heading.textContent },
    make("h2", {}, ...heading.cloneNode(true).childNodes),
    ...rest.map((part) => part.cloneNode(true)),
    make("p", { class: "provenance-ways" }, make("a", { href: url }, say(link.matches(".term") ? "term" : "open")), close));
  close.addEventListener("click", () => box.hidePopover());
  box.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !box.contains(relatedTarget)) box.hidePopover();
  });
  box.addEventListener("toggle", ({ newState }) => {
    if (newState !== "closed") return;
    near.classList.remove("provenance-anchor");
    box.remove();
    if (document.activeElement === document.body) link.focus({ preventScroll: true });
  });
  near.classList.add("provenance-anchor");
  document.body.append(box);
  box.showPopover({ source: near });
  box.focus();
}

/** The figure an event happened to, and where it leads; null if it is none of this site's. */
function figureOf({ target }) {
  const link = target.closest?.(FIGURES);
  const url = link && new URL(link.getAttribute("href"), document.baseURI);
  return url && url.origin === location.origin ? { link, url: url.href } : null;
}

async function clicked(event) {
  const figure = figureOf(event);
  if (!figure || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const { link, url } = figure;
  wanted = link;
  link.ariaBusy = "true";
  try {
    const parts = await load(url);
    if (wanted === link) openBeside(link, url, parts);
  } catch {
    if (wanted === link) location.assign(url);
  }
  link.ariaBusy = null;
}

if ("popover" in HTMLElement.prototype) {
  for (const link of document.querySelectorAll(FIGURES)) link.ariaHasPopup = "dialog";
  document.addEventListener("click", clicked);
  let timer = 0;
  document.addEventListener("pointerover", (event) => {
    clearTimeout(timer);
    const figure = event.pointerType === "mouse" && figureOf(event);
    if (figure) timer = setTimeout(load, PAUSE, figure.url);
  });
}
