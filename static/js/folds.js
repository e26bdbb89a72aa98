// What folds: it opens where the address points, and all of it on paper; one button opens or closes a whole list.
// Without this module each part opens by itself.
import { make, say } from "./page.js";

const all = [...document.querySelectorAll("details")];
const inside = (list) => [...list.querySelectorAll(".fold")];

/** Opens what the address points at. */
function reveal() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  const around = [target.closest("details"), target.closest("tbody")?.querySelector(".narrow-fold"),
    target.closest(".narrow-folded")?.previousElementSibling,
    target.matches(".section") ? target.querySelector(":scope > h2 ~ .narrow-fold:not(.group-title ~ *)") : target.nextElementSibling];
  for (const fold of around.filter((each) => each?.matches("details") && !each.open)) {
    fold.addEventListener("toggle", () => target.scrollIntoView(), { once: true }); // once what it opens has its room
    fold.open = true;
  }
}

/** A part that is folded where there is little room can be found in the page, and opens there. */
function keepFindable(fold) {
  const part = fold.nextElementSibling;
  const keep = () => (part.hidden = fold.open ? false : "until-found");
  if (!("onbeforematch" in part)) return;
  fold.addEventListener("toggle", keep);
  part.addEventListener("beforematch", () => {
    fold.open = true;
    keep();
  });
  keep();
}

/** A button over all lists of a section. */
function addButton(section) {
  const folds = inside(section);
  if (folds.length < 2) return;
  const button = make("button", { type: "button", class: "folds-all" });
  const label = () => (button.textContent = say(folds.every(({ open }) => open) ? "collapse" : "expand"));
  button.addEventListener("click", () => {
    const open = !folds.every((fold) => fold.open);
    for (const fold of folds) fold.open = open;
  });
  for (const fold of folds) fold.addEventListener("toggle", label);
  label();
  section.querySelector("[data-folds-tools]").append(button);
}

for (const section of document.querySelectorAll(".section:has(.fold)")) addButton(section);
document.querySelectorAll(".section > .narrow-fold").forEach(keepFindable);
addEventListener("hashchange", reveal);
reveal();

let closed = [];
addEventListener("beforeprint", () => {
  closed = all.filter(({ open }) => !open);
  for (const one of closed) one.open = true;
});
addEventListener("afterprint", () => {
  for (const one of closed) one.open = false;
});
