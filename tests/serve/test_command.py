"""The command as a whole: real builds, a process of their own for them, and a clean end."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, Queue

import pytest

from atlas.serve import command
from atlas.serve.apart import Apart
from atlas.serve.board import Board
from atlas.serve.command import Settings, keep_serving, serve
from atlas.serve.outcome import Outcome
from atlas.serve.rebuilding import Rebuilder
from atlas.serve.serving import Address, serving
from tests.serve_rig import PATIENCE, Dies, Patient, Remembers, ask, has_a_bug, tab, until
from tests.trees import ROOT, lay

ENDINGS = (signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else []))


@pytest.fixture(autouse=True)
def signals():
    """A server that ends ignores what would end it once more; the tests after it must not."""
    before = {number: signal.getsignal(number) for number in ENDINGS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


posix = pytest.mark.skipif(os.name == "nt", reason="signals and process groups")

RUNNER = f"""
import signal, sys, tempfile, time, multiprocessing
from pathlib import Path
sys.path.insert(0, {str(ROOT)!r})
from atlas.serve.apart import Apart
from atlas.serve.board import Board
from atlas.serve.command import Settings, keep_serving, serve, _interrupts
from atlas.serve.outcome import Outcome

def rest(_):
    time.sleep(600)

class Slow:
    '''Keeps two more processes busy and never ends.'''
    def __call__(self, _=(), give_up=None):
        print("begun", flush=True)
        with multiprocessing.get_context("fork").Pool(2) as pool:
            pool.map(rest, range(2))

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it
    kind, where, *more = sys.argv[1:]
    settings = Settings(Path(where), Path({str(ROOT)!r}), port=0, base_url="https://example.org/atlas/")
    if kind == "real":
        sys.exit(serve(settings))
    with _interrupts():
        sys.exit(keep_serving(Apart(Slow(), Path(tempfile.mkdtemp())), [Path(where)], settings))
"""


class Running:
    """The command in another process, and what it has said so far."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.said: list[str] = []
        self._lines: Queue[str] = Queue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)

    def until(self, text: str) -> str:
        """The next line with the text."""
        while True:
            try:
                line = self._lines.get(timeout=60)
            except Empty:
                pytest.fail(f"never said {text!r}; it said {self.said}")
            self.said.append(line)
            if text in line:
                return line

    def address(self) -> Address:
        return Address("127.0.0.1", int(self.until("(Ctrl-C stops)").split("/")[2].rpartition(":")[2]))

    def ends(self, number: int) -> int:
        """Its exit code, once it got a signal as from its terminal, and nothing that it started is left."""
        os.killpg(self.process.pid, number)
        code = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)  # the pipe ends when the last process that could write to it has
        assert not self._reader.is_alive()
        with suppress(Empty):
            while True:
                self.said.append(self._lines.get_nowait())
        return code


