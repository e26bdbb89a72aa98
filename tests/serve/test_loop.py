"""What a save does: everything that was changed is built, once, and nothing else ever starts a build."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from atlas.serve import alarm, loop, watching
from atlas.serve.board import State
from atlas.serve.outcome import Outcome, never
from atlas.serve.sources import Sources, changed
from tests.serve_rig import PATIENCE, Fake, Rig, page, running, until


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of sources; the server's build publishes it as it is."""
    folder = tmp_path / "work" / "content"
    (folder / "deep").mkdir(parents=True)
    (folder / "index.html").write_text(page("first"))
    (folder / "deep" / "index.html").write_text(page("deep"))
    return folder


@pytest.fixture(params=["told", "polling"])
def rig(request, folder, monkeypatch) -> Iterator[Rig]:
    """A server that has built once, told of changes by the system alone, or only by looking."""
    monkeypatch.setattr(alarm, "WATCH", 600.0)
    monkeypatch.setattr(alarm, "POLL", 0.05)
    with running(folder, poll=request.param == "polling") as rig:
        rig.built(1)
        yield rig


# Ways to save


def in_place(folder: Path) -> None:
    (folder / "index.html").write_text(page("second"))


def by_rename(folder: Path) -> None:
    (folder / ".index.html.tmp").write_text(page("second"))
    (folder / ".index.html.tmp").replace(folder / "index.html")


def by_rename_from_elsewhere(folder: Path) -> None:
    (folder.parent / "other").write_text(page("second"))
    (folder.parent / "other").replace(folder / "index.html")


def as_vim_does(folder: Path) -> None:
    (folder / "4913").touch()
    (folder / "4913").unlink()
    (folder / "index.html").rename(folder / "index.html~")
    (folder / "index.html").write_text(page("second"))
    (folder / "index.html~").unlink()


def by_delete_and_create(folder: Path) -> None:
    (folder / "index.html").unlink()
    (folder / "index.html").write_text(page("second"))


