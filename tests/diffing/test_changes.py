"""`build.py diff`: what an edit changes for readers, and the addresses that it would lose."""

from __future__ import annotations

import dataclasses
import os
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.diffing import revisions
from atlas.diffing.changes import Side, changes
from atlas.diffing.changes_told import Teller
from atlas.diffing.diff import addresses, run
from atlas.diffing.revisions import NoRevision, content_at
from atlas.diffing.summary import MOST, Part, Row, as_markdown, as_text
from atlas.diffing.touched import touched
from atlas.noting.view import View
from atlas.pages import make, plan
from atlas.problems import Language
from atlas.reading.aliases import Aliases, Redirect, check_aliases, read_aliases, redirects
from atlas.reading.load import load
from tests.trees import atlas_of, lay

git_missing = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b",
    "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b",
}  # fmt: skip
TARGETS = "documents/chengchuan-2021/targets.yaml"
ZONE = "documents/chengchuan-hitech-2022/targets.yaml"


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments],
        env=os.environ | ENVIRONMENT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose only commit holds the base."""
    folder = tmp_path_factory.mktemp("repository")
    lay(folder / "content")
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "first")
    return folder


@pytest.fixture
def content(first: Path, tmp_path: Path) -> Path:
    """The content of a repository of one's own, as it was committed."""
    shutil.copytree(first, tmp_path / "own")
    return tmp_path / "own" / "content"


def edit(content: Path, name: str, *pairs: tuple[str, str]) -> None:
    text = (content / name).read_text("utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    (content / name).write_text(text, "utf-8")


def said(content: Path, revision: str = "HEAD", language: Language = "en", form="text") -> tuple[str, int]:
    told, status = run(load(content), content, revision, language, form)
    return re.sub(r"\b[0-9a-f]{9}\b", "commit", told), status


def side(content: Path) -> Side:
    atlas = atlas_of(content)
    return Side(atlas, addresses(atlas), {})


def compared(content: Path, first: Path):
    old, new = atlas_of(first / "content"), atlas_of(content)
    sides = [Side(atlas, addresses(atlas), {}) for atlas in (old, new)]
    return changes(*sides)


pytestmark = git_missing


def test_content_as_it_was_changes_nothing(content):
    assert said(content) == ("Compared with HEAD (commit)\n\nNothing changes for readers.\n", 0)
    assert said(content, language="zh") == ("与 HEAD（commit）相比\n\n对读者没有任何变化。\n", 0)


def test_a_figure_is_told_field_by_field_with_the_pages_that_say_it(content):
    edit(
        content,
        TARGETS,
        ("value: 28\n", "value: 30\n"),
        ("28万人", "30万人"),
        ("year: 2023\n", "year: 2024\n"),
    )
    told, status = said(content)
    assert status == 0
    assert told.startswith(
        "Compared with HEAD (commit)\n\n"
        "Held against the source texts\n"
        "  - Chengchuan 2021: was checked against its source text, and no longer is\n"
        "      13 of 13 figures accounted for → figures not counted\n"
        "      run python build.py verify --sources DIR chengchuan-2021\n"
        "      run python build.py audit --sources DIR chengchuan-2021\n"
        "\nTargets: 2 changed\n"
        "  ~ Chengchuan 2021 · Chengchuan · R&D: 3.1% (2024)\n"
        "      chengchuan-2021--rd-share-2023\n"
        "      year: 2023 → 2024\n"
        "  ~ Chengchuan 2021 · Chengchuan · Skilled people: 300,000 people (2025)\n"
        "      chengchuan-2021--talent\n"
        "      value: 28 → 30\n"
        "      evidence: 正文 一 人才总量达到28万人 → 正文 一 人才总量达到30万人\n"
    )
    assert re.search(r"with other content \(.*indicators 2, .*targets [0-9]+\)\n$", told)


def test_a_proof_that_no_longer_holds_or_holds_again_is_told_plainly(content):
    edit(content, TARGETS, ("人才总量达到28万人", "达到28万人"))
    told, status = said(content, language="zh")
    assert status == 0
    assert (
        "与原文的核对\n"
        "  - 澄川2021：字句原已与原文核对，改动后显示为尚未核对\n"
        "      原文13个数字，13个有着落 → 原文数字未清点\n"
        "      请运行 python build.py verify --sources DIR chengchuan-2021\n"
    ) in told
    markdown = said(content, form="markdown")[0]
    assert "### Held against the source texts\n\n- `-` Chengchuan 2021\\: was checked against" in markdown

    git(content, "commit", "--quiet", "--all", "--message", "second")
    edit(content, TARGETS, ("phrase: 达到28万人", "phrase: 人才总量达到28万人"))
    told, _ = said(content)
    assert "  + Chengchuan 2021: is now checked against its source text\n" in told
    assert "      figures not counted → 13 of 13 figures accounted for\n" in told
    assert "run python" not in told
    assert "  + 澄川2021：字句现已与原文核对\n" in said(content, language="zh")[0]


def test_a_count_of_figures_that_no_longer_holds_is_told_apart_from_the_phrases(content):
    edit(content, "documents/chengchuan-2021/set-aside.yaml", ("reason: ", "nth: 1, reason: "))
    told, _ = said(content)
    assert (
        "  ~ Chengchuan 2021: still checked against its source text\n"
        "      13 of 13 figures accounted for → figures not counted\n"
        "      run python build.py audit --sources DIR chengchuan-2021\n"
    ) in told
    assert "build.py verify" not in told


def test_a_new_document_is_said_to_be_checked_or_not(content):
    new = content / "documents" / "chengchuan-2026"
    new.mkdir()
    document = (content / "documents" / "chengchuan-hitech-2022" / "document.yaml").read_text("utf-8")
    (new / "document.yaml").write_text(
        re.sub(r"^(title|short):.*", r"\1: {zh: 新的, en: New one}", document, flags=re.MULTILINE), "utf-8"
    )
    told, _ = said(content)
    assert "  + New one: new, not yet checked against its source text\n" in told


def test_a_document_with_another_id_keeps_what_was_proven_of_it(content):
    (content / "documents" / "chengchuan-2021").rename(content / "documents" / "chengchuan-plan")
    for path in content.rglob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace("chengchuan-2021", "chengchuan-plan"), "utf-8")
    assert "Held against" not in said(content)[0]


