"""Every message is there in Chinese and in English, and both name the same things."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from atlas.problems import Problem, Words
from atlas.progress import Progress
from atlas.serve.telling import WORDS
from atlas.stages import read
from tests.test_sites import CASES
from tests.trees import ROOT, lay

CHINESE = re.compile("[\u4e00-\u9fff]")
QUOTED = re.compile("“([^”]*)”")
FORMS = {"键: 值", "编号: {…}", "旧网址: 新网址", "old address: new address", ": ", "："}
"""What is quoted as a form, in words of one language."""

BUILDERS = {"Words": 0, "Message": 0, "NotMade": 0, "_problem": 2, "_report": 2}
"""Functions that take a message in both languages, and how many arguments stand before it."""


class Pair(NamedTuple):
    """Two expressions that are one message, where they stand."""

    where: str
    zh: ast.expr
    en: ast.expr


def pairs() -> Iterator[Pair]:
    """Every message of the code that is written out in both languages."""
    for path in sorted((ROOT / "atlas").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.stmt | ast.expr):
                yield from (Pair(f"{path.relative_to(ROOT)}:{node.lineno}", *two) for two in _two(node))


def _two(node: ast.stmt | ast.expr) -> Iterator[tuple[ast.expr, ast.expr]]:
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        first = BUILDERS.get(name)
        if first is not None and len(node.args) >= first + 2:
            zh, en = node.args[first : first + 2]
            if _is_text(zh) or _is_text(en):
                yield zh, en
    elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Tuple):
        for target in node.targets:
            names = [getattr(each, "id", "") for each in target.elts] if isinstance(target, ast.Tuple) else []
            if names == ["zh", "en"] and any(map(_is_text, node.value.elts)):
                yield node.value.elts[0], node.value.elts[1]


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def fixed(node: ast.expr) -> str:
    """The words of a message, without what is filled in."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return "".join(str(part.value) for part in parts if isinstance(part, ast.Constant))


def filled(node: ast.expr) -> set[str]:
    """The variables that a message speaks of; `label.zh` and `label.en` are both `label`."""
    found = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)} - FUNCTIONS
    return {COUNTED.get(name, name) for name in found}


FUNCTIONS = {
    "count",
    "quotation",
    "quoted",
    "listed",
    "len",
    "_called",
    "_article",
    "each",
    "str",
    "number",
    "gap",
    "zh",
    "en",
}
COUNTED = {
    "phrases": "found",
    "figures": "all_",
    "measures": "many",
    "indicators": "many",
    "headings": "many",
}
"""Variables that hold a number with its noun, which Chinese writes out, and the number."""

PAIRS = list(pairs())


def test_messages_are_found():
    assert len(PAIRS) > 150
    assert len({pair.where.partition(":")[0] for pair in PAIRS}) > 15


def test_each_message_has_both_languages():
    for pair in PAIRS:
        zh, en = fixed(pair.zh), fixed(pair.en)
        if zh == en or not re.search(r"\w", zh):
            continue  # no words, or a part of a sentence
        assert CHINESE.search(zh) or not re.search("[a-z]{3} [a-z]{2}", en), (
            f"{pair.where}: no Chinese in {zh!r}"
        )
        assert re.search("[A-Za-z]", en) or filled(pair.en), f"{pair.where}: no English in {en!r}"
        own = re.sub(
            "正文|附[件表录]|题头|前言|第|[章节条行]|[一二三四五六七八九十（）]", "", en
        )  # how places are written
        assert not CHINESE.search(own), f"{pair.where}: Chinese in {en!r}"


def test_both_languages_speak_of_the_same_things():
    for pair in PAIRS:
        assert filled(pair.zh) == filled(pair.en), f"{pair.where}: {filled(pair.zh) ^ filled(pair.en)}"


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> list[Problem]:
    folder = tmp_path_factory.mktemp("both")
    return [
        problem
        for case in CASES
        for problem in read(lay(Path(folder, case.name, "content"), case), Progress())[1]
    ]


def test_every_problem_of_every_case_says_the_same_in_both_languages(told):
    assert len({problem.rule for problem in told}) > 30
    for problem in told:
        for words in (problem.what, problem.instead):
            if words is not None:
                alike(words)


def alike(words: Words) -> None:
    assert words.zh.strip(), words
    assert words.en.strip(), words
    quoted = [sorted(set(QUOTED.findall(text)) - FORMS) for text in words]
    assert quoted[0] == quoted[1], words
    digits = [sorted(re.findall("[0-9]+", QUOTED.sub("", text))) for text in words]
    assert digits[0] == digits[1] or "YAML" in words.en, words
    assert "；" not in words.zh[-1] + words.zh[:1], words
    assert not words.en.endswith((".", ";")), words


def test_the_development_server_has_the_same_words_in_both_languages():
    singular = {name for name in WORDS["en"] if name.endswith("_one")}
    assert WORDS["zh"].keys() == WORDS["en"].keys() - singular
    for name, zh in WORDS["zh"].items():
        places = [set(re.findall(r"{(\w+)", text)) for text in (zh, WORDS["en"][name])]
        assert places[0] == places[1], name
