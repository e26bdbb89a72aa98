"""How much of what readers see stands in both languages: a count for each kind of record, and what is lacking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from atlas.checks.context import Context
from atlas.checks.language import texts
from atlas.figures.wording import count
from atlas.problems import Language, visible
from atlas.records.model import TEXTS, Record

KINDS = (
    "regions", "clusters", "indicators", "agencies", "references", "terms", "documents", "targets", "measures",
    "tasks", "mentions", "changes", "set_aside",
)  # fmt: skip


@dataclass(frozen=True)
class Coverage:
    """One kind of record: how many texts it has, and the places of those that lack English."""

    kind: str
    texts: int
    lacking: tuple[str, ...]

    @property
    def both(self) -> int:
        """How many texts stand in both languages."""
        return self.texts - len(self.lacking)


def coverage(context: Context) -> list[Coverage]:
    """Every kind of record that has texts, in the order of KINDS, then vocabularies and the pages in Markdown."""
    found = []
    for kind in KINDS:
        records = getattr(context.atlas, kind)
        found.append(_kind(context, kind, records.values() if isinstance(records, Mapping) else records))
    words = [word for words in context.atlas.vocabulary.values() for word in words.values()]
    found.append(Coverage("vocabulary", sum(1 for word in words for _ in texts(word)), ()))
    pages = {f"{name}.{language}.md" for name in TEXTS for language in ("zh", "en")}
    there = {f"{name}.md" for name in context.atlas.texts}
    found.append(
        Coverage("pages", len(TEXTS), tuple(f"content/pages/{name}" for name in sorted(pages - there)))
    )
    return [one for one in found if one.texts]


def _kind(context: Context, kind: str, records: Iterable[Record]) -> Coverage:
    total, lacking = 0, []
    for record in records:
        for trail, text in texts(record):
            total += 1
            if text.en is None:
                place = context.positions.place(record, *trail)
                lacking.append(f"{place.file}:{place.line}:{place.column}: {text.zh}")
    return Coverage(kind, total, tuple(lacking))


def report(found: Iterable[Coverage], language: Language) -> str:
    """The report as lines: a kind to a line, then what lacks a translation, then the sum."""
    kinds = list(found)
    lines = [f"{one.kind:<12} {one.both:>6} / {one.texts}" for one in kinds]
    lines += [visible(line) for one in kinds for line in one.lacking]
    all_, both = sum(one.texts for one in kinds), sum(one.both for one in kinds)
    lines.append(
        f"{all_}处文字中，{both}处有中英两种语言。"
        if language == "zh"
        else f"{both:,} of {count(all_, 'text', 'texts')} in both languages."
    )
    return "".join(f"{line}\n" for line in lines)
