"""The published data is a contract: names, order and meaning of fields, and JSON and CSV say the same."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from atlas.noting.view import View
from atlas.pages import plan
from atlas.reading.load import Loaded
from atlas.records.model import Atlas
from atlas.tables import data
from atlas.tables.columns import COLUMNS
from atlas.tables.tables import tables

BASE_URL = "https://example.org/atlas/"
# Field names as the contract has them; more may follow, none may go.
CONTRACT = {
    "targets": "id document indicator indicator_zh indicator_en region region_zh value value_high value_words unit "
    "unit_zh normalized_value normalized_unit comparator basis year year_basis period_start period_end baseline_year "
    "aspirational cluster phrase at verified url",
    "measures": "id document number at title_zh title_en programme themes instruments lead_agencies support_agencies "
    "clusters targets url",
    "tasks": "id document measure number year gist_zh gist_en lead_agencies support_agencies targets at url",
    "cluster-mentions": "document cluster cluster_zh region region_zh role firms parks platforms technologies at url",
    "documents": "id title_zh issuer number level region issued issued_basis period_start period_end cites "
    "figures_in_source figures_accounted verified source_sha256 url",
}
NAMED = ("regions", "clusters", "indicators", "agencies", "references", "themes")

Files = dict[str, bytes]


@pytest.fixture(scope="module")
def atlas(loaded: Loaded) -> Atlas:
    assert loaded.atlas is not None
    return loaded.atlas


def files_of(atlas: Atlas) -> Files:
    view = View.of(atlas)
    return data.files(tables(atlas, view.relations, view.states, BASE_URL), atlas.site, BASE_URL)


@pytest.fixture(scope="module")
def files(atlas: Atlas) -> Files:
    return files_of(atlas)


def test_rows_are_written_as_python_writes_them_with_an_indent():
    every = [
        {
            "zh": '引"号\\\n行',
            "empty": "",
            "none": None,
            "yes": True,
            "number": -3,
            "half": 0.5,
            "a, b": "},\n  {",
        }
    ]
    for many in ([], every, every * 3):
        assert data.in_lines(many) == json.dumps(many, ensure_ascii=False, indent=1) + "\n"


def rows(files: Files, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(files[f"data/{name}.json"])
    return found


def cells(files: Files, name: str) -> list[list[str]]:
    raw = files[f"data/{name}.csv"]
    assert raw.startswith(b"\xef\xbb\xbf"), "spreadsheets need the mark to open Chinese"
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True))


def test_each_table_of_the_contract_is_published_in_both_forms(files):
    names = [*CONTRACT, *NAMED]
    assert {f"data/{name}.{form}" for name in names for form in ("json", "csv")} | {
        "data/datapackage.json"
    } <= files.keys()


@pytest.mark.parametrize("name", CONTRACT)
def test_fields_stand_in_the_order_of_the_contract_and_new_ones_behind(files, name):
    contract = CONTRACT[name].split()
    assert list(COLUMNS[name])[: len(contract)] == contract
    for row in rows(files, name):
        assert list(row) == list(COLUMNS[name])


@pytest.mark.parametrize("name", NAMED)
def test_named_things_have_an_id_a_name_in_each_language_and_an_address(files, name):
    assert list(COLUMNS[name])[:3] == ["id", "name_zh", "name_en"]
    assert "url" in COLUMNS[name]
    assert rows(files, name)


@pytest.mark.parametrize("name", COLUMNS)
def test_json_and_csv_agree_cell_for_cell(files, name):
    head, *body = cells(files, name)
    assert head == list(COLUMNS[name])
    told = rows(files, name)
    assert len(body) == len(told)
    for row, line in zip(told, body, strict=True):
        assert line == [as_text(row[field]) for field in COLUMNS[name]]


def as_text(value: object) -> str:
    """A value of the JSON as the CSV has it."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("name", COLUMNS)
def test_lines_of_a_csv_end_as_the_format_asks(files, name):
    raw = files[f"data/{name}.csv"]
    assert raw.endswith(b"\r\n")
    assert raw.count(b"\n") == raw.count(b"\r\n")


def test_every_record_is_a_row(files, atlas):
    counted = {name: len(rows(files, name)) for name in COLUMNS}
    assert counted == {
        "targets": len(atlas.targets), "measures": len(atlas.measures), "tasks": len(atlas.tasks),
        "cluster-mentions": len(atlas.mentions), "documents": len(atlas.documents), "regions": len(atlas.regions),
        "clusters": len(atlas.clusters), "indicators": len(atlas.indicators), "agencies": len(atlas.agencies),
        "references": len(atlas.references), "themes": len(atlas.vocabulary["themes"]),
    } | {name: counted[name] for name in counted.keys() - CONTRACT.keys() - set(NAMED)}  # fmt: skip


@pytest.mark.parametrize("name", COLUMNS)
def test_every_address_is_that_of_a_page(files, atlas, name):
    pages = {BASE_URL + page.address for page in plan(atlas)}
    for row in rows(files, name):
        address, _, fragment = row["url"].partition("#")
        assert address in pages
        assert bool(fragment) == (name == "tasks")


def test_numbers_are_numbers_and_goals_in_words_have_none(files):
    by_id = {row["id"]: row for row in rows(files, "targets")}
    firms = by_id["chengchuan-2021--tech-firms"]
    assert (firms["value"], firms["unit"], firms["normalized_value"], firms["normalized_unit"]) == (
        5000,
        "jia",
        5000,
        "count",
    )
    talent = by_id["chengchuan-2021--talent"]
    assert (talent["value"], talent["unit_zh"], talent["normalized_value"], talent["normalized_unit"]) == (
        28, "万人", 280_000, "people",
    )  # fmt: skip
    assert by_id["chengchuan-2021--rd-share"]["value"] == 3.5
    spread = by_id["chengchuan-2021--floor-space"]
    assert (spread["value"], spread["value_high"], spread["comparator"]) == (20, 30, "within")
    words = by_id["chengchuan-2021--tech-firms-doubled"]
    assert (words["value"], words["value_words"], words["unit"], words["normalized_value"]) == (
        None,
        "翻一番",
        None,
        None,
    )


