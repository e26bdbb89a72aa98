// Asks the search bundle that atlas/searching/search.py writes: Chinese by pairs of neighbouring units, exactly;
// English as Pagefind does. Knows nothing of the page it runs in, except that only one index can be open.
//
//   const index = openIndex({ base: "../pagefind/", language: "zh" });
//   const answer = await index.find("研发投入");     // {approximate, hits: [{id, labels: {kind: [...]}}], …}
//   const shown = await index.describe(answer, answer.hits[0]);
//   // {address, url, title: {text, marks: [[start, end]]}, excerpt: {text, marks}}

// ── Cutting: the same as in atlas/searching/units.py ──────────────────────────────────────────────────────────────────

const WIDE =
  "\\u3005\\u3007\\u3021-\\u3029\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{323af}" +
  "\\u3041-\\u3096\\u30a1-\\u30fa\\u30fc-\\u30fe\\uac00-\\ud7a3";
const UNIT = new RegExp(
  `([${WIDE}])` +
    "|[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\\.[0-9]+)?" +
    "|[0-9]+(?:\\.[0-9]+)*" +
    `|(?:(?![${WIDE}])[\\p{L}\\p{Nl}\\p{No}])+` +
    "|[%‰&+]",
  "gu",
);
const HAS_WIDE = new RegExp(`[${WIDE}]`, "u");
const SIGNS = { ",": "", ".": "ꓸ", "%": "ꓹ", "‰": "ꓺ", "&": "ꓻ", "+": "ꓼ" };

function fold(char) {
  if (char === "，" || /[\uac00-\ud7a3]/.test(char)) return char;
  return char.normalize("NFKD").replace(/[\p{M}\p{Cf}]/gu, "").toLowerCase();
}

// The runs of a text: lists of {unit, start, end}, with places in the text as it was given.
function runsOf(text) {
  let folded = "";
  const places = [];
  let place = 0;
  for (const char of text) {
    const here = fold(char);
    folded += here;
    for (let i = 0; i < here.length; i++) places.push([place, place + char.length]);
    place += char.length;
  }
  const runs = [];
  let end = 0;
  let wasWide = false;
  for (const match of folded.matchAll(UNIT)) {
    const wide = match[1] !== undefined;
    const gap = folded.slice(end, match.index);
    end = match.index + match[0].length;
    const found = {
      unit: match[0].replace(/[,.%‰&+]/g, (sign) => SIGNS[sign]),
      start: places[match.index][0],
      end: places[end - 1][1],
    };
    if (runs.length && (!gap || (wide !== wasWide && /^[ \t\n\r]+$/.test(gap)))) runs.at(-1).push(found);
    else runs.push([found]);
    wasWide = wide;
  }
  return runs;
}

export function cut(text) {
  return runsOf(text).map((run) => run.map((found) => found.unit));
}

// ── Asking ──────────────────────────────────────────────────────────────────────────────────────────────────

const pairsOf = (units) => units.slice(1).map((unit, i) => units[i] + unit);
const isWord = (units) => units.length === 1 && /^\p{L}/u.test(units[0]) && !HAS_WIDE.test(units[0]);
const LONGEST_QUERY = 100;

// Pagefind takes the language from <html lang> and cannot be told otherwise; "und" keeps it from cutting the
// pairs anew. The attribute is back before anything else can run.
function withLanguage(language, act) {
  const root = document.documentElement;
  const before = root.getAttribute("lang");
  root.setAttribute("lang", language);
  try {
    return act();
  } finally {
    if (before === null) root.removeAttribute("lang");
    else root.setAttribute("lang", before);
  }
}

async function json(url, options) {
  const response = await fetch(url, options);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.json();
}

// Pages in all of the maps from id to score, their scores added.
function inAll(maps) {
  const [first, ...rest] = maps;
  const both = new Map();
  for (const [id, score] of first ?? []) {
    if (rest.every((map) => map.has(id))) both.set(id, rest.reduce((sum, map) => sum + map.get(id), score));
  }
  return both;
}

