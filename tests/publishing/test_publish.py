"""What `publish` promises: all or nothing, only what changed, nothing stale, nobody else's folder."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.publishing import disk
from atlas.publishing import publish as module
from atlas.publishing.folders import MARKER, REPOSITORY, SOURCES, PublishRefused
from atlas.publishing.publish import publish
from atlas.publishing.safe_paths import unsafe
from atlas.publishing.signatures import signatures

SITE = {"index.html": b"<h1>1</h1>", "regions/index.html": b"<h1>2</h1>", "assets/site.css": b"a{}"}


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MARKER
    }


def snapshot(folder: Path) -> dict[str, tuple]:
    return {
        path.relative_to(folder).as_posix(): (
            path.lstat().st_ino,
            path.lstat().st_mtime_ns,
            path.lstat().st_size,
        )
        for path in folder.rglob("*")
    }


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "work" / "site"


def only_the_site_is_there(out: Path) -> bool:
    return [path.name for path in out.parent.iterdir()] == [out.name]


# What it writes


def test_it_tells_all_files_that_stand_there(out):
    assert publish(SITE, out).files == signatures(out)
    later = publish({**SITE, "index.html": b"<h1>new</h1>", "more/x": b"x"}, out)
    assert set(later.unchanged) == SITE.keys() - {"index.html"}
    assert later.files == signatures(out)


def test_a_file_that_is_written_by_hand_meanwhile_is_not_told_as_if_it_were_ours(out, monkeypatch):
    publish(SITE, out)

    def kept_late(old: str, target: str) -> bool:
        linked: bool = keep(old, target)
        if target.endswith("site.css"):
            Path(target).write_bytes(b"by hand{}")
        return linked

    keep = module._keep
    monkeypatch.setattr(module, "_keep", kept_late)
    told = publish({**SITE, "index.html": b"<h1>new</h1>"}, out).files
    there = signatures(out)
    assert {name for name in there if told[name] != there[name]} == {"assets/site.css"}


def test_the_folder_holds_exactly_the_files_and_the_marker(out):
    done = publish(SITE, out)

    assert tree(out) == SITE
    assert (out / MARKER).is_file()
    assert tuple(sorted(SITE)) == done.written
    assert () == done.unchanged == done.removed
    assert only_the_site_is_there(out)


def test_a_file_may_be_named_by_where_it_stands(out, tmp_path):
    (tmp_path / "b.bin").write_bytes(b"\0")

    publish({**SITE, "deep/b.bin": tmp_path / "b.bin"}, out)

    assert tree(out) == {**SITE, "deep/b.bin": b"\0"}


def test_a_file_may_stay_where_it_stands_in_the_old_site(out):
    publish(SITE, out)
    before = snapshot(out)

    done = publish({**SITE, "index.html": b"new", "regions/index.html": out / "regions/index.html"}, out)

    assert done.written == ("index.html",)
    assert tree(out) == {**SITE, "index.html": b"new"}
    assert snapshot(out)["regions/index.html"] == before["regions/index.html"]


def test_a_file_from_the_spool_is_moved_and_one_of_the_same_bytes_stays_as_it_was(out, tmp_path):
    publish(SITE, out)
    before = snapshot(out)
    spool = tmp_path / "spool"
    spool.mkdir(mode=0o700)
    for name, content in (("1.0", b"new"), ("2.0", SITE["regions/index.html"])):
        (spool / name).write_bytes(content)
        (spool / name).chmod(0o600)

    files = {**SITE, "index.html": spool / "1.0", "regions/index.html": spool / "2.0"}
    done = publish(files, out, spool=spool)

    assert done.written == ("index.html",)
    assert tree(out) == {**SITE, "index.html": b"new"}
    assert stat.S_IMODE((out / "index.html").stat().st_mode) == 0o644
    assert snapshot(out)["regions/index.html"] == before["regions/index.html"]
    assert [path.name for path in spool.iterdir()] == ["2.0"]


def test_a_file_that_is_gone_from_where_it_stood_is_refused_and_nothing_changes(out, tmp_path):
    publish(SITE, out)

    with pytest.raises(PublishRefused, match="nothing-here"):
        publish({"index.html": b"new", "a": tmp_path / "nothing-here"}, out)

    assert tree(out) == SITE


def test_files_and_folders_have_one_mode_whatever_the_umask(out, tmp_path):
    (tmp_path / "tool").write_bytes(b"#!")
    (tmp_path / "tool").chmod(0o755)
    before = os.umask(0o077)
    try:
        publish({**SITE, "tool": tmp_path / "tool"}, out)
    finally:
        os.umask(before)

    modes = {(path.is_dir(), stat.S_IMODE(path.lstat().st_mode)) for path in [out, *out.rglob("*")]}
    assert {(True, 0o755), (False, 0o644)} == modes


def test_two_publications_of_one_site_have_the_same_bytes(tmp_path):
    publish(SITE, tmp_path / "a")
    publish(dict(reversed(SITE.items())), tmp_path / "b")

    assert tree(tmp_path / "a") == tree(tmp_path / "b")
    assert (tmp_path / "a" / MARKER).read_bytes() == (tmp_path / "b" / MARKER).read_bytes()


# Only what changed


def test_an_unchanged_site_is_not_touched_at_all(out):
    publish(SITE, out)
    before = snapshot(out)

    done = publish(SITE, out)

    assert before == snapshot(out)
    assert tuple(sorted(SITE)) == done.unchanged


def test_an_unchanged_file_keeps_its_time_when_others_change(out):
    publish(SITE, out)
    for name in SITE:
        os.utime(out / name, ns=(10**18, 10**18))

    done = publish({**SITE, "index.html": b"<h1>new</h1>"}, out)

    assert done.written == ("index.html",)
    assert (out / "regions/index.html").stat().st_mtime_ns == 10**18
    assert (out / "index.html").stat().st_mtime_ns != 10**18


def test_an_unchanged_file_keeps_its_time_where_there_are_no_hard_links(out, monkeypatch):
    publish(SITE, out)
    os.utime(out / "index.html", ns=(10**18, 10**18))
    monkeypatch.setattr(module.os, "link", lambda *_: (_ for _ in ()).throw(OSError(errno.EPERM, "no links")))

    publish({**SITE, "new.html": b""}, out)

    assert (out / "index.html").stat().st_mtime_ns == 10**18


def test_same_size_but_other_bytes_is_a_change(out):
    publish({"a": b"1"}, out)

    assert publish({"a": b"2"}, out).written == ("a",)
    assert tree(out) == {"a": b"2"}


def test_nothing_stale_survives(out):
    publish({**SITE, "old/index.html": b"old"}, out)
    (out / "empty").mkdir()
    (out / "foreign.txt").write_text("mine")

    done = publish(SITE, out)

    assert done.removed == ("foreign.txt", "old/index.html")
    assert tree(out) == SITE
    assert not (out / "old").exists()
    assert not (out / "empty").exists()


def test_a_stale_empty_folder_alone_is_removed(out):
    publish(SITE, out)
    (out / "empty").mkdir()

    publish(SITE, out)

    assert not (out / "empty").exists()


def test_a_link_put_into_the_site_becomes_a_file_of_its_own(out, tmp_path):
    publish(SITE, out)
    secret = tmp_path / "secret"
    secret.write_bytes(SITE["index.html"])
    (out / "index.html").unlink()
    (out / "index.html").symlink_to(secret)
    (out / "regions/index.html").unlink()
    (tmp_path / "hard").write_bytes(SITE["regions/index.html"])
    (out / "regions/index.html").hardlink_to(tmp_path / "hard")

    publish(SITE, out)

    assert tree(out) == SITE
    for path in out.rglob("*"):
        assert not path.is_symlink()
        assert path.is_dir() or path.stat().st_nlink == 1
    assert secret.read_bytes() == SITE["index.html"]


def test_a_file_may_become_a_folder_and_back(out):
    publish({"a": b"file"}, out)
    publish({"a/b": b"folder"}, out)
    assert tree(out) == {"a/b": b"folder"}

    publish({"a": b"file"}, out)
    assert tree(out) == {"a": b"file"}


# All or nothing


def fail_after(count: int, action):
    """A `_write_new` that does `action` at the write after `count` writes."""
    writes: list[str] = []
    real = module._write_new

    def write(target: str, content: bytes) -> None:
        if len(writes) == count:
            action()
        writes.append(target)
        real(target, content)

    return write


def disk_full():
    raise OSError(errno.ENOSPC, "No space left on device", "x")


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_a_write_that_fails_leaves_the_old_site_untouched(out, monkeypatch, count):
    publish(SITE, out)
    before = snapshot(out)
    monkeypatch.setattr(module, "_write_new", fail_after(count, disk_full))

    with pytest.raises(PublishRefused, match="No space left"):
        publish(dict.fromkeys(SITE, b"new"), out)

    assert tree(out) == SITE
    assert before == snapshot(out)
    assert only_the_site_is_there(out)


def test_a_bug_or_an_interrupt_leaves_the_old_site_untouched(out, monkeypatch):
    publish(SITE, out)

    def interrupt():
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "_write_new", fail_after(2, interrupt))
    with pytest.raises(KeyboardInterrupt):
        publish(dict.fromkeys(SITE, b"new"), out)

    assert tree(out) == SITE
    assert only_the_site_is_there(out)


@pytest.mark.parametrize("at_once", [True, False])
def test_a_swap_that_fails_leaves_the_old_site(out, monkeypatch, at_once):
    publish(SITE, out)
    real = Path.rename

    def rename(path: Path, target: Path):
        if path.name == ".site.new":
            raise OSError(errno.EBUSY, "busy", str(path))
        return real(path, target)

    if at_once:
        monkeypatch.setattr(module, "exchange", lambda *_: disk_full())
    else:
        monkeypatch.setattr(disk, "_exchange_at_once", lambda *_: False)
        monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(PublishRefused):
        publish({"index.html": b"new"}, out)

    assert tree(out) == SITE
    assert only_the_site_is_there(out)


def test_the_swap_works_without_the_system_call(out, monkeypatch):
    monkeypatch.setattr(disk, "_exchange_at_once", lambda *_: False)
    publish(SITE, out)
    publish({"index.html": b"new"}, out)

    assert tree(out) == {"index.html": b"new"}
    assert only_the_site_is_there(out)


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from atlas.publishing import disk, folders, publish
out, point = Path(sys.argv[2]), sys.argv[3]
def die(*_): os.kill(os.getpid(), signal.SIGKILL)
if point == "write":
    real, writes = publish._write_new, []
    def write(target, content):
        writes.append(1)
        if len(writes) == 3: die()
        real(target, content)
    publish._write_new = write
elif point == "between":
    disk._exchange_at_once = lambda *_: False
    real_rename = Path.rename
    Path.rename = lambda path, target: die() if path.name == ".site.new" else real_rename(path, target)
elif point == "delete":
    folders.shutil.rmtree = die
publish.publish({"index.html": b"new", "regions/index.html": b"new", "assets/site.css": b"a{}"}, out)
"""


