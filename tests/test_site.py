"""What must hold of the whole site, built from the real content."""

from __future__ import annotations

from pathlib import Path

from atlas.audit import audit
from tests.tools import nu


def shown(findings: list) -> str:
    """The first findings, one a line, and how many there are."""
    return "\n".join([f"{len(findings)} findings", *map(str, findings[:40])])


def files(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }


def test_no_rule_over_the_html_is_broken(built_site, base_url):
    findings = audit(built_site, base_url)
    assert not findings, shown(findings)


def test_every_page_is_valid_html(built_site):
    errors = nu.check(built_site)
    assert not errors, shown(errors)


def test_the_site_is_the_same_wherever_and_whenever_it_is_built(built_site, build, tmp_path):
    other = build(
        tmp_path / "elsewhere" / "out",
        PYTHONHASHSEED="4242",
        TZ="Pacific/Kiritimati",
        LC_ALL="C",
        SOURCE_DATE_EPOCH="1",
    )
    one, two = files(built_site), files(other)
    assert one.keys() == two.keys()
    assert [path for path in sorted(one) if one[path] != two[path]] == []


def test_a_second_build_touches_nothing(build, tmp_path):
    def times(site: Path) -> dict[str, tuple[int, int]]:
        return {str(path): (path.stat().st_ino, path.stat().st_mtime_ns) for path in site.rglob("*")}

    site = build(tmp_path / "site")
    before = times(site)
    assert times(build(site)) == before


def test_the_output_holds_no_link_and_no_python(built_site):
    for path in [built_site, *built_site.rglob("*")]:
        assert not path.is_symlink()
        assert path.is_dir() or path.stat().st_nlink == 1
        assert path.suffix != ".py", "site/ stands beside build.py, and Python would find it"
