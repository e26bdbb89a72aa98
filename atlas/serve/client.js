// Keeps a page that is open up to date with what the development server has built, and lists what is wrong.
// The server puts this script into every page on the way out; it is no part of the site.
// What the server tells is shown as text, never as markup.
"use strict";
{
  const OWN = "/__atlas/";
  const PATIENCE = 300; // milliseconds before a build is worth mentioning
  const RETRY = 2000; // milliseconds before asking a server again that refused
  const SILENCE = 3000; // milliseconds without a connection before saying so
  const shown = document.currentScript.dataset.page;
  let stream = null;
  let state = null;
  let alone = false;
  let closed = ""; // the problems whose list was closed
  let later = 0;
  let silence = 0;
  let mention = 0;

  // Storage may be switched off; then a page only loses its place.
  function remember(key, value) {
    try {
      if (value === null) sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, JSON.stringify(value));
    } catch {}
  }

  function recall(key) {
    try {
      return JSON.parse(sessionStorage.getItem(key));
    } catch {
      return null;
    }
  }

  // The connection. A browser has six to a host, so a tab that nobody sees gives its own back.

  function open() {
    if (stream || document.hidden) return;
    clearTimeout(later);
    stream = new EventSource(`${OWN}events?path=${encodeURIComponent(location.pathname)}`);
    stream.onmessage = (event) => heard(JSON.parse(event.data));
    stream.onopen = () => connected(true);
    stream.onerror = () => {
      connected(false);
      if (stream?.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
      close();
      later = setTimeout(open, RETRY);
    };
  }

  function close() {
    stream?.close();
    stream = null;
    clearTimeout(later);
    clearTimeout(silence);
    silence = 0;
  }

  function connected(yes) {
    if (yes) {
      clearTimeout(silence);
      silence = 0;
      alone = false;
      draw();
    } else {
      silence ||= setTimeout(() => {
        alone = true;
        draw();
      }, SILENCE);
    }
  }

  function heard(news) {
    state = news;
    if (state.page === shown) {
      remember("atlas-reloaded", null);
      restyle(state.styles);
    } else {
      reload();
    }
    clearTimeout(mention);
    if (state.building) mention = setTimeout(draw, PATIENCE);
    else draw();
  }

  // Following the site

  function reload() {
    // A page that is still another after it was loaded anew would be loaded for ever.
    const wanted = location.pathname + state.page;
    if (recall("atlas-reloaded") === wanted) return;
    remember("atlas-reloaded", wanted);
    remember("atlas-place", { path: location.pathname, x: scrollX, y: scrollY });
    close();
    location.reload();
  }

  function returnToPlace() {
    const place = recall("atlas-place");
    remember("atlas-place", null);
    if (place?.path !== location.pathname) return;
    const go = () => scrollTo({ left: place.x, top: place.y, behavior: "instant" });
    go();
    if (document.readyState !== "complete") addEventListener("load", go, { once: true });
  }

  // A style sheet's name without what tells its versions apart.
  function plain(address) {
    return new URL(address, location.href).href.replace(/\.[0-9a-f]{8,}(?=\.css$)/, "");
  }

  function restyle(wanted) {
    const links = [...document.querySelectorAll("link[rel=stylesheet]:not([data-leaving])")];
    for (const style of wanted) {
      const address = new URL(style, location.href).href;
      const link = links.find((each) => plain(each.href) === plain(address));
      if (!link || link.href === address) continue;
      const next = link.cloneNode();
      next.href = address;
      // The old one stays until the new one is there, so that the page is never without.
      link.dataset.leaving = "";
      next.onload = () => link.remove();
      next.onerror = () => {
        next.remove();
        delete link.dataset.leaving;
      };
      link.after(next);
    }
  }

  // What is shown above the page

  const host = document.createElement("atlas-serve");
  const root = host.attachShadow({ mode: "open" });
  const sheet = make("link", { rel: "stylesheet", href: `${OWN}client.css` });
  const panel = make("section", { class: "panel", role: "dialog", "aria-labelledby": "title", hidden: "" });
  const badge = make("button", { class: "badge", type: "button", hidden: "" });
  const status = make("p", { class: "status", role: "status", hidden: "" });
  root.append(sheet, panel, badge, status);
  badge.addEventListener("click", () => {
    closed = "";
    drawPanel(true);
    panel.querySelector("button").focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) dismiss();
  });

  function make(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  function dismiss() {
    closed = JSON.stringify(state.problems);
    drawPanel(false);
  }

  function draw() {
    if (!state) return;
    host.lang = state.words.lang;
    drawPanel(state.failed && closed !== JSON.stringify(state.problems));
    status.hidden = !(alone || state.building);
    status.textContent = alone ? state.words.alone : state.building ? state.words.building : "";
  }

  function drawPanel(visible) {
    badge.hidden = visible || state.problems.length === 0;
    badge.textContent = state.count;
    badge.classList.toggle("failed", state.failed);
    const drawn = JSON.stringify([state.failed, state.note, state.problems]);
    if (visible && panel.dataset.drawn !== drawn) {
      panel.dataset.drawn = drawn;
      const button = make("button", { class: "close", type: "button" }, state.words.close);
      button.addEventListener("click", dismiss);
      const title = make("h2", { id: "title" }, state.title);
      const count = make("p", { class: "count" }, state.count);
      panel.replaceChildren(
        make("div", { class: "box" },
          make("header", {}, title, count, button),
          make("p", { class: "note" }, state.note),
          make("ol", {}, ...state.problems.map(problem))),
      );
      panel.classList.toggle("failed", state.failed);
    }
    panel.hidden = !visible;
  }

  function problem({ place, what, instead, severity, line, also }) {
    const parts = [];
    if (place) parts.push(make("code", { class: "place" }, place));
    if (severity === "warning") parts.push(" ", make("span", { class: "kind" }, state.words.warning));
    parts.push(make("p", { class: "what" }, what));
    if (instead) parts.push(make("p", { class: "instead" }, instead));
    if (line.length) {
      const [before, meant, after] = line;
      parts.push(make("pre", { class: meant ? "line" : "line spot" }, before, make("mark", {}, meant), after));
    }
    if (also) parts.push(make("p", { class: "also" }, also));
    return make("li", { class: severity }, ...parts);
  }

  document.documentElement.append(host);
  returnToPlace();
  open();
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  addEventListener("pagehide", close);
  addEventListener("pageshow", open);
}
