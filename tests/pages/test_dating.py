"""What is inferred of a date is said wherever the date stands, and where a deadline is from is said in words."""

from __future__ import annotations

import pytest

from atlas.noting.view import View
from atlas.pages import clusters, documents, targets, texts, timeline
from atlas.pages.charting import documents_chart
from atlas.pages.maker import Maker
from atlas.pages.parts import Fact, Item, Run
from atlas.problems import Language
from atlas.records.model import Atlas

SAID = {"zh": "（推定）", "en": " (inferred)"}
LANGUAGES: tuple[Language, ...] = ("zh", "en")


def maker(atlas: Atlas, language: Language) -> Maker:
    return Maker(View.of(atlas), language, "", "https://example.org/")


def words(run: Run) -> str:
    return "".join(part.text for part in run)


def fact(facts: tuple[Fact, ...], label: str) -> str:
    return next((words(one.parts) for one in facts if one.label == label), "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_date_says_wherever_it_stands_that_it_is_inferred_and_no_other_does(atlas, language):
    m = maker(atlas, language)
    inferred = {key for key, record in atlas.documents.items() if record.issued_basis == "inferred"}
    assert inferred
    assert inferred != set(atlas.documents)
    label = m.t("issued")
    said: dict[str, list[str]] = {key: [] for key in atlas.documents}

    def listed(items: tuple[Item, ...]) -> None:
        for item in items:
            key = next(key for key in said if (item.title.href or "").rstrip("/").endswith(key))
            said[key].append(fact(item.facts, label))

    listed(next(x.body for x in texts.home(m, "").sections if x.id == "documents"))
    listed(documents.documents(m, "").sections[0].body)
    for key in said:
        summary, about = (
            next(x for x in documents.document(m, key).sections if x.id == name)
            for name in ("summary", "about-document")
        )
        said[key] += [fact(summary.body[1].body, label), fact(about.body, label)]
    rows = timeline.timeline(m, "").sections[0].body[1].rows
    for key, row in zip(
        sorted(atlas.documents, key=lambda key: atlas.documents[key].issued), rows, strict=True
    ):
        said[key].append(words(row[2].parts))
    for key, dates in said.items():
        assert len(dates) == 5
        assert all(dates)
        if key in inferred:
            assert all(date.endswith(SAID[language]) for date in dates), key
        else:
            assert not any(SAID[language] in date for date in dates), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_issuer_that_is_inferred_says_so_itself(atlas, language):
    m = maker(atlas, language)
    for key, record in atlas.documents.items():
        summary = documents.document(m, key).sections[0].body[1].body
        issuers = next(one.parts for one in summary if one.label == m.t("issuers"))
        assert len(issuers) == len(record.issuers), "nothing stands there that is no issuer"
        for part in issuers:
            assert part.text.endswith(SAID[language]) == (record.issuers_basis == "inferred")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_industry_first_named_in_an_inferred_year_says_so(atlas, language):
    page = clusters.cluster(maker(atlas, language), "carbon-fibre")
    assert f"2017{'年' if language == 'zh' else ''}{SAID[language]}" in page.lead
    section = next(x for x in page.sections if x.id == "who-wants")
    years = {words(row[2].parts) for row in section.body.rows}
    assert f"2017{SAID[language]}" in years


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_of_documents_says_which_dates_are_inferred(atlas, language):
    m = maker(atlas, language)
    records = sorted(atlas.documents.values(), key=lambda record: record.id)
    chart = documents_chart(m, records)
    assert chart is not None
    for record, anchor in zip(records, chart.wide.drawing.anchors, strict=True):
        assert (m.t("issue_inferred") in anchor.name) == (record.issued_basis == "inferred")


@pytest.mark.parametrize(
    ("language", "ending"),
    [
        ("zh", "原文作“十四五”，没有印出年份）"),
        ("en", "the text names the 14th Five-Year Plan and prints no year)"),
    ],
)
def test_a_deadline_that_the_text_only_names_says_so(atlas, language, ending):
    """No year is printed in Changzhou 2021; in the other documents each is."""
    m = maker(atlas, language)
    seen = 0
    for key, record in atlas.targets.items():
        if record.year is None or record.year_basis is None:
            continue
        section = next(x for x in targets.target(m, key).sections if x.id == "fields")
        due = fact(section.body, m.t("due"))
        assert m.label("year-bases", record.year_basis) in due
        assert due.endswith(ending) == (record.document == "changzhou-2021" and record.year == 2025), key
        seen += ending in due
    assert seen == sum(t.document == "changzhou-2021" and t.year == 2025 for t in atlas.targets.values()) > 0
    brief = documents.document(m, "changzhou-2021").sections[0].body[1].body
    assert fact(brief, m.t("period")).endswith(ending)