@pytest.mark.parametrize(
    ("point", "holds"),
    [("write", b"<h1>1</h1>"), ("between", b"<h1>1</h1>"), ("delete", b"new")],
)
def test_a_killed_build_is_cleared_up_by_the_next(out, point, holds):
    publish(SITE, out)
    killed = subprocess.run([sys.executable, "-c", KILLED, str(REPOSITORY), str(out), point], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert not only_the_site_is_there(out), "the killed build should have left something"

    # Even a build that fails first brings the old site back.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_write_new", fail_after(0, disk_full))
        with pytest.raises(PublishRefused):
            publish({"x": b""}, out)
    assert holds == (out / "index.html").read_bytes()
    assert only_the_site_is_there(out)

    publish(SITE, out)
    assert tree(out) == SITE
    assert all(path.is_dir() or path.stat().st_nlink == 1 for path in out.rglob("*"))


def test_a_leftover_that_is_not_ours_is_left_alone(out):
    stranger = out.parent / ".site.new"
    stranger.mkdir(parents=True)
    (stranger / "thesis.txt").write_text("mine")

    with pytest.raises(PublishRefused, match="Move it away"):
        publish(SITE, out)

    assert (stranger / "thesis.txt").read_text() == "mine"


# One build at a time

HOLDER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from atlas.publishing.disk import lock
with lock(Path(sys.argv[2])):
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_a_second_build_at_the_same_time_is_refused_and_a_dead_ones_lock_is_taken_over(out):
    publish(SITE, out)
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(REPOSITORY), str(out.parent / ".site.lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(PublishRefused, match=f"process {holder.pid}"):
            publish({}, out)
        assert tree(out) == SITE

        holder.kill()
        holder.wait()
        assert (out.parent / ".site.lock").exists(), "a killed process leaves its lock file"
        publish({"a": b""}, out)

    assert tree(out) == {"a": b""}
    assert only_the_site_is_there(out)


# Whose folder


def refused(out: Path, words: str, **more) -> None:
    with pytest.raises(PublishRefused, match=words):
        publish(SITE, out, **more)


def test_a_folder_with_content_but_no_marker_is_refused(out):
    out.mkdir(parents=True)
    (out / "thesis.txt").write_text("mine")

    refused(out, "left alone. Name another folder")

    assert (out / "thesis.txt").read_text() == "mine"
    assert only_the_site_is_there(out)


def test_an_empty_folder_is_accepted(out):
    out.mkdir(parents=True)
    publish(SITE, out)
    assert tree(out) == SITE


def test_a_link_is_refused(out, tmp_path):
    publish(SITE, tmp_path / "real")
    out.parent.mkdir()
    out.symlink_to(tmp_path / "real")
    refused(out, "symbolic link")
    out.unlink()
    out.symlink_to(tmp_path / "nowhere")
    refused(out, "symbolic link")


def test_a_link_as_marker_counts_for_nothing(out, tmp_path):
    publish(SITE, tmp_path / "real")
    out.mkdir(parents=True)
    (out / MARKER).symlink_to(tmp_path / "real" / MARKER)
    refused(out, "has content but no")


def test_a_file_is_refused(out):
    out.parent.mkdir()
    out.write_text("mine")
    refused(out, "is a file")


@pytest.mark.parametrize(
    "where", [".", "content", "content/site", "atlas", "..", ".git/site", "site/../content"]
)
def test_the_repository_and_its_sources_are_refused(where):
    refused(REPOSITORY / where, "Name another folder")


def test_sources_reached_through_a_link_are_refused(tmp_path):
    (tmp_path / "link").symlink_to(SOURCES[2])
    refused(tmp_path / "link" / "site", "made from")


def test_a_protected_folder_is_refused_and_its_neighbour_of_the_same_beginning_is_not(tmp_path):
    (tmp_path / "content").mkdir()
    refused(tmp_path / "content", "made from", protect=[tmp_path / "content"])
    refused(tmp_path, "made from", protect=[tmp_path / "content"])
    publish(SITE, tmp_path / "content-site", protect=[tmp_path / "content"])


def test_a_relative_folder_means_the_one_below_the_current_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    publish(SITE, Path("site"))
    publish({"a": b""}, Path("site"))
    assert tree(tmp_path / "site") == {"a": b""}


# Which paths


UNSAFE = [
    "",
    "/etc/passwd",
    "../x",
    "a/../../x",
    "a/./b",
    "a//b",
    "a/",
    "a\\b",
    "a\0b",
    "a\nb",
    "C:/x",
    "a.",
    "a /b",
    "a/\u202eb",
    MARKER,
]


@pytest.mark.parametrize("path", UNSAFE)
def test_an_unsafe_path_is_refused(out, path):
    with pytest.raises(PublishRefused, match="Unsafe path"):
        publish({path: b""}, out)
    assert not out.exists()


@given(st.text(max_size=30))
def test_an_accepted_path_stays_below_the_root(path):
    if unsafe([path], MARKER) is None:
        root = Path("/srv/site")
        assert root in Path(os.path.normpath(root / path)).parents
        assert "\\" not in path


@pytest.mark.parametrize(
    "pair",
    [
        ("a/Index.html", "a/index.html"),
        ("A/x", "a/y"),
        ("a", "a/b"),
        ("A", "a/b"),
        ("stra\u00dfe", "STRASSE"),
        ("\u00e9", "e\u0301"),
    ],
)
def test_paths_that_collide_on_some_file_system_are_refused(out, pair):
    for order in (pair, pair[::-1]):
        with pytest.raises(PublishRefused, match="Rename one"):
            publish(dict.fromkeys(order, b""), out)


@given(
    st.lists(
        st.dictionaries(st.sampled_from(["a", "b/c", "b/d", "e/f/g"]), st.sampled_from([b"", b"1", b"2"])),
        max_size=4,
    )
)
def test_after_any_row_of_publications_the_folder_is_the_last_site(tmp_path_factory, sites):
    out = tmp_path_factory.mktemp("row") / "site"
    for site in sites:
        publish(site, out)
        assert site == tree(out)
