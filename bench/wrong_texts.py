"""The slips in all that stands beside targets: figures set aside, measures, tasks, industries, English texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from atlas.records.model import Document, Mention, Name, Target, Text
from bench.wrong import Trial, Wrong

_FIGURE = re.compile(r"\d+")
_TEXTS = ("words", "conditions", "summary", "gist", "note", "assumed", "title", "programme")


def slips(trial: Trial) -> Iterator[Wrong]:
    """Each slip beside the targets of a document."""
    for entry in trial.of("set_aside"):
        if not entry.every:
            for reason in trial.one(sorted(trial.atlas.vocabulary["set-aside-reasons"]), entry.reason):
                yield trial.with_("set aside: for another reason", entry, {"reason": reason})
        yield trial.with_("set aside: left out", entry, {})
    yield from _promised(trial)
    for measure in trial.of("measures"):
        yield trial.with_("measure: left out", measure, {})
        yield from _agencies(trial, measure, "measure")
        for at in trial.one([each.at for each in trial.of("measures")], measure.at):
            yield trial.with_("measure: another place", measure, {"at": at})
        if measure.clusters:
            yield trial.with_("measure: an industry left out", measure, {"clusters": measure.clusters[1:]})
        industries = [each.cluster for each in trial.of("mentions")]
        for cluster in trial.one(industries, *measure.clusters):
            yield trial.with_(
                "measure: an industry invented", measure, {"clusters": (*measure.clusters, cluster)}
            )
    for task in trial.of("tasks"):
        yield trial.with_("task: left out", task, {})
        yield trial.with_("task: another year", task, {"year": task.year + 1})
        yield from _agencies(trial, task, "task")
    for mention in trial.of("mentions"):
        yield from _industry(trial, mention)
    yield from _head(trial, trial.atlas.documents[trial.document])
    for kind in ("targets", "measures", "tasks", "mentions"):
        for record in trial.of(kind):
            yield from _texts(trial, record)
    yield from _texts(trial, trial.atlas.documents[trial.document])


def _promised(trial: Trial) -> Iterator[Wrong]:
    """A figure that is set aside, recorded as a promise in the words that were set aside."""
    likes = [each for each in trial.of("targets") if each.value is not None]
    for entry in trial.of("set_aside"):
        found = re.search(r"\d+(?:\.\d+)?", entry.text)
        if (
            entry.every
            or not found
            or entry.reason not in ("existing-state", "rule", "size-class", "granted")
        ):
            continue
        unit = next(
            (
                (each.id, word)
                for each in trial.atlas.units.values()
                for word in sorted(each.printed, key=len, reverse=True)
                if entry.text[found.end() :].strip().startswith(word)
            ),
            None,
        )
        like = next((each for each in likes if unit and each.unit == unit[0]), None)
        if like is None or unit is None:
            continue
        promise = like.model_copy(
            update={
                "id": "state-as-promise", "printed": (), "value": (type(like.value[0])(found[0]),),
                "evidence": (like.evidence[0].model_copy(update={"at": entry.at, "phrase": entry.text, "nth": entry.nth}),),
                "links": (), "comparator": "reach", "basis": "level", "conditions": None, "cluster": None, "aspirational": False,
                "period": None, "baseline": None,
            }
        )  # fmt: skip
        gone = trial.with_("", entry, {})
        more = Trial(gone.atlas, trial.positions, trial.document, trial.random)
        yield more.added(f"{entry.reason}: recorded as a promise", like, promise)


def _agencies(trial: Trial, record: Any, kind: str) -> Iterator[Wrong]:
    lead, support = record.lead, record.support
    if lead and support:
        swapped = {"lead": (support[0], *lead[1:]), "support": (lead[0], *support[1:])}
        yield trial.with_(f"{kind}: lead and support swapped", record, swapped)
    if len(lead) > 1:
        yield trial.with_(f"{kind}: a lead left out", record, {"lead": lead[:-1]})
        yield trial.with_(
            f"{kind}: a lead as support", record, {"lead": lead[:-1], "support": (lead[-1], *support)}
        )
    if support:
        yield trial.with_(f"{kind}: a support left out", record, {"support": support[:-1]})
    if lead:
        yield trial.with_(f"{kind}: nobody", record, {"lead": (), "support": ()})
    known = [name for each in trial.of(f"{kind}s") for name in (*each.lead, *each.support)]
    for name in trial.one(known, *lead, *support):
        yield trial.with_(f"{kind}: a support invented", record, {"support": (*support, name)})
        if lead:
            yield trial.with_(f"{kind}: another lead", record, {"lead": (name, *lead[1:])})


def _industry(trial: Trial, mention: Mention) -> Iterator[Wrong]:
    yield trial.with_("industry: left out", mention, {})
    for role in trial.one(sorted(trial.atlas.vocabulary["roles"]), mention.role):
        yield trial.with_("industry: another role", mention, {"role": role})
    for cluster in trial.one([each.cluster for each in trial.of("mentions")], mention.cluster):
        yield trial.with_("industry: another", mention, {"cluster": cluster})
    for at in trial.one([each.at for each in trial.of("mentions")], mention.at):
        yield trial.with_("industry: another place", mention, {"at": at})
    for region in trial.one([each.region for each in trial.of("targets")], mention.region):
        yield trial.with_("industry: another region", mention, {"region": region})
    yield trial.with_("industry: printed otherwise", mention, {"printed": f"现代{mention.printed}"})
    for name in ("firms", "parks", "platforms", "technologies"):
        if getattr(mention, name):
            wrong = (f"{getattr(mention, name)[0]}乙", *getattr(mention, name)[1:])
            yield trial.with_("industry: a firm, park or platform invented", mention, {name: wrong})


def _head(trial: Trial, document: Document) -> Iterator[Wrong]:
    year, *day = document.issued.split("-")
    yield trial.with_("head: another date", document, {"issued": "-".join((str(int(year) + 1), *day))})
    if document.number:
        yield trial.with_("head: another number", document, {"number": _more(document.number)})
    if document.period:
        first, last = document.period
        yield trial.with_("head: another period", document, {"period": (first - 1, last)})
    zh = document.title.zh
    yield trial.with_(
        "head: another title", document, {"title": Name(zh=f"{zh[:-1]}办法", en=document.title.en)}
    )
    if len(document.issuers) > 1:
        yield trial.with_("head: an issuer left out", document, {"issuers": document.issuers[:-1]})
    if document.cites:
        yield trial.with_("head: a citation left out", document, {"cites": document.cites[:-1]})
    for index, heading in enumerate(document.outline[:1]):
        title = Text(zh=f"{heading.title.zh}工作", en=heading.title.en)
        other = heading.model_copy(update={"title": title})
        outline = (*document.outline[:index], other, *document.outline[index + 1 :])
        yield trial.with_("head: a heading otherwise", document, {"outline": outline})


def _texts(trial: Trial, record: Any) -> Iterator[Wrong]:
    for name in _TEXTS:
        text = getattr(record, name, None)
        if text is None or not getattr(text, "en", None):
            continue
        kind = "text" if name in ("summary", "gist") else "label"
        if _FIGURE.search(text.en):
            yield trial.with_(
                f"{kind}: another figure in English", record, {name: _with(text, en=_more(text.en))}
            )
        if _FIGURE.search(text.zh):
            yield trial.with_(
                f"{kind}: another figure in Chinese", record, {name: _with(text, zh=_more(text.zh))}
            )
            if _FIGURE.search(text.en):
                both = _with(text, zh=_more(text.zh), en=_more(text.en))
                yield trial.with_(f"{kind}: another figure in both", record, {name: both})
        if name in ("summary", "gist") and not isinstance(record, Target):
            told = _with(text, zh=f"{text.zh}到2027年达到77家。", en=f"{text.en} There are to be 77 by 2027.")
            yield trial.with_(f"{kind}: a figure invented", record, {name: told})


def _with(text: Any, **update: str) -> Any:
    return text.model_copy(update=update)


def _more(text: str) -> str:
    """The text with its last figure two more."""
    found = list(_FIGURE.finditer(text))[-1]
    return f"{text[: found.start()]}{int(found[0]) + 2}{text[found.end() :]}"
