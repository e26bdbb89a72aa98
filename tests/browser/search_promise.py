"""The promise of search, held against any built site: what a browser finds is what the pages contain.

`broken_promises(page, pages, count, seed)` asks the search module in an open search page for random
substrings of the pages' own text, and says in words where the pages found are not those that contain them.

On a built site served at BASE, `page` being a tab of Chromium:

    page.goto(BASE + "search/")
    assert broken_promises(page, pages_of(site, "zh"), count=200, seed=1) == []
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from atlas.searching.search_page import INDEX_LANGUAGE, Language, SearchPage, search_page_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

HAN_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
SCRIPT = 'script[type="module"][src*="/search."]'
BATCH = 50

ASK = """async ([queries, script]) => {
  const { openIndex } = await import(document.querySelector(script).src);
  const language = document.documentElement.lang.startsWith("en") ? "en" : "zh";
  const index = await openIndex({ base: document.querySelector("[data-bundle]").dataset.bundle, language });
  const found = {};
  for (const query of queries) {
    const answer = await index.find(query);
    const pages = await Promise.all(answer.hits.map((hit) => index.describe(answer, hit)));
    const marked = ({ text, marks }) => marks.some(([start, end]) => text.slice(start, end).includes(query));
    const unmarked = pages.filter((page) => !marked(page.title) && !marked(page.excerpt));
    found[query] = {
      approximate: answer.approximate,
      addresses: pages.map((page) => page.address),
      unmarked: unmarked.map((page) => page.address),
    };
  }
  await index.close();
  return found;
}"""


def pages_of(site: Path, language: Language) -> list[SearchPage]:
    """The pages of a built site that its search bundle knows, read anew from their HTML."""
    pages = []
    for file in sorted((site / "pagefind" / "text").glob(f"{INDEX_LANGUAGE[language]}_*.json")):
        address = json.loads(file.read_bytes())["address"]
        html = (site / address / "index.html") if not address.endswith(".html") else site / address
        pages.append(search_page_of(html.read_text(encoding="utf-8"), address, language, {}))
    return pages


def containing(pages: Iterable[SearchPage], text: str) -> set[str]:
    """The addresses of the pages whose title, or one of whose blocks, contains the text."""
    return {page.address for page in pages if any(text in block for block in (page.title, *page.blocks))}


def substrings(
    pages: Sequence[SearchPage], count: int, seed: int, shortest: int = 2, longest: int = 8
) -> list[str]:
    """Different random substrings from runs of Han characters; every page is as likely to be drawn from."""
    draw = random.Random(seed)  # noqa: S311 -- a seeded draw, no secret
    runs = [[run for text in (p.title, *p.blocks) for run in HAN_RUN.findall(text)] for p in pages]
    runs = [found for found in runs if found]
    drawn: dict[str, None] = {}
    for _ in range(50 * count):
        if len(drawn) == count:
            break
        run = draw.choice(draw.choice(runs))
        length = min(draw.randint(shortest, longest), len(run))
        start = draw.randint(0, len(run) - length)
        drawn[run[start : start + length]] = None
    return list(drawn)


def ask(page: Page, queries: Sequence[str], script: str = SCRIPT) -> dict[str, dict]:
    """What the search module of the open search page answers to each query, past its interface, in full."""
    found: dict[str, dict] = {}
    for start in range(0, len(queries), BATCH):
        found |= page.evaluate(ASK, [list(queries[start : start + BATCH]), script])
    return found


def broken_promises(
    page: Page, pages: Sequence[SearchPage], count: int = 200, seed: int = 1, script: str = SCRIPT
) -> list[str]:
    """One sentence per substring for which pages are missing, too many, or do not show it marked."""
    queries = substrings(pages, count, seed)
    broken = [] if len(queries) >= count else [f"only {len(queries)} different substrings to be had"]
    for query, answer in ask(page, queries, script).items():
        truth = containing(pages, query)
        found = set() if answer["approximate"] else set(answer["addresses"])
        if found != truth:
            broken.append(
                f"{query}: missing {sorted(truth - found)[:3]}, too many {sorted(found - truth)[:3]}"
                f" ({len(found)} found, {len(truth)} true)"
            )
        elif len(answer["addresses"]) != len(truth):
            broken.append(f"{query}: a page is found twice")
        elif answer["unmarked"]:
            broken.append(f"{query}: not marked in what is shown of {answer['unmarked'][:3]}")
    return broken
