"""A problem: where it is, what is wrong and what to write instead, in Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher, get_close_matches
from typing import Literal, NamedTuple

Language = Literal["zh", "en"]
Severity = Literal["error", "warning"]

# What a terminal or a log would obey, hide or fail to write: controls, line breaks, marks that turn the direction
# of writing, and the surrogates by which Python stands for the bytes of a file name that is not UTF-8.
_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
LONGEST_QUOTATION = 60
CLOSE = 0.7  # how alike two names are, from 0 to 1, for one to be a slip of the other
SLIP = 0.6  # how alike each word of an id must be to that of the other
_WORDS = re.compile("[-_ ]")
FURTHEST = 3  # characters by which their lengths may differ: chengchuan is no slip of chengchuan-hitech


class Words(NamedTuple):
    """One message in both languages."""

    zh: str
    en: str

    def within(self, language: Language) -> str:
        """The message in one language."""
        return self.zh if language == "zh" else self.en


class Place(NamedTuple):
    """A place in a content file; line and column count from 1.

    `span` is how many characters of the line are meant, where that is known; a file as a whole has none.
    It makes no difference to whether two places are one, nor to their order.
    """

    file: str
    line: int = 1
    column: int = 1
    span: int | None = None

    @classmethod
    def whole(cls, file: str) -> Place:
        """A file as a whole; it is told at its first character."""
        return cls(file, span=0)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Place) and self[:3] == other[:3]

    def __ne__(self, other: object) -> bool:  # a tuple has one of its own
        return not self == other

    def __lt__(self, other: tuple[object, ...]) -> bool:
        return self[:3] < other[:3]

    def __hash__(self) -> int:
        return hash(self[:3])


@dataclass(frozen=True)
class Problem:
    """Something an editor must mend (error) or may want to mend (warning)."""

    place: Place
    rule: str
    what: Words
    instead: Words | None = None
    severity: Severity = "error"
    source: str | None = field(default=None, compare=False, repr=False)
    """The line of the file on which it stands, where that was looked up."""

    @property
    def written(self) -> str | None:
        """What was written at the place, if it stands on one line and that line is known."""
        if self.source is None or not self.place.span:
            return None
        start = self.place.column - 1
        return self.source[start : start + self.place.span] or None

    def line(self, language: Language = "en") -> str:
        """`file:line:column: what is wrong; write … instead`: one line, whatever the content holds."""
        text = self._text(language)
        if self.severity == "warning":
            text = ("提醒：" if language == "zh" else "warning: ") + text
        return visible(f"{self.place.file}:{self.place.line}:{self.place.column}: {text}")

    def annotation(self, language: Language = "en") -> str:
        """The workflow command that shows the problem beside the line of a pull request."""
        text = visible(self._text(language)).replace("%", "%25")
        file = visible(self.place.file)
        for char, code in (("%", "%25"), (":", "%3A"), (",", "%2C")):
            file = file.replace(char, code)
        return f"::{self.severity} file={file},line={self.place.line},col={self.place.column}::{text}"

    def _text(self, language: Language) -> str:
        text = self.what.within(language)
        if self.instead is not None:
            text += ("；" if language == "zh" else "; ") + self.instead.within(language)
        return text


def visible(text: str) -> str:
    """The text with what cannot be shown written as `\\u200b`, so that no content can forge a line of output."""
    return _UNSHOWN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def quotation(written: object) -> str:
    """What an editor wrote, as messages quote it: in full where it is short."""
    text = str(written)
    return text if len(text) <= LONGEST_QUOTATION else f"{text[:LONGEST_QUOTATION]}…"


def quoted(value: object) -> str:
    """A value of any shape as messages quote it."""
    if isinstance(value, list):
        return "[…]"
    return "{…}" if isinstance(value, dict) else quotation(value)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by file, line and column, each once."""
    return sorted(set(problems), key=lambda p: (p.place, p.rule, p.what, p.instead or (), p.severity))


def nearest(written: str, valid: Iterable[str]) -> str | None:
    """The valid name most like what was written, or None where nothing is close."""
    names = list(valid)
    for name in names:
        if same_but_for_form(name, written):
            return name
    alike = [name for name in names if abs(len(name) - len(written)) <= FURTHEST]
    found = get_close_matches(written, alike, n=len(alike) or 1, cutoff=CLOSE)
    return next((name for name in found if _word_by_word(name, written)), None)


def _word_by_word(name: str, written: str) -> bool:
    """Whether each word of an id is like the one that was written: young-elite-founders is no slip of young-elite-joiners."""
    words, others = (_WORDS.split(each) for each in (name, written))
    if len(words) != len(others):
        return True
    pairs = zip(words, others, strict=True)
    return all(SequenceMatcher(None, one, other).ratio() >= SLIP for one, other in pairs)


def same_but_for_form(name: str, written: str) -> bool:
    """Whether a name is what was written, but for capitals and what stands between its words."""
    one, other = (each.lower().replace("_", "-").replace(" ", "-") for each in (name, written))
    return one == other


def proposed(name: str, written: str) -> Words:
    """A name for what was written: to be written where it is the same, else asked, since only letters were compared."""
    if same_but_for_form(name, written):
        return Words(f"应写 {name}", f"write {name} instead")
    return Words(f"是否指 {name}？", f"did you mean {name}?")


def listed(names: Iterable[str]) -> str:
    """Names in order, with commas between."""
    return ", ".join(sorted(names))


def one_of(valid: Sequence[str]) -> Words:
    """“write X instead” where there is one X, else the list."""
    names = listed(valid)
    if len(valid) == 1:
        return Words(f"应写 {names}", f"write {names} instead")
    return Words(f"可写：{names}", f"write one of: {names}")


def write_instead(written: str, valid: Sequence[str], shown: int = 12) -> Words | None:
    """The nearest valid name, or the list where it is short."""
    near = nearest(written, valid)
    return short_list(valid, shown) if near is None else proposed(near, written)


def short_list(valid: Sequence[str], shown: int = 12) -> Words | None:
    """The valid names, where there are not too many of them to be read."""
    if len(valid) == 1:
        return Words(f"只有 {valid[0]}", f"there is only {valid[0]}")
    return one_of(valid) if 0 < len(valid) <= shown else None
