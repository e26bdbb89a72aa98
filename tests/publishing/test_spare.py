"""Of a large site the one before the last stays beside it: what `publish` promises holds with it too."""

from __future__ import annotations

import errno
import shutil
import stat
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.publishing import publish as module
from atlas.publishing import spare
from atlas.publishing.folders import MARKER, PublishRefused
from atlas.publishing.publish import publish
from atlas.publishing.signatures import everything, signatures
from atlas.unchanged import _times

SITE = {
    f"{folder}/{name}": f"{folder}{name}".encode() for folder in ("a", "b/c", "b/d", "e") for name in "xyz"
}


@pytest.fixture(autouse=True)
def _always(monkeypatch):
    """A spare site is kept of the smallest site, whatever has changed in it."""
    monkeypatch.setattr(spare, "FEWEST", 0)
    monkeypatch.setattr(spare, "MOST_OTHERS", 0)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "work" / "site"


def beside(out: Path) -> Path:
    return out.parent / ".site.spare"


def tree(folder: Path) -> dict[str, bytes]:
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if not path.is_dir()}
    return {name: path.read_bytes() for name, path in found.items() if name != MARKER}


def is_as_it_should_be(out: Path, site: Mapping[str, bytes]) -> None:
    assert tree(out) == site
    there = {path: path.lstat() for path in out.rglob("*")}
    assert not any(stat.S_ISLNK(status.st_mode) for status in there.values())
    assert {(path.is_dir(), stat.S_IMODE(status.st_mode)) for path, status in there.items()} <= {
        (True, 0o755),
        (False, 0o644),
    }
    folders = {parent.as_posix() for name in site for parent in Path(name).parents} - {"."}
    assert {path.relative_to(out).as_posix() for path in there if path.is_dir()} == folders


def test_what_did_not_change_is_the_same_file_in_both_sites_and_what_did_is_not(out):
    publish(SITE, out)
    publish({**SITE, "a/x": b"new"}, out)
    assert tree(beside(out)) == SITE
    for name in SITE:
        assert (out / name).samefile(beside(out) / name) == (name != "a/x")


def test_the_next_site_is_made_of_the_spare_one_and_its_folders_stay(out):
    publish(SITE, out)
    publish({**SITE, "a/x": b"2"}, out)
    before = (beside(out) / "b").stat().st_ino
    done = publish({**SITE, "a/x": b"3"}, out)
    assert (out / "b").stat().st_ino == before
    assert done.written == ("a/x",)
    is_as_it_should_be(out, {**SITE, "a/x": b"3"})


def _in_its_place(file: Path, content: bytes) -> None:
    file.unlink()
    file.write_bytes(content)


def _link(file: Path, to: str) -> None:
    shutil.rmtree(file) if file.is_dir() else file.unlink()
    file.symlink_to(to)


def _file_for_a_folder(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_bytes(b"")


def _folder_for_a_file(file: Path) -> None:
    file.unlink()
    (file / "z").mkdir(parents=True)


TAMPERED: Mapping[str, Callable[[Path], object]] = {
    "a file by hand": lambda folder: (folder / "a/y").write_bytes(b"by hand"),
    "another file in its place": lambda folder: _in_its_place(folder / "a/y", b"ay"),
    "a file that is gone": lambda folder: (folder / "b/c/x").unlink(),
    "a file too many": lambda folder: (folder / "b/more").write_bytes(b"more"),
    "a folder too many": lambda folder: (folder / "b/more/and/more").mkdir(parents=True),
    "a folder with files too many": lambda folder: shutil.copytree(folder / "e", folder / "f/g"),
    "a folder that is gone": lambda folder: shutil.rmtree(folder / "b"),
    "a link": lambda folder: _link(folder / "a/y", "x"),
    "a link to a folder": lambda folder: _link(folder / "e", "a"),
    "a file in the place of a folder": lambda folder: _file_for_a_folder(folder / "b"),
    "a folder in the place of a file": lambda folder: _folder_for_a_file(folder / "a/y"),
    "another mode of a folder": lambda folder: (folder / "b").chmod(0o700),
    "another mode of a file": lambda folder: (folder / "a/y").chmod(0o600),
    "no marker": lambda folder: (folder / MARKER).unlink(),
    "another marker": lambda folder: (folder / MARKER).write_bytes(b"other words"),
    "nothing at all": shutil.rmtree,
}


@pytest.mark.parametrize("what", TAMPERED)
@pytest.mark.parametrize("where", ["spare", "site"])
def test_whatever_was_done_to_the_spare_site_or_the_site_the_next_is_as_it_should_be(out, what, where):
    publish(SITE, out)
    publish({**SITE, "a/x": b"2"}, out)
    folder = beside(out) if where == "spare" else out
    TAMPERED[what](folder)
    if where == "spare" and what == "no marker":
        publish({**SITE, "a/x": b"3"}, out)
        assert beside(out).is_dir(), "a folder that is not ours is left alone"
    elif where == "site" and what == "no marker":
        with pytest.raises(PublishRefused):
            publish({**SITE, "a/x": b"3"}, out)
        return
    else:
        publish({**SITE, "a/x": b"3"}, out)
    is_as_it_should_be(out, {**SITE, "a/x": b"3"})
    assert (out / MARKER).read_bytes() == module.MARKER_TEXT
    publish({**SITE, "a/x": b"4"}, out)
    is_as_it_should_be(out, {**SITE, "a/x": b"4"})


def test_a_file_with_a_name_elsewhere_too_becomes_a_file_of_its_own(out, tmp_path):
    publish(SITE, out)
    for text in (b"2", b"3", b"4"):  # without a spare site, and with one
        (tmp_path / "mine").hardlink_to(out / "a" / "y")
        publish({**SITE, "a/x": text}, out)
        (tmp_path / "mine").write_bytes(b"by hand")
        is_as_it_should_be(out, {**SITE, "a/x": text})
        (tmp_path / "mine").unlink()


@pytest.mark.parametrize("count", [0, 1, 2])
@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "No space left on device", "x"), KeyboardInterrupt()]
)
def test_a_write_that_fails_leaves_the_old_site_as_it_was(out, monkeypatch, count, error):
    publish(SITE, out)
    publish({**SITE, "a/x": b"2"}, out)
    before = {name: (it.st_ino, it.st_mtime_ns, it.st_size) for name, it in everything(str(out)).items()}
    real, written = module._write_new, []

    def write(target: str, content: bytes) -> None:
        if len(written) == count:
            raise error
        written.append(target)
        real(target, content)

    monkeypatch.setattr(module, "_write_new", write)
    with pytest.raises((PublishRefused, KeyboardInterrupt)):
        publish({**SITE, "a/x": b"3", "b/c/y": b"3"}, out)
    after = {name: (it.st_ino, it.st_mtime_ns, it.st_size) for name, it in everything(str(out)).items()}
    assert after == before
    assert [path.name for path in out.parent.iterdir()] == ["site"]
    monkeypatch.undo()
    publish({**SITE, "a/x": b"4"}, out)
    is_as_it_should_be(out, {**SITE, "a/x": b"4"})