def test_a_figure_of_each_year_is_told_as_one(content):
    edit(
        content,
        ZONE,
        ("basis: increase", "basis: annual\n  period: [2022, 2024]"),
        ("新增科技企业800家", "每年新增科技企业800家"),
    )
    told, _ = said(content)
    assert "  ~ Hi-Tech Zone 2022 · Chengchuan Hi-Tech Zone · Tech firms: 800 a year (2022–2024)\n" in told
    assert "科技企业数：每年800家（2022–2024）" in said(content, language="zh")[0]


def test_targets_that_come_and_go_are_told_with_their_pages(content):
    text = (content / ZONE).read_text("utf-8").replace("- id: tech-firms\n", "- id: other-firms\n")
    text = text.replace("value: 800", "value: 900").replace("800家", "900家")
    (content / ZONE).write_text(text, "utf-8")
    edit(content, "documents/chengchuan-hitech-2022/measures.yaml", ("[tech-firms]", "[other-firms]"))
    told, status = said(content)
    assert "Targets: 1 added, 1 removed\n" in told
    assert "  + Hi-Tech Zone 2022 · Chengchuan Hi-Tech Zone · Tech firms: 900 (2024)\n" in told
    assert "  - Hi-Tech Zone 2022 · Chengchuan Hi-Tech Zone · Tech firms: 800 (2024)\n" in told
    assert "  + /documents/chengchuan-hitech-2022/targets/other-firms/\n" in told
    assert "  - /documents/chengchuan-hitech-2022/targets/tech-firms/\n" in told
    assert "  measures: 1 changed\n      ~ chengchuan-hitech-2022--m01\n" in told
    assert status == 1
    assert (
        "\n1 published address would be lost. Say in content/aliases.yaml where it leads:\n"
        "  documents/chengchuan-hitech-2022/targets/tech-firms/: documents/chengchuan-hitech-2022/"
        " # is this where it should lead?\n\n"
    ) in told
    assert told.endswith(
        "Look at these pages, in this order:\n"
        "  /en/documents/chengchuan-hitech-2022/\n"
        "      title, period and who is answerable; the figures of its table as the text means them; the English page too\n"
        "  /en/regions/chengchuan-hitech/\n"
        "      the new targets of this area: are all here, and all of them its own?\n"
    )


