"""Every page of a small site: one address each, in both languages, with links that lead somewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar
from urllib.parse import urljoin

import pytest

from atlas.noting.view import View
from atlas.pages import Page, make, plan
from atlas.pages.parts import Column, Content, Fact, Item, Part, Section, Table
from atlas.pages.targets import MOST
from atlas.records.model import REGISTRIES, Atlas, Name
from atlas.rendering.assets import read_assets
from tests.trees import ROOT

HAN = re.compile("[\u4e00-\u9fff]")
BASE = "https://example.org/atlas/"
Made = dict[str, tuple[Page, Content]]
T = TypeVar("T")


def all_made(view: View) -> Made:
    return {page.address: (page, make(page, view, BASE)[0]) for page in plan(view.atlas)}


@pytest.fixture(scope="module")
def made(view: View) -> Made:
    return all_made(view)


def inside(value: object, kind: type[T]) -> Iterator[T]:
    """Everything of a kind in a value, however deep it lies."""
    if isinstance(value, kind):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from inside(getattr(value, field.name), kind)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from inside(item, kind)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from inside(item, kind)


def parts(value: object) -> Iterator[Part]:
    """Every piece of text with its link."""
    return inside(value, Part)


def strings(value: object) -> Iterator[str]:
    """Every word of a page."""
    return inside(value, str)


def text_of(content: Content) -> str:
    """All words of a page."""
    return " ".join(strings(content))


# The plan


def test_no_two_pages_share_an_address(view):
    counted = Counter(page.address for page in plan(view.atlas))
    assert [address for address, count in counted.items() if count > 1] == []


def test_each_page_has_a_twin_in_the_other_language(view):
    languages: dict[str, set[str]] = {}
    for page in plan(view.atlas):
        languages.setdefault(page.path, set()).add(page.language)
    assert languages.pop("404.html") == {"zh"}
    assert set(map(frozenset, languages.values())) == {frozenset({"zh", "en"})}


def test_each_record_has_its_page(view):
    pages = {(page.kind, page.key) for page in plan(view.atlas)}
    for kind in (*REGISTRIES, "documents", "targets", "measures"):
        for key in getattr(view.atlas, kind):
            assert (kind, key) in pages
    assert {("themes", key) for key in view.atlas.vocabulary["themes"]} <= pages


def test_the_plan_is_the_same_each_time(view):
    assert [page.address for page in plan(view.atlas)] == [page.address for page in plan(view.atlas)]


# What stands on pages


def test_each_page_has_a_title_and_no_two_of_a_language_share_it(made):
    titles = Counter((page.language, content.tab or content.title) for page, content in made.values())
    assert [title for title, count in titles.items() if count > 1 or not title[1].strip()] == []


def test_no_page_says_none_or_shows_the_insides_of_python(made):
    for address, (_, content) in made.items():
        assert not re.search(
            r"\bNone\b|Decimal\(|<bound|\{\}|\bTrue\b|\bFalse\b|object at 0x", text_of(content)
        ), address


def test_every_link_leads_to_a_page_or_a_file(made, view):
    files = {f"data/{path}" for path in ("datapackage.json",)} | set(read_assets(ROOT / "static").files)
    files |= {
        address + name for address, (_, content) in made.items() for name in content.more.get("files", {})
    }
    for address, (_, content) in made.items():
        here = BASE + address
        for part in parts(content):
            if part.href is None or part.href.startswith("https://creativecommons.org"):
                continue
            there = urljoin(here, part.href)
            assert there.startswith(BASE), (address, part)
            path = there.removeprefix(BASE).partition("#")[0].partition("?")[0]
            assert path in made or path in files or path.startswith("data/"), (address, part)


def test_links_stay_in_the_language_of_their_page(made):
    for address, (page, content) in made.items():
        for part in parts(content):
            path = urljoin(BASE + address, part.href or "").removeprefix(BASE)
            if part.href and path.partition("#")[0] in made and page.kind != "404":
                assert path.startswith("en/") == (page.language == "en"), (address, part)


def test_each_page_but_the_home_page_says_where_it_stands(made):
    for address, (page, content) in made.items():
        if page.kind not in ("home", "404"):
            assert content.trail[0].href, address


def test_every_entity_is_linked_from_some_other_page(made):
    linked = {
        urljoin(BASE + address, part.href).removeprefix(BASE).partition("#")[0]
        for address, (_, content) in made.items()
        for part in parts(content)
        if part.href and urljoin(BASE + address, part.href).partition("#")[0] != BASE + address
    }
    orphans = {address for address, (page, _) in made.items() if page.key} - linked
    assert orphans == set()


def test_english_pages_mark_what_is_chinese(made):
    unmarked = {
        (address, part.text)
        for address, (page, content) in made.items()
        if page.language == "en"
        for part in parts(content)
        if HAN.search(part.text) and part.lang != "zh-Hans"
    }
    assert unmarked == set()


def test_a_figure_opens_the_page_of_its_words(made, view):
    for address, (_, content) in made.items():
        for part in parts(content):
            if part.mark in ("figure", "words"):
                there = urljoin(BASE + address, part.href or "").removeprefix(BASE)
                assert there in made, (address, part)
                assert made[there][0].kind == "targets", (address, part)


def test_a_targets_page_shows_its_words_place_document_and_verification(made, view):
    for target in view.atlas.targets.values():
        for language in ("", "en/"):
            address = f"{language}documents/{target.document}/targets/{target.id}/"
            told = text_of(made[address][1])
            for evidence in target.evidence:
                assert evidence.phrase in told
                assert evidence.at in told
            document = view.atlas.documents[target.document].short
            assert (document.en if language else document.zh) in told
            state = "verified" if view.states[target.document].verified else "not_verified"
            name = view.atlas.interface[state]
            assert (name.en if language else name.zh) in told


def test_what_cannot_be_compared_is_refused_with_the_reason(made):
    _, content = made["documents/chengchuan-2021/targets/tech-firms/"]
    sections = {section.id: section for section in content.sections}
    refused = sections["not-comparable"].body
    assert isinstance(refused, Table)
    assert len(refused.rows) == 3
    for row in refused.rows:
        assert text_of_row(row).strip()
    assert "comparable" not in sections, "nothing shares its basis"


def text_of_row(row: tuple[Any, ...]) -> str:
    return " ".join(strings(row[-1]))


def test_related_indicators_are_linked_on_both_pages_though_one_of_them_says_so(made, view):
    assert view.indicator("tech-firms").related == ("talent",)
    assert view.indicator("talent").related == ()

    def related(key: str, language: str) -> list[str]:
        label = {"zh": "相关指标", "en": "Related indicators"}[language]
        prefix = "" if language == "zh" else "en/"
        _, content = made[f"{prefix}indicators/{key}/"]
        return [
            part.text
            for fact in inside(content, Fact)
            if fact.label == label
            for part in fact.parts
            if part.href
        ]

    assert related("tech-firms", "zh") == ["人才总量"]
    assert related("talent", "zh") == ["科技企业数"]
    assert related("talent", "en") == ["Tech firms"]


def test_a_term_and_what_it_names_as_to_be_seen_too_are_linked_on_both_pages(made, view):
    assert "open-call" in view.term("beacon-firm").see
    assert view.term("open-call").see == ()

    def seen(key: str, language: str) -> list[str]:
        _, content = made[f"{'' if language == 'zh' else 'en/'}glossary/{key}/"]
        label = {"zh": "参见", "en": "See also"}[language]
        return [
            part.text
            for fact in inside(content, Fact)
            if fact.label == label
            for part in fact.parts
            if part.href
        ]

    name = view.term("beacon-firm").name
    assert seen("open-call", "zh") == [name.zh]
    assert seen("open-call", "en") == [name.en]
    assert len(seen("beacon-firm", "zh")) == len(view.term("beacon-firm").see)


def crowded(atlas: Atlas, years: range) -> View:
    """The small site, with one more target for the city, one for the zone and one for the province in each year."""
    one = atlas.targets["chengchuan-2021--rd-share"]
    more = {
        f"chengchuan-2021--{region}-{year}": one.model_copy(
            update={"id": f"{region}-{year}", "region": region, "year": year, "links": ()}
        )
        for region in ("chengchuan", "chengchuan-towns", "yunze")
        for year in years
    }
    return View.of(replace(atlas, targets={**atlas.targets, **more}))


def test_a_target_of_a_crowded_indicator_shows_the_nearest_and_the_way_to_the_others(view):
    full = crowded(view.atlas, range(2000, 2030))
    page = {p.address: p for p in plan(full.atlas)}
    for prefix in ("", "en/"):
        made = make(page[f"{prefix}documents/chengchuan-2021/targets/chengchuan-2015/"], full, BASE)[0]
        section = next(section for section in made.sections if section.id == "comparable")
        table, more = section.body
        assert isinstance(table.body, Table)
        assert len(table.body.rows) == MOST
        assert section.count is not None
        assert section.count > 90
        assert f"{MOST}" in section.intro
        assert f"{section.count}" in section.intro
        text = "".join(strings([part.text for part in more.body]))
        assert f"{section.count - MOST}" in text
        assert more.body[-1].href == "../../../../indicators/rd-share/"


def test_a_target_of_an_indicator_that_is_not_crowded_shows_all_others(view):
    one = view.atlas.targets["chengchuan-2021--rd-share"]
    own = [t for t in view.atlas.targets.values() if t.indicator == "rd-share" and t.basis == one.basis]
    full = crowded(view.atlas, range(2000, 2000 + (MOST - len(own) + 1) // 3))
    same = [t for t in full.atlas.targets.values() if t.indicator == "rd-share" and t.basis == one.basis]
    assert MOST - 2 <= len(same) - 1 <= MOST
    page = next(p for p in plan(full.atlas) if p.address == "documents/chengchuan-2021/targets/rd-share/")
    section = next(s for s in make(page, full, BASE)[0].sections if s.id == "comparable")
    assert isinstance(section.body, Table)
    assert len(section.body.rows) == section.count == len(same) - 1
    assert section.intro == ""


def test_goals_in_words_and_figures_never_share_a_table(made):
    for address, (page, content) in made.items():
        if page.kind != "indicators" or not page.key:
            continue
        for section in content.sections:
            if section.id.startswith("targets-") and isinstance(section.body, Table):
                marks = {part.mark for part in parts(section.body)} & {"figure", "words"}
                assert len(marks) == 1, (address, section.id)


def test_every_row_of_a_table_has_a_cell_for_each_column(made):
    for address, (_, content) in made.items():
        for table in inside(content, Table):
            assert table.caption.strip(), address
            for row in table.rows:
                assert len(row) == len(table.columns), (address, table.caption)


def test_sections_of_a_page_have_ids_of_their_own(made):
    for address, (_, content) in made.items():
        counted = Counter(section.id for section in content.sections)
        assert not [name for name, count in counted.items() if count > 1 or not name], address


def test_each_page_says_on_top_what_it_tells(made):
    for address, (page, content) in made.items():
        end = "。" if page.language == "zh" else "."
        opening, _, _ = content.more.get("markdown", "").partition("\n")
        assert (content.lead or opening).endswith(end), address


def test_counts_on_top_agree_with_their_nouns(made):
    """One of a thing is singular, any other number plural; what there is none of is left out or denied."""
    nouns = "target|goal|measure|document|indicator|task|other|figure|area"
    wrong = (
        rf"\b1 (dated )?(({nouns})s|industries|agencies)\b",
        rf"\b(\d*[02-9]|\d+1) (dated )?({nouns}|industry|agency)\b",
        r"(?<!\d)0[个项份次]|\b0 ",
    )
    for address, (_, content) in made.items():
        for pattern in wrong:
            assert not re.search(pattern, content.lead), address


def test_no_section_is_empty(made):
    def holds(section: Section) -> bool:
        body = section.body
        if isinstance(body, Table):
            return bool(body.rows or body.bodies)
        if section.kind == "group":
            return bool(body) and all(holds(inner) for inner in body)
        return bool(body)

    for address, (_, content) in made.items():
        for section in content.sections:
            assert holds(section), (address, section.id)


def test_a_page_and_its_twin_have_the_same_sections(made):
    """So the language can be changed in the middle of a page."""
    for address, (page, content) in made.items():
        if page.language == "zh" and page.kind != "404":
            twin = made[f"en/{address}"][1]
            places = [
                [(one.id, [part.id for part in one.parts]) for one in each.sections]
                for each in (content, twin)
            ]
            assert places[0] == places[1], address


def test_the_measures_of_a_document_fold_each_with_its_address_and_a_way_to_its_page(made, view):
    for key in view.atlas.documents:
        for language in ("", "en/"):
            sections = {section.id: section for section in made[f"{language}documents/{key}/"][1].sections}
            expected = {f"measure-{m.id}" for m in view.atlas.measures.values() if m.document == key}
            items = [item for group in sections["measures"].body for item in group.body] if expected else []
            assert {item.id for item in items} == expected
            for item in items:
                assert {urljoin("/", part.href or "") for part in item.ways} >= {f"/#{item.id}"}
                assert any("/measures/" in f"/{part.href}" for part in item.ways)


# Pages of content with gaps


def test_a_page_without_an_english_text_shows_the_chinese_one_marked(loaded):
    atlas = loaded.atlas
    cluster = atlas.clusters["lighting"]
    only = cluster.model_copy(update={"definition": cluster.definition.model_copy(update={"en": None})})
    found = all_made(View.of(replace(atlas, clusters={**atlas.clusters, "lighting": only})))
    _, content = found["en/clusters/lighting/"]
    assert [part.lang for part in parts(content) if part.text == cluster.definition.zh] == ["zh-Hans"]


def test_a_site_without_documents_can_be_made(loaded):
    empty = replace(
        loaded.atlas, documents={}, targets={}, measures={}, tasks={}, mentions=(), set_aside=(), proofs={}, terms={},
        agencies={}, references={}, clusters={}, indicators={}, regions={}, texts={},
    )  # fmt: skip
    made = all_made(View.of(empty))
    assert "" in made
    assert "en/" in made


def test_a_name_may_hold_any_sign(loaded):
    odd = Name(zh="<b>&\"云'{{ x }}", en="</script><!-- {% x %} & \"Yunze'")
    atlas = loaded.atlas
    region = atlas.regions["yunze"].model_copy(update={"name": odd})
    made = all_made(View.of(replace(atlas, regions={**atlas.regions, "yunze": region})))
    assert made["regions/yunze/"][1].title == odd.zh
    assert made["en/regions/yunze/"][1].title == odd.en


def test_a_policy_cited_at_several_places_is_listed_once_with_all_of_them(loaded):
    atlas = loaded.atlas
    document = next(each for each in atlas.documents.values() if each.cites)
    again = document.cites[0].model_copy(update={"at": "附件 9"})
    twice = document.model_copy(update={"cites": (*document.cites, again)})
    found = all_made(View.of(replace(atlas, documents={**atlas.documents, document.id: twice})))
    for language in ("", "en/"):
        _, content = found[f"{language}documents/{document.id}/"]
        section = next(each for each in content.sections if each.id == "cites")
        assert section.count == len(section.body) == len({cite.to for cite in document.cites})
        told = "".join(part.text for part in section.body[0].text)
        assert all(cite.at in told for cite in twice.cites if cite.to == again.to)


def test_a_document_is_introduced_by_the_short_name_that_tables_call_it_by(made, view):
    for document in view.documents():
        short = view.document(document.id).short.zh
        assert short in made[f"documents/{document.id}/"][1].kicker
        listed = [
            each for each in inside(made["documents/"][1], Item) if each.title.text == document.title.zh
        ]
        assert [[tag.text for tag in item.tags] for item in listed] == [[short]]


def test_a_table_in_lines_says_where_each_column_goes():
    columns = [Column("a"), Column("b", fold="beside"), Column("c"), Column("d"), Column("e", fold="line")]
    assert Table("", tuple(columns)).shape == "stacks stacks-2 beside-2 line-5"
    assert Table("", tuple(columns[:2])).shape == Table("", tuple(columns), wide=True).shape == ""


def test_only_figures_of_one_indicator_can_be_sorted(made, view):
    seen = set()
    for address, (page, content) in made.items():
        if page.kind not in ("regions", "documents", "indicators"):
            continue
        for table in inside(content, Table):
            rows = [*table.rows, *(row for body in table.bodies for row in body.rows)]
            for n, column in enumerate(table.columns):
                if column.label != "目标值" or table.columns[0].label != "指标":
                    continue
                one = len({row[0].parts[0].text for row in rows}) == 1
                assert column.sorts == one, (address, n)
                seen.add(one)
    assert seen == {True, False}


def test_an_industry_says_of_each_measure_who_is_in_charge_or_that_the_text_names_nobody(made, view):
    said = 0
    for address, (page, content) in made.items():
        if page.kind != "clusters" or not page.key:
            continue
        measures = view.related("measures_by_cluster", page.key)
        items = [item for section in content.sections if section.id == "measures" for item in section.body]
        assert len(items) == len(measures), address
        for measure, item in zip(measures, items, strict=True):
            labels = [fact.label for fact in item.facts]
            nobody = [part.text for fact in item.facts for part in fact.parts if part.href is None]
            named = bool(measure.lead or measure.support)
            said += named
            assert ("参与" in labels or "Support" in labels) == bool(measure.support), address
            assert not (named and ("原文没有写明" in nobody or "the text names nobody" in nobody)), address
            whole = view.document(measure.document).extraction == "complete"
            tasks = view.related("tasks_by_measure", measure.gid)
            if whole and not named and not tasks:
                assert {"原文没有写明", "the text names nobody"} & set(nobody), address
    assert said


def test_the_page_of_a_figure_names_its_row_in_the_data(made):
    pages = [(page, content) for page, content in made.values() if page.kind == "targets"]
    assert pages
    for page, content in pages:
        (cite,) = [section for section in content.sections if section.kind == "cite"]
        name, file = cite.body["record"]
        assert page.key in name.text
        assert urljoin(BASE + page.address, file.href) == BASE + "data/targets.csv"


def test_a_measure_says_in_its_first_sentence_who_leads_it(made, view):
    told = 0
    for measure in view.atlas.measures.values():
        path = f"documents/{measure.document}/measures/{measure.id}/"
        zh, en = made[path][1].lead, made[f"en/{path}"][1].lead
        if 0 < len(measure.lead) <= 2:
            told += 1
            assert all(name in zh for name in measure.lead), path
            agencies = [view.agency_named(measure.document, name) for name in measure.lead]
            assert all(agency.name.en in en for agency in agencies), path
    assert told
