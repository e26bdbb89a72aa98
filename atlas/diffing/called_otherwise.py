"""Which indicators of two atlases differ only in what targets note that documents call them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from atlas.figures.wording import count
from atlas.problems import Words
from atlas.records.model import Atlas


def called_otherwise(old: Atlas, new: Atlas, changed: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Of changed indicators those whose own file is as before, and the documents of whose targets they have other names."""
    noted = _noted(old) | _noted(new)
    found = {}
    for key in changed:
        before, after = old.indicators[key], new.indicators[key]
        if before.model_copy(update={"aliases": after.aliases}) != after:
            continue
        names = {
            (document, name)
            for one, other in ((before, after), (after, before))
            for document, printed in one.aliases.items()
            for name in {*printed} - {*other.aliases.get(document, ())}
        }
        if names and all((key, *name) in noted for name in names):
            found[key] = tuple(sorted({document for document, _ in names}))
    return found


def _noted(atlas: Atlas) -> set[tuple[str, str, str]]:
    """What targets call their indicators: (indicator, document, name)."""
    return {(one.indicator, one.document, name) for one in atlas.targets.values() for name in one.printed}


def told(called: Mapping[str, tuple[str, ...]], name: Callable[[str], str]) -> Words:
    """In one line how many indicators that are, and in which documents; `name` gives a document's."""
    names = [name(each) for each in sorted({document for each in called.values() for document in each})]
    zh, en = (comma.join(names) for comma in ("、", ", "))
    return Words(
        f"{len(called)}个指标的文件叫法有变（{zh}），指标本身未改",
        f"{count(len(called), 'indicator is', 'indicators are')} called otherwise by the words of {en}; "
        "not changed themselves",
    )