def rename(content: Path, kind: str, old: str, new: str) -> None:
    """A record has another id, everywhere."""
    (content / kind / f"{old}.yaml").rename(content / kind / f"{new}.yaml")
    for path in content.rglob("*.yaml"):
        if "vocabulary" not in path.parts:
            text = path.read_text("utf-8")
            path.write_text(
                re.sub(rf"(indicator: |region: |parent: |\[|, ){old}(?=[\]\n,])", rf"\g<1>{new}", text),
                "utf-8",
            )


def test_a_record_under_another_id_is_the_same_to_readers_but_for_its_address(content, first):
    rename(content, "indicators", "zone-rank", "place-of-zone")
    found = compared(content, first)
    assert (found.added, found.removed, found.edited, found.comparisons) == ((), (), (), ())
    assert found.unaliased == {"indicators/zone-rank/": "indicators/place-of-zone/"}
    assert found.sure == {"indicators/zone-rank/"}
    assert said(content)[1] == 1
    (content / "aliases.yaml").write_text("indicators/zone-rank/: indicators/place-of-zone/\n", "utf-8")
    assert said(content)[1] == 0


def test_a_region_under_another_id_takes_its_comparisons_along(content, first):
    rename(content, "regions", "chengchuan-towns", "all-towns")
    found = compared(content, first)
    assert not found.edited
    assert found.unaliased == {
        "compare/chengchuan--chengchuan-towns/": "compare/all-towns--chengchuan/",
        "compare/chengchuan-hitech--chengchuan-towns/": "compare/all-towns--chengchuan-hitech/",
        "regions/chengchuan-towns/": "regions/all-towns/",
    }
    assert found.sure == found.unaliased.keys()


def test_a_target_under_another_id_is_known_by_its_words(content, first):
    edit(
        content,
        TARGETS,
        ("- id: floor-space\n", "- id: floors\n"),
        ("value: [20, 30]", "value: [20, 35]"),
        ("20－30", "20－35"),
    )
    edit(content, TARGETS, ("20－35", "20－30"))
    found = compared(content, first)
    ((edited,), added, removed) = found.edited, found.added, found.removed
    assert (edited.fields, added, removed) == (("id", "value"), (), ())
    assert found.unaliased == {
        "documents/chengchuan-2021/targets/floor-space/": "documents/chengchuan-2021/targets/floors/"
    }


def test_a_document_under_another_id_takes_all_its_pages_along(content, first):
    (content / "documents" / "chengchuan-hitech-2022").rename(content / "documents" / "zone-2022")
    for path in (content / "agencies", content / "clusters"):
        for file in path.glob("*.yaml"):
            file.write_text(file.read_text("utf-8").replace("chengchuan-hitech-2022:", "zone-2022:"), "utf-8")
    found = compared(content, first)
    assert (found.added, found.removed, found.edited) == ((), (), ())
    assert found.unaliased["documents/chengchuan-hitech-2022/"] == "documents/zone-2022/"
    assert (
        found.unaliased["documents/chengchuan-hitech-2022/measures/m01/"]
        == "documents/zone-2022/measures/m01/"
    )
    assert found.sure == found.unaliased.keys()