def with_the_old_time_and_size(folder: Path) -> None:
    file = folder / "index.html"
    before = file.stat()
    file.write_text(page("other"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def by_a_new_folder_in_place_of_the_watched_one(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()
    (folder / "index.html").write_text(page("second"))


def by_another_folder_moved_to_its_place(folder: Path) -> None:
    other = folder.with_name("other")
    shutil.copytree(folder, other)
    (other / "index.html").write_text(page("second"))
    folder.rename(folder.with_name("old"))
    other.rename(folder)


SAVES = [
    in_place,
    by_rename,
    by_rename_from_elsewhere,
    as_vim_does,
    by_delete_and_create,
    with_the_old_time_and_size,
    by_a_new_folder_in_place_of_the_watched_one,
    by_another_folder_moved_to_its_place,
]


@pytest.mark.parametrize("save", SAVES)
def test_a_save_is_built_and_so_is_the_next(rig, folder, save):
    before = rig.build.builds
    save(folder)
    until(lambda: "first" not in rig.text("index.html"), f"the page saved {save.__name__}")
    in_place(folder)
    (folder / "index.html").write_text(page("third"))
    until(lambda: "third" in rig.text("index.html"), "the next save")
    assert rig.build.builds > before
    assert rig.build.most == 1


def test_new_files_new_folders_renames_and_deletions_are_built(rig, folder):
    (folder / "a" / "b" / "c").mkdir(parents=True)
    (folder / "a" / "b" / "c" / "index.html").write_text(page("new"))
    until(lambda: "a/b/c/index.html" in rig.board.state.shown.files, "the file in new folders")

    (folder / "a" / "b").rename(folder / "a" / "moved")
    until(lambda: "a/moved/c/index.html" in rig.board.state.shown.files, "the renamed folder")
    assert "a/b/c/index.html" not in rig.board.state.shown.files

    (folder / "a" / "moved" / "c" / "index.html").write_text(page("changed"))
    until(lambda: "changed" in rig.text("a/moved/c/index.html"), "a save in the renamed folder")

    (folder / "deep" / "index.html").unlink()
    until(lambda: "deep/index.html" not in rig.board.state.shown.files, "the deletion")

    shutil.rmtree(folder / "a")
    until(lambda: "a/moved/c/index.html" not in rig.board.state.shown.files, "the deleted folder")

    (folder / "a").mkdir()
    (folder / "a" / "index.html").write_text(page("again"))
    until(lambda: "a/index.html" in rig.board.state.shown.files, "the folder made again")


def test_names_in_any_script_are_watched_and_told(rig, folder):
    name = "产业/新材料 “α”.html"
    (folder / "产业").mkdir()
    (folder / name).write_text(page("新"))
    until(lambda: name in rig.board.state.shown.files, "the file with a Chinese name")
    assert any(f"content/{name} changed" in line for line in rig.said)


def test_a_folder_that_is_missing_is_watched_once_it_is_there(tmp_path, monkeypatch):
    monkeypatch.setattr(alarm, "WATCH", 600.0)
    folder = tmp_path / "later"
    with running(folder) as rig:
        rig.built(1)
        folder.mkdir()
        (folder / "index.html").write_text(page("here"))
        until(lambda: "index.html" in rig.board.state.shown.files, "the folder that was made later")
        rig.settle()
        (folder / "index.html").write_text(page("and changed"))
        until(lambda: "and changed" in rig.text("index.html"), "the save in it")


def test_a_folder_that_is_a_link_is_watched_where_it_leads(tmp_path, folder, monkeypatch):
    monkeypatch.setattr(alarm, "WATCH", 600.0)
    link = tmp_path / "link"
    link.symlink_to(folder)
    with running(link) as rig:
        rig.built(1)
        in_place(folder)
        until(lambda: "second" in rig.text("index.html"), "the save behind the link")


def test_a_system_that_tells_nothing_is_found_out_at_the_first_change_and_no_change_is_lost(
    folder, monkeypatch
):
    """Network drives and containers tell nothing."""
    monkeypatch.setattr(alarm, "WATCH", 0.1)
    monkeypatch.setattr(alarm, "GRACE", 0.1)
    monkeypatch.setattr(alarm, "POLL", 0.05)
    monkeypatch.setattr("atlas.serve.watching.Watcher.start", lambda self: None)
    monkeypatch.setattr("atlas.serve.watching.Watcher.attend", lambda self: None)
    with running(folder) as rig:
        rig.built(1)
        in_place(folder)
        assert rig.alarm.is_told
        until(lambda: "second" in rig.text("index.html"), "the save")
        assert not rig.alarm.is_told
        assert sum("it did not tell of this one" in line for line in rig.said) == 1
        (folder / "index.html").write_text(page("third"))
        until(lambda: "third" in rig.text("index.html"), "the next save")


def test_a_system_that_tells_is_trusted(folder, monkeypatch):
    monkeypatch.setattr(alarm, "WATCH", 0.1)
    monkeypatch.setattr(alarm, "GRACE", 20.0)
    with running(folder) as rig:
        rig.built(1)
        for number in range(5):
            (folder / "index.html").write_text(page(f"page {number}"))
            until(lambda number=number: f"page {number}" in rig.text("index.html"), "the save")
        assert rig.alarm.is_told


@pytest.mark.parametrize("error", [OSError(28, "inotify watch limit reached"), ImportError("no watchdog")])
def test_where_the_system_refuses_to_tell_the_server_says_so_and_looks_itself(folder, monkeypatch, error):
    def refuse(*_):
        raise error

    monkeypatch.setattr("atlas.serve.watching.Watcher._begin", refuse)
    monkeypatch.setattr(alarm, "POLL", 0.05)
    with running(folder) as rig:
        rig.built(1)
        assert not rig.alarm.is_told
        assert "looking for them every" in rig.said[0]
        in_place(folder)
        until(lambda: "second" in rig.text("index.html"), "the save")


@pytest.mark.parametrize("what", ["Watcher._begin", "Observer.stop"])
def test_a_watch_that_does_not_begin_or_end_holds_up_no_save_and_not_the_end(folder, monkeypatch, what):
    """As watchdog's did, seldom, when a folder was moved away and another stood in its place."""
    for name, module in (("PATIENCE", watching), ("WATCH", alarm), ("GRACE", alarm)):
        monkeypatch.setattr(module, name, 0.1)
    over = threading.Event()
    with running(folder) as rig:
        rig.built(1)
        monkeypatch.setattr(f"atlas.serve.watching.{what}", lambda *_: over.wait())
        by_another_folder_moved_to_its_place(folder)
        until(lambda: "second" in rig.text("index.html"), "the save")
        for word in ("third", "fourth"):
            (folder / "index.html").write_text(page(word))
            until(lambda word=word: word in rig.text("index.html"), "the next save")
        start = time.monotonic()
    assert time.monotonic() - start < 10
    over.set()


def test_a_system_that_refuses_to_watch_a_folder_made_anew_is_found_out(folder, monkeypatch):
    with running(folder) as rig:
        rig.built(1)

        def refuse(*_):
            raise OSError(28, "inotify watch limit reached")

        monkeypatch.setattr("atlas.serve.watching.Watcher._begin", refuse)
        by_another_folder_moved_to_its_place(folder)
        until(lambda: not rig.alarm.is_told, "that the system refused")
        assert any("looking for them every" in line for line in rig.said)
        (folder / "index.html").write_text(page("third"))
        until(lambda: "third" in rig.text("index.html"), "the next save")


# How often


def test_reading_the_sources_starts_no_build(rig, folder):
    """The system may tell of files being opened and closed; every build opens them all."""
    for _ in range(5):
        for file in folder.rglob("*.html"):
            file.read_bytes()
    rig.settle()
    assert rig.build.builds == 1
    in_place(folder)
    rig.built(2)
    rig.settle()
    assert rig.build.builds == 2


def test_a_save_that_changes_nothing_starts_no_build(rig, folder):
    (folder / "index.html").touch()
    (folder / "index.html").write_text(page("first"))
    (folder / "index.html").chmod(0o600)
    rig.settle()
    assert rig.build.builds == 1


def test_a_file_that_came_and_went_starts_no_build(rig, monkeypatch):
    real = rig.sources.look
    passing = iter([{**real(), "4913": b"x"}])
    monkeypatch.setattr(rig.sources, "look", lambda: next(passing, None) or real())
    rig.settle()
    assert next(passing, None) is None
    assert rig.build.builds == 1


def test_an_editors_own_files_start_no_build(rig, folder):
    for name in (".index.html.swp", "index.html~", ".#index.html", "#index.html#", "4913", ".DS_Store"):
        (folder / name).write_text("x")
    (folder / ".git").mkdir()
    (folder / ".git" / "HEAD").write_text("x")
    rig.settle()
    assert rig.build.builds == 1


def test_a_burst_of_saves_is_one_build_that_has_them_all(rig, folder, monkeypatch):
    monkeypatch.setattr(loop, "QUIET", 0.15)
    rig.build.gate.clear()  # no second build can begin before the first has been let go
    for number in range(200):
        (folder / f"{number}.html").write_text(page(f"page {number}"))
    rig.build.gate.set()
    until(lambda: "199.html" in rig.board.state.shown.files, "the last file")
    rig.settle()
    assert sum(name[0].isdigit() and name != "404.html" for name in rig.board.state.shown.files) == 200
    assert rig.build.builds <= 3  # two, if the machine paused in the middle of the burst
    assert any("more changed" in line for line in rig.said)


def test_saves_during_a_build_are_built_after_it_never_beside_it(rig, folder):
    rig.build.gate.clear()
    in_place(folder)
    until(lambda: rig.build.running == 1, "the build to begin")
    (folder / "index.html").write_text(page("third"))
    (folder / "deep" / "index.html").write_text(page("deeper"))
    rig.build.gate.set()
    until(lambda: "third" in rig.text("index.html"), "the save during the build")
    rig.settle()
    assert "deeper" in rig.text("deep/index.html")
    assert rig.build.most == 1
    assert rig.build.builds == 3


# Errors


def test_after_an_error_the_last_good_site_stays_and_a_mended_file_is_built(rig, folder):
    (folder / "wrong").write_text("no such unit\nno such region")
    rig.built(2)
    state = rig.board.state
    assert state.failed
    assert [each.what.en for each in state.problems] == ["no such unit", "no such region"]
    assert "first" in rig.text("index.html")
    assert "content/a.yaml:3:7: no such unit\ncontent/a.yaml:3:7: no such region\n2 errors\n" in rig.said[-1]
    assert rig.said[-1].endswith("Not built; the last good site stays.")

    (folder / "wrong").unlink()
    in_place(folder)
    until(lambda: not rig.board.state.failed, "the mended site")
    assert rig.board.state.problems == ()
    assert "second" in rig.text("index.html")


def test_a_failure_that_has_no_place_is_told_too(folder):
    build = Fake(folder, failure="pages/entity.html:12: 'x' is undefined")
    with running(folder, build=build) as rig:
        rig.built(1)
        assert rig.board.state.failed
        assert rig.said[-1] == "pages/entity.html:12: 'x' is undefined\n1 error\nNot built."


def test_a_bug_in_the_generator_does_not_end_the_server(rig, folder, monkeypatch, capsys):
    monkeypatch.setattr(Fake, "__call__", lambda self, *_: 1 // 0)
    in_place(folder)
    until(lambda: rig.board.state.failed, "the failure")
    assert "ZeroDivisionError" in rig.board.state.failure
    assert "Traceback" in capsys.readouterr().err
    monkeypatch.undo()
    (folder / "index.html").write_text(page("third"))
    until(lambda: "third" in rig.text("index.html"), "the next save")


def test_what_a_half_written_file_gave_is_never_told(rig, folder):
    """A build that fails while files are still being written is built again before anything is said."""
    rig.build.gate.clear()
    (folder / "wrong").write_text("half written")
    until(lambda: rig.build.running == 1, "the build to begin")
    (folder / "wrong").unlink()
    in_place(folder)
    rig.build.gate.set()
    until(lambda: "second" in rig.text("index.html"), "the good build")
    assert not any("half written" in line for line in rig.said)


def test_a_failure_that_was_not_told_is_built_again_even_if_nothing_differs_any_more(
    rig, folder, monkeypatch
):
    """A file changed and changed back while a build of it failed."""
    looks = iter([{"other": b""}])
    real = rig.sources.look
    rig.build.failure = "gone wrong"
    rig.build.gate.clear()
    in_place(folder)
    until(lambda: rig.build.running == 1, "the build to begin")
    monkeypatch.setattr(rig.sources, "look", lambda: next(looks, None) or real())
    rig.build.gate.set()
    until(lambda: rig.board.state.failed, "the failure to be told after all")
    assert not rig.board.state.building


def test_a_warning_is_told_once_and_then_only_counted(folder, monkeypatch):
    from atlas.serve.outcome import Outcome
    from tests.serve_rig import problem

    warning = problem("could be better", severity="warning")
    monkeypatch.setattr(Fake, "__call__", lambda self, *_: Outcome({}, "/", (warning,)))
    with running(folder) as rig:
        until(lambda: rig.said, "the first build")
        in_place(folder)
        until(lambda: len(rig.said) == 3, "the second build")
        assert "could be better" in rig.said[0]
        assert "could be better" not in rig.said[2]
        assert rig.said[2].startswith("1 warning\nBuilt in ")


# Looking


def test_a_look_survives_whatever_stands_in_the_folder(folder):
    (folder / "broken").symlink_to("nowhere")
    (folder / "circle").symlink_to(folder)
    (folder / "loop").symlink_to("loop")
    os.mkfifo(folder / "pipe")  # reading it would wait for ever
    closed = folder / "closed"
    closed.mkdir(mode=0)
    (folder / "unreadable.html").write_text("x")
    (folder / "unreadable.html").chmod(0)
    sources = Sources([folder, folder / "index.html", folder / "missing"])
    first = sources.look()
    assert sources.look() == first
    assert str(folder / "circle" / "index.html") not in first
    (folder / "broken").unlink()
    (folder / "broken").symlink_to("elsewhere")
    assert changed(first, sources.look()) == [str(folder / "broken")]
    closed.chmod(0o700)


def test_a_file_behind_a_link_is_watched(folder, tmp_path):
    (tmp_path / "target.html").write_text("one")
    (folder / "link.html").symlink_to(tmp_path / "target.html")
    sources = Sources([folder])
    first = sources.look()
    (tmp_path / "target.html").write_text("three")
    assert changed(first, sources.look()) == [str(folder / "link.html")]


def test_a_change_within_one_tick_of_the_clock_is_seen(folder):
    """A file of the same size, written in the same tick, has the same stamp."""
    sources = Sources([folder])
    file = folder / "index.html"
    for number in range(200):
        before = sources.look()
        file.write_text(page(f"{number:05}"))
        assert changed(before, sources.look()) == [str(file)]


def test_an_empty_folder_counts_and_a_folder_is_named_only_if_no_file_is(folder):
    sources = Sources([folder])
    first = sources.look()
    (folder / "empty").mkdir()
    second = sources.look()
    assert changed(first, second) == [str(folder / "empty")]
    (folder / "full").mkdir()
    (folder / "full" / "a.html").write_text("a")
    assert changed(second, sources.look()) == [str(folder / "full" / "a.html")]


def test_what_changed_is_named_without_the_folders_of_what_is_named():
    def contents(*paths: str) -> dict[str, bytes]:
        return {path.replace("/", os.sep): b"x" for path in paths}

    assert changed({}, {}) == []
    assert changed(contents("a"), contents("a")) == []
    found = changed(contents("a"), contents("a", "b", "b-c", "b/d", "b/d/e"))
    assert found == list(contents("b/d/e", "b-c"))


def test_no_thread_is_left_behind(folder):
    before = set(threading.enumerate())
    with running(folder) as rig:
        rig.built(1)
        assert rig.get("/atlas/").status == 200
    until(lambda: set(threading.enumerate()) <= before, "the end of every thread")


# What somebody looks at comes first


def test_pages_that_were_looked_at_are_asked_for_first_and_the_rest_at_once_afterwards(folder, monkeypatch):
    made = Fake.__call__

    def in_parts(self: Fake, wanted: Collection[str] = (), _: object = None) -> Outcome:
        outcome: Outcome = made(self, wanted)
        return replace(outcome, pending=frozenset({"deep/index.html"}) if wanted else None)

    monkeypatch.setattr(Fake, "__call__", in_parts)
    with running(folder) as rig:
        rig.built(1)
        rig.get("/atlas/")
        in_place(folder)
        rig.built(3)
        rig.settle()
        assert rig.build.wanted == [(), ("index.html",), ()]
        assert [line.split(" in ")[0] for line in rig.said if " in " in line] == [
            "Built", "The pages that you looked at last are up to date,", "Built",
        ]  # fmt: skip
        assert rig.board.state.shown is not None
        assert rig.board.state.shown.pending is None


def test_a_page_that_is_looked_at_is_made_before_it_is_known_that_the_save_is_over(rig, folder, monkeypatch):
    rig.get("/atlas/")
    monkeypatch.setattr(loop, "QUIET", 2 * PATIENCE)
    in_place(folder)
    until(lambda: rig.build.builds == 2, "the page")
    assert rig.board.state.building, "nothing of it is shown before"


def test_what_changes_again_while_it_is_made_so_soon_is_never_shown(rig, folder, monkeypatch):
    shown, post = list[bytes](), rig.board.post

    def noted(state: State) -> None:
        shown.extend([state.shown.files["index.html"]] if state.shown else [])
        post(state)

    monkeypatch.setattr(rig.board, "post", noted)
    rig.get("/atlas/")
    rig.build.gate.clear()
    (folder / "index.html").write_text(page("half"))
    until(lambda: rig.build.running == 1, "the build to begin")
    (folder / "index.html").write_text(page("whole"))
    rig.build.gate.set()
    until(lambda: "whole" in rig.text("index.html"), "the whole page")
    assert not any(b"half" in text for text in shown)


def test_sources_are_looked_at_while_something_is_finished_only_where_they_may_have_changed(folder):
    with alarm.Alarm([folder]) as bell:
        now = time.monotonic()
        assert bell.is_told
        assert not bell.is_due(now)
        assert bell.is_due(now - alarm.WATCH - 1)
        bell.ring()
        assert bell.is_due(now)
    with alarm.Alarm([folder], poll=True) as bell:
        assert bell.is_due(time.monotonic() - 2 * alarm.LOOK)


def test_what_is_being_finished_gives_way_to_a_save(folder, monkeypatch):
    """A search index takes seconds; the page that is saved meanwhile does not wait for it."""
    monkeypatch.setattr(loop, "LULL", 0.05)
    made, calls = Fake.__call__, list[str]()

    def finished_at_the_third(self: Fake, wanted: Collection[str] = (), give_up: Any = never) -> Outcome:
        outcome: Outcome = made(self, wanted)
        if give_up is never:
            calls.append("build")
            return replace(outcome, unfinished=True)
        calls.append("finish")
        until(lambda: calls.count("finish") > 1 or give_up(), "a save")
        return replace(outcome, unfinished=calls.count("finish") == 1)

    monkeypatch.setattr(Fake, "__call__", finished_at_the_third)
    with running(folder) as rig:
        until(lambda: calls == ["build", "finish"], "the index in the making")
        in_place(folder)
        until(lambda: "second" in rig.text("index.html"), "the save")
        until(lambda: calls == ["build", "finish", "build", "finish"], "the index made once more")
        rig.settle()
        assert calls == ["build", "finish", "build", "finish"]
        ends = [line for line in rig.said if "Search index" in line]
        assert len(ends) == 1, "an index that was given up is not told as made"