export function openIndex({ base, language }) {
  const bundle = new URL(base, document.baseURI);
  const root = new URL("../", bundle).href;
  const loaded = new Map();
  let opened = null;

  async function open() {
    const [pagefind, facets] = await Promise.all([
      import(new URL("pagefind.js", bundle).href).then((module) =>
        withLanguage(language === "en" ? "en" : "und", () => module.createInstance({ basePath: bundle.href })),
      ),
      json(new URL(`facets.${language}.json`, bundle), { cache: "no-cache" }),
    ]);
    return { pagefind, facets };
  }

  const ready = () => {
    opened ??= open().catch((problem) => {
      opened = null; // so that the next key press tries again
      throw problem;
    });
    return opened;
  };

  async function ask(term) {
    const { pagefind } = await ready();
    const { results } = await pagefind.search(term);
    return results;
  }

  // Scores by page id; a title that says little else than the `length` units asked for counts more.
  async function scored(results, length) {
    const { pages } = (await ready()).facets;
    const fit = ({ id, matchedMetaFields }) => matchedMetaFields?.length ? Math.min(1, length / (pages[id]?.at(-1) ?? Infinity)) : 0;
    return new Map(results.map((result) => [result.id, result.score * (1 + fit(result))]));
  }

  const scores = async (term, length) => scored(await ask(term), length);
  const exactly = (words) => scores(`"${words.join(" ")}"`, 0);

  // The pages that contain the units side by side, and how well they do.
  async function withPhrase(units) {
    const words = units.length > 1 ? pairsOf(units) : units;
    const found = await exactly(words);
    if (!found.size) return found;
    const ranked = await scores(words.join(" "), units.length);
    if (isWord(units)) return ranked; // the word is known, so these are it and the words it begins
    return new Map([...found.keys()].map((id) => [id, ranked.get(id) ?? 0]));
  }

  // The pages that contain at least half of the phrase's pairs.
  async function nearPhrase(units) {
    if (units.length === 1) return isWord(units) ? scores(units[0], 1) : exactly(units);
    const words = [...new Set(pairsOf(units))];
    const counts = new Map();
    for (const found of await Promise.all(words.map((word) => exactly([word])))) {
      for (const id of found.keys()) counts.set(id, (counts.get(id) ?? 0) + 1 / words.length);
    }
    return new Map([...counts].filter(([, share]) => share >= 0.5));
  }

  async function findPhrases(phrases, others) {
    const exact = inAll([...others, ...(await Promise.all(phrases.map(withPhrase)))]);
    if (exact.size || !phrases.length) return { found: exact, approximate: false };
    const near = inAll([...others, ...(await Promise.all(phrases.map(nearPhrase)))]);
    return { found: near, approximate: near.size > 0 };
  }

  async function find(query) {
    const parts = query.slice(0, LONGEST_QUERY).trim().split(/\s+/).filter(Boolean);
    const asPairs = parts.filter((part) => language !== "en" || HAS_WIDE.test(part));
    const asWords = parts.filter((part) => !asPairs.includes(part)).join(" ");
    const phrases = asPairs.flatMap(cut);
    const wordPlaces = new Map();
    const others = [];
    if (asWords) {
      const results = await ask(asWords.replace(/([0-9])\.(?=[0-9])/g, "$1ꓸ"));
      for (const result of results) wordPlaces.set(result.id, new Set(result.words));
      others.push(await scored(results, asWords.split(" ").length));
    }
    const { found, approximate } = await findPhrases(phrases, others);
    const { facets } = await ready();
    const hits = [...found]
      .map(([id, score]) => ({ id, score, places: wordPlaces.get(id), labels: labelsOf(facets, id) }))
      .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
    return { query, phrases, approximate, hits };
  }

  async function load(id) {
    const page = await json(new URL(`text/${id}.json`, bundle));
    return { ...page, texts: [page.title, ...page.blocks].map((text) => ({ text, runs: runsOf(text) })) };
  }

  async function describe(answer, hit) {
    if (!loaded.has(hit.id)) loaded.set(hit.id, load(hit.id));
    const page = await loaded.get(hit.id);
    const wanted = answer.approximate
      ? answer.phrases.flatMap((units) => (units.length > 1 ? units.slice(1).map((u, i) => [units[i], u]) : [units]))
      : answer.phrases;
    let place = 0;
    const [title, ...blocks] = page.texts.map(({ text, runs }) => {
      const marks = wanted.flatMap((units, which) => marksOf(runs, units).map((mark) => [...mark, which]));
      for (const match of hit.places ? text.matchAll(/\S+/g) : []) {
        if (hit.places.has(place++)) marks.push(wordMark(match));
      }
      place++; // the sign at the end of each text in the search copy
      return { text, marks: marks.sort((a, b) => a[0] - b[0]) };
    });
    return {
      address: page.address,
      url: root + page.address,
      title: { text: title.text, marks: merged(title.marks) },
      excerpt: excerptOf(blocks, page.description, language === "en" ? 220 : 110),
    };
  }

  async function close() {
    const { pagefind } = (await opened) ?? {};
    opened = null;
    await pagefind?.destroy();
  }

  return { find, describe, close };
}

