"""What a page says: interface words, names and texts in its language; Chinese within English is marked so."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, wraps
from typing import Any, TypeVar

from atlas.noting.view import View
from atlas.pages.parts import Part, Run
from atlas.place_forms import english
from atlas.problems import Language
from atlas.records import model

CHINESE = "zh-Hans"
# A run of Chinese inside English: from one Han character to the last, with what stands between.
_HAN = re.compile("[\u3400-\u9fff〇]([^A-Za-z]*[\u3400-\u9fff〇])?")


S = TypeVar("S", bound="Speech")
T = TypeVar("T")


def once(made: Callable[[S, str], T]) -> Callable[[S, str], T]:
    """What a page says again and again under the same key is made once a page, and its reads are noted once."""
    name = made.__name__

    @wraps(made)
    def found(self: S, key: str) -> T:
        kept = self.kept.get((name, key))
        if kept is None:
            kept = self.kept[name, key] = made(self, key)
        result: T = kept
        return result

    return found


class MissingWords(Exception):
    """A page needs words that the interface does not have; the text says which."""


@dataclass(frozen=True)
class Speech:
    """The words of one page: a view, a language, and where the page stands.

    `here` is the page's address and `site_url` the site's; `base` is the path before every link of a page that is
    served at any depth.
    """

    view: View
    language: Language
    here: str
    site_url: str
    base: str | None = None

    @cached_property
    def kept(self) -> dict[tuple[str, str], Any]:
        """What was made for this page (see `once`)."""
        return {}

    def shared(self: S, what: str, given: object, made: Callable[[S], T]) -> T:
        """What is the same on many pages in a language is made once, and each of them notes what it was made from.

        `what` tells what is made of a record or a group that is `given`. It has no links, or is for pages that lie
        in one folder which holds none of what they lead to.
        """
        key = (f"{what} {self.language}", id(given))
        found = self.view.shared.get(key)
        if found is None:
            other = replace(self, view=self.view.fresh())
            # It holds what is given, so that nothing else gets its id.
            found = self.view.shared[key] = (given, made(other), frozenset(other.view.reads))
        self.view.reads.update(found[2])
        result: T = found[1]
        return result

    def unfolds(self, count: int) -> str:
        """The line behind which so many stand where there is little room."""
        return self.say(f"全部{count}项", f"All {count}")

    def say(self, zh: str, en: str) -> str:
        """One of two texts."""
        return zh if self.language == "zh" else en

    @once
    def t(self, key: str) -> str:
        """An interface string; MissingWords where content/interface.yaml lacks it."""
        words = self.view.interface(key)
        if words is None:
            raise MissingWords(f"content/interface.yaml lacks “{key}”; add {key}: {{zh: …, en: …}}")
        return self.name(words)

    def name(self, name: model.Name) -> str:
        """A name in the page's language."""
        return name.zh if self.language == "zh" else name.en

    def text(self, text: model.Text | model.Name | None) -> Run:
        """A text in the page's language, or in Chinese, marked so, where it lacks English."""
        if text is None:
            return ()
        if self.language == "en" and text.en is not None:
            return self.mixed(text.en)
        return (self.chinese(text.zh),)

    def mixed(self, words: str, mark: str = "") -> Run:
        """Text in the page's language; on an English page, Chinese words in it are marked so."""
        if self.language == "zh":
            return (Part(words, mark=mark),)
        parts, at = [], 0
        for match in _HAN.finditer(words):
            if match.start() > at:
                parts.append(Part(words[at : match.start()], mark=mark))
            parts.append(Part(match[0], lang=CHINESE, mark=mark))
            at = match.end()
        if at < len(words):
            parts.append(Part(words[at:], mark=mark))
        return tuple(parts)

    def chinese(self, words: str) -> Part:
        """Words as printed, marked as Chinese on an English page."""
        return Part(words, lang=CHINESE if self.language == "en" else None)

    def place(self, at: str, *, mark: str = "") -> Run:
        """A place in a text as the text numbers it, on an English page with its English behind."""
        printed = replace(self.chinese(at), mark=mark)
        told = self.place_told(at)
        return (printed, Part(" · ", mark=mark), Part(told, mark=mark)) if told else (printed,)

    def place_behind(self, at: str) -> Run:
        """The same in brackets, behind the words that stand there."""
        told = f" · {told}" if (told := self.place_told(at)) else ""
        return Part(self.say("（", " (")), self.chinese(at), Part(told + self.say("）", ")"))

    def place_told(self, at: str) -> str:
        """The English of a place, empty on a Chinese page and for what is none."""
        return english(at) if self.language == "en" else ""

    def label(self, vocabulary: str, key: str) -> str:
        """The label of a word of a vocabulary."""
        return self.name(self.view.word(vocabulary, key).label)

    def inferred(self, basis: str | None) -> str:
        """What follows upon something that the text does not say, such as a date; empty where it says it."""
        return self.bracketed(self.label("issued-bases", basis)) if basis not in (None, "stated") else ""

    @property
    def colon(self) -> str:
        """What stands between a label and what it labels."""
        return self.say("：", ": ")

    def bracketed(self, words: str) -> str:
        """Words in brackets, to be put behind others; nothing for no words."""
        return self.say(f"（{words}）", f" ({words})") if words else ""
