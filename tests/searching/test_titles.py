"""The title list: every page by its names, small, and the same in every run."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from atlas.addresses import address
from atlas.making.making import NOT_SEARCHED
from atlas.pages import plan
from atlas.records.model import Atlas
from atlas.searching import titles
from atlas.searching.search_page import INDEX_LANGUAGE, Language, SearchPage, search_page_of
from atlas.searching.titles import FILE, MAJOR, MINOR, files
from tests.trees import atlas_of, lay

FILES: Mapping[Language, str] = {"zh": f"search/{FILE}", "en": f"en/search/{FILE}"}
LARGEST = 60_000  # bytes, as a host that compresses sends it


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    return atlas_of(lay(tmp_path_factory.mktemp("titles") / "content"))


def page(path: str, language: Language, title: str, kind: str = "指标") -> SearchPage:
    return SearchPage(path, language, title, (), {"kind": (kind,)})


def told(pages: list[SearchPage], atlas: Atlas) -> dict[str, Any]:
    return {path: json.loads(content) for path, content in files(pages, atlas).items()}


def rows(listed: dict[str, Any]) -> dict[str, list[str]]:
    """The names of each page of a title list, by its address."""
    return {path: names for _, path, *names in listed["pages"]}


def test_each_language_has_the_titles_of_both_beside_its_search_page(atlas):
    found = told(
        [
            page("indicators/x/", "zh", "研发强度"),
            page("en/indicators/x/", "en", "R&D intensity", "Indicator"),
        ],
        atlas,
    )
    assert found.keys() == set(FILES.values())
    assert rows(found[FILES["zh"]]) == {"indicators/x/": ["研发强度", "R&D intensity"]}
    assert rows(found[FILES["en"]]) == {"indicators/x/": ["R&D intensity", "研发强度"]}
    assert found[FILES["zh"]]["sounds"] == found[FILES["en"]]["sounds"]
    assert "yan" in found[FILES["en"]]["sounds"]


def test_a_page_without_a_twin_or_a_kind_is_listed_all_the_same(atlas):
    found = told([SearchPage("about/", "zh", "关于", (), {})], atlas)[FILES["zh"]]
    assert found["pages"] == [[len(MAJOR + MINOR) - 1, "about/", "关于", ""]]


def test_the_index_and_the_home_of_a_language_are_found_from_the_list(atlas):
    found = told([page("a/", "zh", "甲"), page("en/a/", "en", "A")], atlas)
    assert found[FILES["zh"]]["index"] == "../pagefind/"
    assert found[FILES["en"]]["index"] == "../../pagefind/"


def test_things_with_names_of_their_own_come_before_lists_and_the_rest(atlas):
    label = atlas.interface
    pages = [page(f"{kind}/", "zh", kind, label[f"kind_{kind}"].zh) for kind in reversed(MAJOR + MINOR)]
    found = told(pages, atlas)[FILES["zh"]]
    assert [title for _, _, title, _ in found["pages"]] == [*MAJOR, *MINOR]
    assert found["kinds"][: found["major"]] == [label[f"kind_{kind}"].zh for kind in MAJOR]
    assert found["kinds"][found["major"]] == label["kind_lists"].zh


def test_every_other_name_of_a_record_stands_beside_its_title(atlas):
    region = next(iter(atlas.regions.values())).model_copy(update={"aliases": ("别名甲", "别名乙")})
    cluster = next(iter(atlas.clusters.values())).model_copy(
        update={"aliases": {"d": ("印名",)}, "everyday": ("俗名",), "everyday_en": ("plain name",)}
    )
    indicator = next(iter(atlas.indicators.values())).model_copy(
        update={"short": None, "aliases": {}, "everyday": ("找工作",), "everyday_en": ("jobs",)}
    )
    agency = next(iter(atlas.agencies.values())).model_copy(update={"aliases": {"d": ("简称",)}})
    term = next(iter(atlas.terms.values())).model_copy(update={"aliases": ("又称",)})
    reference = next(iter(atlas.references.values())).model_copy(update={"number": "云政发〔2020〕1号"})
    changed = replace(
        atlas,
        regions={**atlas.regions, region.id: region},
        clusters={cluster.id: cluster},
        indicators={**atlas.indicators, indicator.id: indicator},
        agencies={agency.id: agency},
        terms={term.id: term},
        references={reference.id: reference},
    )
    named = {
        address("regions", region.id): ["别名甲", "别名乙"],
        address("clusters", cluster.id): ["印名", "俗名", "plain name"],
        address("indicators", indicator.id): ["找工作", "jobs"],
        address("agencies", agency.id): ["简称"],
        address("terms", term.id): ["又称"],
        address("references", reference.id): ["云政发〔2020〕1号"],
    }
    found = rows(told([page(path, "zh", "题名") for path in named], changed)[FILES["zh"]])
    assert found == {path: ["题名", "", *names] for path, names in named.items()}


def test_a_target_is_found_by_the_short_name_of_what_it_counts_and_its_area(atlas):
    target = next(t for t in atlas.targets.values() if atlas.indicators[t.indicator].short is not None)
    short, region = atlas.indicators[target.indicator].short, atlas.regions[target.region].name
    assert short is not None
    path = address("targets", target.gid)
    found = rows(told([page(path, "zh", "题名")], atlas)[FILES["zh"]])
    assert found[path][2:] == [f"{region.zh} {short.zh}", f"{short.en} {region.en}"]


def test_short_names_count_too_and_no_name_stands_twice(atlas):
    document = next(iter(atlas.documents.values()))
    path = address("documents", document.id)
    found = rows(told([page(path, "zh", document.short.zh)], atlas)[FILES["zh"]])
    assert found[path][:3] == [document.short.zh, "", document.short.en]
    assert len(found[path]) == len(set(found[path]))


def test_the_list_does_not_depend_on_the_order_of_the_pages(atlas):
    pages = [page(f"indicators/p{n}/", "zh", f"第{n}页") for n in range(20)]
    assert files(pages, atlas) == files(reversed(pages), atlas)


def test_the_sounds_of_the_last_list_are_believed_for_the_same_names_only(atlas, tmp_path, monkeypatch):
    pages = [page("indicators/x/", "zh", "研发强度"), page("indicators/y/", "zh", "成长")]
    fresh = files(pages, atlas)
    last = tmp_path / FILE
    last.write_bytes(fresh[FILES["zh"]])
    asked = []
    monkeypatch.setattr(titles, "sounds", lambda names: asked.append(set(names)) or {})
    shelf = {FILES["zh"]: last}.get
    assert files(pages, atlas, shelf) == fresh
    assert asked == []
    files([pages[0], replace(pages[1], title="成长 500")], atlas, shelf)
    assert asked == []  # a figure has no sound
    files([pages[0], replace(pages[1], title="长江")], atlas, shelf)
    assert asked == [{"研发强度", "长江", ""}]


# ── On the real site ──────────────────────────────────────────────────────────


def indexed(site: Path, language: Language) -> Iterator[str]:
    """The address of every page that the search knows."""
    for file in (site / "pagefind" / "text").glob(f"{INDEX_LANGUAGE[language]}_*.json"):
        yield json.loads(file.read_bytes())["address"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_with_a_title_of_its_own_is_in_the_list_under_it(built_site: Path, language: Language):
    listed = json.loads((built_site / FILES[language]).read_bytes())
    home = "" if language == "zh" else "en/"
    found = {home + path: names[0] for path, names in rows(listed).items()}
    real = {}
    for file in built_site.rglob("index.html"):
        path = file.parent.relative_to(built_site).as_posix().removeprefix(".")
        path += "/" if path else ""
        html = file.read_text(encoding="utf-8")
        if (path + "/").startswith("en/") == (language == "en") and 'http-equiv="refresh"' not in html:
            real[path] = search_page_of(html, path, language, {}).title
    for kind in NOT_SEARCHED:
        real.pop(home + address(kind), None)
    assert found == real
    assert set(indexed(built_site, language)) == found.keys()
    assert len(found) > 500


def test_every_kind_of_page_that_is_planned_has_a_kind_of_its_own_in_the_list(built_site: Path):
    from atlas.reading.load import load
    from tests.trees import ROOT

    atlas = load(ROOT / "content").atlas
    assert atlas is not None
    listed = json.loads((built_site / FILES["zh"]).read_bytes())
    kind_of = {path: listed["kinds"][kind] for kind, path, *_ in listed["pages"]}
    for planned in plan(atlas):
        if planned.key and planned.language == "zh":
            assert kind_of[planned.path] == atlas.interface[f"kind_{planned.kind}"].zh, planned.path


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_list_is_small_enough_to_come_before_the_index(built_site: Path, language: Language):
    assert len(gzip.compress((built_site / FILES[language]).read_bytes())) <= LARGEST


def test_no_name_of_the_real_content_lacks_its_sound(built_site: Path):
    listed = json.loads((built_site / FILES["zh"]).read_bytes())
    spoken = set("".join(listed["sounds"].values()))
    han = {char for names in rows(listed).values() for char in "".join(names) if "\u3400" <= char <= "\u9fff"}
    assert han - spoken == set()
