"""Cells of tables that set areas side by side: figures with their year and basis, the kinds of blank."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from atlas.comparing.blanks import Blank
from atlas.figures.wording import one_year
from atlas.pages.chooser import SIGNS, blank_words
from atlas.pages.maker import Maker
from atlas.pages.parts import Cell, Column, Part, Run
from atlas.records import model


def figures(m: Maker, targets: Iterable[model.Target], *, with_basis: bool = True) -> Run:
    """Figures of one cell, each with its year, basis and tone, and below it of what it is counted."""
    what = "beside, with basis" if with_basis else "beside"
    parts: list[Part] = []
    for target in targets:
        beside = partial(_beside, target=target, with_basis=with_basis)
        parts += (m.figure(target), *m.shared(what, target, beside))
    return tuple(parts)


def _beside(m: Maker, target: model.Target, *, with_basis: bool) -> Run:
    """What stands beside a figure of a cell, and below it."""
    said = [m.when(target)]
    if with_basis and target.basis != "level" and not one_year(target):  # of a whole year, `when` says it
        said.append(m.label("bases", target.basis))
    said += [tag.text for tag in m.tags(target)]
    words = m.say("，", ", ").join(word for word in said if word)
    note = (Part(part.text, lang=part.lang, mark="note") for part in m.scope(target))
    return Part(m.say(f"（{words}） ", f" ({words}) ") if words else " ", mark="minor"), *note


def empty(m: Maker, kind: Blank, *, aloud: bool = False) -> Cell:
    """A cell without a target, with the reason as a sign and in words, which are seen where `aloud`."""
    sign = Part(f"{SIGNS[kind]} " if aloud else SIGNS[kind])
    words = Part(blank_words(m, kind), mark="" if aloud else "visually-hidden")
    return Cell((sign, words), kind=f"blank {kind}")


def unnamed(m: Maker, region: str) -> Cell:
    """A cell of an industry that is not named for a region: its documents are silent, or not known in full."""
    kind = m.view.blank_of(region)
    if kind != "silent":
        return empty(m, kind)
    return Cell((Part(SIGNS[kind]), Part(m.t("not_named"), mark="visually-hidden")), kind=f"blank {kind}")


def side_columns(
    m: Maker, names: Iterable[Part], head: str = "column_indicator", *, numeric: bool = False
) -> tuple[Column, ...]:
    """A column that names the rows, and one for each side; figures of several indicators have no order."""
    sorts = head != "column_indicator"
    return Column(m.t(head)), *(Column(name.text, numeric, name.href, sorts=sorts) for name in names)
