"""`build.py new` of an id that documents name already begins with what they say of it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from atlas.guide.field_guide import read_guide
from atlas.proposing.known import Indicators
from atlas.proposing.like_themes import like_theme
from atlas.proposing.skeletons import Skeletons
from atlas.reading.reader import parse
from atlas.starting.new import run
from atlas.starting.said_before import perhaps, said_before
from tests.trees import ROOT, SITES, atlas_of, lay
from tests.words import LEXICON

PLAN = Path("documents/lanpu-2023")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with the content of the plan."""
    lay(tmp_path / "content", SITES / "county-plan")
    (tmp_path / "docs").mkdir()
    shutil.copy(ROOT / "docs" / "fields.yaml", tmp_path / "docs")
    return tmp_path


def made(root: Path, kind: str, key: str) -> str:
    """The text of a file that was there and is made anew."""
    path = root / "content" / f"{kind}s" / f"{key}.yaml"
    path.unlink(missing_ok=True)
    told, status = run(kind, [key], root / "content", root, "en")
    assert status == 0, told
    return path.read_text("utf-8")


def data(text: str) -> Any:
    tree, problems = parse(text.encode(), "x")
    assert tree is not None, problems
    return tree.data


def spoil(root: Path, file: Path, old: str, new: str) -> None:
    path = root / "content" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_an_indicator_has_the_name_the_unit_and_the_theme_of_its_target(root):
    text = made(root, "indicator", "offshore-wind-capacity")
    said = data(text)
    assert (said["name"], said["unit"]) == ({"zh": "海上风电装机", "en": ""}, "mw")
    assert "  zh: 海上风电装机 # from lanpu-2023 offshore-wind\n" in text
    assert "\nunit: mw # from lanpu-2023\n" in text


THEME = re.compile(r"(?m)^theme:(.*?)(?: # perhaps .*)?$")
"""What stands as a theme, without what is only a remark behind a blank."""


def test_a_theme_is_taken_only_where_each_measure_has_exactly_one(root):
    assert THEME.findall(made(root, "indicator", "upgrade-projects")) == [""]  # its measure has two
    assert THEME.findall(made(root, "indicator", "rd-intensity")) == [""]  # it stands in no measure first
    found = THEME.findall(made(root, "indicator", "visiting-experts"))
    assert found == [" talent # from lanpu-2023 m08"]


def test_without_measures_the_theme_is_that_of_indicators_called_alike_that_agree(root):
    (root / "content" / PLAN / "measures.yaml").unlink()
    (root / "content" / PLAN / "tasks.yaml").unlink()
    found = THEME.findall(made(root, "indicator", "smart-factories-provincial"))
    assert found == [""], "one is like it, and its neighbours are of other themes"
    text = "- id: {0}\n  indicator: {0}\n  printed: {1}\n  evidence: [{{at: 正文 一, phrase: x}}]\n"
    names = (("leading-fog", "领军型创新创业人才"), ("fog-output", "雾灯产值"))
    (root / "content" / PLAN / "targets.yaml").write_text(
        "".join(text.format(*each) for each in names), "utf-8"
    )
    shutil.copytree(ROOT / "content" / "indicators", root / "content" / "indicators", dirs_exist_ok=True)
    assert THEME.findall(made(root, "indicator", "fog-output")) == [""]
    (theme,) = THEME.findall(made(root, "indicator", "leading-fog"))
    assert theme.startswith(" talent # as leading-talent, ")


def test_a_theme_that_only_the_most_like_indicator_tells_is_a_remark(root):
    shutil.copytree(ROOT / "content" / "indicators", root / "content" / "indicators", dirs_exist_ok=True)
    text = made(root, "indicator", "smart-factories-provincial")
    assert "\ntheme: # perhaps manufacturing, as smart-workshops-provincial\n" in text


def test_of_themes_that_stand_as_remarks_four_in_five_are_right(atlas):
    """Each real indicator by one printed name, where nothing more certain tells its theme."""
    known, right, shown = Indicators.of(atlas, LEXICON), 0, 0
    for key, indicator in atlas.indicators.items():
        name = min(name for names in indicator.aliases.values() for name in names)
        if like_theme(key, name, indicator.unit or "", (), atlas, known) is None:
            like = perhaps(key, name, known)
            shown += like is not None
            right += like is not None and atlas.indicators[like.id].theme == indicator.theme
    assert shown >= 30
    assert right >= 0.75 * shown, (right, shown)


