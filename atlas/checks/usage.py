"""Rules on what is used by nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from atlas.checks.context import Context
from atlas.checks.naming import GROWING
from atlas.checks.references import unknown
from atlas.problems import Problem, Words
from atlas.records.model import REGISTRIES, Atlas, Record, Term, Unit

# What a name of another kind names in the end; a record that is not there may have named anything.
_KINDS = {
    "printed-agencies": ("agencies",),
    "citable": ("references",),
    "anything": tuple(REGISTRIES),
    **dict.fromkeys(("documents", "targets", "measures"), tuple(REGISTRIES)),
}


def used(context: Context) -> set[tuple[str, str]]:
    """Every (kind, id) that some record names which is to be asked of."""
    found: set[tuple[str, str]] = set()
    for record, pointers in context.pointers:
        document = getattr(record, "document", None)
        for kind, name, trail in pointers:
            if kind == "printed-agencies":
                found.update(
                    ("agencies", owner) for owner in context.agencies_by_name.get((str(document), name), ())
                )
            elif kind == "citable":
                found.add(("references", name))
            elif "aliases" not in trail:
                found.add((kind, name))
    return found | {("units", each.unit) for each in context.asked.indicators.values() if each.unit}


def _misspelt(context: Context) -> set[str]:
    """The kinds of which a name is unknown: what is misspelt somewhere may well be meant."""
    return {meant for _, (kind, _, _), _ in unknown(context) for meant in _KINDS.get(kind, (kind,))}


_UNUSED = Words("请删去此文件，或在记录中用到它", "remove the file, or name it in a record")
_AWAITED = Words(
    "它所在地区还有整理中的文件，可以留着；文件整理完仍没有提到，再删去",
    "a document of its area is still being worked on, so keep it; if none names it when that is done, remove the file",
)


def _awaited(atlas: Atlas) -> Iterator[str]:
    """The regions that a document in part may still name: its own, those in it, and those around it."""
    for document in atlas.documents.values():
        if document.extraction == "complete":
            continue
        yield document.region
        yield from (key for key, region in atlas.regions.items() if region.parent == document.region)
        above, met = atlas.regions.get(document.region), set[str]()
        while above is not None and above.parent is not None and above.parent not in met:
            met.add(above.parent)
            above = atlas.regions.get(above.parent)
        yield from met


def mentioned(context: Context) -> Iterator[Problem]:
    """Each region, cluster, indicator, agency and reference is named by some other record."""
    named, atlas = context.once("used", used), context.atlas
    misspelt = context.once("misspelt", _misspelt)
    registries: dict[str, Mapping[str, Record]] = {
        "regions": atlas.regions, "clusters": atlas.clusters, "indicators": atlas.indicators,
        "agencies": atlas.agencies, "references": atlas.references,
    }  # fmt: skip
    awaited = set(_awaited(atlas))
    for kind, records in registries.items():
        for name, record in records.items():
            if (kind, name) not in named and kind not in misspelt and not context.broken:
                what = Words(f"“{name}”没有任何记录提到", f"“{name}” is named by no record")
                instead = _AWAITED if name in awaited and kind == "regions" else _UNUSED
                yield context.problem("mentioned", record, (), what, instead, severity="warning")


def vocabulary_used(context: Context) -> Iterator[Problem]:
    """Each word of a growing vocabulary is used somewhere."""
    named, misspelt, atlas = context.once("used", used), context.once("misspelt", _misspelt), context.atlas
    words: Iterator[tuple[str, Term | Unit]] = chain(
        ((name, word) for name in GROWING for word in atlas.vocabulary[name].values()),
        (("units", unit) for unit in atlas.units.values()),
    )
    for name, word in words:
        if (name, word.id) not in named and name not in misspelt and not context.broken:
            what = Words(f"词表中的“{word.id}”没有用到", f"the word “{word.id}” is used nowhere")
            yield context.problem(
                "vocabulary-used",
                word,
                (),
                what,
                Words("请删去，或在记录中用到它", "remove it, or use it in a record"),
                severity="warning",
            )
