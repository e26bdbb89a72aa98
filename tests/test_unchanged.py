"""A second build with nothing changed is over at once, and is never over when something has changed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from atlas.publishing.signatures import signatures
from atlas.unchanged import Look
from tests.trees import ROOT, lay


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small stand-in for the repository, last written a while ago."""
    for name in ("atlas/a.py", "templates/b.html", "static/c.css", "content/d.yaml", "build.py"):
        file = tmp_path / "root" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name, encoding="utf-8")
        _age(file)
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("1", encoding="utf-8")
    return tmp_path / "root"


def _age(file: Path, seconds: float = 60) -> None:
    then = time.time() - seconds
    os.utime(file, (then, then))


def look(root: Path, *settings: str) -> Look:
    return Look(root, root / "content", settings)


def test_a_site_is_known_again(root):
    site = root.parent / "site"
    assert look(root).said_of(site) is None
    look(root).keep(site, signatures(site), "提醒\n第二行\n")
    assert look(root).said_of(site) == "提醒\n第二行\n"
    assert look(root, "https://example.org/").said_of(site) is None
    assert look(root).said_of(root.parent / "another") is None


CHANGES: Mapping[str, Callable[[Path], object]] = {
    "content": lambda root: (root / "content/d.yaml").write_text("other words", encoding="utf-8"),
    "a new file": lambda root: (root / "content/e.yaml").write_text("e", encoding="utf-8"),
    "a file that is gone": lambda root: (root / "content/d.yaml").unlink(),
    "a template": lambda root: (root / "templates/b.html").write_text("other words", encoding="utf-8"),
    "a style": lambda root: (root / "static/c.css").write_text("other words", encoding="utf-8"),
    "the program": lambda root: (root / "atlas/a.py").write_text("other words", encoding="utf-8"),
    "the command": lambda root: (root / "build.py").write_text("other words", encoding="utf-8"),
    "a page by hand": lambda root: (root.parent / "site/index.html").write_text("other", encoding="utf-8"),
    "a page that is gone": lambda root: (root.parent / "site/index.html").unlink(),
    "a file too many": lambda root: (root.parent / "site/more.html").touch(),
    "the note itself": lambda root: (root.parent / ".site.unchanged").write_bytes(b"\xff\xfe"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_whatever_changes_is_noticed(root, what):
    site = root.parent / "site"
    look(root).keep(site, signatures(site))
    CHANGES[what](root)
    for file in root.rglob("*"):
        if file.is_file() and file.read_text(encoding="utf-8").startswith(("other", "e")):
            _age(file, 30)  # so that it is not only too young to be sure of
    assert look(root).said_of(site) is None


def test_a_damaged_note_is_not_believed(root):
    site = root.parent / "site"
    look(root).keep(site, signatures(site), "提醒\n")
    note = root.parent / ".site.unchanged"
    good = note.read_bytes()
    for at in range(len(good)):
        note.write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :])
        assert look(root).said_of(site) is None
        note.write_bytes(good[:at])
        assert look(root).said_of(site) is None
    note.write_bytes(good)
    assert look(root).said_of(site) == "提醒\n"


@pytest.mark.parametrize("what", ["touched", "another mode", "a file in its place", "a folder in its place"])
def test_a_page_that_is_another_one_of_the_same_size_is_noticed(root, what):
    site = root.parent / "site"
    page = site / "a" / "index.html"
    page.parent.mkdir()
    page.write_text("1", encoding="utf-8")
    look(root).keep(site, signatures(site))
    assert look(root).said_of(site) == ""
    before = page.stat()
    if what == "touched":
        _age(page, 5)
    elif what == "another mode":
        page.chmod(0o600)
    else:
        page.unlink()
        page.write_text("2", encoding="utf-8") if what == "a file in its place" else page.mkdir()
        os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert look(root).said_of(site) is None


def test_a_site_with_more_than_was_published_is_not_noted(root):
    site = root.parent / "site"
    files = signatures(site)
    look(root).keep(site, files)
    (site / "link").symlink_to("index.html")
    look(root).keep(site, files)
    assert not (root.parent / ".site.unchanged").exists()


def test_a_file_of_this_very_moment_may_be_written_again_unnoticed_so_nothing_is_sure(root):
    site = root.parent / "site"
    look(root).keep(site, signatures(site))
    assert (root.parent / ".site.unchanged").is_file()
    (root / "content/d.yaml").touch()
    look(root).keep(site, signatures(site))
    assert not (root.parent / ".site.unchanged").exists()
    assert look(root).said_of(site) is None


def test_libraries_that_change_are_noticed(root, tmp_path, monkeypatch):
    library = tmp_path / "site-packages"
    library.mkdir()
    _age(library)
    monkeypatch.setattr(sys, "path", [*sys.path, str(library)])
    site = root.parent / "site"
    look(root).keep(site, signatures(site))
    assert look(root).said_of(site) == ""
    (library / "jinja2-9.dist-info").mkdir()
    _age(library, 30)
    assert look(root).said_of(site) is None


def test_the_command_builds_once_and_again_only_after_a_change_or_when_told_to(tmp_path):
    content, site = lay(tmp_path / "content"), tmp_path / "site"
    for file in content.rglob("*"):
        _age(file)

    command = [
        sys.executable,
        str(ROOT / "build.py"),
        "--content",
        str(content),
        "--out",
        str(site),
        "--timings",
    ]

    def build(*more: str) -> tuple[list[str], list[str]]:
        """The stages that were gone through, and what was said besides."""
        done = subprocess.run([*command, *more], capture_output=True, text=True, check=True)
        said = done.stdout.splitlines()
        end = next(place for place, line in enumerate(said) if line.startswith(("read ", "all ")))
        return [line.split()[0] for line in said[end:]], said[:end]

    time.sleep(0.2)  # nothing of the program may be younger
    every, warnings = build()
    assert every == ["read", "check", "plan", "render", "index", "publish", "note", "all", "memory"]
    assert warnings, "the content has no warning: nothing to say again"
    before = {file: file.stat().st_mtime_ns for file in site.rglob("*")}
    assert build() == (["all", "memory"], warnings)
    brief = subprocess.run(
        [sys.executable, "-X", "importtime", *command[1:-1]], capture_output=True, text=True, check=True
    )
    assert brief.stdout.splitlines() == warnings
    assert not {"argparse", "pathlib", "re", "typing"} & {
        line.split()[-1] for line in brief.stderr.splitlines()
    }
    assert {file: file.stat().st_mtime_ns for file in site.rglob("*")} == before
    assert build("--anew") == (every, warnings)
    with (content / "pages" / "about.zh.md").open("a", encoding="utf-8") as file:
        file.write("\n又一段。\n")
    assert build() == (every, warnings)
    assert "又一段" in (site / "about" / "index.html").read_text(encoding="utf-8")
