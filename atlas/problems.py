"""A problem: where it is, what is wrong and what to write instead, in Chinese and English."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal, NamedTuple

Language = Literal["zh", "en"]
Severity = Literal["error", "warning"]


class Words(NamedTuple):
    """One message in both languages."""

    zh: str
    en: str

    def within(self, language: Language) -> str:
        """The message in one language."""
        return self.zh if language == "zh" else self.en


class Place(NamedTuple):
    """A place in a content file; line and column count from 1."""

    file: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, order=True)
class Problem:
    """Something an editor must mend (error) or may want to mend (warning)."""

    place: Place
    rule: str
    what: Words
    instead: Words | None = None
    severity: Severity = "error"

    def line(self, language: Language = "en") -> str:
        """`file:line:column: what is wrong; write … instead`."""
        place = f"{self.place.file}:{self.place.line}:{self.place.column}"
        text = self.what.within(language)
        if self.instead is not None:
            text += ("；" if language == "zh" else "; ") + self.instead.within(language)
        if self.severity == "warning":
            text = ("提醒：" if language == "zh" else "warning: ") + text
        return f"{place}: {text}"

    def annotation(self, language: Language = "en") -> str:
        """The workflow command that shows the problem beside the line of a pull request."""
        text = self.what.within(language)
        if self.instead is not None:
            text += ("；" if language == "zh" else "; ") + self.instead.within(language)
        text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        file = self.place.file
        for char, code in (("%", "%25"), (":", "%3A"), (",", "%2C")):
            file = file.replace(char, code)
        return f"::{self.severity} file={file},line={self.place.line},col={self.place.column}::{text}"


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by file, line and column, each once."""
    return sorted(set(problems))


def nearest(written: str, valid: Iterable[str]) -> str | None:
    """The valid name most like what was written, or None where nothing is close."""
    names = list(valid)
    found = get_close_matches(written, names, n=1, cutoff=0.6)
    if found:
        return found[0]
    lowered = written.lower().replace("_", "-").replace(" ", "-")
    for name in names:
        if name.lower() == lowered:
            return name
    return None


def write_instead(written: str, valid: Sequence[str], shown: int = 12) -> Words | None:
    """“write X instead” from the nearest valid name, or the list where it is short."""
    near = nearest(written, valid)
    if near is not None:
        return Words(f"应写 {near}", f"write {near} instead")
    if 0 < len(valid) <= shown:
        listed = ", ".join(sorted(valid))
        return Words(f"可写：{listed}", f"write one of: {listed}")
    return None