def test_an_address_that_nothing_takes_the_place_of_may_lead_to_what_stood_over_it(content, first):
    shutil.rmtree(content / "documents" / "chengchuan-hitech-2022")
    (content / "terms" / "open-call.yaml").unlink()
    edit(content, "terms/beacon-firm.yaml", (", open-call]", "]"))
    found = compared(content, first)
    assert found.unaliased["documents/chengchuan-hitech-2022/targets/rd-share/"] == "documents/"
    assert found.unaliased["glossary/open-call/"] == "glossary/"
    assert not found.sure


def test_a_comparison_tells_who_joins_leaves_and_overtakes_and_not_who_is_pushed_along(content, first):
    extra = "".join(
        f"- id: more-{name}\n  indicator: rd-share\n  region: {name}\n  value: {value}\n  unit: percent\n"
        f"  comparator: reach\n  basis: level\n  year: 2025\n  year_basis: section\n"
        f"  evidence:\n    - {{at: 正文 一, phrase: 研发占比达{value}%}}\n"
        for name, value in (("yunze", 9), ("chengchuan-towns", 2))
    )
    with (content / TARGETS).open("a", encoding="utf-8") as file:
        file.write(extra)
    (group,) = compared(content, first).comparisons
    assert (group.indicator, group.basis, group.unit, group.sizes) == ("rd-share", "level", "percent", (3, 5))
    assert [(m.target.id, m.before, m.after) for m in group.moved] == [
        ("more-yunze", None, 1), ("more-chengchuan-towns", None, 3),
    ]  # fmt: skip
    told, _ = said(content)
    assert "  R&D (level; targets: 3 → 5)\n      + joins in place 1: Chengchuan 2021 · Yunze Province" in told


def test_targets_that_change_their_order_are_told_with_both_places(content, first):
    edit(content, TARGETS, ("year: 2023\n", "year: 2025\n"), ("value: 3.1", "value: 3.9"), ("3.1%", "3.9%"))
    (group,) = compared(content, first).comparisons
    assert group.sizes == (3, 3)
    assert [(m.target.id, m.before, m.after) for m in group.moved] == [
        ("rd-share-2023", 3, 1), ("rd-share", 1, 2), ("rd-share", 2, 3),
    ]  # fmt: skip


def test_what_is_no_target_is_told_in_numbers(content):
    edit(content, "interface.yaml", ("home: {zh: 首页, en: Home}", "home: {zh: 起点, en: Home}"))
    edit(content, "documents/chengchuan-2021/set-aside.yaml", ("reason: date", "reason: wording"))
    edit(content, "documents/chengchuan-2021/clusters.yaml", ("scale: 百亿级", "scale: 千亿级"))
    told, status = said(content, language="zh")
    assert (
        "其他内容\n  产业提法：修改1\n      ~ chengchuan-2021--living-light chengchuan strategic\n  非目标数字：修改1"
        in told
    )
    assert "界面用语：修改1\n      ~ home\n" in told
    assert status == 0


def test_pages_that_say_the_same_are_not_touched(content, first):
    edit(content, "terms/open-call.yaml", ("谁能做谁来做。", "谁行谁上。"))
    found = touched(atlas_of(first / "content"), atlas_of(content))
    assert found == {"terms": 2}  # its page and the glossary
    assert touched(atlas_of(content), atlas_of(content)) == {}


