"""The page that shows every component in its states, made of invented records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from atlas.pages import samples
from atlas.pages.chooser import FILE
from atlas.pages.maker import Maker
from atlas.pages.parts import Body, Cell, Column, Content, Fact, Item, Part, Run, Section, Table
from atlas.pages.shared import filters

COLOURS = (
    "page",
    "surface",
    "text",
    "muted",
    "line",
    "line-strong",
    "accent",
    "accent-soft",
    "brand",
    "mark",
    "good",
)
SERIES = tuple(range(1, 9))
SIZES = ("figure", "2xl", "xl", "l", "m", "s", "xs")


def design(m: Maker, _: str) -> Content:
    """Every component in its states."""
    specials = (
        m.section("design_tokens", "tokens", {"colours": COLOURS, "series": SERIES, "sizes": SIZES}),
        m.section("design_text", "text", _runs(m)),
        m.section("design_spark", "spark", samples.sparks(m)),
        m.section("design_search", "search", None),
        m.section("design_chooser", "chooser", {"areas": samples.areas(m), "cells": m.to("compare") + FILE}),
    )
    sections = (
        _group(m, "design_table", _tables(m)),
        _group(m, "design_facts", _facts(m)),
        _group(m, "design_lists", _lists(m)),
        _group(m, "design_folds", [("measures", "folds", _folds(m))]),
        _group(m, "design_chart", _charts(m)),
        _group(m, "design_evidence", [("evidence", "evidence", _evidence(m))]),
        m.cite(m.t("design"), "design", ""),
    )
    return Content(
        m.t("design"),
        m.t("design_lead"),
        m.t("kind_text"),
        trail=(Part(m.t("home"), m.to("home")), Part(m.t("about"), m.to("about"))),
        sections=sections,
        filters=filters(m, "text"),
        more={"specials": specials},
    )


def _group(m: Maker, key: str, states: Sequence[tuple[str, str, object]]) -> Section:
    """A component; a state has the key of its name, the kind of section that shows it, and what is shown."""
    inner = tuple(Section("", m.t(name), kind, body) for name, kind, body in states)
    return m.section(key, "group", inner, intro=m.t(f"{key}_intro"))


def _target(m: Maker, *, worded: bool) -> str:
    """The page of some target, so that its words can be opened here too."""
    every = m.view.related("ids_of_kind", "targets")
    found = next((gid for gid in every if (m.view.target(gid).value is None) == worded), None)
    return m.to("targets", found) if found else m.to("indicators")


def _figure(m: Maker) -> Part:
    return Part(m.say("3.5%以上", "at least 3.5%"), _target(m, worded=False), mark="figure")


def _words(m: Maker) -> Part:
    return Part(m.say("翻一番", "doubled"), _target(m, worded=True), mark="words")


def _runs(m: Maker) -> tuple[tuple[str, Run], ...]:
    """Pieces of text, each with the name of its state."""
    return (
        (m.t("design_link"), (Part(m.t("indicators"), m.to("indicators")),)),
        (m.t("figure"), (_figure(m),)),
        (m.t("goals_in_words"), (_words(m),)),
        (
            m.t("design_promise"),
            (Part(m.say("高企数 500家", "High-tech firms 500"), m.to("indicators"), mark="promise"),),
        ),
        (m.t("kind_terms"), (Part(m.say("瞪羚企业", "Gazelle firms"), m.to("terms"), mark="term"),)),
        (m.t("original_name"), (m.chinese("“十四五”规划"),)),
        (m.t("note"), (Part(m.inferred("inferred").strip(), mark="minor"),)),
        (m.t("blanks"), (Part(m.t("blank_silent"), mark="blank"),)),
    )


def _rows(m: Maker, many: int) -> tuple[tuple[Cell, ...], ...]:
    rows = []
    for n in range(many):
        name = Part(m.say(f"指标{n + 1}", f"Indicator {n + 1}"), m.to("indicators"))
        note = (Part(m.t("conditions")),) if n == 0 else ()
        tags = (Part(m.t("aspirational")),) if n == 1 else ()
        shown = (
            Cell((_words(m),), note, tags, numeric=True)
            if n == 1
            else Cell((_figure(m),), note, tags, numeric=True, sort=str(n))
        )
        due = Part(str(2020 + n), mark="due") if n != 2 else Part(m.t("no_deadline"), mark="due")
        rows.append((Cell((name,)), shown, Cell((due,), numeric=True)))
    return tuple(rows)


def _tables(m: Maker) -> list[tuple[str, str, object]]:
    columns = (
        Column(m.t("column_indicator")),
        Column(m.t("column_figure"), numeric=True),
        Column(m.t("column_due"), numeric=True),
    )
    areas = tuple(
        Column(name, href=m.to("regions"), key=key, key_label=name) for key, name in samples.areas(m)
    )
    cells = (Cell((_figure(m),)), Cell((Part(m.t("blank_silent")),), kind="blank"))
    wide = tuple((Cell((Part(m.t("indicator"), m.to("indicators")),)), *cells) for _ in range(2))
    bodies = tuple(
        Body(m.say(zh, en), key, wide) for key, zh, en in (("a", "人才", "Talent"), ("b", "金融", "Finance"))
    )
    return [
        ("design_table_short", "table", Table(m.t("design_table_short"), columns, _rows(m, 3))),
        ("design_table_long", "table", Table(m.t("design_table_long"), columns, _rows(m, 12))),
        (
            "design_table_wide",
            "table",
            Table(m.t("design_table_wide"), (columns[0], *areas), bodies=bodies, wide=True),
        ),
    ]


def _facts(m: Maker) -> list[tuple[str, str, object]]:
    links = tuple(Part(m.t(kind), m.to(kind)) for kind in ("regions", "clusters", "documents"))
    facts = (
        Fact(m.t("region"), (links[0],)),
        Fact(m.t("see"), links, listed=True),
        Fact(m.t("issued"), (Part("2021 "), Part(m.inferred("inferred").strip(), mark="minor"))),
    )
    return [("design_facts_full", "facts", facts), ("design_facts_brief", "brief", facts)]


def _item(m: Maker, number: int) -> Item:
    lead = Fact(
        m.t("lead"),
        (Part(m.t("agencies"), m.to("agencies")), Part(m.t("regions"), m.to("regions"))),
        listed=True,
    )
    return Item(
        Part(m.say(f"{number}. 一项举措", f"{number}. A measure"), m.to("measures")),
        (Part(m.say("用自己的话写的要点。", "A summary in our own words.")),),
        tags=(Part(m.t("kind_documents")),) if number == 1 else (),
        facts=(lead,) if number == 1 else (),
    )


def _folds(m: Maker) -> tuple[Item, ...]:
    return tuple(
        Item(
            Part(item.title.text),
            item.text,
            item.tags,
            item.facts,
            id=f"sample-{number}",
            ways=(Part(m.t("own_page"), m.to("measures")), Part(m.t("link_here"), f"#sample-{number}")),
        )
        for number, item in enumerate((_item(m, 1), _item(m, 2)), 1)
    )


def _lists(m: Maker) -> list[tuple[str, str, object]]:
    cards = tuple(
        Item(Part(m.t(kind), m.to(kind)), (Part(m.t(f"about_{kind}_list")),), tags=tags)
        for kind, tags in (("regions", (Part("3"),)), ("clusters", ()))
    )
    outline = tuple(
        (depth, Part(m.t(kind), m.to(kind) if depth == 1 else None), m.place(at))
        for depth, kind, at in (
            (0, "summary", "正文 一"),
            (1, "measures", "正文 一（一）"),
            (2, "targets", "正文 一（一）1"),
        )
    )
    return [
        ("design_items", "items", (_item(m, 1), _item(m, 2))),
        ("design_cards", "cards", cards),
        ("design_links", "links", tuple(Part(m.t(kind), m.to(kind)) for kind in ("regions", "clusters"))),
        ("outline", "outline", outline),
        ("design_prose", "prose", (Part(m.t("why_apart_text")),)),
    ]


def _evidence(m: Maker) -> tuple[Mapping[str, object], ...]:
    document = Part(m.t("kind_documents"), m.to("documents"))
    return tuple(
        {
            "phrase": "3.5%以上",
            "at": m.place("正文 二（三）4"),
            "document": document,
            "state": m.t("verified" if verified else "not_verified"),
            "verified": verified,
        }
        for verified in (True, False)
    )


def _charts(m: Maker) -> list[tuple[str, str, object]]:
    table = Table(
        m.t("as_table"),
        (Column(m.t("column_indicator")), Column(m.t("column_figure"))),
        tuple(row[:2] for row in _rows(m, 2)),
    )
    title = Part(m.t("indicator"), m.to("indicators"))
    return [
        ("design_dots", "chart", samples.dots(m)),
        ("ladders", "charted", (samples.ladder(m), table)),
        ("design_bars", "chart", samples.bars(m)),
        ("timeline", "chart", samples.timeline(m)),
        ("design_panels", "panels", ((title, samples.bars(m, "panel"), table), (title, None, table))),
    ]
