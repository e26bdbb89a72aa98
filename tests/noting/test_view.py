"""A page notes whatever it is made from: this is the promise on which rebuilding only some pages rests."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from atlas.noting.view import View
from atlas.pages import Page, chooser, make, plan
from atlas.pages.maker import Maker
from atlas.problems import Language
from atlas.reading.load import Loaded
from tests.mutations import Mutation, additions, mutations, removals, renamings, touched
from tests.trees import ROOT, lay, read

Made = dict[str, tuple[object, frozenset[str]]]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory) -> Loaded:
    return read(lay(tmp_path_factory.mktemp("view") / "content"))


def makers(view: View, language: Language) -> tuple[Maker, Maker]:
    """Those of two pages of one atlas."""
    return tuple(Maker(view.fresh(), language, here, "https://example.org/") for here in ("a/", "b/"))  # type: ignore[return-value]


def test_what_is_shared_is_made_once_and_each_page_notes_what_it_was_made_from(loaded):
    view = View.of(loaded.atlas)
    (first, second), (english, _) = makers(view, "zh"), makers(view, "en")
    target, other = list(loaded.atlas.targets.values())[:2]
    first.region(target.region)  # that this page has noted it already must not keep it from the other

    def made(maker: Maker) -> list[str]:
        return [maker.region(target.region).text]

    said = first.shared("area", target, made)
    assert second.shared("area", target, made) is said
    assert second.view.reads == first.view.reads == {f"regions/{target.region}"}
    assert english.shared("area", target, made) != said
    assert second.shared("area", other, lambda _: "other") == "other"
    assert second.shared("place", target, lambda _: "place") == "place"
    (later, _) = makers(View.of(loaded.atlas), "zh")
    assert later.shared("area", target, lambda _: "of another atlas") == "of another atlas"


def every_page(view: View, language: Language) -> Made:
    """The content of each page in one language, by address, with the notes of what it was made from."""
    return {page.address: of_page(page, view) for page in plan(view.atlas) if page.language == language}


def of_page(page: Page, view: View) -> tuple[object, frozenset[str]]:
    content, maker = make(page, view, "https://example.org/")
    cells = chooser.cells(maker) if page.kind == "compare" and not page.key else None
    return (content, cells), frozenset(maker.view.reads)


def unnoted(loaded: Loaded, changed: Iterable[Mutation]) -> list[str]:
    """Each page that a change altered though the page had noted nothing of what the change touches."""
    assert loaded.atlas is not None
    old = View.of(loaded.atlas)
    before: dict[Language, Made] = {"zh": every_page(old, "zh"), "en": every_page(old, "en")}
    found = []
    for number, mutation in enumerate(changed):
        new = View.of(mutation.atlas)
        language: Language = "zh" if number % 2 else "en"  # to halve the time: both read alike
        notes = touched(old, new)
        for address, (content, _) in every_page(new, language).items():
            if address not in before[language]:
                continue
            was, reads = before[language][address]
            # Every page shows the site's own words and settings, which the frame notes.
            if content != was and reads.isdisjoint(notes) and not notes & {"interface", "site"}:
                found.append(f"{mutation.what} changes /{address}, which notes none of {sorted(notes)}")
    return found


def test_a_page_that_changes_has_noted_what_was_changed(loaded):
    assert unnoted(loaded, mutations(loaded)) == []


def test_a_page_that_changes_has_noted_what_was_added(loaded):
    assert unnoted(loaded, additions(loaded)) == []


def test_a_page_that_changes_has_noted_the_names_that_it_was_searched_for(loaded):
    assert unnoted(loaded, renamings(loaded)) == []


def test_a_page_that_changes_has_noted_what_was_removed(loaded):
    assert unnoted(loaded, removals(loaded)) == []


def test_what_one_page_notes_no_other_page_sees(loaded):
    view = View.of(loaded.atlas)
    view.region("yunze")
    assert view.fresh().reads == set()
    assert view.reads == {"regions/yunze"}


def test_each_read_leaves_its_note(loaded):
    view = View.of(loaded.atlas)

    def note(_):
        (found,) = view.reads
        view.reads.clear()
        return found

    assert note(view.region("yunze")) == "regions/yunze"
    assert note(view.target("chengchuan-2021--talent")) == "targets/chengchuan-2021--talent"
    assert note(view.target_named("chengchuan-2021", "talent")) == "targets/chengchuan-2021--talent"
    assert note(view.agency_named("chengchuan-2021", "市科技局")) == "agencies/chengchuan-science"
    assert note(view.word("bases", "level")) == "vocabulary/bases"
    assert note(view.words("bases")) == "vocabulary/bases"
    assert note(view.unit("jia")) == "vocabulary/units"
    assert note(view.units) == "vocabulary/units"
    assert note(view.site) == "site"
    assert note(view.text("about.zh")) == "pages/about.zh"
    assert note(view.text("nothing.zh")) == "pages/nothing.zh"
    assert note(view.has("documents", "nothing")) == "documents/nothing"
    assert note(view.interface("home")) == "interface"
    assert note(view.names_in("灯塔企业", "zh")) == "names?zh"
    assert note(view.state("chengchuan-2021")) == "proofs/chengchuan-2021"
    assert note(view.regions()) == "regions/*"
    assert note(view.related("documents_by_region", "chengchuan")) == "documents_by_region?chengchuan"
    assert note(view.related("documents_by_region", "nowhere")) == "documents_by_region?nowhere"
    assert note(view.size("targets_by_region", "chengchuan-towns")) == "targets_by_region?chengchuan-towns"
    assert note(view.related("ids_of_kind", "measures")) == "ids_of_kind?measures"
    view.related("targets_by_region", "chengchuan-towns")
    assert view.reads == {"targets_by_region?chengchuan-towns", "targets/chengchuan-2021--floor-space"}


def test_no_page_looks_past_its_view():
    past = [
        path.name for path in (ROOT / "atlas/pages").glob("*.py") if "view.atlas" in path.read_text("utf-8")
    ]
    assert past == []


def test_a_group_that_is_empty_is_an_empty_tuple(loaded):
    assert View.of(loaded.atlas).related("targets_by_region", "nowhere") == ()
