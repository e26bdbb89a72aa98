"""What the page builders share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from atlas.figures.wording import quoted
from atlas.linking.relations import target_id
from atlas.pages.dating import issued, planned
from atlas.pages.maker import Maker
from atlas.pages.parts import Body, Content, Fact, Item, Part, Section, Table
from atlas.records import model


def crumbs(m: Maker, kind: str) -> tuple[Part, ...]:
    """The way from the home page to a list."""
    return (Part(m.t("home"), m.to("home")), Part(m.t(kind), m.to(kind)))


def filters(
    m: Maker,
    kind: str,
    regions: Sequence[str] = (),
    documents: Sequence[str] = (),
    years: Iterable[int] = (),
) -> dict[str, tuple[str, ...]]:
    """What a page can be found under in the search.

    `years` are those in which its targets fall due and its tasks are set, and that of a document's issue;
    0 stands for none.
    """
    return {
        "kind": (m.t(f"kind_{kind}"),),
        "region": tuple(dict.fromkeys(m.region(key).text for key in regions)),
        "document": tuple(dict.fromkeys(m.document(key).text for key in documents)),
        "year": tuple(str(year) for year in sorted(set(years)) if year),
    }


def tab(m: Maker, name: str, kind: str) -> str:
    """A title that says what kind of page it is, since an indicator and a term may share a name."""
    return f"{name} · {m.t(f'kind_{kind}')}"


def printed_names(m: Maker, aliases: model.Aliases) -> tuple[Fact, ...]:
    """How each document prints a name."""
    return tuple(
        Fact(m.document(key).text, (m.chinese("、".join(map(quoted, words))),))
        for key, words in aliases.items()
        if m.view.has("documents", key) and words
    )


def by_programme(measures: Sequence[model.Measure]) -> dict[model.Text | None, list[model.Measure]]:
    """The measures of a document under their programmes, in its order; the n-th is `#programme-n` on its page."""
    groups: dict[model.Text | None, list[model.Measure]] = {}
    for measure in measures:
        groups.setdefault(measure.programme, []).append(measure)
    return groups


def by_theme(m: Maker, targets: Sequence[model.Target]) -> list[tuple[str, list[model.Target]]]:
    """Targets under their indicator's theme, in the vocabulary's order."""
    order = list(m.view.words("themes"))
    groups: dict[str, list[model.Target]] = {}
    for target in targets:
        groups.setdefault(m.view.indicator(target.indicator).theme, []).append(target)
    return [(m.label("themes", theme), groups[theme]) for theme in sorted(groups, key=order.index)]


def themed_table(
    m: Maker, caption: str, targets: Sequence[model.Target], columns: Sequence[str], *, at_home: str = ""
) -> Table:
    """One table of targets, in groups under their indicator's theme, which fold where there is little room."""
    table = m.target_table(caption, targets, columns, at_home=at_home)
    rows = dict(zip((target.gid for target in targets), table.rows, strict=True))
    bodies = tuple(
        Body(theme, m.view.indicator(group[0].indicator).theme, tuple(rows[target.gid] for target in group))
        for theme, group in by_theme(m, targets)
    )
    return Table(caption, table.columns, bodies=bodies, in_parts=True)


def measure_folds(m: Maker, measures: Sequence[model.Measure], *, alone: bool = False) -> tuple[Item, ...]:
    """Measures to fold, each with an address on its page and a link to its own page.

    `alone`: all measures of the page are of one document and stand under its programmes, with their numbers.
    """
    found = []
    for measure, item in zip(
        measures,
        m.measure_items(measures, with_document=False, with_support=True, numbered=alone),
        strict=True,
    ):
        key = f"measure-{measure.id if alone else measure.gid}"
        ways = (Part(m.t("own_page"), item.title.href), Part(m.t("link_here"), f"#{key}"))
        found.append(replace(item, title=Part(item.title.text), id=key, ways=ways))
    return tuple(found)


def document_item(m: Maker, key: str) -> Item:
    """A document with the short name that tables call it by, its summary, date and period."""
    record = m.view.document(key)
    facts = m.facts(
        ("region", (m.region(record.region),)),
        ("issued", issued(m, record)),
        ("period", planned(m, record)),
    )
    return Item(
        Part(m.name(record.title), m.to("documents", key)),
        m.prose(record.summary, key),
        tags=(Part(m.name(record.short)),),
        facts=facts,
        retold=True,
    )


def task_items(m: Maker, tasks: Sequence[model.Task], *, with_measure: bool = True) -> tuple[Item, ...]:
    """Tasks with their measure, agencies and targets."""
    items = []
    for task in tasks:
        measure = m.view.measure(f"{task.document}--{task.measure}")
        facts = [Fact(m.t("measure"), (m.measure(measure),))] if with_measure else []
        if task.lead:
            facts.append(Fact(m.t("lead"), m.printed(task.document, task.lead), listed=True))
        if task.support:
            facts.append(Fact(m.t("support"), m.printed(task.document, task.support), listed=True))
        if task.targets:
            figures = tuple(m.promise(m.view.target(target_id(task.document, name))) for name in task.targets)
            facts.append(Fact(m.t("targets"), figures, listed=True))
        title = Part(f"{task.number} · {task.year}")
        items.append(Item(title, m.prose(task.gist, task.document), facts=tuple(facts), id=f"task-{task.id}"))
    return tuple(items)


def see(m: Maker, key: str) -> Part:
    """A link to whatever has this id."""
    links = {
        "terms": m.term, "indicators": m.indicator, "clusters": m.cluster, "regions": m.region,
        "documents": m.document, "references": m.reference, "agencies": m.agency,
    }  # fmt: skip
    for kind, link in links.items():
        if m.view.has(kind, key):
            return link(key)
    raise KeyError(key)


def listing(m: Maker, kind: str, sections: Sequence[Section], count: int) -> Content:
    """The page of a list."""
    lead = m.t(f"about_{kind}_list")
    return Content(
        m.t(kind),
        lead,
        m.say(f"共{count}个", f"{count} in all"),
        trail=(Part(m.t("home"), m.to("home")),),
        sections=tuple(sections),
        filters=filters(m, "lists"),
    )
