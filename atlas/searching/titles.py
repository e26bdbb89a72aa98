"""The title list: every page by its title and its other names, small enough to come before the search index.

`static/js/search-titles.js` reads it: what a reader types is held against the title, the title in the other
language, short names, aliases and numbers, and the sound of what is Chinese among them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from atlas.addresses import address, localized, relative
from atlas.pages.speech import MissingWords
from atlas.pinyin import sounds, spoken
from atlas.problems import Language
from atlas.records.model import Atlas, Name
from atlas.searching.search_page import SearchPage

FILE = "titles.json"

# What readers look for by name comes first; the rest is found by name too, after these.
MAJOR = ("regions", "clusters", "indicators", "documents", "themes", "terms", "agencies", "references")
MINOR = ("lists", "measures", "compare", "targets", "text")

# What the dialog says once the list has come; before that it has the words of the page itself.
SPOKEN = (
    "all_pages", "approximate", "count_one", "count_other", "failed", "hint", "jump", "jump_one", "jump_other",
    "keys_dialog", "lists", "loading", "none", "results", "tip_fewer", "tip_names", "tip_parts", "tips",
)  # fmt: skip


def files(
    pages: Iterable[SearchPage], atlas: Atlas, last: Callable[[str], Path | None] = lambda _: None
) -> dict[str, bytes]:
    """The title list of each language beside its search page, by path below the site.

    `pages` holds `[kind, address, title, title in the other language, other names …]`: the place of the kind in
    `kinds`, the address below the language's home; `major` is how many kinds are things with names of their own,
    after which come the lists; `sounds` has the characters of all names by their sound; `index` leads to the
    search index; `words` are the interface's.

    `last` is where a list of the last site stands, made by this very program: its sounds hold as long as the
    Chinese in the names is the same.
    """
    known = sorted(pages, key=lambda page: page.address)
    titles = {page.address: page.title for page in known}
    names = {path: tuple(dict.fromkeys(found)) for path, found in _names(atlas)}
    found = {}
    for language in sorted({page.language for page in known}):
        place = localized(address("search"), language) + FILE
        own = [page for page in known if page.language == language]
        rows = _rows(own, language, titles, names, _kinds(atlas, language))
        told = {
            "index": relative(localized(address("search"), language), "pagefind/"),
            "kinds": _kinds(atlas, language),
            "major": len(MAJOR),
            "pages": [(kind, path, *named) for kind, path, named in rows],
            "sounds": _sounds({name for *_, named in rows for name in named}, last(place)),
            "words": {key: _say(atlas, language, f"search_{key}") for key in SPOKEN},
        }
        found[place] = (json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
    return found


def prepare(atlas: Atlas) -> None:
    """It is known how the names of records sound, which takes time to look up."""
    found: list[str] = [name for _, names in _names(atlas) for name in names]
    for records in (atlas.regions, atlas.clusters, atlas.indicators, atlas.agencies, atlas.terms):
        found += [record.name.zh for record in records.values()]
    sounds(found)


def _rows(
    pages: Iterable[SearchPage],
    language: Language,
    titles: Mapping[str, str],
    names: Mapping[str, tuple[str, ...]],
    kinds: Sequence[str],
) -> list[tuple[int, str, tuple[str, ...]]]:
    place = {label: number for number, label in enumerate(kinds)}
    rows: list[tuple[int, str, tuple[str, ...]]] = []
    for page in pages:
        path = page.address if language == "zh" else page.address.removeprefix("en/")
        twin = titles.get(localized(path, "en" if language == "zh" else "zh"), "")
        others = tuple(name for name in names.get(path, ()) if name not in (page.title, twin))
        known = (place[label] for label in page.filters.get("kind", ()) if label in place)
        named = (page.title, twin if twin != page.title else "", *others)
        rows.append((next(known, len(kinds) - 1), path, named))
    return sorted(rows, key=lambda row: row[:2])


def _sounds(names: set[str], last: Path | None) -> dict[str, str]:
    """The sounds of all names: those of the last list if it has the same Chinese, since to look them up takes time."""
    if last is not None:
        before = json.loads(last.read_bytes())
        if spoken(names) == spoken(name for _, _, *named in before["pages"] for name in named):
            kept: dict[str, str] = before["sounds"]
            return kept
    return sounds(names)


def _kinds(atlas: Atlas, language: Language) -> list[str]:
    return [_say(atlas, language, f"kind_{kind}") for kind in (*MAJOR, *MINOR)]


def _say(atlas: Atlas, language: Language, key: str) -> str:
    words = atlas.interface.get(key)
    if words is None:
        raise MissingWords(f"content/interface.yaml lacks “{key}”; add {key}: {{zh: …, en: …}}")
    return words.zh if language == "zh" else words.en


def _names(atlas: Atlas) -> Iterator[tuple[str, Iterator[str]]]:
    """What else than by its title a page may be looked for, by its address without a language."""
    for key, region in atlas.regions.items():
        yield address("regions", key), iter(region.aliases)
    for key, cluster in atlas.clusters.items():
        said = (*cluster.everyday, *cluster.everyday_en)
        yield address("clusters", key), iter((*_printed(cluster.aliases), *said))
    for key, indicator in atlas.indicators.items():
        said = (*indicator.everyday, *indicator.everyday_en)
        yield address("indicators", key), iter((*_both(indicator.short), *_printed(indicator.aliases), *said))
    for key, agency in atlas.agencies.items():
        yield address("agencies", key), _printed(agency.aliases)
    for key, reference in atlas.references.items():
        yield address("references", key), iter((reference.number,) if reference.number else ())
    for key, term in atlas.terms.items():
        yield address("terms", key), iter((*term.aliases, *term.aliases_en))
    for gid, target in atlas.targets.items():
        indicator, region = atlas.indicators[target.indicator], atlas.regions[target.region]
        if indicator.short is not None:
            short = indicator.short
            yield (
                address("targets", gid),
                iter((f"{region.name.zh} {short.zh}", f"{short.en} {region.name.en}")),
            )
    for key, document in atlas.documents.items():
        number = (document.number,) if document.number else ()
        yield address("documents", key), iter((*_both(document.short), *number))


def _both(name: Name | None) -> tuple[str, ...]:
    return (name.zh, name.en) if name is not None else ()


def _printed(aliases: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    return (name for names in aliases.values() for name in names)
