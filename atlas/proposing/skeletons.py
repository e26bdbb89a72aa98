"""Commented YAML to fill in: a blank for each field that a record needs, and what each field means.

A blank is `""`, `[]` or nothing behind the colon. Fields that may be left out stand behind `# `; without it they
are YAML with their own comments, so that any of them, or all, can be taken in as they are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any, get_args, get_origin

from atlas.guide.field_guide import FieldGuide, inside, marks
from atlas.guide.file_kinds import FileKind
from atlas.problems import Language
from atlas.records import model
from atlas.records.fields import Ref

WIDTH = 100
MOST_IDS = 12
"""Records of which the ids are listed; of more it is said where they stand."""
_BILINGUAL = (model.Name, model.Text, model.UnitLabel)
_RARE = ("note", "nth", "targets", "regions")
"""Fields of a record inside another that are seldom needed, and so get no blank."""

# What YAML reads as text without quotation marks, also between brackets.
_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=~<][^,\[\]{}\n\t]*")
_NOT_PLAIN = re.compile(r": | #|:$|\s$")
_WORDS = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}


def scalar(text: str) -> str:
    """Text as YAML that reads as the same text, in quotation marks only where it needs them."""
    plain = _PLAIN.fullmatch(text) and not _NOT_PLAIN.search(text) and text.lower() not in _WORDS
    if plain and text.isprintable():
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(char if char.isprintable() else _escape(char) for char in quoted)


def _escape(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"


@dataclass(frozen=True)
class Skeletons:
    """What skeletons are made from: the guide to the fields, what may be written, and the editor's language."""

    guide: FieldGuide
    atlas: model.Atlas
    language: Language

    def say(self, zh: str, en: str) -> str:
        """One of two texts."""
        return zh if self.language == "zh" else en

    def head(self, kind: FileKind, schemas: str | None) -> list[str]:
        """The comments over a file: its schema, in the folder `schemas` as seen from it; what it is; what to do."""
        lines = [f"# yaml-language-server: $schema={schemas}/{kind.schema}"] if schemas else []
        about = self.guide.record(kind.record).within(self.language) if kind.record else ""
        named = self.guide.kinds[kind.name].within(self.language)
        lines += self._comment(about if named in about else f"{named}{self.say('：', ': ')}{about}")
        return lines + self._comment(
            self.say(
                "填写空白处。以 # 开头的字段可以不写；要写就去掉 # 和后面的一个空格。",
                "Fill in the blanks. A field behind # may be left out; to write it, take away # and one space.",
            )
        )

    def record(
        self, kind: FileKind, given: Mapping[str, Sequence[str]], wanted: Iterable[str] = ()
    ) -> list[str]:
        """A file's one record: each field with its comment, those that may be left out behind `# `.

        `given` are lines that stand for a field; `wanted` fields are written although they could be left out.
        """
        lines: list[str] = []
        if kind.record is None:
            return lines
        for name in kind.written:
            field = kind.record.model_fields[name]
            block = self._described(kind.record, name) + list(
                given.get(name) or self._blank(kind.record, name)
            )
            needed = field.is_required() or name in given or name in wanted
            lines += ["", *(block if needed else commented(block))]
        return lines

    def item(self, record: type[model.Record], given: Mapping[str, str], *, told: bool = False) -> list[str]:
        """One record of a list: what it needs, and what is given. `told` explains each field."""
        lines: list[str] = []
        for name in _written(record):
            if name in given:
                block = [f"{name}: {given[name]}".rstrip()]
            elif record.model_fields[name].is_required():
                block = self._blank(record, name)
            else:
                continue
            lines += [*self._described(record, name), *block] if told else block
        first = next(i for i, line in enumerate(lines) if not line.startswith("#"))
        return lines[:first] + [
            f"{'- ' if i == first else '  '}{line}" for i, line in enumerate(lines) if i >= first
        ]

    def to_write(self, record: type[model.Record], name: str, trail: Sequence[str | int] = ()) -> str:
        """What is to be written into a field, in one line; `trail` leads to a part of it, such as its English."""
        field = record.model_fields[name]
        mark = next(iter(marks(field.annotation, field.metadata)), None)
        told = self.guide.field(record, name).within(self.language)
        if trail[-1:] in (("zh",), ("en",)):
            zh, en = ("中文：", "in Chinese: ") if trail[-1] == "zh" else ("英文：", "in English: ")
            told = f"{self.say(zh, en)}{told}"
        return " ".join(filter(None, (told, self._choices(mark) if mark else "")))

    def _described(self, record: type[model.Record], name: str) -> list[str]:
        lines = self._comment(self.guide.field(record, name).within(self.language))
        field = record.model_fields[name]
        mark = next(iter(marks(field.annotation, field.metadata)), None)
        return lines + (self._comment(self._choices(mark)) if mark else [])

    def _choices(self, mark: Ref) -> str:
        """What may be written: listed where it is not too much, or where it is found."""
        words: Mapping[str, Any]
        if mark.kind in model.VOCABULARIES:
            words = self.atlas.units if mark.kind == "units" else self.atlas.vocabulary[mark.kind]
            return self._one_of(words)
        if mark.kind not in (*model.REGISTRIES, "documents"):
            return ""
        words = getattr(self.atlas, mark.kind)
        if 0 < len(words) <= MOST_IDS:
            return self._one_of(words)
        folder = f"{mark.kind}/"
        return self.say(f"编号是 {folder} 里的文件名。", f"Its ids are the names of the files in {folder}.")

    def _one_of(self, words: Mapping[str, Any]) -> str:
        names = (self._choice(key, word) for key, word in words.items())
        return self.say("可写：", "One of: ") + " | ".join(names)

    def _choice(self, key: str, word: Any) -> str:
        """A word with what it stands for: jia（家）."""
        label = getattr(word, "label", None) or getattr(word, "short", None) or getattr(word, "name", None)
        shown = label.zh if label and (self.language == "zh" or not label.en) else label.en if label else ""
        if not shown or shown.lower().replace(" ", "-") == key:
            return key
        return self.say(f"{key}（{shown}）", f"{key} ({shown})")

    def _comment(self, text: str) -> list[str]:
        width = WIDTH // 2 if self.language == "zh" else WIDTH  # a Chinese character is twice as wide
        return [f"# {line}" for line in wrap(text, width, break_on_hyphens=False)]

    def _blank(self, record: type[model.Record], name: str) -> list[str]:
        """The lines of a field with nothing in it."""
        annotation = record.model_fields[name].annotation
        inner = inside(annotation)
        if inner is not None:
            many = _is_list(annotation)
            if inner in _BILINGUAL:
                return [f"{name}:", '  - {zh: "", en: ""}'] if many else [f"{name}:", '  zh: ""', '  en: ""']
            nested = [
                line
                for field in inner.model_fields
                if field not in _RARE
                for line in self._blank(inner, field)
            ]
            if many:
                return [f"{name}:", *(f"  {'- ' if i == 0 else '  '}{line}" for i, line in enumerate(nested))]
            return [f"{name}:", *(f"  {line}" for line in nested)]
        if _is_mapping(annotation):
            return [f"{name}: {{}}"]
        if _is_list(annotation) or annotation == model.Target.model_fields["period"].annotation:
            return [f"{name}: []"]
        return [f'{name}: ""' if _is_text(record, name) else f"{name}:"]


def _written(record: type[model.Record]) -> list[str]:
    return [name for name in record.model_fields if name != "document"]


def _is_mapping(annotation: Any) -> bool:
    origin = get_origin(annotation)
    return isinstance(origin, type) and issubclass(origin, Mapping)


def _is_list(annotation: Any) -> bool:
    """Whether a field holds a list, whatever else it may hold."""
    origin = get_origin(annotation)
    if origin is tuple:
        arguments = get_args(annotation)
        return len(arguments) == 2 and arguments[1] is Ellipsis
    return any(_is_list(argument) for argument in get_args(annotation))


def _is_text(record: type[model.Record], name: str) -> bool:
    """Whether a field holds free text, which is safest between quotation marks."""
    field = record.model_fields[name]
    texts = str in (field.annotation, *get_args(field.annotation)) or any(
        get_args(argument)[:1] == (str,) for argument in get_args(field.annotation)
    )
    return texts and not any(True for _ in marks(field.annotation, field.metadata)) and name != "id"


def commented(lines: Iterable[str]) -> Iterator[str]:
    """The lines behind `# `; empty ones stay empty."""
    for line in lines:
        yield f"# {line}" if line else "#"
