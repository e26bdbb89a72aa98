"""The search index: from a page's HTML to the bundle of files that a browser asks.

Pagefind splits words at white space, so a Chinese sentence would be one word. It is therefore given a *search
copy* of each page in which every two neighbouring units (`atlas.units`) are one word: 研发投入 is written
研发 发投 投入. A page contains a phrase exactly if the phrase's pairs follow each other in its copy.
`static/js/search-pairs.js` asks the bundle.

The bundle holds Pagefind's script, worker, WebAssembly, metadata and word index and, written by us,
`text/ID.json` (a page's own words, from which excerpts are made) and `facets.LANGUAGE.json` (which page
stands under which filter value). Pagefind's fragments would hold pairs instead of text, and it writes filters
in the order of a randomly seeded hash table; so neither is used, and all bytes are the same in every run.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from html import escape, unescape
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote

from atlas.page_text import words_of
from atlas.units import Run, cut, has_wide, keep_decimals

Language = Literal["zh", "en"]

# "und" keeps Pagefind from cutting the pairs once more, as it would for "zh", here and in the browser.
INDEX_LANGUAGE: Mapping[Language, str] = {"zh": "und", "en": "en"}
ENTRY = "pagefind-entry.json"
FROM_PAGEFIND = ("pagefind.js", "pagefind-worker.js", "*.pf_meta", "index/*.pf_index")
ADDRESS = re.compile(r"(?:(?!\.+/)[\w.~-]+/)*(?:[\w~-][\w.~-]*\.html)?", re.ASCII)


class SearchError(RuntimeError):
    """Pagefind could not be run, or has indexed something else than it was given."""


@dataclass(frozen=True)
class SearchPage:
    """A page as search knows it: its address relative to the site's root, its words, its filter labels."""

    address: str
    language: Language
    title: str
    blocks: tuple[str, ...]
    filters: Mapping[str, tuple[str, ...]]
    description: str = ""

    @cached_property
    def copy(self) -> str:
        """The HTML that Pagefind reads in the page's place; asked for where the page is made, it comes along."""
        return search_copy(self)


DESCRIPTION = re.compile(r"""<meta\s+name="description"\s+content="([^"]*)\"""", re.IGNORECASE)


def search_page_of(
    html: str, address: str, language: Language, filters: Mapping[str, tuple[str, ...]]
) -> SearchPage:
    """What search knows of a page: the words of its `<main>` (see `words_of`), its description, its labels."""
    title, blocks = words_of(html)
    found = DESCRIPTION.search(html)
    description = _one_line(unescape(found[1])) if found else ""
    return SearchPage(address, language, title, tuple(blocks), dict(filters), description)


def write_index(pages: Iterable[SearchPage], out_dir: Path) -> None:
    """The folder `out_dir` is the search bundle of these pages, and holds nothing else.

    The same pages give the same bytes, in whatever order they come. A folder that is there already is
    replaced if it is empty or a bundle; otherwise FileExistsError. SearchError says what was wrong.
    """
    ordered = sorted(pages, key=lambda page: page.address)
    if not ordered:
        raise SearchError("there is no page to index")
    for address, count in Counter(page.address for page in ordered).items():
        if count > 1 or not ADDRESS.fullmatch(address):
            raise SearchError(f"{address!r} is not a plain address, or stands for {count} pages")
    if out_dir.is_dir() and any(out_dir.iterdir()) and not (out_dir / ENTRY).is_file():
        raise FileExistsError(f"{out_dir} holds something else than a search bundle")
    with tempfile.TemporaryDirectory(prefix="atlas-search-") as name:
        made = _run_pagefind(ordered, Path(name))
        entry = _entry([json.loads((bundle / ENTRY).read_bytes()) for bundle in made])
        _check_counts(entry, ordered)
        if out_dir.is_dir():
            shutil.rmtree(out_dir)
        ids: dict[str, str] = {}
        wasm = (f"wasm.{known['wasm'] or 'unknown'}.pagefind" for known in entry["languages"].values())
        wanted = (*FROM_PAGEFIND, *wasm)
        for bundle in made:
            for file in (file for pattern in wanted for file in bundle.glob(pattern)):
                _write(out_dir / file.relative_to(bundle), file.read_bytes())
            ids |= _ids(bundle)
        _write(out_dir / ENTRY, _json(entry))
        _write_own_files(ordered, {page.address: ids[_copy_of(page.address)] for page in ordered}, out_dir)


