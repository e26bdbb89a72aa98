"""What every page builder uses: links from here, names in the page's language, figures, tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from atlas import model, wording
from atlas.addresses import address as address_of
from atlas.addresses import localized, relative
from atlas.compare import deadline, value
from atlas.linker import Linker
from atlas.pages.parts import Cell, Column, Fact, Item, Part, Run, Section, Table
from atlas.problems import Language, Words
from atlas.view import View

CHINESE = "zh-Hans"
# A run of Chinese inside English: from one Han character to the last, with what stands between.
_HAN = re.compile("[\u3400-\u9fff〇]([^A-Za-z]*[\u3400-\u9fff〇])?")


class MissingWords(Exception):
    """A page needs words that the interface does not have; the text says which."""


@dataclass(frozen=True)
class Maker:
    """The means to make one page: a view, a language, and the address where the page stands."""

    view: View
    language: Language
    here: str
    site_url: str
    base: str | None = None

    # Words
    def say(self, zh: str, en: str) -> str:
        """One of two texts."""
        return zh if self.language == "zh" else en

    def t(self, key: str) -> str:
        """An interface string; MissingWords where content/interface.yaml lacks it."""
        self.view.reads.add("interface")
        words = self.view.atlas.interface.get(key)
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

    def label(self, vocabulary: str, key: str) -> str:
        """The label of a word of a vocabulary."""
        return self.name(self.view.word(vocabulary, key).label)

    @cached_property
    def linker(self) -> Linker:
        """What links names in the texts of this page."""
        return Linker(self.view.names_in)

    def prose(self, text: model.Text | None, document: str | None = None) -> Run:
        """A text, of a document or of none, with the names in it linked, each record where it first stands."""
        return self.linked(self.text(text), document)

    def linked(self, run: Run, document: str | None = None) -> Run:
        """Running text with the names in it linked; what is a link already stays one, and its names need no other."""
        return tuple(piece for part in run for piece in self._linked(part, document))

    def _linked(self, part: Part, document: str | None) -> Iterable[Part]:
        language: Language = self.language if part.lang is None else "zh"
        if part.href is not None:
            self.linker.meet(part.text, language, document)
            return (part,)
        return (
            replace(part, text=piece)
            if key is None
            else replace(
                part, text=piece, href=self.to(*key), mark="term" if key[0] == "terms" else part.mark
            )
            for piece, key in self.linker.split(part.text, language, document)
        )

    # Links
    def to(self, kind: str, key: str = "") -> str:
        """The relative link from this page to another in its language."""
        return self.root(localized(address_of(kind, key), self.language))

    def root(self, path: str) -> str:
        """The link to an address or file: relative, or under `base` on a page that is served at any depth."""
        return relative(self.here, path) if self.base is None else self.base + path

    def region(self, key: str) -> Part:
        """A link to a region."""
        return Part(self.name(self.view.region(key).name), self.to("regions", key))

    def cluster(self, key: str) -> Part:
        """A link to a cluster."""
        return Part(self.name(self.view.cluster(key).name), self.to("clusters", key))

    def indicator(self, key: str) -> Part:
        """A link to an indicator, by its short name."""
        found = self.view.indicator(key)
        return Part(self.name(found.short or found.name), self.to("indicators", key))

    def document(self, key: str) -> Part:
        """A link to a document, by its short name."""
        return Part(self.name(self.view.document(key).short), self.to("documents", key))

    def agency(self, key: str) -> Part:
        """A link to an agency."""
        return Part(self.name(self.view.agency(key).name), self.to("agencies", key))

    def reference(self, key: str) -> Part:
        """A link to a cited policy, in the atlas or not."""
        if key in self.view.atlas.documents:
            return Part(self.name(self.view.document(key).title), self.to("documents", key))
        return Part(self.name(self.view.reference(key).title), self.to("references", key))

    def theme(self, key: str) -> Part:
        """A link to a theme."""
        return Part(self.label("themes", key), self.to("themes", key))

    def term(self, key: str) -> Part:
        """A link to a glossary term."""
        return Part(self.name(self.view.term(key).name), self.to("terms", key))

    def measure(self, measure: model.Measure) -> Part:
        """A link to a measure, by its number and title."""
        return Part(f"{measure.number}. {self.name(measure.title)}", self.to("measures", measure.gid))

    def printed(self, document: str, names: Iterable[str]) -> Run:
        """Agencies of a document, by the name as printed in Chinese and the full name in English."""
        found = []
        for name in names:
            agency = self.view.agency_named(document, name)
            shown = name if self.language == "zh" else agency.name.en
            found.append(Part(shown, self.to("agencies", agency.id)))
        return tuple(found)

    # Figures
    def figure_text(self, target: model.Target) -> str:
        """A target's figure in words."""
        return wording.figure(target, self.view.units, self.language)

    def figure(self, target: model.Target) -> Part:
        """A target's figure, which opens the page of its words."""
        return Part(
            self.figure_text(target),
            self.to("targets", target.gid),
            mark="figure" if target.value else "words",
        )

    def period(self, years: tuple[int, int] | None) -> str:
        """A planning period, empty where there is none."""
        return wording.period(years)

    @property
    def bases(self) -> Mapping[str, Words]:
        """The labels of the bases in both languages."""
        return {key: Words(word.label.zh, word.label.en) for key, word in self.view.words("bases").items()}

    def promise(self, target: model.Target) -> Part:
        """A target's figure with what it counts, for places that do not say it: 高企数 500家."""
        figure = self.figure(target)
        counted = self.view.indicator(target.indicator)
        between = " " if target.value is not None else self.say("：", ": ")
        text = f"{self.name(counted.short or counted.name)}{between}{figure.text}"
        return Part(text, figure.href, mark="promise")

    def due(self, target: model.Target) -> str:
        """A target's deadline or period, empty where there is none."""
        return wording.due(target)

    def sorting(self, target: model.Target) -> str:
        """What a target's figure sorts by: its value in the base unit; its words where it has none."""
        number = value(target, self.view.units)
        return self.figure_text(target) if number is None else wording.number(number)

    def due_part(self, target: model.Target) -> Part:
        """The same for a table, saying so where there is none."""
        return Part(self.due(target) or self.t("no_deadline"), mark="due")

    def tags(self, target: model.Target) -> Run:
        """What must be said beside a target's figure."""
        return (Part(self.t("aspirational")),) if target.aspirational else ()

    @cached_property
    def _cells(self) -> Mapping[str, str]:
        names = ("indicator", "region", "figure", "basis", "due", "document")
        return {name: self.t(f"column_{name}") for name in names}

    def target_table(
        self, caption: str, targets: Sequence[model.Target], columns: Sequence[str], *, at_home: str = ""
    ) -> Table:
        """A table of targets; `columns` from indicator, region, figure, basis, due, document.

        With `at_home`, a region other than this one is named below the indicator.
        """
        heads = tuple(Column(self._cells[name], numeric=name in ("figure", "due")) for name in columns)
        return Table(caption, heads, tuple(self._target_row(target, columns, at_home) for target in targets))

    def _target_row(self, target: model.Target, columns: Sequence[str], at_home: str) -> tuple[Cell, ...]:
        away = (self.region(target.region),) if at_home and target.region != at_home else ()
        cells = {
            "indicator": lambda: Cell((self.indicator(target.indicator),), away),
            "region": lambda: Cell((self.region(target.region),)),
            "figure": lambda: Cell(
                (self.figure(target),),
                self.text(target.conditions),
                self.tags(target),
                numeric=True,
                sort=self.sorting(target),
            ),
            "basis": lambda: Cell((Part(self.label("bases", target.basis)),)),
            "due": lambda: Cell((self.due_part(target),), numeric=True, sort=str(deadline(target) or "")),
            "document": lambda: Cell((self.document(target.document),)),
        }
        return tuple(cells[name]() for name in columns)

    def cite(self, title: str, kind: str, key: str) -> Section:
        """How to cite a page: a sentence, BibTeX, and the permanent address."""
        site = self.view.site
        address = self.site_url + localized(address_of(kind, key), self.language)
        sentence = self.say(
            f"{self.name(site.name)}：《{title}》，数据日期 {site.data_date}，{address}",
            f"{self.name(site.name)}, “{title}”, data of {site.data_date}, {address}",
        )
        entry = "-".join(part for part in ("policy-atlas", kind, key) if part)
        bibtex = (
            f"@misc{{{entry},\n  title = {{{title}}},\n  author = {{{{{site.name.en}}}}},\n"
            f"  year = {{{site.data_date[:4]}}},\n  url = {{{address}}}\n}}"
        )
        body = {"sentence": sentence, "bibtex": bibtex, "address": address}
        return self.section("cite", "cite", body, searched=False)

    # Lists
    def measure_items(
        self, measures: Iterable[model.Measure], *, with_document: bool = True, with_instruments: bool = False
    ) -> tuple[Item, ...]:
        """Measures with their summary, lead agencies and figures."""
        return tuple(
            Item(
                self.measure(measure),
                self.prose(measure.summary, measure.document),
                tags=(Part(self.name(self.view.document(measure.document).short)),) if with_document else (),
                facts=self._carriers(measure, with_instruments=with_instruments),
                retold=True,
            )
            for measure in measures
        )

    def _carriers(self, measure: model.Measure, *, with_instruments: bool) -> tuple[Fact, ...]:
        facts = []
        if with_instruments and measure.instruments:
            names = (
                Part(self.label("instruments", name), f"{self.to('measures')}#instrument-{name}")
                for name in measure.instruments
            )
            facts.append(Fact(self.t("instruments"), tuple(names), listed=True))
        if measure.lead:
            facts.append(Fact(self.t("lead"), self.printed(measure.document, measure.lead), listed=True))
        if measure.targets:
            figures = tuple(
                self.promise(self.view.target_named(measure.document, name)) for name in measure.targets
            )
            facts.append(Fact(self.t("targets"), figures, listed=True))
        return tuple(facts)

    def mention_table(self, caption: str, mentions: Iterable[model.Mention], columns: Sequence[str]) -> Table:
        """A table of cluster mentions; `columns` from cluster, region, role, document, ties."""
        heads = tuple(Column(self.t(f"column_{name}")) for name in columns)
        return Table(caption, heads, tuple(self._mention_row(mention, columns) for mention in mentions))

    def _mention_row(self, mention: model.Mention, columns: Sequence[str]) -> tuple[Cell, ...]:
        printed = (self.chinese(f"“{mention.printed}”"),)
        scale = (self.chinese(mention.scale),) if mention.scale else ()
        cells = {
            "cluster": lambda: Cell((self.cluster(mention.cluster),), printed),
            "region": lambda: Cell((self.region(mention.region),)),
            "role": lambda: Cell((Part(self.label("roles", mention.role)),), tags=scale),
            "document": lambda: Cell((self.document(mention.document),), (self.chinese(mention.at),)),
            "printed": lambda: Cell(printed),
            "ties": lambda: Cell(self._ties(mention)),
        }
        return tuple(cells[name]() for name in columns)

    def _ties(self, mention: model.Mention) -> Run:
        parts: list[Part] = []
        for kind in ("firms", "parks", "platforms", "technologies"):
            names: tuple[str, ...] = getattr(mention, kind)
            if names:
                inferred = self.t("inferred_mark") if kind in mention.inferred else ""
                parts.append(Part(f"{self.t(kind)}{inferred}{self.say('：', ': ')}", mark="label"))
                parts.append(self.chinese("、".join(names) + "  "))
        return tuple(parts)

    def section(
        self,
        key: str,
        kind: str,
        body: object,
        *,
        count: int | None = None,
        intro: str = "",
        searched: bool = True,
    ) -> Section:
        """A section titled by the interface string of its key."""
        return Section(key.replace("_", "-"), self.t(key), kind, body, intro, count, searched)

    def facts(self, *pairs: tuple[str, Run | str]) -> tuple[Fact, ...]:
        """Facts by interface key; those with nothing to say are left out."""
        found = []
        for key, said in pairs:
            run = self.mixed(said) if isinstance(said, str) else said
            if run and any(part.text for part in run):
                listed = key == "issuers" or all(part.href for part in run)
                found.append(Fact(self.t(key), run, listed=listed and len(run) > 1))
        return tuple(found)
