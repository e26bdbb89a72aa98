"""What a process keeps from one reading to the next changes nothing of what is read, said or shown."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from atlas import stages
from atlas.making.recall import Recall
from atlas.progress import Progress
from atlas.records.model import Name
from atlas.records.worked_out import WorkedOut
from tests.trees import lay


def name() -> Name:
    return Name(zh="甲", en="A")


def lengths(worked: WorkedOut, record: Name, calls: list[str], *given: object) -> int:
    def work(record: Name) -> int:
        calls.append(record.zh)
        return len(calls)

    return worked.of("length", record, work, given)


def test_a_result_holds_for_the_very_same_record_only():
    worked, calls, one, equal = WorkedOut(), list[str](), name(), name()
    assert one == equal
    first = lengths(worked, one, calls)
    worked.turn()
    assert lengths(worked, one, calls) == first
    assert lengths(worked, equal, calls) != first
    assert worked.of("other", one, lambda _: "x") == "x"


def test_a_result_holds_only_as_long_as_what_else_it_follows_from():
    worked, calls, one = WorkedOut(), list[str](), name()
    words, others = object(), object()
    lengths(worked, one, calls, words)
    worked.turn()
    lengths(worked, one, calls, words)
    assert len(calls) == 1
    worked.turn()
    lengths(worked, one, calls, others)
    assert len(calls) == 2
    for place, given in enumerate([(words, others), (others, others), (others, words)]):
        worked.turn()
        lengths(worked, one, calls, *given)
        assert len(calls) == 3 + place


def test_what_nobody_asks_for_any_more_is_forgotten():
    worked, calls, one = WorkedOut(), list[str](), name()
    lengths(worked, one, calls)
    worked.turn()
    worked.turn()
    lengths(worked, one, calls)
    assert len(calls) == 2


def test_an_equal_value_is_the_first_of_its_kind():
    worked = WorkedOut()
    first = worked.same("words", ["a"])
    assert worked.same("words", ["a"]) is first
    assert worked.same("words", ["b"]) == ["b"]


def test_templates_are_compiled_again_exactly_when_one_of_them_changed(tmp_path):
    templates, recall = tmp_path / "templates", Recall()
    templates.mkdir()
    (templates / "a.html").write_text("1", encoding="utf-8")
    first = recall.renderer(templates, {"site.css": "x"}, "/")
    assert recall.renderer(templates, {"site.css": "x"}, "/") is first
    assert recall.renderer(templates, {"site.css": "y"}, "/") is not first
    first = recall.renderer(templates, {"site.css": "x"}, "/")
    (templates / "a.html").write_text("2", encoding="utf-8")
    assert recall.renderer(templates, {"site.css": "x"}, "/") is not first


# Any row of edits


def files(content: Path, kind: str = "yaml") -> list[Path]:
    return sorted(content.rglob(f"*.{kind}"))


def with_text(file: Path, change: Callable[[str], str]) -> None:
    file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")


def another_figure(content: Path, draw: random.Random) -> None:
    def change(text: str) -> str:
        spots = list(re.finditer(r"\d", text))
        spot = draw.choice(spots) if spots else None
        return text if spot is None else f"{text[: spot.start()]}{draw.randrange(10)}{text[spot.end() :]}"

    with_text(draw.choice(sorted(content.glob("documents/*/*.yaml"))), change)


def a_line_less(content: Path, draw: random.Random) -> None:
    def change(text: str) -> str:
        lines = text.splitlines(keepends=True)
        del lines[draw.randrange(len(lines))]
        return "".join(lines)

    with_text(draw.choice(files(content)), change)


def a_word_of_the_vocabulary(content: Path, draw: random.Random) -> None:
    """Other words by which figures and comparators are known, so that phrases are read otherwise."""
    name = draw.choice(["units", "comparators"])
    with_text(
        content / "vocabulary" / f"{name}.yaml",
        lambda text: re.sub(r"(printed|cues): \[", r"\1: [奇, ", text, count=9),
    )


def a_unit_that_phrases_print_otherwise(content: Path, _: random.Random) -> None:
    with_text(content / "vocabulary" / "units.yaml", lambda text: text.replace("家", "户"))


def gone(content: Path, draw: random.Random) -> None:
    draw.choice(files(content)).unlink()


def renamed(content: Path, draw: random.Random) -> None:
    file = draw.choice(sorted(content.glob("*/*.yaml")))
    file.rename(file.with_name(f"new-{draw.randrange(1000)}.yaml"))


def twice(content: Path, draw: random.Random) -> None:
    with_text(draw.choice(sorted(content.glob("documents/*/*.yaml"))), lambda text: text + text)


def a_printed_name(content: Path, draw: random.Random) -> None:
    """A target notes other words of its phrase as what its document calls the indicator."""

    def change(text: str) -> str:
        spot = draw.choice(list(re.finditer("(?m)^  indicator: .*\n(?:  printed: .*\n)?", text)))
        phrase = re.compile("phrase: ([^,}]{3})").search(text, spot.end())
        name = phrase[1] if phrase else "甲"
        head = spot[0].splitlines()[0]
        return f"{text[: spot.start()]}{head}\n  printed: [{name}, 乙]\n{text[spot.end() :]}"

    with_text(draw.choice(sorted(content.glob("documents/*/targets.yaml"))), change)


def a_text(content: Path, draw: random.Random) -> None:
    with_text(draw.choice(files(content, "md")), lambda text: f"{text}\n又一段。\n")


EDITS = (
    a_printed_name,
    another_figure, another_figure, a_line_less, a_word_of_the_vocabulary, a_unit_that_phrases_print_otherwise, gone,
    renamed, twice, a_text,
)  # fmt: skip


def restore(content: Path, good: Mapping[Path, bytes]) -> None:
    for file in content.rglob("*"):
        if file.is_file() and file not in good:
            file.unlink()
    for file, data in good.items():
        file.write_bytes(data)


@pytest.mark.parametrize("seed", [1, 2])
def test_after_any_row_of_edits_the_same_is_read_and_said_as_by_a_new_process(tmp_path, seed):
    content, recall = lay(tmp_path / "content"), Recall()
    good = {file: file.read_bytes() for file in content.rglob("*") if file.is_file()}
    draw, said = random.Random(seed), 0  # noqa: S311 -- a seeded draw, no secret
    for step in range(40):
        if step % 4 == 0:
            restore(content, good)
        edit = draw.choice(EDITS) if step else a_unit_that_phrases_print_otherwise
        edit(content, draw)
        kept, problems = stages.read(content, Progress(), recall)
        fresh, told = stages.read(content, Progress())
        assert problems == told, edit.__name__
        assert (kept.atlas, kept.broken, kept.aliases) == (fresh.atlas, fresh.broken, fresh.aliases)
        said += len(told)
    assert said > 20
