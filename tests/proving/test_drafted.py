"""Targets that the words around their figures gainsay: `audit` tells each slip, and a note answers it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from atlas.checks.context import Context
from atlas.proving.drafted_of_what import _is_named
from atlas.proving.proving import audit
from atlas.reading.load import load
from atlas.records.model import Baseline, Evidence, Text
from bench.wrong import Trial
from tests.trees import SITES, lay

PLAN = SITES / "county-plan"
KEY = "lanpu-2023"

Tell = Callable[..., list[str]]


@pytest.fixture(scope="module")
def trial(tmp_path_factory):
    loaded = load(lay(tmp_path_factory.mktemp("drafted") / "content", PLAN))
    return Trial(loaded.atlas, loaded.positions, KEY, None)


@pytest.fixture
def told(trial) -> Tell:
    """What `audit` says of the plan with some fields of a target changed."""

    def said(name: str, **update: object) -> list[str]:
        wrong = trial.with_("", trial.atlas.targets[f"{KEY}--{name}"], update)
        found = audit(Context(wrong.atlas, trial.positions, {}), PLAN / "sources", [KEY])[0]
        return [one.what.en for one in found]

    return said


def against(year: str) -> Baseline:
    return Baseline.model_validate({"year": year})


SLIPS = {
    "an increase as a sum": ("high-tech-firms-net", {"basis": "total"}, "makes the basis increase"),
    "a period that no word says": ("high-tech-firms-2025", {"period": (2023, 2025)}, "does not say over which years"),
    "no baseline": ("high-tech-output-share-rise", {"baseline": None}, "“比2022年” is the baseline"),
    "a baseline that none says": ("rd-intensity-2025", {"baseline": against("2020")}, "no word compares with 2020"),
    "another baseline": ("high-tech-output-share-rise", {"baseline": against("2021")}, "makes 2022 the baseline"),
    "conditions that none says": ("rd-intensity-2025", {"conditions": Text(zh="重点企业", en="key firms")}, "say “重点”"),
    "another indicator": ("high-tech-firms-2025", {"indicator": "gazelles"}, "is a name of the indicator high-tech-firms"),
    "an industry that no word names": ("rd-intensity-2025", {"cluster": "offshore-wind"}, "name no industry"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "update", "said"), SLIPS.values(), ids=SLIPS)
def test_what_the_words_gainsay_is_told_once(told, name, update, said):
    found = told(name, **update)
    assert len(found) == 1
    assert said in found[0]


def test_a_note_with_the_year_answers(told):
    note = Text(zh="以2020年为基期，见统计公报。", en="Measured against 2020.")
    assert told("rd-intensity-2025", baseline=against("2020"), note=note) == []


def test_a_wrong_record_does_not_vouch_for_itself(trial):
    """Its printed name becomes a name of the wrong indicator when it is read; still the right one is told."""
    target = trial.atlas.targets[f"{KEY}--high-tech-firms-2025"]
    wrong = trial.with_("", target, {"indicator": "gazelles"})
    gazelles = trial.atlas.indicators["gazelles"]
    names = (*gazelles.aliases.get(KEY, ()), *target.printed)
    vouched = gazelles.model_copy(update={"aliases": {**gazelles.aliases, KEY: names}})
    trial.positions.keep(vouched, *trial.positions.trees[id(gazelles)])
    wrong.atlas.indicators["gazelles"] = vouched
    try:
        found = audit(Context(wrong.atlas, trial.positions, {}), PLAN / "sources", [KEY])[0]
    finally:
        wrong.atlas.indicators["gazelles"] = gazelles
    assert any("is a name of the indicator high-tech-firms" in one.what.en for one in found)


def test_a_state_that_is_recorded_as_a_promise_is_told(trial):
    aside = next(
        each for each in trial.of("set_aside") if each.reason == "existing-state" and "%" in each.text
    )
    like = trial.atlas.targets[f"{KEY}--rd-intensity-2025"]
    value = aside.text.rpartition("%")[0].lstrip("".join(set(aside.text) - set("0123456789.")))
    promise = like.model_copy(
        update={
            "id": "a-state", "value": (type(like.value[0])(value),), "links": (), "printed": (),
            "evidence": (Evidence(at=aside.at, phrase=aside.text),),
        }
    )  # fmt: skip
    gone = trial.with_("", aside, {})
    more = Trial(gone.atlas, trial.positions, KEY, None).added("", like, promise)
    found = audit(Context(more.atlas, trial.positions, {}), PLAN / "sources", [KEY])[0]
    assert any("no promise" in one.what.en for one in found)


def test_a_promise_that_is_set_aside_for_any_reason_is_told(trial):
    wrong = trial.aside(trial.atlas.targets[f"{KEY}--high-tech-firms-net"], "size-class")
    found = audit(Context(wrong.atlas, trial.positions, {}), PLAN / "sources", [KEY])[0]
    assert any("is set aside as size-class, and “净增” promises it" in one.what.en for one in found)


def test_figures_of_the_whole_are_no_zones_and_those_of_a_zone_not_the_wholes(told, trial):
    own = [each for each in trial.atlas.targets.values() if each.document == KEY and each.value]
    area = {"lanpu": "lanpu-port", "lanpu-port": "lanpu"}
    for target in own:
        found = told(target.id, region=area[target.region])
        assert len([said for said in found if said.startswith("its words name no")]) == 1, target.id


def test_a_whole_is_not_named_where_only_a_name_of_its_zone_has_its_name(trial):
    atlas = trial.atlas
    whole = atlas.regions["lanpu"].model_copy(update={"aliases": ("岚浦",)})
    wrong = atlas.targets[f"{KEY}--new-rd-institutes-2025"].model_copy(update={"region": "lanpu"})
    trial.positions.keep(wrong, *trial.positions.trees[id(atlas.targets[wrong.gid])])
    changed = replace(
        atlas, regions={**atlas.regions, "lanpu": whole}, targets={**atlas.targets, wrong.gid: wrong}
    )
    found = audit(Context(changed, trial.positions, {}), PLAN / "sources", [KEY])[0]
    assert [one.what.en for one in found if "name no" in one.what.en] != []


def test_a_later_clause_does_not_say_whose_a_figure_is(trial, tmp_path):
    text = (PLAN / "sources" / f"{KEY}.txt").read_text("utf-8")
    assert "新建孵化面积10万平方米" in text
    later = text.replace("新建孵化面积10万平方米", "新建孵化面积10万平方米，服务全市企业")
    (tmp_path / f"{KEY}.txt").write_text(later, "utf-8")
    name = f"{KEY}--incubation-floor-space-new"
    wrong = trial.with_("", trial.atlas.targets[name], {"region": "lanpu"})
    found = audit(Context(wrong.atlas, trial.positions, {}), tmp_path, [KEY])[0]
    assert [one.what.en for one in found if "name no" in one.what.en] != []


def test_two_zones_that_share_a_word_are_named():
    assert _is_named("青石高新区", "平原、青石两个国家级高新区进入前20位")
    assert not _is_named("松溪高新区", "平原、青石两个国家级高新区进入前20位")
    assert not _is_named("青石高新区", "平原、青石两市")