def made(atlas, words, site_url):
    """What every page of an atlas says, by its address."""
    view = View.of(dataclasses.replace(atlas, interface={**atlas.interface, **words}))
    return {page.address: (page, make(page, view, site_url)[0]) for page in plan(view.atlas)}


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (TARGETS, "value: 28\n", "value: 29\n"),
        (TARGETS, "year: 2023\n", "year: 2024\n"),
        ("indicators/talent.yaml", "en: Skilled people", "en: Talent"),
        ("indicators/tech-firms.yaml", "related: [talent]", "related: [floor-space]"),
        ("regions/chengchuan-hitech.yaml", "澄川高新区", "澄川高新技术区"),
        ("clusters/living-light.yaml", "chengchuan-2021", "chengchuan-hitech-2022"),
        ("agencies/chengchuan-science.yaml", "澄川市科学技术局", "澄川市科技委员会"),
        ("terms/open-call.yaml", "definition:", "aliases: [创新]\ndefinition:"),
        ("documents/chengchuan-2021/document.yaml", "澄川2021", "澄川五年"),
        ("documents/chengchuan-2021/set-aside.yaml", "reason: date", "reason: wording"),
        ("vocabulary/themes.yaml", "label: {zh: 人才, ", "label: {zh: 人力, "),
        ("pages/about.zh.md", "。", "！"),
        ("site.yaml", "云泽图谱", "新图谱"),
        ("interface.yaml", "home: {zh: 首页, en: Home}", "home: {zh: 起点, en: Home}"),
    ],
)
def test_the_pages_told_are_those_that_say_something_else(content, first, name, old, new):
    edit(content, name, (old, new))
    before, after = atlas_of(first / "content"), atlas_of(content)
    url = after.site.base_url
    one, other = made(before, {}, url), made(after, {}, url)
    differ = {
        page.path: page.kind for key, (page, said) in other.items() if key in one and one[key][1] != said
    }
    assert touched(before, after) == Counter(differ.values())


# Addresses stay


def commit(content: Path) -> None:
    git(content, "add", "--all")
    git(content, "commit", "--quiet", "--message", "next")


def test_an_alias_once_published_stays_for_good(content):
    rename(content, "indicators", "zone-rank", "place-of-zone")
    alias = content / "aliases.yaml"
    alias.write_text("indicators/zone-rank/: indicators/place-of-zone/\n", "utf-8")
    assert said(content)[1] == 0
    commit(content)
    alias.unlink()
    told, status = said(content)
    assert status == 1
    assert "indicators/zone-rank/: indicators/" in told
    alias.write_text("indicators/zone-rank/: indicators/rd-share/\n", "utf-8")
    assert said(content)[1] == 0


def test_aliases_make_a_redirect_in_each_language():
    aliases = Aliases({"indicators/a/": "indicators/b/", "regions/c/": "/"})
    assert list(redirects(aliases)) == [
        Redirect("indicators/a/", "indicators/b/", "zh"), Redirect("regions/c/", "", "zh"),
        Redirect("en/indicators/a/", "en/indicators/b/", "en"), Redirect("en/regions/c/", "en/", "en"),
    ]  # fmt: skip
    assert next(redirects(aliases)).file == "indicators/a/index.html"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("/a/: b/", "1:1: “/a/” is not how an address is written"),
        ("a: b/", "1:1: “a” is not how an address is written"),
        ("en/a/: b/", "1:1: “en/a/” is not how an address is written"),
        ("pagefind/a/: b/", "1:1: “pagefind/a/” is not how"),
        ("a/: https://x.org/", "1:5: “https://x.org/” is not how"),
        ("a/: b", "1:5: “b” is not how an address is written; write it as indicators/rd-intensity/"),
        ("a/:", "“” is not how an address is written"),
        ("a/: [b/]", "is not how an address is written"),
        ("- a/", "should be lines of “old address: new address”"),
        ("a/: b/\na/: c/", "2:1: key “a/” stands twice"),
        ("../a/: b/", "is not how an address is written"),
        ("b/: c/", "1:1: “b/” has a page of its own; remove the line"),
        ("a/: c/", "1:1: there is no page “c/”"),
        ("a/: indicatosr/", "there is no page “indicatosr/”; did you mean indicators/?"),
        ("a/: x/\nx/: b/", "1:1: “x/” is a former address too; write b/ instead"),
    ],
)
def test_an_alias_that_leads_nowhere_is_told_with_its_line(tmp_path, line, told):
    (tmp_path / "aliases.yaml").write_text(line + "\n", "utf-8")
    aliases, problems = read_aliases(tmp_path)
    problems += check_aliases(aliases, ("b/", "indicators/", ""))
    assert any(told in problem.line() for problem in problems), [problem.line() for problem in problems]
    assert all(problem.place.file == f"{tmp_path.name}/aliases.yaml" for problem in problems)


