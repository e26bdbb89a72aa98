"""Rules on years and periods."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.checks.context import Context
from atlas.checks.governed import gainsaid_years
from atlas.meaning.governing import record_of, yearly, years_said
from atlas.meaning.yearly import EACH_YEAR
from atlas.problems import Problem, Words
from atlas.records.model import Target
from atlas.squeezed import fold, squeeze


def deadlines(context: Context) -> Iterator[Problem]:
    """A yearly promise has a period, and a year only if the period is that year; a deadline says where it is from."""
    for target in context.asked.targets.values():
        if target.basis == "annual":
            if target.period is None:
                what = Words("每年的目标没有写时期", "a yearly promise has no period")
                record = record_of(target, context.atlas)
                one = not any(EACH_YEAR.search(piece.phrase) for piece in target.evidence)
                yield context.problem("deadlines", target, ("basis",), what, yearly(record, one=one))
            elif target.year is not None and target.period != (target.year, target.year):
                what = Words("每年的目标不写 year", "a promise for each of several years has no single year")
                instead = Words("请删去 year；period 已经说明", "remove year: the period says it")
                yield context.problem("deadlines", target, ("year",), what, instead, of_key=True)
        dated = target.year is not None or target.period is not None
        told = target.basis == "annual" and target.period is None
        if dated and target.year_basis is None and not told:
            what = Words("有期限而没有 year_basis", "has a deadline and no year_basis")
            yield context.problem(
                "deadlines",
                target,
                ("period" if target.year is None else "year",),
                what,
                _year_basis(target),
                of_key=True,
            )
        if not dated and target.year_basis is not None and target.basis != "annual":
            what = Words("没有期限却有 year_basis", "has a year_basis and no deadline")
            yield context.problem(
                "deadlines",
                target,
                ("year_basis",),
                what,
                Words("请补上 year 或 period，或删去此行", "add year or period, or remove the line"),
                of_key=True,
            )


def _year_basis(target: Target) -> Words:
    """Where a deadline comes from: stated where a phrase says its year, else the words to choose from."""
    years = {target.year, *(target.period or ())} - {None}
    said = {year for piece in target.evidence for year in years_said(fold(squeeze(piece.phrase)))}
    basis = "stated" if years & said else "stated | section | inherited"
    return Words(f"应补上 year_basis: {basis}", f"add year_basis: {basis}")


def inherited(context: Context) -> Iterator[Problem]:
    """A deadline that is inherited is the last year of its document's planning period."""
    for target in context.asked.targets.values():
        document, deadline = context.atlas.documents.get(target.document), _deadline(target)
        if document is None or deadline is None or target.year_basis != "inherited":
            continue
        if document.period is None and document.period_named is not None:
            continue  # reported there
        if document.period is None:
            what = Words(
                "期限承自规划期，而文件没有 period", "inherits its deadline, and the document has no period"
            )
            instead = Words(
                "原文写明期限的，应为 stated 或 section；否则删去期限，或给文件补上 period",
                "write stated or section if the text says it; else remove the deadline, or give the document a period",
            )
            yield context.problem("inherited", target, ("year_basis",), what, instead)
        elif deadline != document.period[1] and not (
            _is_outside(context, target) or gainsaid_years(context, target)
        ):
            last = document.period[1]
            what = Words(
                f"规划期到 {last} 年为止，承自它的期限写的是 {deadline} 年",
                f"the planning period ends in {last}, and the deadline inherited from it is {deadline}",
            )
            instead = Words(
                f"应写 {last}；原文另写明期限的，应为 stated 或 section",
                f"write {last}; if the text says another deadline, year_basis is stated or section",
            )
            yield context.problem("inherited", target, ("year" if target.year else "period",), what, instead)


