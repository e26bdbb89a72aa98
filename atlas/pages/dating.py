"""When a document was issued, for which years it is, and where a deadline is from, with what is inferred said so."""

from __future__ import annotations

from atlas.figures import wording
from atlas.pages.maker import Maker
from atlas.records import model


def issued(m: Maker, record: model.Document) -> str:
    """The date of issue as far as it is known, said to be inferred where the text prints none."""
    return wording.date(record.issued, m.language) + m.inferred(record.issued_basis)


def issued_in(m: Maker, record: model.Document) -> str:
    """The year of issue in a sentence, said to be inferred where the text prints no date."""
    return wording.date(record.issued[:4], m.language) + m.inferred(record.issued_basis)


def beside_span(m: Maker, record: model.Document) -> str:
    """The period for a picture, and whether the date that is drawn is inferred."""
    inferred = [m.t("issue_inferred")] if record.issued_basis != "stated" else []
    return " · ".join([*([wording.period(record.period)] if record.period else []), *inferred])


def planned(m: Maker, record: model.Document) -> str:
    """The planning period of a document, with the words of the text where it prints no years; empty without one."""
    years = wording.period(record.period)
    if not years:
        return ""
    return years + (m.bracketed(_named(m, record)) or m.inferred(record.period_basis))


def whence(m: Maker, target: model.Target) -> str:
    """Where a deadline is from, and in which words, where these are no years; empty where it is not recorded."""
    if target.year_basis is None:
        return ""
    document = m.view.document(target.document)
    said = [m.label("year-bases", target.year_basis)]
    if document.period is not None and target.year in (None, document.period[1]):
        said += [words] if (words := _named(m, document)) else []
    return m.say("；", "; ").join(said)


def _named(m: Maker, record: model.Document) -> str:
    if record.period_named is None:
        return ""
    named = m.name(record.period_named)
    return m.say(f"原文作{named}，没有印出年份", f"the text names {named} and prints no year")