def test_good_aliases_and_none_at_all_are_no_problem(tmp_path):
    assert read_aliases(tmp_path) == (Aliases(), [])
    (tmp_path / "aliases.yaml").write_text("# none yet\n", "utf-8")
    assert read_aliases(tmp_path) == (Aliases(), [])
    (tmp_path / "aliases.yaml").write_text("a/: b/\nc/: /\n", "utf-8")
    aliases, problems = read_aliases(tmp_path)
    assert (problems, check_aliases(aliases, ("b/", ""))) == ([], [])


# Revisions


def test_any_revision_will_do_and_its_content_is_gone_afterwards(content):
    edit(content, "site.yaml", ("云泽图谱", "新图谱"))
    commit(content)
    assert said(content, "HEAD~1")[0].startswith(
        "Compared with HEAD~1 (commit)\n\nOther content\n  site settings"
    )
    with content_at(content, "HEAD~1") as (folder, name):
        assert "云泽图谱" in (folder / "site.yaml").read_text("utf-8")
        assert git(content, "rev-parse", "HEAD~1").startswith(name)
    assert not folder.exists()


@pytest.mark.parametrize("revision", ["nothing", "--help", "-x", "", "HEAD:content", "$(id)", "ä"])
def test_a_revision_that_is_none_is_told(content, revision):
    told, status = said(content, revision)
    assert status == 1
    assert f"there is no revision “{revision}”; in a shallow clone fetch it first" in told
    assert "没有" in said(content, revision, "zh")[0]


def test_content_outside_a_repository_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    told, status = said(lay(tmp_path / "content"))
    assert (status, told.startswith("content is in no git repository (fatal:")) == (1, True), told


def test_content_that_was_not_there_yet_is_told(content):
    content = content.rename(content.parent / "elsewhere")
    told, status = said(content)
    assert (status, "has no elsewhere" in told) == (1, True), told


def test_a_missing_git_is_told(content, monkeypatch):
    monkeypatch.setattr(revisions.shutil, "which", lambda _: None)
    assert said(content) == ("git is not installed, so there is nothing to compare with\n", 1)
    with pytest.raises(NoRevision), content_at(content, "HEAD"):
        pass


def test_links_of_an_old_revision_are_not_followed(content, tmp_path):
    (tmp_path / "secret.yaml").write_text("name: {zh: 密, en: Secret}\n", "utf-8")
    (content / "regions" / "secret.yaml").symlink_to(tmp_path / "secret.yaml")
    commit(content)
    with content_at(content, "HEAD") as (folder, _):
        assert not (folder / "regions" / "secret.yaml").exists()


def test_old_content_that_breaks_todays_rules_is_compared_as_far_as_it_goes(content):
    edit(content, TARGETS, ("region: chengchuan-towns", "region: gone"), ("unit: wan-ren", "unit: gone"))
    commit(content)
    git(content, "checkout", "--quiet", "HEAD~1", "--", ".")
    told, status = said(content)
    assert status == 0
    assert "The old content breaks today's rules, so pages could not be compared." in told
    assert "Targets: 2 added" in told


def test_old_content_that_cannot_be_read_is_told(content):
    (content / "site.yaml").unlink()
    commit(content)
    git(content, "checkout", "--quiet", "HEAD~1", "--", ".")
    assert said(content)[1] == 1


# Words


@given(st.text(max_size=40))
def test_markdown_shows_what_content_holds_and_obeys_none_of_it(text):
    part = Part("T", (Row(text, "+", (text,)),), ())
    for line in as_markdown([part], "en").splitlines():
        bare = re.sub(r"\\.", "", line.removeprefix("- `+` ").removeprefix("  - "))
        assert not set(bare.removeprefix("### ")) & set("<>[]`*_|#@\\")
        assert line.isprintable()


