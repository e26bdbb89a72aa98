"""The timeline lists each target once, in its year, under its area and theme, with what tells it from others."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from atlas.comparing.compare import deadline
from atlas.noting.view import View
from atlas.pages import timeline
from atlas.pages.maker import Maker
from atlas.pages.parts import Item, Part, Section
from atlas.problems import Language
from atlas.records.model import Atlas

LANGUAGES: tuple[Language, ...] = ("zh", "en")


def maker(atlas: Atlas, language: Language = "zh") -> Maker:
    return Maker(View.of(atlas), language, "", "https://example.org/")


def years(m: Maker) -> list[Section]:
    return [section for section in timeline.timeline(m, "").sections if section.kind == "folds"]


def promises(item: Item) -> list[Part]:
    return [part for fact in item.facts for part in fact.parts]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_target_stands_once_in_its_year_under_its_area_and_theme(atlas, language):
    m = maker(atlas, language)
    seen: Counter[str] = Counter()
    for section in years(m):
        assert section.count == sum(len(promises(item)) for item in section.body)
        for item in section.body:
            assert item.tags[0].text == str(len(promises(item)))
            for fact in item.facts:
                for part in fact.parts:
                    (target,) = [t for t in atlas.targets.values() if m.to("targets", t.gid) == part.href]
                    seen[target.gid] += 1
                    assert section.id == (f"year-{deadline(target)}" if deadline(target) else "due-open")
                    assert item.id.endswith(target.region)
                    assert fact.label == m.label("themes", atlas.indicators[target.indicator].theme)
    assert seen == Counter(list(atlas.targets))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_adds_up_or_changes_says_so_beside_its_figure(atlas, language):
    m = maker(atlas, language)
    shown = {part.href: part.text for section in years(m) for item in section.body for part in promises(item)}
    for target in atlas.targets.values():
        told = m.basis(target) in shown[m.to("targets", target.gid)]
        assert told or target.basis in ("level", "rank"), target.gid


def test_targets_without_a_deadline_are_counted_beside_those_with_one(atlas):
    page = timeline.timeline(maker(atlas), "")
    without = sum(not deadline(target) for target in atlas.targets.values())
    assert without
    assert f"另有{without}个目标没有写明期限" in page.lead
    finding = page.sections[0].body[0].caption.finding
    assert re.search(rf"有期限的{len(atlas.targets) - without}个中的\d+个", finding)


def test_each_fold_has_an_address_of_its_own(atlas):
    ids = [item.id for section in years(maker(atlas)) for item in section.body]
    assert len(ids) == len(set(ids))
