"""Content trees damaged at random, as files are by slips, crashes, merges and programs. A seed gives one damage."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path

PIECES = (
    "", "~", "[]", "{}", "- ", "x", "{zh: 甲}", "[a, [b]]", "{a: {b: [1, 2]}}", "NO", "12:30", "\n  x: 1\n", "：", '"\\0"',
    "-1", "1e400", "9" * 400, "𠀀" * 50, "[" * 60, "*x", "&x 1", "!!set {a}", "'", "|", "<<: {a: 1}", "\u202e", "null",
    "2021", "2021-13-41", "[2025, 2021]", "rd-share", "chengchuan-2021", "../../etc/passwd", "<script>alert(1)</script>",
)  # fmt: skip
WORDS = re.compile(r"[\w-]+")


def damage(content: Path, seed: int) -> list[str]:
    """Damages one to three files below a folder; what was done, in words."""
    dice = random.Random(seed)  # noqa: S311  (the same damage each time)
    files = sorted(path for path in content.rglob("*") if path.is_file())
    told = []
    for path in dice.sample(files, dice.choice((1, 1, 1, 2, 3))):
        way = dice.choice(WAYS)
        raw = path.read_bytes()
        path.write_bytes(way(raw, dice))
        if dice.random() < 0.05:
            path.rename(
                path.with_name(
                    dice.choice(("x.yaml", "NUL.yaml", "a b.yaml", f"{path.stem}.yml", "编号.yaml"))
                )
            )
        told.append(f"{path.relative_to(content)}: {way.__name__}")
    return told


def truncated(raw: bytes, dice: random.Random) -> bytes:
    return raw[: dice.randrange(len(raw) + 1)]


def bits_flipped(raw: bytes, dice: random.Random) -> bytes:
    found = bytearray(raw)
    for _ in range(dice.randint(1, 4)):
        if found:
            found[dice.randrange(len(found))] ^= 1 << dice.randrange(8)
    return bytes(found)


def _lines(raw: bytes, dice: random.Random, change: Callable[[list[bytes], int, int], None]) -> bytes:
    lines = raw.split(b"\n")
    change(lines, dice.randrange(len(lines)), dice.randrange(len(lines)))
    return b"\n".join(lines)


def lines_swapped(raw: bytes, dice: random.Random) -> bytes:
    def swap(lines: list[bytes], one: int, other: int) -> None:
        lines[one], lines[other] = lines[other], lines[one]

    return _lines(raw, dice, swap)


def line_gone(raw: bytes, dice: random.Random) -> bytes:
    return _lines(raw, dice, lambda lines, one, _: lines.__delitem__(one))


def line_doubled(raw: bytes, dice: random.Random) -> bytes:
    return _lines(raw, dice, lambda lines, one, other: lines.insert(other, lines[one]))


def line_indented(raw: bytes, dice: random.Random) -> bytes:
    blank = dice.choice((b" ", b"  ", b"\t", "　".encode()))
    return _lines(raw, dice, lambda lines, one, _: lines.__setitem__(one, blank + lines[one]))


def value_replaced(raw: bytes, dice: random.Random) -> bytes:
    def replace(lines: list[bytes], one: int, _: int) -> None:
        head, colon, _rest = lines[one].partition(b": ")
        lines[one] = head + colon + dice.choice(PIECES).encode()

    return _lines(raw, dice, replace)


def word_replaced(raw: bytes, dice: random.Random) -> bytes:
    text = raw.decode(errors="replace")
    found = list(WORDS.finditer(text))
    if not found:
        return raw
    one, other = dice.choice(found), dice.choice(found)
    word = dice.choice((*PIECES, other[0]))
    return (text[: one.start()] + word + text[one.end() :]).encode()


def nested(raw: bytes, dice: random.Random) -> bytes:
    deep = dice.choice((b"[", b"{a: ", b"- ", b"? ")) * dice.choice((39, 41, 2_000, 50_000))
    return raw + dice.choice((b"", b"\nx: ")) + deep


def of_another_shape(_: bytes, dice: random.Random) -> bytes:
    return dice.choice(PIECES).encode() + b"\n"


def in_another_encoding(raw: bytes, dice: random.Random) -> bytes:
    return raw.decode(errors="replace").encode(
        dice.choice(("gbk", "utf-16", "utf-32-be", "utf-7")), "replace"
    )


def merged_with_conflicts(raw: bytes, dice: random.Random) -> bytes:
    return _lines(raw, dice, lambda lines, one, _: lines.insert(one, b"<<<<<<< HEAD\n=======\n>>>>>>> b"))


def noise(raw: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(raw) + 1)
    return raw[:start] + dice.randbytes(dice.randint(1, 12)) + raw[start:]


WAYS: Sequence[Callable[[bytes, random.Random], bytes]] = (
    truncated, bits_flipped, lines_swapped, line_gone, line_doubled, line_indented, value_replaced, value_replaced,
    word_replaced, word_replaced, nested, of_another_shape, in_another_encoding, merged_with_conflicts, noise,
)  # fmt: skip
