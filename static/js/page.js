// What the modules share: making elements, and the interface's words in the page's language.

/** An element with attributes and children; a string child is text. */
export function make(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const key in attributes) made.setAttribute(key, attributes[key]);
  made.append(...children);
  return made;
}

export const language = document.documentElement.lang;
const words = JSON.parse(document.body.dataset.words);

/** A text of the interface, with what stands in braces filled in. */
export const say = (key, values) => words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
