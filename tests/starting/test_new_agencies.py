"""`build.py new agencies`: a file for each body that a document names, with what bodies elsewhere tell of it."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

import build
from atlas.checks import check
from atlas.checks.context import Context
from atlas.reading.load import load
from atlas.records.model import Agency, Atlas, Name, Region
from atlas.starting.bodies import Bodies, bare, groups
from atlas.starting.new_agencies import run
from tests.trees import ROOT, lay

MEASURES = Path("documents/chengchuan-2021/measures.yaml")
CITY = Region(id="lanpu", name=Name(zh="兰浦市", en="Lanpu"), level="county", kind="administrative")
DISTRICT = Region(id="lanpu", name=Name(zh="兰浦区", en="Lanpu"), level="district", kind="administrative")
ZONE = Region(id="lanpu-hitech", name=Name(zh="兰浦高新区", en="Lanpu Zone"), level="zone", kind="zone")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with a small tree whose one measure names bodies that nobody has registered."""
    lay(tmp_path / "content")
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    return tmp_path


def name(root: Path, *printed: str) -> None:
    path = root / "content" / MEASURES
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("support: [市财政局]", f"support: [{', '.join(printed)}]"), encoding="utf-8")


def atlas_of(root: Path) -> Atlas:
    found = load(root / "content").atlas
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("printed", "left"),
    [
        ("市科技局", "科技局"),
        ("区科技局", "科技局"),
        ("科技局", "科技局"),
        ("市委组织部", "组织部"),
        ("县委宣传部", "宣传部"),
        ("市市场监管局", "市场监管局"),
        ("市场监管局", "市场监管局"),
        ("市政园林局", "市政园林局"),
        ("区域合作办", "区域合作办"),
        ("市政府办", "政府办"),
        ("各镇街", "各镇街"),
    ],
)
def test_the_word_for_the_place_is_no_part_of_a_name(printed, left):
    assert bare(printed) == left


def test_names_that_differ_otherwise_are_two_bodies():
    assert groups(["市工信局", "市科技局", "工信局", "市科协"]) == [
        ("市工信局", "工信局"),
        ("市科技局",),
        ("市科协",),
    ]


@pytest.mark.parametrize(
    ("region", "printed", "zh", "en"),
    [
        (CITY, "市科技局", "兰浦市科学技术局", "Lanpu Science and Technology Bureau"),
        (DISTRICT, "区科技局", "兰浦区科学技术局", "Lanpu Science and Technology Bureau"),
        (
            CITY,
            "市委宣传部",
            "中共兰浦市委宣传部",
            "Publicity Department of the Lanpu Municipal Party Committee",
        ),
        (
            DISTRICT,
            "区委宣传部",
            "中共兰浦区委宣传部",
            "Publicity Department of the Lanpu District Party Committee",
        ),
    ],
)
def test_a_body_is_called_as_its_like_elsewhere(atlas, region, printed, zh, en):
    (body,) = Bodies(atlas).proposed([printed], region)
    assert (body.zh, body.en) == (zh, en)


@pytest.mark.parametrize(
    ("printed", "key", "zh", "function"),
    [
        ("市工业和信息化局", "lanpu-industry", "兰浦市工业和信息化局", "industry"),
        ("市人力资源社会保障局", "lanpu-human-resources", "兰浦市人力资源和社会保障局", "human-resources"),
        ("市科学技术局", "lanpu-science", "兰浦市科学技术局", "science"),
    ],
)
def test_a_body_is_known_by_its_whole_name_too(atlas, printed, key, zh, function):
    (body,) = Bodies(atlas).proposed([printed], CITY)
    assert (body.id, body.zh, body.function) == (key, zh, function)


def test_a_whole_name_is_that_of_the_body_which_the_region_has(atlas):
    other = atlas.agencies["changzhou-finance"].model_copy(update={"aliases": {"x": ("市工业信息化局",)}})
    for agencies in (atlas.agencies, {**atlas.agencies, other.id: other}):
        (body,) = Bodies(replace(atlas, agencies=agencies)).proposed(
            ["市工业信息化局"], atlas.regions["jiangyin"]
        )
        assert (body.id, body.known) == ("jiangyin-industry", True)


def test_names_that_differ_by_an_and_are_one_body():
    names = ("市人力资源和社会保障局", "市人力资源社会保障局")
    assert groups([*names, "市财政局"]) == [names, ("市财政局",)]


