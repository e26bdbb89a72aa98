"""A synthetic corpus in the atlas's own format, of about a wanted number of pages, the same for one seed.

A page is an HTML file of the built site. Each record has two, one in each language, and so have the lists and
the prepared pairs of areas. Of the records, 42 % are targets, 12 % indicators, 5 % each clusters and terms, 6 %
agencies, 3 % each references and regions, 1 % documents, and measures fill up what is left (about a fifth).
A few indicators are set by many documents and most by few: the most frequent has 15 targets at 3,000 pages
and about 45 at 30,000.

    python -m bench.corpus PAGES FOLDER [--seed N]
"""

from __future__ import annotations

import argparse
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from atlas.comparing.sides import areas, pairs
from atlas.records.model import Name, Region
from bench.emit import Plain, write_lines, write_list, write_record
from bench.invent import Inventor
from bench.sizes import Sizes

ROOT = Path(__file__).resolve().parent.parent
LISTS = 17  # pages that are there whatever the content holds, in each language: home, lists, texts
THEMES = 17
TARGETS_PER_DOCUMENT = 42
_GROWING = ("themes", "instruments", "roles", "networks", "functions", "set-aside-reasons", "units")


@dataclass(frozen=True)
class Placed:
    """As much of a target as decides which pairs of areas are prepared."""

    region: str


def sizes(pages: int) -> Sizes:
    """How many records of each kind make about so many pages; measures are counted out at the end."""
    records = max(90, pages // 2 - LISTS - THEMES)
    documents = max(2, round(0.42 * records / TARGETS_PER_DOCUMENT))
    targets = round(0.42 * records / documents)
    part = {
        "indicators": 0.12,
        "clusters": 0.05,
        "agencies": 0.06,
        "references": 0.03,
        "terms": 0.05,
        "regions": 0.03,
    }
    return Sizes(documents, targets, **{kind: max(4, round(share * records)) for kind, share in part.items()})


def write_corpus(content: Path, pages: int, seed: int = 1) -> None:
    """The folder holds content of about so many pages that `build.py check` finds nothing wrong with."""
    inventor = Inventor(sizes(pages), seed)
    fixed = LISTS + len(inventor.known.used["themes"]) + inventor.records() + _pairs(inventor)
    inventor.deeds.add(max(inventor.sizes.documents, pages // 2 - fixed))
    _write(content, inventor)


def _pairs(inventor: Inventor) -> int:
    regions = {
        str(record["id"]): Region(
            id=str(record["id"]),
            name=Name(zh="地区", en="area"),
            level=str(record["level"]),
            kind=str(record["kind"]),
            parent=str(record["parent"]) if "parent" in record else None,
        )
        for record in inventor.known.regions
    }
    placed = [
        Placed(str(target["region"])) for targets in inventor.papers.targets.values() for target in targets
    ]
    return len(pairs(areas(placed, regions), regions))  # type: ignore[arg-type]


def _write(content: Path, inventor: Inventor) -> None:
    own = ROOT / "content"
    content.mkdir(parents=True)
    shutil.copy(own / "interface.yaml", content)
    shutil.copytree(own / "pages", content / "pages")
    _vocabulary(own / "vocabulary", content / "vocabulary", inventor.known.used)
    write_record(content / "site.yaml", _site())
    write_list(content / "changes.yaml", inventor.changes())
    for kind, records in inventor.registries().items():
        for record in records:
            write_record(content / kind / f"{record['id']}.yaml", _without_id(record))
    papers, deeds = inventor.papers, inventor.deeds
    for document in papers.documents:
        key = str(document["id"])
        folder = content / "documents" / key
        write_record(folder / "document.yaml", _without_id(document))
        write_list(folder / "targets.yaml", papers.targets[key])
        write_list(folder / "measures.yaml", deeds.measures[key])
        write_list(folder / "tasks.yaml", deeds.tasks[key])
        write_lines(folder / "clusters.yaml", papers.mentions[key])
        write_lines(folder / "set-aside.yaml", papers.set_aside[key])


def _without_id(record: dict[str, Plain]) -> dict[str, Plain]:
    return {key: value for key, value in record.items() if key != "id"}


def _site() -> dict[str, Plain]:
    return {
        "name": {"zh": "政策图谱（合成数据）", "en": "Policy Atlas on synthetic content"},
        "tagline": {"zh": "合成内容，只用于测量", "en": "Invented content, for measuring only"},
        "description": {
            "zh": "合成内容，只用于测量构建速度。",
            "en": "Invented content, made to measure builds.",
        },
        "base_url": "https://example.org/atlas/",
        "data_licence": "CC BY 4.0",
        "data_licence_url": "https://creativecommons.org/licenses/by/4.0/",
        "data_date": "2026-11-22",
    }


def _vocabulary(source: Path, target: Path, used: dict[str, set[str]]) -> None:
    """The repository's own vocabulary; of words that must be in use, those that are."""
    target.mkdir()
    for path in sorted(source.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        if path.stem in _GROWING:
            entries = re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)
            text = "".join(entry for entry in entries if entry.partition(":")[0] in used[path.stem])
        (target / path.name).write_text(text, encoding="utf-8")


def main() -> None:
    """Writes a corpus."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    write_corpus(options.folder, options.pages, options.seed)


if __name__ == "__main__":
    main()
