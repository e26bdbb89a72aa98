"""A page as search knows it, and the copy of it that Pagefind reads.

Pagefind splits words at white space, so a Chinese sentence would be one word. It is therefore given a *search
copy* of each page in which every two neighbouring units (`atlas.searching.units`) are one word: 研发投入 is written
研发 发投 投入. A page contains a phrase exactly if the phrase's pairs follow each other in its copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import escape, unescape
from itertools import pairwise
from typing import Literal, NamedTuple

from atlas.searching.page_text import words_of
from atlas.searching.units import Run, cut, has_wide, keep_decimals

Language = Literal["zh", "en"]

# "und" keeps Pagefind from cutting the pairs once more, as it would for "zh", here and in the browser.
INDEX_LANGUAGE: Mapping[Language, str] = {"zh": "und", "en": "en"}


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


def search_copy(page: SearchPage) -> str:
    """The HTML that Pagefind reads in the page's place.

    Chinese text stands in it as pairs, and each unit once more by itself, so that one character or one number
    is found as well. English text stands as it is; its Chinese words follow as pairs.
    """
    texts = (page.title, *page.blocks)
    if page.language == "zh":
        cuts = [_cut(text) for text in texts]
        title = f"{_units(cuts[:1])} ¶ {_pairs(cuts[:1])}"
        body = [_units(cuts), _pairs(cuts[1:])]
    else:
        cuts = [_cut_wide(text) for text in filter(has_wide, texts)]
        title, *body = (escape(keep_decimals(text)) for text in texts)
        body += [_units(cuts), _pairs(cuts)]
    paragraphs = "".join(f"<p>{text} ¶</p>" for text in body)
    return (
        f'<!doctype html><html lang="{INDEX_LANGUAGE[page.language]}"><head><meta charset="utf-8"></head>'
        f'<body><main data-pagefind-body><h1 data-pagefind-meta="title">{title} ¶</h1>{paragraphs}</main>'
        "</body></html>\n"
    )


class _Cut(NamedTuple):
    """A text cut: its units, and the pairs of its runs. Pages share most of their texts, so they are cut once."""

    units: frozenset[str]
    pairs: str

    @classmethod
    def of(cls, runs: Sequence[Run]) -> _Cut:
        # The sign ¶ is no word, but takes a place, so that no phrase can span two runs.
        pairs = " ¶ ".join(" ".join(map("".join, pairwise(run))) for run in runs if len(run) > 1)
        return cls(frozenset(unit for run in runs for unit in run), pairs)


@lru_cache(maxsize=1 << 15)
def _cut(text: str) -> _Cut:
    return _Cut.of(cut(text))


@lru_cache(maxsize=1 << 15)
def _cut_wide(text: str) -> _Cut:
    return _Cut.of([run for run in cut(text) if has_wide("".join(run))])


def _pairs(cuts: Iterable[_Cut]) -> str:
    return " ¶ ".join(found.pairs for found in cuts if found.pairs)


def _units(cuts: Iterable[_Cut]) -> str:
    return " ".join(sorted(set[str]().union(*(found.units for found in cuts))))


def _one_line(text: str) -> str:
    return " ".join(text.split())
