"""What is known elsewhere, or said in the same source, fills the blanks of a new document's candidates.

Measured on the five real documents: what is filled in agrees with the records (tests/starting/test_fillings.py says how
often); what does not always agree stands as a remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from atlas.place_forms import is_row
from atlas.proposing.asides import Entry
from atlas.proposing.candidates import Candidates
from atlas.proposing.english import English
from atlas.proposing.skeletons import scalar
from atlas.proposing.zones import registered
from atlas.provisions.industries import Industries, Industry
from atlas.provisions.listed_bodies import names_of_bodies
from atlas.provisions.rows import answerable, of_row
from atlas.provisions.sections import is_no_measure
from atlas.reading.by_place import programme
from atlas.records.model import Atlas
from atlas.sources.source import Heading, Passage, place
from atlas.squeezed import fold, squeeze

_ALIKE = 0.6
"""How much of two titles must be the same where their numbers are."""


@dataclass(frozen=True)
class Fillings:
    """The candidates of a source with what an atlas knows of them; `region` is the document's, or empty."""

    found: Candidates
    atlas: Atlas
    region: str = ""

    @cached_property
    def english(self) -> Mapping[str, str]:
        """The headings that other documents have, folded, with their English where all agree."""
        said: dict[str, set[str]] = {}
        for document in self.atlas.documents.values():
            for heading in document.outline:
                if heading.title.en:
                    said.setdefault(fold(squeeze(heading.title.zh)), set()).add(heading.title.en)
        return {zh: next(iter(en)) for zh, en in said.items() if len(en) == 1}

    @cached_property
    def _titles(self) -> Mapping[str, str]:
        return {heading.path: title for heading, _, title in self.found.headings}

    @cached_property
    def _at(self) -> Mapping[str, tuple[Heading, Passage]]:
        return {scalar(heading.path): (heading, passage) for heading, passage, _ in self.found.headings}

    def outline(self) -> list[str]:
        """The lines of `outline`, with the English that other documents have; that of others may wait.

        Of headings that are called alike only the first has it; the others have it from that.
        """
        lines = self.found.outline()
        titles = [title for _, _, title in self.found.headings if title]
        met: set[str] = set()
        for number, title in enumerate(titles, 1):
            lines[number] = self._named(lines[number], title)
            if title in met:  # it has the English of the first
                lines[number] = lines[number].replace(', en: ""', "")
            met.add(title)
        return lines

    def _named(self, line: str, title: str) -> str:
        en = self.english.get(fold(squeeze(title)), "")
        if en:
            return line.replace('en: ""', f"en: {_quoted(en)}")
        composed = self._names.composed(title)
        waits = line.replace(', en: ""', "")
        return f"{waits} # {self.found.say('en 或为 ', 'en: perhaps ')}{composed}" if composed else waits

    @cached_property
    def _names(self) -> English:
        return English.of(self.atlas)

    def measures(self) -> Iterator[Entry]:
        """The headings that may be measures, with the programme above them and the industries that they name.

        None is a section of goals or principles, or a part of one, unless it says who is answerable.
        A programme has the English of the heading that names it.
        """
        for path, listed in self.found.measures():
            heading, passage = self._place(listed)
            above = self._titles.get(path, "")
            if is_no_measure(self._titles[heading.path], heading.level, above) and "  lead: []" in listed:
                continue
            title = f"  # {self._titles[heading.path]}"  # a measure has the title of its heading
            lines = [title if line.startswith("  title:") else line for line in listed]
            above = self._titles.get(path, "") if path != heading.path else ""
            if above:
                zh = programme(above)
                _insert(lines, "at", f"programme: {{zh: {scalar(zh)}}}")
            named = list(self._industries.within(self.found.source, [passage]))
            if named:
                ids = ", ".join(dict.fromkeys(each.cluster for each in named))
                words = "、".join(dict.fromkeys(each.printed for each in named))
                _insert(lines, "support", f"# clusters: [{ids}] # {words}")
            yield path, lines

    def tasks(self) -> Iterator[Entry]:
        """The rows of an annex, with measure, year and who is answerable where the source says so."""
        for path, lines in self.found.tasks():
            _, passage = self._place(lines)
            lead, support = answerable(self.found.source, passage, self._printed)
            fields = {
                "measure": self._measure(path),
                "year": str(of_row(self.found.source, passage) or ""),
                "lead": f"[{', '.join(map(scalar, lead))}]",
                "support": f"[{', '.join(map(scalar, support))}]",
            }
            yield path, [_filled(line, fields) for line in lines]

    def mentions(self) -> Iterator[Entry]:
        """A line for each industry that the source names, under the heading where it does so first.

        Known ones by any name of theirs, others where a list says that these are industries, without an id.
        """
        source = self.found.source
        body = [passage for passage in source.passages if passage.path != "题头"]
        industries = self._industries
        named = [*industries.within(source, body), *industries.unknown(source, body)]
        for above, parts in self._sections():
            named += industries.headed(source, above, parts)
        first: dict[str, Industry] = {}
        also: dict[str, list[str]] = {}
        for each in sorted(named, key=lambda one: one.start):
            key = each.cluster or fold(squeeze(each.printed))
            if first.setdefault(key, each) is not each:
                also.setdefault(key, []).append(each.at)
        for key, each in first.items():
            more = [at for at in dict.fromkeys(also.get(key, ())) if at != each.at]
            yield each.at, [self._mention(each, more)]

    def _sections(self) -> Iterator[tuple[str, list[tuple[Passage, str]]]]:
        """The title of each heading that has others directly under it, with the passages and titles of these."""
        below: dict[str, list[tuple[Passage, str]]] = {}
        for heading, passage, _ in self.found.headings:
            above = self.found.parent(passage)
            title = self.found.drafts.titles.get(passage.start)
            if above and title and not is_row(heading.path):
                below.setdefault(above, []).append((passage, title))
        for path, parts in below.items():
            yield fold(squeeze(self._titles.get(path, ""))), parts

    def _mention(self, each: Industry, more: Sequence[str]) -> str:
        say = self.found.say
        told = say(f"第{each.line}行", f"line {each.line}")
        told += f"{say('：', ': ')}{each.cue}" if each.cue else ""
        told += say("；又见 ", "; also ") + say("、", ", ").join(more) if more else ""
        command = "python build.py new cluster ID"
        told += (
            ""
            if each.cluster
            else say(f"；未登记，可新建：{command}", f"; not known yet; a new one: {command}")
        )
        printed, at = scalar(each.printed), scalar(each.at)
        fields = (
            f"cluster: {each.cluster}, region: {self.region}, role: {each.role}, printed: {printed}, at: {at}"
        )
        return f"- {{{fields}}} # {told}"

    @cached_property
    def _industries(self) -> Industries:
        return Industries(self.atlas)

    @cached_property
    def _printed(self) -> frozenset[str]:
        """Every name of a body that some document prints, or this source in a list of its measures."""
        return names_of_bodies(self.found.source, registered(self.atlas))

    def _place(self, lines: list[str]) -> tuple[Heading, Passage]:
        """The heading that a candidate is of, and its passage."""
        at = next(line.removeprefix("  at: ") for line in lines if line.startswith("  at: "))
        return self._at[at]

    def _measure(self, path: str) -> str:
        """The id of the measure's candidate that rows under a path belong to; empty where it is not plain."""
        title = fold(squeeze(self._titles.get(path, "")))
        same = [key for key, (_, other) in self._measures.items() if other == title]
        if title and len(same) == 1:
            return same[0]
        number = re.sub(".*?([0-9]*)$", r"\1", path)
        like = [
            key
            for key, (their, other) in self._measures.items()
            if their == number and SequenceMatcher(None, title, other).ratio() > _ALIKE
        ]
        return like[0] if number and len(like) == 1 else ""

    @cached_property
    def _measures(self) -> Mapping[str, tuple[str, str]]:
        """The number and the folded title of each candidate of the main text, by its id."""
        found = {}
        for _, lines in self.found.measures():
            heading, _ = self._place(lines)
            key = next(line.removeprefix("- id: ") for line in lines if line.startswith("- id: "))
            if place(heading.path).startswith("正文"):
                number = re.sub(".*?([0-9]*)$", r"\1", heading.path)
                found[key] = number, fold(squeeze(self._titles[heading.path]))
        return found


def _quoted(text: str) -> str:
    return scalar(text) if text else '""'


def _insert(lines: list[str], behind: str, line: str) -> None:
    """A field is written behind another."""
    at = next(number for number, each in enumerate(lines) if each.startswith(f"  {behind}:"))
    lines.insert(at + 1, f"  {line}")


def _filled(line: str, fields: Mapping[str, str]) -> str:
    name, _, said = line.strip().partition(":")
    blank = said.strip() in ("", "[]") and line.startswith("  ")
    return f"  {name}: {fields[name]}".rstrip() if blank and name in fields else line
