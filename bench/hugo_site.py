"""A corpus laid out for Hugo: the same YAML files as its data, and a file of a few lines for each page.

python -m bench.hugo_site CONTENT FOLDER
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from atlas.comparing.sides import areas, pairs
from atlas.pages import Page, plan
from atlas.reading.load import load
from atlas.records.model import Atlas

TEMPLATES = Path(__file__).resolve().parent / "hugo"
LEFT_OUT = ("404",)
SECTIONS = (
    "regions",
    "clusters",
    "indicators",
    "documents",
    "measures",
    "themes",
    "agencies",
    "references",
    "compare",
)


def lay_out(content: Path, site: Path) -> int:
    """The folder is a Hugo site of the same pages; how many."""
    atlas = load(content).atlas
    if atlas is None:
        raise ValueError(f"{content} cannot be read")
    shutil.copytree(TEMPLATES, site)
    shutil.copytree(content, site / "data", ignore=shutil.ignore_patterns("pages"))
    (site / "data" / "pairs.json").write_text(json.dumps(_pairs(atlas)), encoding="utf-8")
    count = 0
    for page in plan(atlas):
        if page.kind not in LEFT_OUT:
            count += 1
            _write(site, page, _title(atlas, page), content)
    return count


def _pairs(atlas: Atlas) -> dict[str, list[tuple[str, str]]]:
    """For each area the others that it has a page with, and that page's key."""
    found: dict[str, list[tuple[str, str]]] = {}
    for one, other in pairs(areas(atlas.targets.values(), atlas.regions), atlas.regions):
        found.setdefault(one, []).append((other, f"{one}--{other}"))
        found.setdefault(other, []).append((one, f"{one}--{other}"))
    return found


def _title(atlas: Atlas, page: Page) -> str:
    """The record's name in the page's language, as a record of the content has it."""
    records: Mapping[str, object] = getattr(atlas, page.kind, {})
    record = records.get(page.key)
    if page.kind == "themes" and page.key:
        record = atlas.vocabulary["themes"][page.key]
    if page.kind == "targets" and page.key:
        target = atlas.targets[page.key]
        return (
            f"{_said(atlas.regions[target.region], page)} · {_said(atlas.indicators[target.indicator], page)}"
        )
    if page.kind == "compare" and page.key:
        return " · ".join(_said(atlas.regions[key], page) for key in page.key.split("--"))
    if record is None:
        return (
            _said(atlas, page) if page.kind == "home" else getattr(atlas.interface[page.kind], page.language)
        )
    return _said(record, page)


def _said(record: object, page: Page) -> str:
    for field in ("name", "title", "label", "site"):
        name = getattr(record, field, None)
        if name is not None:
            name = getattr(name, "name", name)
            return str(getattr(name, page.language))
    raise ValueError(f"{page.address} has no title")


def _write(site: Path, page: Page, title: str, content: Path) -> None:
    whole = page.kind in SECTIONS and not page.key
    name = "_index.md" if whole or page.kind == "home" else ""
    if page.kind == "terms" and not page.key:
        name = "_index.md"
    path = (
        site / "content" / page.language / (f"{page.path}{name}" if name else f"{page.path.rstrip('/')}.md")
    )
    kind = page.kind if page.kind not in ("about", "method", "data", "search", "home") else "text"
    text = ""
    if page.kind in ("about", "method"):
        text = (
            (content / "pages" / f"{page.kind}.{page.language}.md")
            .read_text(encoding="utf-8")
            .partition("\n")[2]
        )
    front = json.dumps({"title": title, "type": kind, "key": page.key}, ensure_ascii=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{front}\n\n{text}", encoding="utf-8")


def main() -> None:
    """Lays out a corpus."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("content", type=Path)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    lay_out(options.content, options.folder)


if __name__ == "__main__":
    main()