def test_what_is_not_known_is_left_blank(atlas):
    science, fog, party = Bodies(atlas).proposed(["区科技局", "雾港办", "市人才办"], ZONE)
    assert (science.id, science.function) == ("lanpu-hitech-science", "science")
    assert (science.zh, science.en) == ("", ""), "a zone's bureaux bear its official name"
    assert (fog.id, fog.zh, fog.function) == ("lanpu-hitech-wu-gang-ban", "", "")
    (port,) = Bodies(atlas).proposed(["兰浦港经开区"], CITY)
    assert (port.id, port.function, port.zh) == ("lanpu-zone", "zone", "")
    (office,) = Bodies(atlas).proposed(["市委人才办"], CITY)
    assert office.zh == "", "市人才办 is an office of the city, 市委人才办 one of its Party committee"
    assert (party.zh, party.function) == ("", "organisation")


def test_bodies_elsewhere_that_do_not_agree_tell_nothing(atlas):
    other = Agency(
        id="x-science", name=Name(zh="常州市科技创新局", en="Changzhou Innovation Bureau"), region="changzhou",
        function="science", aliases={"changzhou-2021": ("科技局",)},
    )  # fmt: skip
    (body,) = Bodies(replace(atlas, agencies={**atlas.agencies, other.id: other})).proposed(
        ["市科技局"], CITY
    )
    assert (body.zh, body.en, body.function) == ("", "", "science")


def test_ids_are_those_of_nobody_else(atlas):
    made = list(Bodies(atlas).proposed(["市水利局", "市城建局", "市交通局"], CITY, ["lanpu-construction"]))
    assert len({body.id for body in made}) == 3
    assert "lanpu-construction" not in {body.id for body in made}


def test_what_is_known_of_a_body_is_what_its_record_says(atlas):
    """Each document's own agencies are taken out, and proposed from those of the others."""
    count: Counter[str] = Counter()
    wrong = []
    for key, document in atlas.documents.items():
        own = {agency.id for agency in atlas.agencies.values() if set(agency.aliases) == {key}}
        rest = {name: agency for name, agency in atlas.agencies.items() if name not in own}
        registered = {
            name: agency for agency in atlas.agencies.values() for name in agency.aliases.get(key, ())
        }
        named = [
            name
            for record in (*atlas.measures.values(), *atlas.tasks.values())
            if record.document == key
            for name in (*record.lead, *record.support)
        ]
        for body in Bodies(replace(atlas, agencies=rest)).proposed(named, atlas.regions[document.region]):
            (record,) = {registered[name].id for name in body.printed}  # variants of one body only
            agency = atlas.agencies[record]
            count["bodies"] += 1
            for field, said, is_ in (
                ("zh", body.zh, agency.name.zh),
                ("en", body.en, agency.name.en),
                ("function", body.function, agency.function),
            ):
                count[field] += bool(said)
                wrong += [(key, field, said, is_)] if said not in ("", is_) else []
    assert wrong == []
    assert count["bodies"] >= 77
    assert count["function"] >= 60
    assert count["zh"] == count["en"] >= 18


def test_a_file_is_made_for_each_body_and_none_is_overwritten(root):
    name(root, "市财政局", "市教育局", "教育局", "市水利局", "高新区")
    before = {path.name: path.read_bytes() for path in (root / "content" / "agencies").iterdir()}

    told, status = run("chengchuan-2021", root / "content", root, "en")

    assert status == 0
    assert told.splitlines()[1:4] == [
        "  content/agencies/chengchuan-education.yaml: 市教育局, 教育局 (blank: name)",
        "  content/agencies/chengchuan-water.yaml: 市水利局 (blank: name)",
        "  content/agencies/chengchuan-hitech-committee.yaml: 高新区 (blank: name)",
    ]
    folder = root / "content" / "agencies"
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.name in before} == before
    assert len(list(folder.iterdir())) == len(before) + 3
    for path in folder.iterdir():
        path.write_text(
            path.read_text(encoding="utf-8")
            .replace('zh: ""', f"zh: 雾{path.stem}")
            .replace('en: ""', f"en: Fog {path.stem}"),
            encoding="utf-8",
        )
    loaded = load(root / "content")
    found = (*loaded.problems, *check(Context.of(loaded)))
    assert [problem.line() for problem in found if problem.severity == "error"] == []


def test_a_district_that_is_called_one_is_so_once_and_its_bodies_have_usual_ids():
    atlas = load(ROOT / "content").atlas
    assert atlas is not None
    district = DISTRICT.model_copy(update={"name": Name(zh="兰浦区", en="Lanpu District")})
    party, health, states = Bodies(atlas).proposed(["区委组织部", "区卫生健康局", "区国资中心"], district)
    assert party.en == "Organisation Department of the Lanpu District Party Committee", party
    assert (health.id, health.function) == ("lanpu-health", "education")
    assert (states.id, states.function) == ("lanpu-state-assets", "finance")


