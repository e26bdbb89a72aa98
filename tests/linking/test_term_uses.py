"""A glossary term is said to be used where the policies use it: in measures, targets, tasks and what they print."""

from __future__ import annotations

import pytest

from atlas.noting.view import View
from atlas.pages import clusters, terms
from atlas.pages.maker import Maker
from atlas.problems import Language
from atlas.records.model import Atlas

LANGUAGES: tuple[Language, ...] = ("zh", "en")


@pytest.fixture(scope="module")
def whole(atlas: Atlas) -> View:
    return View.of(atlas)


def maker(view: View, language: Language) -> Maker:
    return Maker(view.fresh(), language, "", "https://example.org/")


def lead(view: View, key: str, language: Language = "en") -> str:
    return terms.term(maker(view, language), key).lead


def test_targets_on_gazelles_are_uses_of_the_word_in_every_document_that_has_them(whole, atlas):
    gids = whole.relations.targets_of_term["gazelle-enterprise"]
    assert {gid.partition("--")[0] for gid in gids} == {"changzhou-2021", "jiangyin-2020"}
    on_gazelles = {t.gid for t in atlas.targets.values() if t.indicator in ("gazelles", "gazelles-in-pool")}
    assert set(gids) == on_gazelles


def test_of_targets_that_share_a_phrase_those_that_count_the_thing_use_its_word(whole, atlas):
    """准独角兽、瞪羚、雏鹰 stand in one phrase; the target on young eagles is none on gazelles."""
    for gid in whole.relations.targets_of_term["gazelle-enterprise"]:
        assert "young" not in atlas.targets[gid].indicator, gid
    shared = [
        target
        for target in atlas.targets.values()
        if "young-eagles" in target.indicator and any("瞪羚" in piece.phrase for piece in target.evidence)
    ]
    assert shared, "the real content has such a phrase"


def test_four_targets_in_the_very_words_are_named(whole):
    assert len(whole.relations.targets_of_term["double-doubling"]) == 4
    assert lead(whole, "double-doubling") == "1 document uses it, in 4 targets."
    assert lead(whole, "double-doubling", "zh") == "1份文件用到它：4个目标。"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_says_that_nothing_uses_a_term_whose_name_a_record_holds(whole, atlas, language):
    """Held against the plain words of every phrase, worded goal, figure set aside and citation."""
    said = [piece.phrase for target in atlas.targets.values() for piece in target.evidence]
    said += [target.words.zh for target in atlas.targets.values() if target.words]
    said += [entry.text for entry in atlas.set_aside]
    said += [cite.printed for record in atlas.documents.values() for cite in record.cites]
    m = maker(whole, language)
    unused = [key for key in atlas.terms if terms.term(m, key).lead == m.t("term_unused")]
    assert unused, "the real glossary explains words that no record holds"
    for key in unused:
        name = atlas.terms[key].name.zh
        assert not [text for text in said if name in text], key


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_glossary_counts_what_each_page_lists(whole, atlas, language):
    m = maker(whole, language)
    bodies = terms.terms(m, "").sections[0].body.bodies
    rows = {row[0].parts[0].href: row for body in bodies for row in body.rows}
    assert len(rows) == len(atlas.terms)
    for key in atlas.terms:
        row = next(row for href, row in rows.items() if href.rstrip("/").endswith(f"/{key}"))
        page = {section.id: section for section in terms.term(m, key).sections}
        for cell, section in ((row[2], "used-in"), (row[3], "targets")):
            listed = page[section].count if section in page else "—"
            assert cell.parts[0].text == str(listed), (key, section)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_glossary_stands_in_the_order_of_a_dictionary(whole, language):
    bodies = terms.terms(maker(whole, language), "").sections[0].body.bodies
    letters = [body.title for body in bodies]
    assert letters == sorted(set(letters))
    assert letters[0] == "0–9"
    under = {name: body.title for body in bodies for row in body.rows for name in (row[0].parts[0].text,)}
    known = {"zh": {"瞪羚企业": "D", "“卡脖子”技术": "Q", "“3550”": "0–9"}, "en": {"Gazelle enterprise": "G"}}
    assert known[language].items() <= under.items()
    assert all(row[0].parts[0].text in body.gist for body in bodies for row in body.rows)


def test_past_a_number_of_targets_a_term_leads_to_their_indicators(whole, atlas, monkeypatch):
    monkeypatch.setattr(terms, "MOST", 3)
    page = terms.term(maker(whole, "en"), "gazelle-enterprise")
    section = next(section for section in page.sections if section.id == "targets")
    targets = whole.relations.targets_of_term["gazelle-enterprise"]
    assert section.count == len(targets) > 3
    indicators = {atlas.targets[gid].indicator for gid in targets}
    assert len(section.body) == len(indicators)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_target_on_several_industries_stands_on_the_page_of_each_with_its_scope(whole, atlas, language):
    m = maker(whole, language)
    target = atlas.targets["changzhou-hitech-2017--two-industries-scale"]
    assert target.cluster is None
    for key in ("carbon-fibre", "smart-pv-energy"):
        page = clusters.cluster(m, key)
        section = next(section for section in page.sections if section.id == "targets-naming")
        cells = [cell for row in section.body.rows for cell in row]
        figures = [
            cell for cell in cells if any(part.href == m.to("targets", target.gid) for part in cell.parts)
        ]
        assert len(figures) == 1
        told = "".join(part.text for part in figures[0].note)
        for other in ("carbon-fibre", "smart-pv-energy"):
            name = atlas.clusters[other].name
            assert (name.zh if language == "zh" else name.en.split()[0].lower()) in told.lower()


def test_no_target_stands_twice_on_the_page_of_an_industry(whole):
    for key, group in whole.relations.targets_naming_cluster.items():
        own = {target.gid for target in whole.relations.targets_by_cluster.get(key, ())}
        assert not own & {target.gid for target in group}, key