def test_what_is_not_said_is_null_and_never_zero(files):
    annual = next(row for row in rows(files, "targets") if row["id"] == "chengchuan-2021--tech-firms-annual")
    assert (annual["year"], annual["period_start"], annual["period_end"]) == (None, 2021, 2025)
    assert annual["aspirational"] is True
    zone = next(row for row in rows(files, "documents") if row["id"] == "chengchuan-hitech-2022")
    assert (zone["number"], zone["figures_in_source"], zone["verified"]) == (None, None, False)
    city = next(row for row in rows(files, "documents") if row["id"] == "chengchuan-2021")
    assert (city["figures_in_source"], city["figures_accounted"], city["verified"]) == (13, 13, True)


def test_lists_are_parted_by_a_bar_and_agencies_are_named_as_printed(files):
    measure = rows(files, "measures")[0]
    assert measure["themes"] == "enterprises|talent"
    assert measure["lead_agencies"] == "市科技局"
    assert measure["targets"] == "chengchuan-2021--tech-firms|chengchuan-2021--tech-firms-annual"
    target = rows(files, "targets")[0]
    assert target["phrase"] == "研发投入占比达3.5%|研发占比达 3.5%"
    assert target["at"] == "正文 一|正文 二（一）"
    mention = rows(files, "cluster-mentions")[0]
    assert (mention["firms"], mention["platforms"]) == ("萤火公司|夜光公司", "")


@pytest.mark.parametrize("name", COLUMNS)
def test_whatever_names_another_table_names_a_row_of_it(files, name):
    tables_of = {"document": "documents", "indicator": "indicators", "region": "regions", "cluster": "clusters",
                 "measure": "measures", "clusters": "clusters", "targets": "targets", "themes": "themes", "theme": "themes",
                 "parent": "regions", "broader": "clusters", "cited_by": "documents"}  # fmt: skip
    for row in rows(files, name):
        for field in tables_of.keys() & row.keys():
            known = {each["id"] for each in rows(files, tables_of[field])}
            assert set(filter(None, str(row[field] or "").split("|"))) <= known


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_a_csv_is_a_formula(atlas, start):
    region = atlas.regions["yunze"]
    name = region.name.model_copy(update={"zh": f"{start}HYPERLINK(1)"})
    files = files_of(
        replace(atlas, regions={**atlas.regions, "yunze": region.model_copy(update={"name": name})})
    )
    line = next(line for line in cells(files, "regions") if line[0] == "yunze")
    assert line[1] == f"'{start}HYPERLINK(1)"
    row = next(row for row in rows(files, "regions") if row["id"] == "yunze")
    assert row["name_zh"] == f"{start}HYPERLINK(1)", "JSON is no spreadsheet"


def test_text_with_quotes_commas_and_line_ends_reads_back(atlas):
    region = atlas.regions["yunze"]
    name = region.name.model_copy(update={"en": 'Yun"ze", the\nprovince'})
    files = files_of(
        replace(atlas, regions={**atlas.regions, "yunze": region.model_copy(update={"name": name})})
    )
    assert next(line for line in cells(files, "regions") if line[0] == "yunze")[2] == 'Yun"ze", the\nprovince'


# The data package

KINDS = {"string": str, "integer": int, "number": (int, float), "boolean": bool}


@pytest.fixture(scope="module")
def package(files: Files) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files["data/datapackage.json"])
    return found


def test_the_package_names_each_table_and_field(package):
    assert {
        resource["name"]: [field["name"] for field in resource["schema"]["fields"]]
        for resource in package["resources"]
    } == {name: list(fields) for name, fields in COLUMNS.items()}


def test_the_package_points_at_the_files_beside_it(package, files):
    for resource in package["resources"]:
        assert f"data/{resource['path']}" in files
        assert resource["encoding"] == "utf-8"


def test_the_package_gives_each_field_the_type_that_its_values_have(package, files):
    for resource in package["resources"]:
        for field in resource["schema"]["fields"]:
            for row in rows(files, resource["name"]):
                value = row[field["name"]]
                assert value is None or isinstance(value, KINDS[field["type"]]), (
                    resource["name"],
                    field,
                    value,
                )
                if field["type"] in ("integer", "number"):
                    assert not isinstance(value, bool)


def test_a_primary_key_is_unique(package, files):
    for resource in package["resources"]:
        for key in resource["schema"].get("primaryKey", []):
            values = [row[key] for row in rows(files, resource["name"])]
            assert len(values) == len(set(values))


def test_the_package_says_what_it_is_and_under_which_licence(package, atlas):
    assert package["homepage"] == BASE_URL
    assert package["version"].split(".")[0].isdigit()
    assert datetime.fromisoformat(package["created"]).date().isoformat() == atlas.site.data_date
    (licence,) = package["licenses"]
    assert (licence["path"], licence["title"]) == (atlas.site.data_licence_url, atlas.site.data_licence)


def test_the_licence_in_the_package_is_the_one_of_the_site(atlas):
    site = atlas.site.model_copy(
        update={"data_licence": "CC0 1.0", "data_licence_url": "https://example.org/cc0"}
    )
    package = json.loads(files_of(replace(atlas, site=site))["data/datapackage.json"])
    assert "BY" not in json.dumps(package["licenses"])


def test_the_same_content_gives_the_same_bytes(atlas, files):
    assert files_of(atlas) == files