def test_a_branch_is_a_body_of_the_region_above():
    atlas = load(ROOT / "content").atlas
    assert atlas is not None
    city = Region(id="gull", name=Name(zh="鸥汀市", en="Gull"), level="city", kind="administrative")
    district = DISTRICT.model_copy(update={"parent": "gull"})
    both = replace(atlas, regions={**atlas.regions, "gull": city, "lanpu": district})
    (branch,) = Bodies(both).proposed(["市自然资源局兰浦分局"], district)
    assert (branch.id, branch.region, branch.function) == ("lanpu-land-branch", "gull", "land")
    assert branch.perhaps == "鸥汀市自然资源局兰浦分局"
    (other,) = Bodies(both).proposed(["市自然资源局海桥分局"], district)
    assert other.region == "lanpu", "a branch at another place is none of this district"


def test_what_was_made_is_not_made_again_though_it_is_not_filled_in(root):
    name(root, "市财政局", "市教育局")
    run("chengchuan-2021", root / "content", root, "en")
    told, status = run("chengchuan-2021", root / "content", root, "en")
    assert (told, status) == ("every agency that chengchuan-2021 names is registered\n", 0)


def test_names_of_a_measure_that_is_not_complete_count_too(root):
    name(root, "市教育局")
    path = root / "content" / MEASURES
    path.write_text(path.read_text(encoding="utf-8").replace("themes:", "# themes:", 1), encoding="utf-8")
    told, _ = run("chengchuan-2021", root / "content", root, "zh")
    assert "chengchuan-education.yaml: 市教育局（空白：name）" in told


def test_a_body_that_is_there_under_another_name_is_only_told(root):
    path = root / "content" / "agencies" / "chengchuan-finance.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("市财政局", "财政局"), encoding="utf-8")
    told, status = run("chengchuan-2021", root / "content", root, "en")
    assert status == 0
    assert "  content/agencies/chengchuan-finance.yaml: aliases: {chengchuan-2021: [市财政局]}" in told


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (None, "there is no document “fog”; write one of: chengchuan-2021, chengchuan-hitech-2022"),
        (
            ("region: chengchuan", "region: fog"),
            "there is no region “fog”: run python build.py new region fog first",
        ),
        (
            ("title:", "tilte:"),
            "document.yaml cannot be read yet; mend it or fill it in:\ncontent/documents/chengchuan-2021/document.yaml:1:1: ",
        ),
    ],
)
def test_without_document_or_region_nothing_is_made(root, spoil, told):
    before = sorted(root.rglob("*"))
    if spoil:
        path = root / "content" / "documents" / "chengchuan-2021" / "document.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace(*spoil, 1), encoding="utf-8")
    found, status = run("chengchuan-2021" if spoil else "fog", root / "content", root, "en")
    assert status == 1
    assert told in found
    assert sorted(root.rglob("*")) == before


def test_an_agency_that_is_no_yaml_stops_it(root):
    name(root, "市教育局")
    (root / "content" / "agencies" / "fog.yaml").write_text("name: {zh: 雾", encoding="utf-8")
    told, status = run("chengchuan-2021", root / "content", root, "en")
    assert status == 1
    assert "content/agencies/fog.yaml:1" in told


@pytest.mark.parametrize("file", ["document.yaml", "measures.yaml", "tasks.yaml"])
def test_a_file_of_the_document_that_is_no_yaml_is_told_as_check_tells_it(root, file):
    name(root, "市教育局")
    path = root / "content" / "documents" / "chengchuan-2021" / file
    text = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    path.write_text("\n".join([*text, "summary: in the city: firms"]) + "\n", encoding="utf-8")
    line = len(text) + 1
    before = sorted(root.rglob("*"))
    for language, told in (("en", "cannot be read yet; mend it or fill it in:"), ("zh", "还不能读取")):
        found, status = run("chengchuan-2021", root / "content", root, language)
        first, second, *rest = found.splitlines()
        assert status == 1
        assert first.startswith(f"content/documents/chengchuan-2021/{file} ")
        assert told in first
        assert second.startswith(f"content/documents/chengchuan-2021/{file}:{line}:")
        assert "summary: in the city: firms" in rest[0]
        assert rest[1].strip() == "^"
    assert sorted(root.rglob("*")) == before


def test_the_command_makes_the_files_of_several_documents(root, capsys):
    name(root, "市财政局", "市教育局")
    content = ["--content", str(root / "content")]
    assert build.main(["new", "agencies", "chengchuan-2021", "chengchuan-hitech-2022", *content]) == 0
    assert "  content/agencies/chengchuan-education.yaml: 市教育局" in capsys.readouterr().out
    assert (root / "content" / "agencies" / "chengchuan-education.yaml").is_file()
    assert build.main(["new", "agencies", "fog", *content]) == 1