def test_what_was_seen_is_not_believed_after_another_publication(out):
    publish(SITE, out)
    publish({**SITE, "a/x": b"2"}, out)
    seen = everything(str(out))
    publish({**SITE, "a/x": b"3"}, out)
    publish({**SITE, "a/x": b"other"}, out)  # made in the very folder that was seen
    done = publish({**SITE, "a/x": out / "a" / "x", "a/y": b"new"}, out, seen=seen)
    is_as_it_should_be(out, {**SITE, "a/x": b"other", "a/y": b"new"})
    assert done.files == signatures(out)


def test_how_the_site_stood_is_what_another_look_would_say(out):
    publish(SITE, out)
    assert publish({**SITE, "a/x": b"2"}, out).stood is None, "all its folders are new"
    done = publish({**SITE, "a/x": b"3"}, out)
    assert done.stood is not None
    there = everything(str(out))
    assert done.stood.keys() == there.keys()
    names = sorted(there)
    assert _times((), (done.stood[name] for name in names)) == _times((), (there[name] for name in names))
    assert done.files == signatures(out)


def test_what_comes_into_a_folder_meanwhile_is_not_told_as_if_it_had_stood_there(out, monkeypatch):
    publish(SITE, out)
    publish({**SITE, "a/x": b"2"}, out)
    real = module.put_in_order
    for folder in (beside(out) / "b", beside(out) / "a"):

        def late(root: str, *more: object, folder: Path = folder) -> set[str]:
            found: set[str] = real(root, *more)
            (Path(root) / folder.name / "more").write_bytes(b"")
            return found

        with monkeypatch.context() as patch:
            patch.setattr(module, "put_in_order", late)
            done = publish({**SITE, "a/x": folder.name.encode()}, out)
        there = everything(str(out))
        assert done.stood is None or _times((), done.stood.values()) != _times(
            (), (there[name] for name in done.stood)
        )
        for number in b"23":  # both sites are in order again
            publish({**SITE, "a/x": bytes([number])}, out)


def test_a_site_that_is_small_or_quite_another_one_leaves_no_spare_one(out, monkeypatch):
    monkeypatch.setattr(spare, "MOST_OTHERS", 4)
    publish(SITE, out)
    publish(dict.fromkeys(SITE, b"new"), out)
    assert not beside(out).exists()
    publish({**dict.fromkeys(SITE, b"new"), "a/x": b"2"}, out)
    assert beside(out).exists()
    publish({**dict.fromkeys(SITE, b"newer"), "a/x": b"2"}, out)
    assert not beside(out).exists()
    monkeypatch.setattr(spare, "FEWEST", 100)
    publish({**dict.fromkeys(SITE, b"newer"), "a/x": b"3"}, out)
    assert not beside(out).exists()


def test_without_hard_links_no_spare_site_is_kept(out, monkeypatch):
    publish(SITE, out)

    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "no links")

    monkeypatch.setattr(module.os, "link", no_links)
    publish({**SITE, "a/x": b"2"}, out)
    is_as_it_should_be(out, {**SITE, "a/x": b"2"})
    assert not beside(out).exists()


NAMES = ["a", "b/c", "b/d", "e/f/g", "b/c/h", "e/f"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.dictionaries(st.sampled_from(NAMES), st.sampled_from([b"", b"1", b"2"])),
            st.sampled_from([None, "a", "b/c", "b/d", "e/f/g"]),
        ),
        max_size=6,
    )
)
def test_after_any_row_of_publications_and_touches_the_folder_is_the_last_site(tmp_path_factory, rows):
    out = tmp_path_factory.mktemp("row") / "site"
    for site, touched in rows:
        clash = ("b/c" in site and "b/c/h" in site) or ("e/f" in site and "e/f/g" in site)
        if clash:
            continue
        publish(site, out)
        is_as_it_should_be(out, site)
        for folder in (out, beside(out)):
            if touched and (folder / touched).is_file():
                (folder / touched).write_bytes(b"by hand")