def test_long_lists_are_cut_and_say_so():
    part = Part("T", tuple(Row(f"r{number}") for number in range(MOST + 5)))
    assert as_text([part], "en").endswith("  … and 5 more\n")
    assert as_markdown([part], "zh").endswith("- ……另有5项\n")


def merged(content: Path, folder: Path) -> Path:
    """The content of a pull request as a workflow checks it out: its merge, and no more than the merge's parents."""
    root = content.parent
    git(root, "switch", "--quiet", "--create", "work")
    commit(content)
    git(root, "switch", "--quiet", "--create", "main", "HEAD~1")
    edit(content, "site.yaml", ("云泽图谱", "新图谱"))
    commit(content)
    git(root, "merge", "--quiet", "--no-edit", "work")
    git(folder, "clone", "--quiet", "--depth", "2", root.as_uri(), "checkout")
    return folder / "checkout" / "content"


def test_the_summary_of_a_pull_request_has_old_and_new_figures_places_that_move_and_addresses_lost(
    content, tmp_path
):
    edit(content, TARGETS, ("year: 2023\n", "year: 2025\n"), ("value: 3.1", "value: 3.9"), ("3.1%", "3.9%"))
    rename(content, "indicators", "zone-rank", "place-of-zone")
    told, status = said(merged(content, tmp_path), "HEAD^1", form="markdown")
    assert status == 1
    lines = told.splitlines()
    assert lines[0] == "## Compared with HEAD\\^1 \\(commit\\)"
    assert "### Targets\\: 1 changed" in lines
    assert "  - value\\: 3\\.1 → 3\\.9" in lines
    assert "  - year\\: 2023 → 2025" in lines
    place = "  - \\~ place 3 → 1\\: Chengchuan 2021 · Chengchuan · R\\&D\\: 3\\.9% \\(2025\\)"
    assert place in lines
    assert "- `-` /indicators/zone\\-rank/" in lines
    assert lines[-3:] == ["```yaml", "indicators/zone-rank/: indicators/place-of-zone/", "```"]
    assert "新图谱" not in told, "what came into main meanwhile is no change of the pull request"


def test_a_summary_is_markdown(content):
    rename(content, "indicators", "zone-rank", "place-of-zone")
    told, _ = said(content, form="markdown")
    assert told.startswith(
        "## Compared with HEAD \\(commit\\)\n\n### Other content\n\n- indicators\\: 1 added, 1 removed\n"
    )
    assert "```yaml\nindicators/zone-rank/: indicators/place-of-zone/\n```\n" in told


def test_an_indicator_is_changed_by_its_own_file_and_by_a_target_only_called_otherwise(content):
    before = side(content)
    edit(
        content,
        TARGETS,
        ("  indicator: tech-firms\n", "  indicator: tech-firms\n  printed: [新增科技企业, 科技]\n"),
    )
    noted = side(content)
    found = changes(before, noted)
    assert (found.counted["indicators"].changed, found.called) == ((), {"tech-firms": ("chengchuan-2021",)})
    back = changes(noted, before)
    assert (back.counted["indicators"].changed, back.called) == ((), {"tech-firms": ("chengchuan-2021",)})
    for language, line in (
        ("zh", "1个指标的文件叫法有变（澄川2021），指标本身未改\n      ~ tech-firms (科技企业数)\n"),
        (
            "en",
            (
                "1 indicator is called otherwise by the words of Chengchuan 2021; not changed themselves\n"
                "      ~ tech-firms (Tech firms)\n"
            ),
        ),
    ):
        assert line in as_text(Teller(before, noted, language).parts(found, {}), language)
    edit(
        content,
        "indicators/tech-firms.yaml",
        ("chengchuan-2021: [科技企业, ", "chengchuan-2021: [科技型企业, 科技企业, "),
    )
    found = changes(before, side(content))
    assert (found.counted["indicators"].changed, found.called) == (("tech-firms",), {})
