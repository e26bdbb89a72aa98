"""YAML as editors write it: every scalar stays as typed, every trap is named at its place, nothing crashes."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atlas.problems import Place
from atlas.reading.nodes import DEEPEST
from atlas.reading.reader import LARGEST_FILE, Tree, parse, read
from tests.trees import BASE, ROOT


def tree(text: str | bytes) -> Tree:
    found, problems = parse(text if isinstance(text, bytes) else text.encode(), "f.yaml")
    assert not problems, [problem.line() for problem in problems]
    assert found is not None
    return found


def told(text: str | bytes) -> list[str]:
    found, problems = parse(text if isinstance(text, bytes) else text.encode(), "f.yaml")
    assert (found is None) == bool(problems), "either data or problems"
    return [problem.line() for problem in problems]


# What stays as it is written


@pytest.mark.parametrize(
    "written",
    [
        "NO", "no", "yes", "on", "off", "true", "y", "1.10", "3.0", "010", "08", "0x1F", "0o17", "1_000", "1e3",
        "12:30", "12:30:00", "2018-05-29", "2024-13-45", "2024-02-30", "2020-10", ".nan", "-.inf", "=", "<<", "+1",
        "常发〔2021〕1号", "“3+1”平台", "5,000", "R&D", "50%", "a#b", "9" * 5000,
    ],
)  # fmt: skip
def test_a_scalar_stays_text(written):
    assert tree(f"a: {written}\n").data == {"a": written}


@pytest.mark.parametrize(
    "key", ["NO", "on", "yes", "1.10", "010", "2018-05-29", "12:30", "true", "=", "市科技局"]
)
def test_a_key_stays_text(key):
    assert tree(f"{key}: 1\n").data == {key: "1"}


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL"])
def test_an_empty_value_is_none(written):
    assert tree(f"a: {written}\nb: [{written or '~'}, x]\n").data == {"a": None, "b": [None, "x"]}


@pytest.mark.parametrize("written", ["''", '""', "'~'", '"null"', "'NULL'"])
def test_a_quoted_value_is_text_and_never_none(written):
    assert tree(f"a: {written}\n").data == {"a": written[1:-1]}


def test_text_in_blocks_is_kept():
    assert tree("a: |\n  甲\n  乙\nb: >\n  丙\n  丁\n").data == {"a": "甲\n乙\n", "b": "丙 丁\n"}


def test_lists_and_mappings_nest():
    assert tree("- {a: [x, y], b: {c: z}}\n- d\n").data == [{"a": ["x", "y"], "b": {"c": "z"}}, "d"]


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "---\n", "  \n", "\ufeff"])
def test_a_file_without_content_is_none(text):
    assert tree(text).data is None


@pytest.mark.parametrize(
    ("text", "data"), [("- a\n- b\n", ["a", "b"]), ("word\n", "word"), ("'a: b'\n", "a: b")]
)
def test_a_list_or_a_word_at_the_top_is_read(text, data):
    assert tree(text).data == data


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_count_alike(ends):
    found = tree(ends.join(["甲: 一", "乙:", "  丙: 二", ""]))
    assert found.data == {"甲": "一", "乙": {"丙": "二"}}
    assert found.place(("乙", "丙")) == Place("f.yaml", 3, 6)


def test_a_byte_order_mark_is_no_part_of_the_text():
    found = tree("\ufeff甲: 一\n".encode())
    assert found.data == {"甲": "一"}
    assert found.place(("甲",), key=True) == Place("f.yaml", 1, 1)


# Where things stand


def test_lines_and_columns_count_from_one_and_by_characters():
    found = tree("名称: {中文: 常州, en: 😀}\n列表:\n  - 甲\n  - id: 乙\n")
    assert found.place(("名称",), key=True) == Place("f.yaml", 1, 1)
    assert found.place(("名称",)) == Place("f.yaml", 1, 5)
    assert found.place(("名称", "中文")) == Place("f.yaml", 1, 10)
    assert found.place(("名称", "en"), key=True) == Place("f.yaml", 1, 14)
    assert found.place(("名称", "en")) == Place("f.yaml", 1, 18)
    assert found.place(("列表", 0)) == Place("f.yaml", 3, 5)
    assert found.place(("列表", 1, "id")) == Place("f.yaml", 4, 9)


def test_an_unknown_place_is_that_of_its_nearest_parent():
    found = tree("a:\n  b: x\n")
    assert found.place(("a", "c", "d")) == Place("f.yaml", 2, 3)
    assert found.place(("z",), key=True) == Place("f.yaml", 1, 1)


# What is refused, where, and with which words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", "f.yaml:3:1: key “a” stands twice (first on line 1); remove one of them"),
        ("甲:\n  乙: 1\n  乙: 2\n", "f.yaml:3:3: key “乙” stands twice (first on line 2)"),
        ("甲: {乙: 一, 丙: 二, 乙: 三}\n", "f.yaml:1:17: key “乙” stands twice (first on line 1)"),
        ("NO: 1\nNO: 2\n", "f.yaml:2:1: key “NO” stands twice"),
        ("甲: &x 1\n", "f.yaml:1:4: anchors (&name) are not supported"),
        ("甲: *x\n", "f.yaml:1:4: aliases (*name) are not supported"),
        ("- **要点**\n", "f.yaml:1:3: the text starts with *, which YAML takes for an alias; quote it"),
        ("a: &“甲”\n", "f.yaml:1:4: the text starts with &, which YAML takes for an anchor; quote it"),
        ("a: !<x\n", "f.yaml:1:4: the text starts with !, which YAML takes for a tag; quote it"),
        ("甲: !x 1\n", "f.yaml:1:4: tags (!name) are not supported"),
        ("甲: !!python/object/apply:os.system [x]\n", "f.yaml:1:4: tags (!name) are not supported"),
        ("甲: !<tag:yaml.org,2002:str> 1\n", "f.yaml:1:4: tags (!name) are not supported"),
        ("<<: {a: 1}\n", "f.yaml:1:1: the merge key << is not supported"),
        ("a: 1\n---\nb: 2\n", "f.yaml:2:1: holds several YAML documents"),
        ("? [a, b]\n: 1\n", "f.yaml:1:3: a key must be a single word"),
        ("{a: 1}: 2\n", "f.yaml:1:1: a key must be a single word"),
        ("a:\n\tb: 1\n", "f.yaml:2:1: the line is indented with a tab; indent with spaces"),
        ("a:\n  b: 1\n\tc: 2\n", "f.yaml:3:1: the line is indented with a tab"),
        ("a: 1\n名称：常州\nb: 2\n", "f.yaml:2:3: the colon is the full-width “：”; write an ASCII colon"),
        ("名称：常州\n", "f.yaml:1:3: the colon is the full-width “：”"),
        ("名称：\n  zh: 常州\n", "f.yaml:1:3: the colon is the full-width “：”"),
        ("- id: x\n  value：3\n  unit: y\n", "f.yaml:2:8: the colon is the full-width “：”"),
        ("a: 1\nb：2\n", "f.yaml:2:2: the colon is the full-width “：”"),
        ("a:\n　b: 1\n", "f.yaml:2:1: a full-width space stands before the key"),
        ("a:\n  b: 1\n　　c: 2\n", "f.yaml:3:1: a full-width space stands before the key"),
        ("a: 1\nb:　x\nc: 2\n", "f.yaml:2:3: a full-width space follows the colon"),
        ("a: {zh: 甲， en: B}\n", "f.yaml:1:10: a list or mapping in brackets holds a full-width comma"),
        ("a: 1\nb:2\n", "f.yaml:2:3: no space follows the colon; write a space after the colon"),
        ("a:1\nb: 2\n", "f.yaml:1:3: no space follows the colon"),
        ("a:1\n", "f.yaml:1:3: no space follows the colon"),
        (
            "a: 他说: 好\nb: 1\n",
            "f.yaml:1:6: the text holds a colon followed by a space; quote the whole text",
        ),
        ("甲: “乙”: 丙\n", "f.yaml:1:7: the text holds a colon followed by a space"),
        ("a: %x\n", "f.yaml:1:4: the value starts with a character that YAML reserves; quote the value"),
        ("a: @x\n", "f.yaml:1:4: the value starts with a character that YAML reserves"),
        ("a: `x`\n", "f.yaml:1:4: the value starts with a character that YAML reserves"),
        ("甲: 'x\nb: 2\n", "f.yaml:1:4: the quotation that starts here is not closed"),
        ('a: 1\n甲: "x\nb: 2\n', "f.yaml:2:4: the quotation that starts here is not closed"),
        ("甲: [x, y\nb: 2\n", "f.yaml:1:4: the list that starts here is not closed, or lacks a comma"),
        ("甲: {zh: 乙，丙, en: x\nb: 2\n", "f.yaml:1:4: the mapping that starts here is not closed"),
        ('a: "x" y\n', "f.yaml:1:8: text stands behind the closing quotation mark; put the whole text into"),
        ("a: 'x' y\n", "f.yaml:1:8: text stands behind the closing quotation mark; put the whole text into"),
        ("a: {b: x} y\n", "f.yaml:1:11: text stands behind the closing bracket; remove it"),
        ("a: [b]]\n", "f.yaml:1:7: text stands behind the closing bracket; remove it"),
        ("甲: {乙: %, 丙: x}\n", "f.yaml:1:8: the value starts with %, which YAML reserves; quote it"),
        ("- id: x\n  y: z\n-id: y\n", "f.yaml:3:1: no space follows the “-”; write a space after the “-”"),
        ("a:\n  - {b: x}\n  -{b: y}\n", "f.yaml:3:3: no space follows the “-”"),
        (
            "- id: x\n  value 3\n  unit: y\n",
            "f.yaml:2:3: this line has no colon; write the key, an ASCII colon",
        ),
        ("- value 3\n  unit: y\n", "f.yaml:1:3: this line has no colon"),
        ("- a: x\n    b: y\n", "f.yaml:2:5: the line is not in line with those above it; indent it like"),
        ("- a: x\n b: y\n", "f.yaml:2:2: the line is not in line with those above it"),
        ("- a: x\nid: y\n", "f.yaml:2:1: the line is not in line with those above it"),
        ("a:\n  - b: x\n - b: y\n", "f.yaml:3:2: the line is not in line with those above it"),
        ('甲: "\\q"\n', "f.yaml:1:5: is not valid YAML here (found unknown escape character)"),
        ("a: - x\n", "f.yaml:1:4: the list begins on the line of its key; begin it on the next line"),
        ("a: > x\n", "f.yaml:1:4: the value starts with | or >; quote the value"),
        ("a: [x, , y]\n", "f.yaml:1:8: nothing stands before the comma; remove the comma"),
        ("a: ]\n", "f.yaml:1:4: no bracket is open that this ] could close; remove it"),
        ("a: x\nb: [y,\n", "f.yaml:2:4: the bracket is not closed before the end of the file; add the ]"),
        ("甲: {", "f.yaml:1:4: the bracket is not closed before the end of the file"),
        ("a: 1\n b: 2\n", "f.yaml:2:2: the line is not in line with those above it"),
        ("%YAML 9.9\n---\na: 1\n", "f.yaml:1:1: is not valid YAML here ("),
        ("a: 1\nb: 甲\x01\n", "f.yaml:2:5: holds an invisible control character; remove it"),
        ("a: 甲\x85乙\n", "f.yaml:1:5: holds an invisible control character"),
        ("a: 甲\u2028乙\nb: 1\n", "f.yaml:1:5: holds an invisible control character"),
        ("a: 1\nb: \ufeff甲\n", "f.yaml:2:4: holds an invisible control character"),
        ("a: \uffff\n", "f.yaml:1:4: holds an invisible control character"),
    ],
)
def test_a_trap_is_named_at_its_place(text, expected):
    found = told(text)
    assert len(found) == 1
    assert found[0].startswith(expected)


def test_each_line_with_a_control_character_is_told():
    assert [line.split(" ")[0] for line in told("a: \x01\x02\nb: 1\nc: 甲\x07\n")] == [
        "f.yaml:1:4:",
        "f.yaml:3:5:",
    ]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("名称: 常州\n".encode("gbk"), "f.yaml:1:1: is not UTF-8; save the file as UTF-8 (not GBK)"),
        ("a: 1\nb: 常州\n".encode("gbk"), "f.yaml:2:1: is not UTF-8"),
        ("a: 常州\n".encode("utf-16"), "f.yaml:1:1: holds a NUL byte; save the file as text in UTF-8"),
        ("a: b\n".encode("utf-16-be"), "f.yaml:1:1: holds a NUL byte"),
        (b"a: 1\nb: \x00x\n", "f.yaml:2:1: holds a NUL byte"),
        ("a: b\n".encode("utf-32"), "f.yaml:1:1: holds a NUL byte"),
        (b"a: \xed\xa0\x80\n", "f.yaml:1:1: is not UTF-8"),
        (b"#" * (LARGEST_FILE + 1), "f.yaml:1:1: larger than 1,000,000 bytes; split it into several files"),
    ],
)
def test_bytes_that_are_no_text_are_told(raw, expected):
    assert [line[: len(expected)] for line in told(raw)] == [expected]


def test_every_alias_anchor_and_tag_is_told_at_once():
    assert len(told("a: &x 1\nb: *x\nc: !t 2\nd: 3\n")) == 3


def test_the_deepest_nesting_allowed_is_read_and_one_more_is_not():
    assert tree("[" * DEEPEST + "]" * DEEPEST).data == eval("[" * DEEPEST + "]" * DEEPEST)  # noqa: S307
    assert told("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1)) == [
        "f.yaml:1:41: nested deeper than 40 levels; check indentation and brackets"
    ]


def test_no_depth_of_nesting_ends_the_process():
    program = (
        "from atlas.reading.reader import parse\n"
        "for text in (b'[' * 50_000, b'{a: ' * 50_000, b'- ' * 50_000, b'? ' * 50_000, b'[' * 999_999):\n"
        "    found, problems = parse(text, 'f')\n"
        "    assert found is None\n"
        "    assert [problem.rule for problem in problems] == ['depth'], problems\n"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "text",
    [
        'a: "' + "[" * 400_000,  # a trap may not look ahead from each of them
        "a:" + " " * 400_000 + "x: y: z",
        "a: x" + ": " * 300_000,
        "-" * 500_000,
        "a: [" + "，" * 150_000,
        "'" * 499_999,
        "? " * 30 + "x" * 300_000,
        "a: 1\n" * 40_000,
        "&a " * 200_000,
        "a: " + "*x, " * 100_000,
    ],
    ids=range(10),
)
def test_no_file_takes_long(text):
    start = time.process_time()
    parse(text.encode(), "f.yaml")
    assert time.process_time() - start < 6


# Nothing that a file may hold raises


SIGNS = "abN01:：,，-—?[]{}#&*!|>'\"%@` \t\n\r　。“”～~<=.甲乙\x00\x07\x85\u2028\ufeff😀"
YAML_TEXT = st.text(st.sampled_from(SIGNS), max_size=60)


@given(st.binary(max_size=200))
def test_random_bytes_give_data_or_problems(raw):
    told(raw)


@settings(max_examples=300)
@given(st.one_of(YAML_TEXT, st.text(max_size=80)))
def test_random_text_gives_data_or_problems(text):
    for line in told(text.encode("utf-8", "surrogatepass")):
        assert line.startswith("f.yaml:")
        number, column = (int(part) for part in line.split(":")[1:3])
        assert number >= 1
        assert column >= 1


REAL = [
    path.read_bytes()
    for folder in (BASE, ROOT / "content" / "vocabulary")
    for path in sorted(folder.rglob("*.yaml"))
]


@settings(max_examples=150, suppress_health_check=[HealthCheck.data_too_large])
@given(st.sampled_from(REAL), st.data())
def test_a_damaged_real_file_gives_data_or_problems(raw, data):
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, min(len(raw), start + 8)))
    told(raw[:start] + data.draw(st.one_of(st.binary(max_size=6), YAML_TEXT.map(str.encode))) + raw[end:])


def test_every_place_lies_inside_its_file():
    for raw in REAL:
        lines = raw.decode().split("\n")
        found = tree(raw)
        for node in (*found.spots.values.values(), *found.spots.keys.values()):
            place = node.place(found.file)
            assert place.column <= len(lines[place.line - 1]) + 1


def test_a_key_stands_where_its_place_says():
    for raw in REAL:
        lines = raw.decode().split("\n")
        found = tree(raw)
        for trail, node in found.spots.keys.items():
            place = node.place(found.file)
            assert place == found.place(trail, key=True)
            assert lines[place.line - 1][place.column - 1 :].lstrip("'\"").startswith(str(trail[-1]))


def test_a_file_that_cannot_be_opened_is_a_problem(tmp_path: Path):
    found, problems = read(tmp_path / "missing.yaml", "content/missing.yaml")
    assert found is None
    assert [problem.rule for problem in problems] == ["readable"]
    assert read(tmp_path, "content/folder")[1]


def test_a_huge_file_is_not_read_to_its_end(tmp_path: Path):
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(8 * 2**30)
    found, problems = read(path, "huge.yaml")
    assert found is None
    assert [problem.rule for problem in problems] == ["file-size"]


def plain(node: yaml.Node) -> object:
    """What PyYAML's own composer read, with every scalar as written."""
    if isinstance(node, yaml.ScalarNode):
        return None if not node.style and node.value in ("", "~", "null") else node.value
    if isinstance(node, yaml.SequenceNode):
        return [plain(child) for child in node.value]
    return {key.value: plain(value) for key, value in node.value}


def marks(node: yaml.Node) -> list[tuple[int, int, int, int]]:
    """Where each value starts and ends, in the order of the file."""
    found = [(node.start_mark.line, node.start_mark.column, node.end_mark.line, node.end_mark.column)]
    if isinstance(node, yaml.SequenceNode):
        found += [mark for child in node.value for mark in marks(child)]
    elif isinstance(node, yaml.MappingNode):
        found += [mark for _, value in node.value for mark in marks(value)]
    return found


def test_files_are_put_together_as_pyyaml_would():
    for raw in REAL:
        composed = yaml.compose(raw.decode(), Loader=yaml.CSafeLoader)
        found = tree(raw)
        assert found.data == plain(composed)
        assert [
            (node.start.line, node.start.column, node.end.line, node.end.column)
            for node in found.spots.values.values()
        ] == marks(composed)


def test_where_things_stand_is_found_out_from_the_bytes_where_only_the_data_was_kept():
    for raw in REAL:
        parsed = tree(raw)
        kept = Tree(parsed.file, parsed.data, raw)
        for trail in parsed.spots.values:
            assert kept.place(trail) == parsed.place(trail)
        for trail in parsed.spots.keys:
            assert kept.place(trail, key=True) == parsed.place(trail, key=True)
