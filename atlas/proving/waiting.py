"""What `audit` says of a document in part: what may be written afterwards, and of which records. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from atlas.problems import Words
from atlas.provisions.owed import owed
from atlas.records.model import Atlas, Measure


def waiting(atlas: Atlas, name: str) -> Iterator[Words]:
    """What a document still owes, with the ids; that it owes nothing if so. Nothing of a complete document."""
    document = atlas.documents[name]
    if document.extraction == "complete":
        return
    measures = {one.id: one for one in atlas.measures.values() if one.document == name}
    targets = [target for target in atlas.targets.values() if target.document == name]
    found = owed(
        document,
        measures.values(),
        (atlas.indicators[target.indicator] for target in targets),
        [mention for mention in atlas.mentions if mention.document == name],
    )
    if not found:
        yield Words(
            f"{name}：没有欠写的内容；各部分都整理好后，写 extraction: complete",
            f"{name}: nothing is owed; when all its parts are there, write extraction: complete",
        )
        return
    yield Words(f"{name}：可以先上线，之后要补写：", f"{name}: may go online; to be written afterwards:")
    themed = replace(found, themes=tuple(_with_themes(measures[key], atlas) for key in found.themes))
    for words, keys in zip(found.told(), themed.ids(), strict=True):
        listed = ", ".join(filter(None, keys))
        zh, en = (f"：{listed}", f": {listed}") if listed else ("", "")
        yield Words(f"  {words.zh}{zh}", f"  {words.en}{en}")


def _with_themes(measure: Measure, atlas: Atlas) -> str:
    """A measure with the themes of what its targets count, as a beginning: m01 [talent].

    On the real documents nine in ten of them are themes of the measure; the measure may have others besides.
    """
    targets = (atlas.targets.get(f"{measure.document}--{key}") for key in measure.targets)
    themes = dict.fromkeys(atlas.indicators[one.indicator].theme for one in targets if one is not None)
    return f"{measure.id} [{', '.join(themes)}]" if themes else measure.id