function labelsOf(facets, id) {
  const under = facets.pages[id] ?? [];
  return Object.fromEntries(
    Object.entries(facets.labels).map(([name, labels], i) => [name, (under[i] ?? []).map((at) => labels[at])]),
  );
}

// ── Showing ─────────────────────────────────────────────────────────────────────────────────────────────────

// Where the units stand side by side in the text; a lone word also where it begins a longer one.
function marksOf(runs, units) {
  const marks = [];
  const same = isWord(units) ? (found) => found.startsWith(units[0]) : (found, i) => found === units[i];
  for (const run of runs) {
    for (let at = 0; at + units.length <= run.length; at++) {
      if (units.every((_, i) => same(run[at + i].unit, i))) marks.push([run[at].start, run[at + units.length - 1].end]);
    }
  }
  return marks;
}

// A word without the signs around it.
function wordMark({ 0: word, index }) {
  const [, before, bare] = word.match(/^([^\p{L}\p{N}]*)(.*?)[^\p{L}\p{N}]*$/u);
  const start = index + before.length;
  return [start, start + bare.length, bare.toLowerCase()];
}

function merged(marks) {
  const out = [];
  for (const [start, end] of marks) {
    if (out.length && start <= out.at(-1)[1]) out.at(-1)[1] = Math.max(end, out.at(-1)[1]);
    else out.push([start, end]);
  }
  return out;
}

// About `length` characters around the words found, from the block that holds most of them: of several, from the
// longest, since a sentence says more than a heading. A short block, such as the cell of a table, stands among its
// neighbours.
function excerptOf(blocks, description, length) {
  const different = (block) => new Set(block.marks.map((mark) => mark[2])).size;
  const says = (block) => [different(block), Math.min(block.text.length, length)];
  let at = 0;
  blocks.forEach((block, i) => {
    const [[words, size], [most, longest]] = [says(block), says(blocks[at])];
    if (words > most || (words === most && size > longest)) at = i;
  });
  if (!blocks[at]?.marks.length) return { text: description, marks: [] };
  let { text, marks } = blocks[at];
  marks = merged(marks);
  for (let [before, after] = [at - 1, at + 1]; text.length < length / 2 && (blocks[before] || blocks[after]); before--, after++) {
    if (blocks[before] && text.length + blocks[before].text.length < length) {
      const ahead = `${blocks[before].text} · `;
      marks = [...merged(blocks[before].marks), ...marks.map((mark) => mark.map((place) => place + ahead.length))];
      text = ahead + text;
    }
    if (blocks[after] && text.length + blocks[after].text.length < length) {
      const moved = text.length + 3;
      marks = [...marks, ...merged(blocks[after].marks).map((mark) => mark.map((place) => place + moved))];
      text += ` · ${blocks[after].text}`;
    }
  }
  return shortened(text, marks, length);
}

function shortened(text, marks, length) {
  if (text.length <= length) return { text, marks };
  let from = Math.min(Math.max(0, marks[0][0] - Math.floor(length / 3)), text.length - length);
  let to = Math.max(from + length, marks[0][1]);
  const inWord = (at) => /^(?:[a-z0-9.,]{2}|[\ud800-\udbff][\udc00-\udfff])$/i.test(text.slice(at - 1, at + 1));
  while (from < marks[0][0] && (inWord(from) || text[from] === " ")) from++;
  while (to < text.length && inWord(to)) to++;
  const ahead = from > 0 ? "…" : "";
  const moved = ahead.length - from;
  return {
    text: ahead + text.slice(from, to) + (to < text.length ? "…" : ""),
    marks: marks.filter(([start, end]) => start >= from && end <= to).map(([start, end]) => [start + moved, end + moved]),
  };
}