def search_copy(page: SearchPage) -> str:
    """The HTML that Pagefind reads in the page's place.

    Chinese text stands in it as pairs, and each unit once more by itself, so that one character or one number
    is found as well. English text stands as it is; its Chinese words follow as pairs.
    """
    texts = (page.title, *page.blocks)
    if page.language == "zh":
        cuts = [cut(text) for text in texts]
        title = f"{_units(cuts[:1])} ¶ {_pairs(cuts[:1])}"
        body = [_units(cuts), _pairs(cuts[1:])]
    else:
        cuts = [[run for run in cut(text) if has_wide("".join(run))] for text in filter(has_wide, texts)]
        title, *body = (escape(keep_decimals(text)) for text in texts)
        body += [_units(cuts), _pairs(cuts)]
    paragraphs = "".join(f"<p>{text} ¶</p>" for text in body)
    return (
        f'<!doctype html><html lang="{INDEX_LANGUAGE[page.language]}"><head><meta charset="utf-8"></head>'
        f'<body><main data-pagefind-body><h1 data-pagefind-meta="title">{title} ¶</h1>{paragraphs}</main>'
        "</body></html>\n"
    )


def _pairs(cuts: Iterable[Sequence[Run]]) -> str:
    # The sign ¶ is no word, but takes a place, so that no phrase can span two runs.
    runs = (run for found in cuts for run in found if len(run) > 1)
    return " ¶ ".join(" ".join(map("".join, pairwise(run))) for run in runs)


def _units(cuts: Iterable[Sequence[Run]]) -> str:
    return " ".join(sorted({unit for found in cuts for run in found for unit in run}))


def _run_pagefind(pages: Sequence[SearchPage], folder: Path) -> list[Path]:
    """Bundles of the pages' copies, one for each language, all made at the same time."""
    languages = sorted({page.language for page in pages})
    with ThreadPoolExecutor(len(languages)) as pool:
        return list(pool.map(lambda language: _bundle(pages, language, folder / language), languages))


def _bundle(pages: Iterable[SearchPage], language: Language, folder: Path) -> Path:
    """Pagefind has read the copies, unmoved by any configuration around; it is heard only if it fails."""
    copies, bundle = folder / "copies", folder / "bundle"
    copies.mkdir(parents=True)
    for page in pages:
        if page.language == language:
            (copies / _copy_of(page.address)).write_text(page.copy, encoding="utf-8")
    command = [sys.executable, "-m", "pagefind_bin", "--quiet"]
    command += ["--site", str(copies), "--output-path", str(bundle)]
    outside = {key: value for key, value in os.environ.items() if not key.startswith("PAGEFIND_")}
    done = subprocess.run(  # noqa: S603 -- our own interpreter, our own arguments
        command, cwd=copies, env=outside, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise SearchError(f"pagefind ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return bundle


def _entry(entries: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """One entry for bundles of different languages: they differ in nothing else."""
    languages = {language: known for entry in entries for language, known in entry["languages"].items()}
    return {**entries[0], "languages": languages}


def _check_counts(entry: Mapping[str, Any], pages: Sequence[SearchPage]) -> None:
    wanted = dict(Counter(INDEX_LANGUAGE[page.language] for page in pages))
    found = {language: known["page_count"] for language, known in entry["languages"].items()}
    if found != wanted:
        raise SearchError(f"pagefind was given {wanted} pages and has indexed {found}")


def _ids(bundle: Path) -> dict[str, str]:
    """The id of each search copy in Pagefind's index, by the copy's file name."""
    ids = {}
    for file in (bundle / "fragment").iterdir():
        fragment = json.loads(gzip.decompress(file.read_bytes()).removeprefix(b"pagefind_dcd"))
        ids[unquote(fragment["url"]).removeprefix("/")] = file.stem
    return ids


def _write_own_files(pages: Sequence[SearchPage], ids: Mapping[str, str], out_dir: Path) -> None:
    for language in sorted({page.language for page in pages}):
        own = [page for page in pages if page.language == language]
        _write(out_dir / f"facets.{language}.json", _json(_facets(own, ids)))
        for page in own:
            words = {"address": page.address, "title": page.title, "description": page.description}
            _write(out_dir / "text" / f"{ids[page.address]}.json", _json({**words, "blocks": page.blocks}))


def _facets(pages: Sequence[SearchPage], ids: Mapping[str, str]) -> dict[str, object]:
    """The labels of each filter; for each page id the places of its labels in them, and its title's length."""
    names = sorted({name for page in pages for name in page.filters})
    labels = {name: sorted({label for p in pages for label in p.filters.get(name, ())}) for name in names}
    places = {name: {label: place for place, label in enumerate(labels[name])} for name in names}
    return {
        "labels": labels,
        "pages": {
            ids[p.address]: [
                *([places[name][label] for label in p.filters.get(name, ())] for name in names),
                max(1, sum(map(len, cut(p.title))) if p.language == "zh" else len(p.title.split())),
            ]
            for p in pages
        },
    }


def _copy_of(address: str) -> str:
    # All copies lie in one folder: thousands of folders cost more time than Pagefind itself.
    return address.replace("/", ",") + ",.html"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def _write(file: Path, content: str | bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)


def _one_line(text: str) -> str:
    return " ".join(text.split())
