// The list of contents follows the reader: the part being read is marked, on wide pages beside it and on narrow
// ones behind a button that stays at the foot of the window. Without this module it is a plain list of links.
import { make, say } from "./page.js";

const LINE = 0.12; // of the window's height: what begins above it is being read

const list = document.querySelector("[data-contents]");
const links = [...(list?.querySelectorAll("a") ?? [])];
const parts = links.map((link) => document.getElementById(link.hash.slice(1)));
const button = make("button", { type: "button", class: "contents-button", popovertarget: "contents-box" });
const box = make("div", { id: "contents-box", class: "contents-box", popover: "auto", role: "dialog" });
let current = null;

function mark(index) {
  if (current === index) return;
  current = index;
  for (const ol of [list, box]) {
    ol.querySelector("[aria-current]")?.removeAttribute("aria-current");
    ol.querySelectorAll("a")[index]?.setAttribute("aria-current", "location");
  }
  button.textContent = links[index]?.textContent ?? say("outline");
  const link = links[index];
  if (!link || list.scrollHeight <= list.clientHeight) return;
  const [at, frame] = [link.getBoundingClientRect(), list.getBoundingClientRect()];
  if (at.top < frame.top + 40) list.scrollTop += at.top - frame.top - 40;
  if (at.bottom > frame.bottom - 40) list.scrollTop += at.bottom - frame.bottom + 40;
}

function follow() {
  const end = scrollY + innerHeight >= document.documentElement.scrollHeight - 2 && scrollY > 0;
  mark(end ? parts.length - 1 : parts.findLastIndex((part) => part.getBoundingClientRect().top <= innerHeight * LINE));
}

if (links.length) {
  box.ariaLabel = say("outline");
  box.append(list.querySelector("ol").cloneNode(true));
  box.addEventListener("click", ({ target }) => target.closest("a") && box.hidePopover());
  button.ariaDescription = say("outline");
  button.hidden = true;
  document.querySelector("main").append(box, button);

  const seen = new IntersectionObserver(follow, { rootMargin: `0px 0px -${100 * (1 - LINE)}% 0px` });
  for (const part of parts) seen.observe(part);
  new IntersectionObserver(follow).observe(document.querySelector(".site-footer"));
  // Where the list itself is in view, no button repeats it.
  new IntersectionObserver(([{ isIntersecting }]) => (button.hidden = isIntersecting)).observe(list);
}
