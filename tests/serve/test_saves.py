"""After any row of saves the server shows what a clean build would, and what it knows of before misleads it never."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from atlas import stages
from atlas.making import assembly
from atlas.progress import Progress
from atlas.reading import load
from atlas.reading.load import Readings
from atlas.serve.outcome import Outcome
from atlas.serve.rebuilding import Rebuilder
from atlas.serve.sources import Sources
from tests.making.test_memory import edit_at_random
from tests.making.test_recall import EDITS
from tests.trees import ROOT, lay

BASE_URL = "https://example.org/atlas/"


def given_up() -> bool:
    """No search index is waited for."""
    return True


def rebuilder(content: Path, private: Path, root: Path = ROOT) -> Rebuilder:
    return Rebuilder(content, root, private, base_url=BASE_URL)


def shown(outcome: Outcome) -> dict[str, bytes]:
    """What stands at every address, but for the search index."""
    assert outcome.site is not None
    return {name: data for name, data in outcome.site.items() if not name.startswith("pagefind/")}


def figures(content: Path, draw: random.Random) -> str:
    """A figure of a target is another, in its value only or in its phrase too."""
    file = draw.choice(sorted(content.glob("documents/*/targets.yaml")))
    text, figure = file.read_text(encoding="utf-8"), draw.choice(["5000", "3000", "100", "25", "4"])
    file.write_text(text.replace(figure, f"{int(figure) + 1}", draw.choice([1, -1])), encoding="utf-8")
    return "figures"


def edited(content: Path, draw: random.Random) -> str:
    kind = draw.randrange(4)
    if kind == 0:
        edit = draw.choice(EDITS)
        edit(content, draw)
        return edit.__name__
    return figures(content, draw) if kind < 3 else edit_at_random(content, draw)


@pytest.mark.parametrize("seed", [3, 4])
def test_after_any_row_of_saves_the_server_shows_what_a_clean_build_shows(tmp_path, monkeypatch, seed):
    monkeypatch.setattr(assembly, "FEW", 0)
    content, good = lay(tmp_path / "content"), tmp_path / "good"
    rebuild, draw = rebuilder(content, tmp_path / "kept"), random.Random(seed)  # noqa: S311 -- a seeded draw
    rebuild((), given_up)
    wanted, built, partly, wrong = ("indicators/tech-firms/index.html", "index.html"), 0, 0, 0
    for step in range(12):
        if good.exists():
            shutil.rmtree(good)
        shutil.copytree(content, good)
        what = edited(content, draw)
        outcome = rebuild(wanted, given_up)
        _, told = stages.read(content, Progress())
        assert list(outcome.problems) == told, what
        if outcome.site is None:
            wrong += 1
            shutil.rmtree(content)
            shutil.copytree(good, content)
            continue
        clean = shown(rebuilder(content, tmp_path / f"clean-{step}")((), given_up))
        if outcome.pending is not None:
            partly += 1
            now = {name: data for name, data in shown(outcome).items() if name not in outcome.pending}
            assert now.items() <= clean.items(), what
            assert wanted[0] not in outcome.pending
            outcome = rebuild((), given_up)
        assert shown(outcome) == clean, what
        assert shown(rebuild((), given_up)) == clean, "what is left is the index alone"
        built += 1
    assert min(built, partly, wrong) > 0, (built, partly, wrong)


def test_an_edit_of_templates_or_static_files_is_no_rest_of_what_was_built(tmp_path):
    """Where the content is the same, the site may be another one."""
    for name in ("templates", "static"):
        shutil.copytree(ROOT / name, tmp_path / "root" / name)
    content, root = lay(tmp_path / "content"), tmp_path / "root"
    rebuild = rebuilder(content, tmp_path / "kept", root)
    rebuild((), given_up)
    for file, text in (
        ("static/css/base.css", "\nh1 { color: red }\n"),
        ("templates/pages/redirect.html", "<!-- x -->"),
    ):
        path = root / file
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
        outcome = rebuild((), given_up)
        assert shown(outcome) == shown(rebuilder(content, tmp_path / path.stem, root)((), given_up))


# What is known of files


def reader(content: Path) -> tuple[Readings, Callable[[], load.Loaded]]:
    readings, sources = Readings(), Sources([content])

    def read() -> load.Loaded:
        readings.look(sources.look())
        return load.load(content, readings)

    return readings, read


def test_a_file_that_changed_between_the_look_and_the_reading_is_read_again(tmp_path, monkeypatch):
    content = lay(tmp_path / "content")
    file = min(content.glob("documents/*/targets.yaml"))
    before = file.read_bytes()
    readings, read = reader(content)
    look = readings.look

    def looked(found: Mapping[str, bytes]) -> None:
        look(found)
        file.write_bytes(b"[]\n")

    monkeypatch.setattr(readings, "look", looked)
    assert read().atlas is not None
    monkeypatch.undo()
    file.write_bytes(before)
    assert read().atlas == load.load(content).atlas


def test_a_file_that_came_and_went_between_the_look_and_the_reading_is_not_missed(tmp_path, monkeypatch):
    content = lay(tmp_path / "content")
    own = content / "terms" / "new.yaml"
    readings, read = reader(content)
    look = readings.look

    def looked(found: Mapping[str, bytes]) -> None:
        look(found)
        own.write_text("name: {zh: 新词, en: New}\ndefinition: {zh: 说, en: S}\n", encoding="utf-8")

    monkeypatch.setattr(readings, "look", looked)
    assert "new" in read().atlas.terms
    monkeypatch.undo()
    own.unlink()
    loaded = read()
    assert loaded.problems == []
    assert loaded.atlas == load.load(content).atlas


def test_files_that_did_not_change_are_not_opened(tmp_path, monkeypatch):
    content = lay(tmp_path / "content")
    _, read = reader(content)
    first = read()
    opened = []
    raw_of = load.raw_of
    monkeypatch.setattr(load, "raw_of", lambda path, name: opened.append(path) or raw_of(path, name))
    assert read().atlas == first.atlas
    assert {path.suffix for path in opened} <= {".md"}
    file = min(content.glob("documents/*/targets.yaml"))
    file.write_bytes(file.read_bytes() + b"\n")
    opened.clear()
    second = read()
    assert [path for path in opened if path.suffix == ".yaml"] == [file]
    assert second.atlas is not None
    assert first.atlas is not None
    same = [second.atlas.targets[key] is each for key, each in first.atlas.targets.items()]
    assert all(same), "a record of which the file says the same is the same object"


def test_two_records_that_say_the_same_are_two_objects_that_stand_where_they_stand(tmp_path):
    content = lay(tmp_path / "content")
    file = min(content.glob("documents/*/clusters.yaml"))
    _, read = reader(content)
    line = file.read_text(encoding="utf-8").splitlines()[0]
    read()
    file.write_text(file.read_text(encoding="utf-8") + f"{line}\n", encoding="utf-8")
    loaded, fresh = read(), load.load(content)
    assert loaded.atlas is not None
    assert fresh.atlas is not None
    places = [[one.positions.place(each).line for each in one.atlas.mentions] for one in (loaded, fresh)]
    assert places[0] == places[1]


def test_a_word_under_another_id_is_another_record(tmp_path):
    content = lay(tmp_path / "content")
    file = content / "vocabulary" / "themes.yaml"
    _, read = reader(content)
    assert "data" not in read().atlas.vocabulary["themes"]
    text = file.read_text(encoding="utf-8")
    first = text.partition(":")[0]
    file.write_text(text.replace(f"{first}:", "data:", 1), encoding="utf-8")
    assert read().atlas.vocabulary["themes"]["data"].id == "data"