def test_english_of_known_parts_is_a_remark_behind_a_blank(root):
    text = made(root, "indicator", "unheard-of")
    assert '\n  en: ""\n' in text  # nothing says what it is called
    path = root / "content" / PLAN / "targets.yaml"
    path.write_text(
        path.read_text("utf-8").replace("printed: 海上风电装机", "printed: 省级以上高新技术企业数"), "utf-8"
    )
    text = made(root, "indicator", "offshore-wind-capacity")
    assert re.search('\\n  en: "" # perhaps .* of provincial grade or above\\n', text), text


def test_themes_of_known_indicators_each_left_out_are_told_right(atlas):
    """Each by one name that a document prints, and by what stands under the headings of its targets."""
    known, told, wrong = Indicators.of(atlas, LEXICON), 0, []
    places = dict[tuple[str, str], set[str]]()
    for target in atlas.targets.values():
        places.setdefault((target.document, target.evidence[0].at), set()).add(target.indicator)
    for key, indicator in atlas.indicators.items():
        name = min(name for names in indicator.aliases.values() for name in names)
        beside = set().union(*(ids for ids in places.values() if key in ids)) - {key}
        theme = like_theme(key, name, indicator.unit or "", beside, atlas, known)
        told += theme is not None
        wrong += [(key, theme)] if theme and theme.id != indicator.theme else []
    assert told >= 55
    assert len(wrong) <= 0.04 * told, wrong


def test_the_change_of_a_thing_says_nothing_of_its_unit(root):
    assert "\n# unit:" in made(root, "indicator", "gdp-energy")
    assert "\n# unit:" in made(root, "indicator", "numerical-control-rate")


def test_of_several_names_the_first_is_taken_and_the_others_are_told(root):
    spoil(root, PLAN / "targets.yaml", "printed: 海上风电装机", "printed: [海上风电装机, 海上风电]")
    assert "zh: 海上风电装机 # from lanpu-2023 offshore-wind; also 海上风电\n" in made(
        root, "indicator", "offshore-wind-capacity"
    )


def test_a_target_that_is_not_complete_tells_what_it_says(root):
    old = "  value: 200\n  unit: mw\n  comparator: reach\n"
    spoil(root, PLAN / "targets.yaml", old, "  value:\n  unit: mw\n  comparator:\n")
    assert data(made(root, "indicator", "offshore-wind-capacity"))["name"]["zh"] == "海上风电装机"


def test_an_industry_has_the_name_of_its_mention(root):
    text = made(root, "cluster", "deep-sea-sensors")
    assert data(text)["name"]["zh"] == "深海传感器"
    assert " # from lanpu-2023\n" in text


def test_a_region_has_a_name_only_where_its_government_or_committee_says_it(root):
    assert data(made(root, "region", "lanpu"))["name"]["zh"] == "岚浦市"
    assert data(made(root, "region", "lanpu-port"))["name"]["zh"] == "岚浦港经济开发区"
    assert data(made(root, "region", "fog"))["name"]["zh"] == ""


def test_what_nobody_names_begins_blank(root):
    for kind in ("indicator", "cluster", "region"):
        assert data(made(root, kind, "fog-harbour"))["name"] == {"zh": "", "en": ""}
    assert "from" not in data(made(root, "term", "fog-harbour"))["name"]


def test_units_and_themes_of_the_real_content_are_what_its_targets_and_measures_say():
    atlas = atlas_of(ROOT / "content")
    skeletons = Skeletons(read_guide(ROOT), atlas, "en")
    units, themes = [], []
    for key, indicator in list(atlas.indicators.items())[::6]:
        said = said_before("indicator", key, ROOT / "content", skeletons)
        for field, right, found in (("unit", indicator.unit, units), ("theme", indicator.theme, themes)):
            if field in said:
                found.append(said[field][0].split()[1] == right)
    assert units.count(True) >= 0.9 * len(units) > 15
    assert all(themes)
