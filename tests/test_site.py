"""What must hold of the whole site, built from the real content."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from atlas.audit import audit
from atlas.audit.reading import read_page
from tests.tools import nu


def shown(findings: list) -> str:
    """The first findings, one a line, and how many there are."""
    return "\n".join([f"{len(findings)} findings", *map(str, findings[:40])])


def state(site: Path) -> dict[str, tuple[int, int]]:
    """Every path of the site with what would change if it were written again."""
    return {
        path.relative_to(site).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in site.rglob("*")
    }


def test_no_rule_over_the_html_is_broken(built_site, base_url):
    findings = audit(built_site, base_url)
    assert not findings, shown(findings)


def test_every_page_is_valid_html(built_site):
    errors = nu.check(built_site)
    assert not errors, shown(errors)


def test_the_site_is_the_same_wherever_and_whenever_it_is_built(built_site, build, tmp_path):
    """Built again over a copy, in another world: not one file has changed, so none was written."""
    copy = shutil.copytree(built_site, tmp_path / "elsewhere" / "out")
    before = state(copy)
    build(copy, PYTHONHASHSEED="4242", TZ="Pacific/Kiritimati", LC_ALL="C", SOURCE_DATE_EPOCH="1")
    after = state(copy)

    assert sorted(after.keys() ^ before.keys()) == []
    assert sorted(path for path in after if after[path] != before[path]) == []


def test_the_output_holds_no_link_and_no_python(built_site):
    for path in [built_site, *built_site.rglob("*")]:
        assert not path.is_symlink()
        assert path.is_dir() or path.stat().st_nlink == 1
        assert path.suffix != ".py", "site/ stands beside build.py, and Python would find it"


def test_a_page_and_its_twin_have_the_same_places(built_site):
    """So an address with a fragment leads to the same place in the other language."""
    differ = []
    for path in (built_site / "en").rglob("*.html"):
        twin = built_site / path.relative_to(built_site / "en")
        here, there = (sorted(read_page(each.name, each.read_bytes()).ids) for each in (path, twin))
        if here != there:
            differ.append(f"{path.relative_to(built_site)}: {sorted(set(here) ^ set(there))[:4]}")
    assert not differ, shown(differ)


def test_the_real_site_says_on_top_of_each_page_what_it_tells(built_site):
    silent = []
    for path in built_site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        if 'http-equiv="refresh"' in html:
            continue  # it only leads on to another
        head = re.search(r'<p class="lead">([^<]+)</p>', html)
        if head is None or not head[1].endswith((".", "。")):
            silent.append(str(path.relative_to(built_site)))
    assert not silent, shown(silent)
