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
from dataclasses import dataclass
from html import escape, unescape
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote

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


# HTML's elements: those that begin and end a block, those without words of the page, those without content.
BLOCKS = re.compile(
    "address|article|aside|blockquote|br|caption|d[dlt]|details|dialog|div|fieldset|figcaption|figure|footer"
    "|form|h[1-6]|header|hr|legend|li|main|[ou]l|p|pre|section|summary|t[dhr]|table|tbody|tfoot|thead"
)
SKIPPED = re.compile("nav|noscript|script|select|style|svg|template|textarea")
VOID = re.compile("area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr")


# One tag or comment of a page; what stands between two of them is text.
TOKEN = re.compile(
    r"""<!--.*?-->|<!doctype[^>]*>|<(/?)([a-z][a-z0-9]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>""",
    re.DOTALL | re.IGNORECASE,
)
OFF = re.compile(r"""(?:^|\s)(?:data-search\s*=\s*["']?off\b|hidden(?=[\s=/]|$))""", re.IGNORECASE)
DESCRIPTION = re.compile(r"""<meta\s+name="description"\s+content="([^"]*)\"""", re.IGNORECASE)
VERBATIM = re.compile("script|style|textarea")


class _PageText:
    """Collects the blocks of `<main>` and its first `<h1>`. Reads our own HTML: tags are closed, attributes quoted."""

    def __init__(self) -> None:
        self.title = ""
        self.blocks: list[str] = []
        self._open: list[str] = []
        self._skipped_from: int | None = None
        self._text: list[str] = []

    def read(self, html: str) -> None:
        at = 0
        verbatim = ""
        for token in TOKEN.finditer(html):
            closing, tag = token[1], (token[2] or "").lower()
            if verbatim and not (closing and tag == verbatim):
                continue
            if token.start() > at and self._skipped_from is None:
                self._text.append(html[at : token.start()])
            at, verbatim = token.end(), ""
            if not tag:
                continue
            if closing:
                self._end(tag)
            else:
                self._start(tag, token[3])
                verbatim = tag if VERBATIM.fullmatch(tag) else ""
        if self._skipped_from is None:
            self._text.append(html[at:])
        self._end_block()

    def _start(self, tag: str, attributes: str) -> None:
        if BLOCKS.fullmatch(tag):
            self._end_block()
        if VOID.fullmatch(tag):
            return
        self._open.append(tag)
        if self._skipped_from is None and (SKIPPED.fullmatch(tag) or OFF.search(attributes)):
            self._skipped_from = len(self._open)

    def _end(self, tag: str) -> None:
        if BLOCKS.fullmatch(tag):
            self._end_block()
        if tag not in self._open:
            return
        while self._open.pop() != tag:
            pass
        if self._skipped_from is not None and len(self._open) < self._skipped_from:
            self._skipped_from = None

    def _end_block(self) -> None:
        if not self._text:
            return
        text = _one_line(unescape("".join(self._text)))
        self._text.clear()
        if text and "h1" in self._open and not self.title:
            self.title = text
        elif text:
            self.blocks.append(text)


def search_page_of(
    html: str, address: str, language: Language, filters: Mapping[str, tuple[str, ...]]
) -> SearchPage:
    """The words of the page's `<main>`: its `<h1>` as title, every other block-level element's as a block.

    Inline elements are joined without a space. Left out are elements with `data-search="off"` or `hidden`,
    scripts, styles, navigation, drawings (SVG) and form fields. End tags must not be omitted.
    """
    text = _PageText()
    start = re.search(r"<main[\s>]", html)
    if start is not None:
        end = html.find("</main>", start.start())
        text.read(html[start.start() : end if end >= 0 else len(html)])
    found = DESCRIPTION.search(html)
    description = _one_line(unescape(found[1])) if found else ""
    return SearchPage(address, language, text.title, tuple(text.blocks), dict(filters), description)


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
        copies, made = Path(name, "copies"), Path(name, "bundle")
        copies.mkdir()
        for page in ordered:
            (copies / _copy_of(page.address)).write_text(search_copy(page), encoding="utf-8")
        _run_pagefind(copies, made)
        entry = json.loads((made / ENTRY).read_bytes())
        _check_counts(entry, ordered)
        if out_dir.is_dir():
            shutil.rmtree(out_dir)
        wasm = (f"wasm.{known['wasm'] or 'unknown'}.pagefind" for known in entry["languages"].values())
        for pattern in (*FROM_PAGEFIND, *wasm):
            for file in made.glob(pattern):
                _write(out_dir / file.relative_to(made), file.read_bytes())
        _write(out_dir / ENTRY, _json(entry))
        ids = _ids(made)
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


def _run_pagefind(copies: Path, bundle: Path) -> None:
    """Pagefind has read the copies, unmoved by any configuration around; it is heard only if it fails."""
    command = [sys.executable, "-m", "pagefind_bin", "--quiet"]
    command += ["--site", str(copies), "--output-path", str(bundle)]
    outside = {key: value for key, value in os.environ.items() if not key.startswith("PAGEFIND_")}
    done = subprocess.run(  # noqa: S603 -- our own interpreter, our own arguments
        command, cwd=copies, env=outside, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise SearchError(f"pagefind ended with {done.returncode}:\n{done.stdout}{done.stderr}")


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
