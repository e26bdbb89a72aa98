// What the modules share: making elements, and the interface's words in the page's language.

/** An element with attributes and children; a string child is text. */
export function make(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const key in attributes) made.setAttribute(key, attributes[key]);
  made.append(...children);
  return made;
}

// FALLBACK goes when every page carries its words: <body data-words="{…}">.
const FALLBACK = {
  zh: { sort: "按“{name}”排序", filter: "筛选", rows: "{n} / {all} 行", columns: "{n} / {all} 列",
    all: "全部", theme: "主题", level: "层级", year: "年份", open: "这个目标的页面", close: "关闭" },
  en: { sort: "Sort by {name}", filter: "Filter", rows: "{n} of {all} rows", columns: "{n} of {all} columns",
    all: "All", theme: "Theme", level: "Level", year: "Year", open: "The target’s page", close: "Close" },
};
export const language = document.documentElement.lang;
const words = JSON.parse(document.body.dataset.words ?? "null") ?? FALLBACK[language.slice(0, 2)];

/** A text of the interface, with what stands in braces filled in. */
export const say = (key, values) => words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
