// The title list that atlas/searching/titles.py writes, and which pages a query may mean: by their title, by it in the other
// language, by another name, or by the sound of what is Chinese among these, spelt out or by its initials.
//
//   const titles = await openTitles("../search/titles.json");
//   const { count, found } = titles.find("gxjsqy", 5);
//   // titles.index: where the search index lies; titles.words: what the dialog says
//   // found: [{url, kind, title: {text, marks: [[start, end]]}, name: null or {text, marks}}], the likeliest first

const CHINESE = /[〇\u3400-\u9fff]/u;
const SIGN = /[^\p{L}\p{N}]/u;

const fold = (text) => text.normalize("NFKC").toLowerCase();

// What may be the sound of Chinese words: letters without tones, ü as v. Empty if it cannot.
function lettersOf(query) {
  const bare = query.normalize("NFD").replace(/u\u0308/g, "v").replace(/[\p{M}\s'’-]/gu, "");
  return /^(?=.*[a-z])[a-z0-9]{2,40}$/.test(bare) ? bare : "";
}

export async function openTitles(address) {
  const answer = await fetch(address, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const list = await answer.json();
  const home = new URL("../", answer.url);
  const soundsOf = new Map();
  for (const [sound, chars] of Object.entries(list.sounds)) {
    for (const char of chars) soundsOf.set(char, [...(soundsOf.get(char) ?? []), sound]);
  }
  const pages = list.pages.map(([kind, path, title, twin, ...others]) => ({
    kind,
    path,
    names: [title, twin, ...others].map((text, role) => ({ text, folded: fold(text), chinese: CHINESE.test(text), role })),
  }));

  // The place after the last character whose sounds, or their initials, make up the letters; -1 if they do not.
  function heard(chars, at, letters) {
    if (!letters) return at;
    if (at === chars.length) return -1;
    const char = chars[at];
    for (const sound of soundsOf.get(char) ?? [SIGN.test(char) ? "" : char]) {
      if (sound.startsWith(letters)) return at + 1;
      for (const said of new Set([sound, sound.match(/^[zcs]h/)?.[0] ?? sound.slice(0, 1), sound.slice(0, 1)])) {
        const end = letters.startsWith(said) ? heard(chars, at + 1, letters.slice(said.length)) : -1;
        if (end >= 0) return end;
      }
    }
    return -1;
  }

  // How a name fits: {rank, start, end}, the lower the rank the better; null if it does not.
  function fit({ folded, chinese }, words, letters) {
    const start = words ? folded.indexOf(words) : -1;
    if (start >= 0) {
      const rank = start ? (SIGN.test(folded[start - 1]) ? 2 : 3) : folded === words ? 0 : 1;
      if (rank < 3 || words.length > 1 || chinese) return { rank, start, end: start + words.length };
    }
    if (!letters || !chinese) return null;
    for (let at = 0; at < folded.length; at++) {
      const end = SIGN.test(folded[at]) ? -1 : heard(folded, at, letters);
      if (end >= 0) return { rank: at ? 4 : end === folded.length ? 1 : 2, start: at, end };
    }
    return null;
  }

  // How a page fits: the best of its names for the whole query, or else one name for each of its words.
  function meant(page, whole, parts) {
    const best = (part) => {
      let found = null;
      for (const name of page.names) {
        const fitting = fit(name, ...part);
        const rank = fitting && fitting.rank + (name.role ? 0.2 : 0);
        if (fitting && !(found?.rank <= rank)) found = { ...fitting, rank, name };
      }
      return found;
    };
    const one = best(whole);
    if (one) return [one];
    const each = parts.length > 1 ? parts.map(best) : [null];
    return each.every(Boolean) ? each.map((found) => ({ ...found, rank: found.rank + 5 })) : null;
  }

  // A name with marks where it fits; the title has them too where another name fits better.
  function shown(name, fits, whole) {
    const own = fits.filter((found) => found.name === name);
    const here = own.length ? own : [fit(name, ...whole)].filter(Boolean);
    const marks = here.map(({ start, end }) => [start, end]).sort((a, b) => a[0] - b[0]);
    const apart = marks.filter(([start], i) => !marks.slice(0, i).some(([, end]) => end > start));
    return { text: name.text, marks: name.text.length === name.folded.length ? apart : [] };
  }

  return {
    words: list.words,
    index: new URL(list.index, answer.url).href,

    /** The pages that a query may mean, the likeliest first, at most `most` of them, and how many there are. */
    find(query, most) {
      const words = fold(query).trim().replace(/\s+/g, " ");
      if (!words) return { count: 0, found: [] };
      const asked = (text) => [text, lettersOf(text)];
      const whole = asked(words);
      const parts = words.split(" ").map(asked);
      const all = [];
      for (const page of pages) {
        const fits = meant(page, whole, parts);
        if (!fits) continue;
        const worst = Math.max(...fits.map(({ rank }) => rank));
        all.push({ page, fits, rank: worst + (page.kind < list.major ? 0 : worst < 1 ? 0.5 : 3) });
      }
      all.sort((a, b) => a.rank - b.rank || a.page.names[0].text.length - b.page.names[0].text.length);
      const found = all.slice(0, most).map(({ page, fits }) => {
        const other = fits.find(({ name }) => name.role)?.name;
        return {
          url: new URL(page.path, home).href,
          kind: list.kinds[page.kind],
          title: shown(page.names[0], fits, whole),
          name: other ? shown(other, fits, whole) : null,
        };
      });
      return { count: all.length, found };
    },

    /** The pages that list all of a kind; their own kind is the first after the major ones. */
    lists() {
      const lists = pages.filter(({ kind }) => kind === list.major);
      return lists.map(({ path, names }) => ({ url: new URL(path, home).href, title: { text: names[0].text, marks: [] }, name: null }));
    },
  };
}