@contextmanager
def started(tmp_path: Path, kind: str, where: Path) -> Iterator[Running]:
    """The command, with its temporary files in `tmp_path/tmp`."""
    (tmp_path / "tmp").mkdir()
    runner = tmp_path / "runner.py"
    runner.write_text(RUNNER)
    process = subprocess.Popen(
        [sys.executable, str(runner), kind, str(where)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env=os.environ | {"TMPDIR": str(tmp_path / "tmp")},
        cwd=tmp_path,
        start_new_session=True,
    )
    running = Running(process)
    try:
        yield running
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(PATIENCE)
        running._reader.join(PATIENCE)
        assert process.stdout is not None
        process.stdout.close()


@posix
def test_from_the_first_build_to_ctrl_c(tmp_path):
    """The real stages, an error, its mending, and a clean end."""
    content = lay(tmp_path / "content")
    indicator = content / "indicators" / "rd-share.yaml"
    good = indicator.read_text(encoding="utf-8")
    with started(tmp_path, "real", content) as running:
        address = running.address()
        running.until("Built in")
        home = ask(address, "/atlas/")
        assert home.status == 200
        assert b"/__atlas/client.js" in home.body
        assert ask(address, "/atlas/nowhere/").status == 404
        assert ask(address, "/atlas/indicators/rd-share").headers["Location"] == "/atlas/indicators/rd-share/"
        assert ask(address, "/atlas/.policy-atlas-site").status == 404

        with tab(address, "/atlas/indicators/rd-share/") as opened:
            before = opened.next()
            indicator.write_text(good + "no-such-key: x\n", encoding="utf-8")
            while not (told := opened.next())["failed"]:
                pass
            assert told["page"] == before["page"]
            line = good.count("\n") + 1
            place, what = told["problems"][0]["place"], told["problems"][0]["what"]
            assert place == f"content/indicators/rd-share.yaml:{line}:1"
            running.until("content/indicators/rd-share.yaml changed")
            assert what in running.until(place)
            running.until("Not built; the last good site stays.")
            assert ask(address, "/atlas/indicators/rd-share/").status == 200

            indicator.write_text(good.replace("zh: ", "zh: 改好的", 1), encoding="utf-8")
            while (told := opened.next())["failed"] or told["building"]:
                pass
            assert told["page"] != before["page"]
            assert "改好的" in ask(address, "/atlas/indicators/rd-share/").body.decode()
            running.until("Built in")

        assert running.ends(signal.SIGINT) == 0
        said = "".join(running.said)
        assert "Stopped." in said
        assert "Traceback" not in said
        assert list((tmp_path / "tmp").iterdir()) == []
        assert sorted(path.name for path in tmp_path.iterdir()) == ["content", "runner.py", "tmp"]


@posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_ends_in_the_middle_of_a_build_and_leaves_no_process_behind(tmp_path, number):
    where = tmp_path / "where"
    where.mkdir()
    with started(tmp_path, "slow", where) as running:
        address = running.address()
        running.until("begun")
        assert ask(address, "/").status == 503  # a build does not hold up answers
        assert running.ends(number) == 0
        assert "Traceback" not in "".join(running.said)


@posix
@pytest.mark.parametrize(("kind", "moment"), [("real", "Built in"), ("slow", "begun")])
def test_a_server_that_is_killed_leaves_no_process_behind_either(tmp_path, kind, moment):
    where = lay(tmp_path / "content")
    with started(tmp_path, kind, where) as running:
        running.until(moment)
        assert running.ends(signal.SIGKILL) == -signal.SIGKILL


# A process of its own


def test_builds_run_in_one_other_process_that_remembers(tmp_path):
    with Apart(Remembers(), tmp_path) as rebuild:
        first, second = rebuild().site, rebuild().site
    assert first is not None
    assert second is not None
    number, process = first["index.html"].split()
    assert number == b"1"
    assert int(process) != os.getpid()
    assert second["index.html"] == b"2 " + process
    assert multiprocessing.active_children() == []


@posix
def test_a_build_that_dies_is_a_failure_and_the_next_one_works(tmp_path):
    with Apart(Dies(tmp_path / "died"), tmp_path) as rebuild:
        outcome = rebuild()
        assert outcome.site is None
        assert f"signal {int(signal.SIGSEGV)}" in outcome.failure
        assert rebuild().site == {}


def test_a_bug_is_a_failure_that_names_it(tmp_path, capfd):
    with Apart(has_a_bug, tmp_path) as rebuild:
        assert "ZeroDivisionError: a bug of ours" in rebuild().failure
    assert "Traceback" in capfd.readouterr().err


# Where it builds


def edited(content: Path, old: str, new: str, name: str = "documents/chengchuan-2021/measures.yaml") -> None:
    file = content / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_pages_come_first_and_their_search_index_with_the_next_call(tmp_path):
    content = lay(tmp_path / "content")
    rebuild = Rebuilder(content, ROOT, tmp_path / "private")
    first = rebuild()
    assert first.unfinished
    assert first.base == "/atlas/"  # as content/site.yaml says
    second = rebuild()
    assert not second.unfinished
    pages, whole = dict(first.site or {}), dict(second.site or {})
    assert all(whole[name] == data for name, data in pages.items())
    assert {name.split("/")[0] for name in whole.keys() - pages.keys()} == {"pagefind"}

    edited(content, "zh: ", "zh: 新", "indicators/rd-share.yaml")
    third = rebuild()
    assert third.unfinished
    assert dict(first.site or {}) == pages  # what an open tab still shows is not written over
    fresh = Rebuilder(content, ROOT, tmp_path / "other")
    fresh()
    assert dict(rebuild().site or {}) == dict(fresh().site or {}) != whole


def test_a_search_index_is_given_up_where_that_is_asked_for_and_made_by_the_next_call(tmp_path):
    rebuild = Rebuilder(lay(tmp_path / "content"), ROOT, tmp_path / "private")
    first = dict(rebuild().site or {})
    given_up = rebuild((), lambda: True)
    assert given_up.unfinished
    assert dict(given_up.site or {}) == first
    whole = rebuild((), lambda: False)
    assert not whole.unfinished
    assert any(name.startswith("pagefind/") for name in whole.site or {})


def test_a_process_apart_hears_that_it_may_give_up_and_is_none_the_worse_for_hearing_it_late(tmp_path):
    asked = []

    def soon() -> bool:
        asked.append(True)
        return len(asked) > 1

    with Apart(Patient(), tmp_path) as rebuild:
        start = time.monotonic()
        assert rebuild((), soon).unfinished
        assert time.monotonic() - start < PATIENCE / 2
        assert len(asked) == 2
        assert not rebuild(("short",), lambda: True).unfinished, "over before it could be given up"
        assert [rebuild(("short",)).site for _ in range(2)] == [{"index.html": b"3"}, {"index.html": b"4"}]


def test_what_somebody_looks_at_comes_first_and_all_else_with_the_next_call(tmp_path):
    content = lay(tmp_path / "content")
    rebuild = Rebuilder(content, ROOT, tmp_path / "private")
    first = rebuild()
    pages = dict(first.site or {})
    edited(content, "zh: ", "zh: 新", "site.yaml")  # its name stands on every page
    wanted = ("regions/index.html", "en/regions/index.html", "nowhere/index.html")
    part = rebuild(wanted)
    assert part.unfinished
    assert part.site is not None
    assert part.pending is not None
    assert {"index.html", "regions/yunze/index.html", "data/targets.json"} <= part.pending
    assert part.pending.isdisjoint(wanted)
    assert dict(first.site or {}) == pages
    fresh = dict(Rebuilder(content, ROOT, tmp_path / "other")().site or {})
    assert {name for name in part.site if part.site[name] != fresh[name]} <= part.pending
    assert part.site["regions/index.html"] == fresh["regions/index.html"] != pages["regions/index.html"]

    edited(content, "en: ", "en: New ", "site.yaml")  # before the rest was made
    assert rebuild(wanted).pending is not None
    whole = rebuild()
    assert whole.pending is None
    assert dict(whole.site or {}) == dict(Rebuilder(content, ROOT, tmp_path / "third")().site or {})
    assert rebuild(wanted).pending is None


def test_few_pages_are_made_at_once_and_so_is_all_where_nobody_looks_at_what_changed(tmp_path):
    content = lay(tmp_path / "content")
    rebuild = Rebuilder(content, ROOT, tmp_path / "private")
    assert rebuild().pending is None
    edited(content, "zh: ", "zh: 新", "site.yaml")
    assert rebuild(("nowhere/index.html",)).pending is None
    (content / "pages" / "about.zh.md").write_text("# 新\n", encoding="utf-8")
    assert rebuild(("about/index.html",)).pending is None


def test_a_new_record_that_nothing_names_yet_is_shown_with_a_warning(tmp_path):
    content = lay(tmp_path / "content")
    new = "name: {zh: 风筝局, en: Kite Bureau}\nregion: chengchuan\nfunction: science\n"
    (content / "agencies" / "kites.yaml").write_text(new, encoding="utf-8")
    outcome = Rebuilder(content, ROOT, tmp_path / "private")()
    assert "agencies/kites/index.html" in (outcome.site or {})
    told = [problem for problem in outcome.problems if problem.rule == "mentioned"]
    assert [(problem.severity, problem.place.file) for problem in told] == [
        ("warning", "content/agencies/kites.yaml")
    ]


def test_a_site_stands_in_the_folder_and_at_the_address_that_were_asked_for(tmp_path):
    content = lay(tmp_path / "content")
    outcome = Rebuilder(content, ROOT, tmp_path, out=tmp_path / "given", base_url="https://example.org/x/y")()
    assert outcome.base == "/x/y/"
    assert not outcome.unfinished
    assert (tmp_path / "given" / "pagefind" / "pagefind-entry.json").is_file()
    assert "index.html" in (outcome.site or {})


def test_the_names_that_editors_are_offered_follow_the_repositorys_own_content_only(tmp_path, monkeypatch):
    asked: list[Path] = []
    monkeypatch.setattr("atlas.guide.schema.refresh_names", lambda _, root: asked.append(root))
    (tmp_path / "content").mkdir()
    Rebuilder(tmp_path / "content", ROOT, tmp_path / "private")()
    assert asked == []
    Rebuilder(tmp_path / "content", tmp_path, tmp_path / "private")()
    assert asked == [tmp_path]


def test_what_keeps_a_site_from_being_built_is_told(tmp_path, monkeypatch):
    from atlas.making import assembly

    def build(*_, **__):
        raise assembly.NotAssembled("pages/home.html:3: no such name")

    monkeypatch.setattr("atlas.making.assembly.assemble", build)
    content = lay(tmp_path / "content")
    outcome = Rebuilder(content, ROOT, tmp_path)()
    assert outcome.site is None
    assert outcome.failure == "pages/home.html:3: no such name"
    (content / "site.yaml").write_text("name: [", encoding="utf-8")
    outcome = Rebuilder(content, ROOT, tmp_path)()
    assert outcome.site is None
    assert outcome.problems[0].place.file == "content/site.yaml"


def test_an_output_inside_a_watched_folder_is_refused(tmp_path):
    said: list[str] = []
    settings = Settings(tmp_path / "content", ROOT, out=tmp_path / "content" / "site")
    assert serve(settings, said.append) == 1
    assert "each build would start the next" in said[0]
    assert serve(Settings(tmp_path, ROOT, out=ROOT / "templates"), said.append) == 1


# Starting


def test_it_says_where_it_is_before_the_first_build_is_over_and_opens_a_browser(tmp_path, monkeypatch):
    opened: list[str] = []
    monkeypatch.setattr(command.webbrowser, "open", opened.append)
    said: list[str] = []
    asked: list[int] = []

    def rebuild(*_: object) -> Outcome:
        until(lambda: opened, "the browser")
        asked.append(ask(Address("127.0.0.1", int(opened[0].split(":")[2].strip("/"))), "/").status)
        raise KeyboardInterrupt

    assert keep_serving(rebuild, [tmp_path], Settings(tmp_path, ROOT, port=0, open=True), said.append) == 0
    assert asked == [503]
    assert said[0].startswith(opened[0])
    assert said[-1] == "\nStopped."


def test_it_says_so_when_it_takes_another_port_or_finds_none(tmp_path, monkeypatch):
    def rebuild(*_: object) -> Outcome:
        raise KeyboardInterrupt

    said: list[str] = []
    with serving(Board(), "127.0.0.1", 0) as first:
        settings = Settings(tmp_path, ROOT, port=first.port)
        assert keep_serving(rebuild, [tmp_path], settings, said.append) == 0
        assert said[0].startswith(f"Port {first.port} is taken; this is port ")
        monkeypatch.setattr("atlas.serve.serving.TRIES", 1)
        assert keep_serving(rebuild, [tmp_path], settings, said.append) == 1
        assert "--port" in said[-1]


def test_it_warns_when_others_can_read_the_site(tmp_path):
    def rebuild(*_: object) -> Outcome:
        raise KeyboardInterrupt

    said: list[str] = []
    keep_serving(rebuild, [tmp_path], Settings(tmp_path, ROOT, port=0, host="0.0.0.0"), said.append)  # noqa: S104
    assert "Everybody who can reach this machine" in said[0]