def within_period(context: Context) -> Iterator[Problem]:
    """A target's year and period lie inside the planning period of its document."""
    for target in context.asked.targets.values():
        document = context.atlas.documents.get(target.document)
        if document is None or document.period is None:
            continue
        first, last = document.period
        for name, years in (("year", (target.year,)), ("period", target.period or ())):
            for year in years:
                if year is not None and not first <= year <= last:
                    if name in gainsaid_years(context, target):
                        break  # reported already
                    what = Words(
                        f"{year} 年不在规划期 {first}–{last} 内",
                        f"{year} lies outside the planning period {first}–{last}",
                    )
                    instead = Words("请核对年份或文件的 period", "check the year, or the document's period")
                    yield context.problem("within-period", target, (name,), what, instead)
                    break


def not_before_issue(context: Context) -> Iterator[Problem]:
    """No deadline lies before the year in which the document was issued.

    One before the planning period is told as such (`within_period`).
    """
    for target in context.asked.targets.values():
        document = context.atlas.documents.get(target.document)
        if document is None:
            continue
        issued, deadline = int(document.issued[:4]), _deadline(target)
        early = deadline is not None and deadline < issued and not _is_outside(context, target)
        if early and not gainsaid_years(context, target):
            what = Words(
                f"期限 {deadline} 年早于发文的 {issued} 年",
                f"the deadline {deadline} lies before the year of issue, {issued}",
            )
            yield context.problem(
                "not-before-issue",
                target,
                ("year" if target.year else "period",),
                what,
                Words("请核对年份", "check the year"),
            )


def _is_outside(context: Context, target: Target) -> bool:
    """Whether a deadline lies outside the planning period."""
    document, deadline = context.atlas.documents.get(target.document), _deadline(target)
    if document is None or document.period is None or deadline is None:
        return False
    return not document.period[0] <= deadline <= document.period[1]


def _deadline(target: Target) -> int | None:
    if target.year is not None:
        return target.year
    return target.period[1] if target.period else None


def milestones_before_goals(context: Context) -> Iterator[Problem]:
    """A milestone shares its goal's indicator and has an earlier deadline."""
    targets = context.atlas.targets
    for target in targets.values():
        for index, link in enumerate(target.links):
            goal = targets.get(link.to) or targets.get(f"{target.document}--{link.to}")
            if goal is None or link.kind != "milestone":
                continue
            mine, theirs = _deadline(target), _deadline(goal)
            late = mine is not None and theirs is not None and mine >= theirs
            if target.indicator == goal.indicator and not late:
                continue
            if any(gainsaid_years(context, each) or _is_outside(context, each) for each in (target, goal)):
                continue  # reported already
            if not {target.indicator, goal.indicator} <= context.atlas.indicators.keys():
                continue  # reported already
            if target.indicator != goal.indicator:
                what = Words(
                    f"阶段目标与“{goal.id}”的指标不同",
                    f"is called a milestone of “{goal.id}”, which has another indicator",
                )
                yield context.problem(
                    "milestones-before-goals",
                    target,
                    ("links", index),
                    what,
                    Words("应写 kind: related", "write kind: related"),
                )
            else:
                what = Words(
                    f"阶段目标的期限（{mine}）不早于“{goal.id}”（{theirs}）",
                    f"is called a milestone of “{goal.id}” ({theirs}) but falls due in {mine}",
                )
                yield context.problem(
                    "milestones-before-goals",
                    target,
                    ("links", index),
                    what,
                    Words("请核对年份或 kind", "check the years, or the kind"),
                )


def inference_explained(context: Context) -> Iterator[Problem]:
    """A document whose date is inferred says from what."""
    for document in context.atlas.documents.values():
        if document.issued_basis == "inferred" and document.issued_note is None:
            what = Words(
                "发文日期是推定的，却没有说明", "the date of issue is inferred, and it is not said from what"
            )
            yield context.problem(
                "inference-explained",
                document,
                ("issued_basis",),
                what,
                Words("应补上 issued_note", "add issued_note"),
            )


def periods_named(context: Context) -> Iterator[Problem]:
    """A document that names its planning period and prints no years says in `period` which years these are."""
    for document in context.atlas.documents.values():
        if document.period_named is not None and document.period is None:
            what = Words("写了规划期的名称，没有写是哪几年", "the planning period has a name and no years")
            instead = Words("应补上 period: [首年, 末年]", "add period: [first year, last year]")
            yield context.problem("periods-named", document, ("period_named",), what, instead)
