"""What every page builder uses: words and links of one page, and figures, tables and lists made of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from atlas.addresses import address as address_of
from atlas.addresses import localized
from atlas.comparing import spans
from atlas.comparing.compare import deadline, scope, span, value
from atlas.figures import wording
from atlas.pages.parts import FILTERED_FROM, Cell, Column, Fact, Fold, Item, Part, Run, Section, Table
from atlas.pages.ways import Ways
from atlas.problems import Words
from atlas.records import model

_INNER = str.maketrans("“”", "‘’")


@dataclass(frozen=True)
class Maker(Ways):
    """The means to make one page."""

    # Figures
    def figure_text(self, target: model.Target) -> str:
        """A target's figure in words."""
        return self.shared("figure", target, lambda m: wording.figure(target, m.view.units, m.language))

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

    @cached_property
    def bases(self) -> Mapping[str, Words]:
        """The labels of the bases in both languages."""
        return {key: Words(word.label.zh, word.label.en) for key, word in self.view.words("bases").items()}

    def basis(self, target: model.Target) -> str:
        """What a target's basis is called."""
        return wording.basis_of(target, self.bases[target.basis]).within(self.language)

    def basis_of_all(self, targets: Sequence[model.Target]) -> str:
        """The basis of targets of one comparison, with the years over which they add up or change."""
        return spans.basis_of_all(targets, self.bases, self.language)

    def promise(self, target: model.Target, *beside: str) -> Part:
        """A target's figure with what it counts, for places that do not say it: 高企数 500家.

        Of what it is counted, and what else is to stand `beside` it, follow in brackets.
        """
        figure = self.figure(target)
        counted = self.view.indicator(target.indicator)
        between = " " if target.value is not None else self.colon
        told = (self.scope_text(target), *beside)
        of = self.bracketed(self.say("，", ", ").join(words for words in told if words))
        text = f"{self.name(counted.short or counted.name)}{between}{figure.text}{of}"
        return Part(text, figure.href, mark="promise")

    def due(self, target: model.Target) -> str:
        """A target's deadline or period, empty where there is none."""
        return wording.due(target)

    def sorting(self, target: model.Target) -> str:
        """What a target's figure sorts by: its value in the base unit; its words where it has none."""
        number = value(target, self.view.units)
        return self.figure_text(target) if number is None else wording.number(number)

    def due_part(self, target: model.Target, *, beside_basis: bool = False) -> Part:
        """The same for a table, saying so where there is none, and where it is one year in which something passes.

        `beside_basis` where the table has a column of bases: it says 全年, and that something is added it does not
        say for how long; the headings of other tables do.
        """
        added = target.basis in ("increase", "total") and span(target).years == 1
        said = (
            self.when(target) if (added if beside_basis else wording.one_year(target)) else self.due(target)
        )
        return Part(said or self.t("no_deadline"), mark="due")

    def when(self, target: model.Target) -> str:
        """When a target falls due, as one says it beside its figure."""
        return spans.when(target, self.language)

    def tags(self, target: model.Target) -> Run:
        """What must be said beside a target's figure.

        That it is a hope, that its text leaves unsaid what exactly it is of, that its text states it otherwise too.
        """
        hoped = tuple(map(Part, self.tone(target)))
        linked = any(link.kind == "inconsistent" for link in target.links)
        back = self.view.related("links_to", target.gid)
        twice = linked or any(kind == "inconsistent" for _, kind in back)
        return (*hoped, Part(self.t("stated_otherwise"))) if twice else hoped

    def tone(self, target: model.Target) -> tuple[str, ...]:
        """How firmly a figure is said and known: whether it is a hope, and read as is usual."""
        told = (target.aspirational, "aspirational"), (target.assumed is not None, "assumed")
        return tuple(self.t(key) for holds, key in told if holds)

    def scope(self, target: model.Target) -> Run:
        """Of what a figure is counted: its industry, and its conditions."""
        cluster = (Part(self.cluster(target.cluster).text),) if target.cluster else ()
        return *cluster, *self.text(target.conditions)

    def scope_text(self, target: model.Target) -> str:
        """The same in one text, empty where the target has none."""
        cluster = self.cluster(target.cluster).text if target.cluster else ""
        conditions = "".join(part.text for part in self.text(target.conditions))
        return self.say("，", ", ").join(words for words in (cluster, conditions) if words)

    def shared_scope(self, targets: Sequence[model.Target]) -> str:
        """Of what all these figures are counted, in words; empty where it is not the same."""
        return self.scope_text(targets[0]) if len({scope(target) for target in targets}) == 1 else ""

    def scope_note(self, target: model.Target, *, told: bool = False) -> Run:
        """The same below a figure, the industry a link; only this link where a heading has `told` the scope."""
        cluster = (self.cluster(target.cluster),) if target.cluster else ()
        conditions = () if told else self.text(target.conditions)
        return (*cluster, Part(" · "), *conditions) if cluster and conditions else (*cluster, *conditions)

    def target_table(
        self,
        caption: str,
        targets: Sequence[model.Target],
        columns: Sequence[str],
        *,
        at_home: str = "",
        scope_told: bool = False,
    ) -> Table:
        """A table of targets; `columns` from indicator, region, figure, due, basis, document.

        With `at_home`, a column says for which area each target is where one is not for this region. With
        `scope_told`, the heading of the table says of what all its figures are counted. Figures of several
        indicators have no order.
        """
        if at_home and any(target.region != at_home for target in targets):
            columns = (columns[0], "region", *columns[1:])
        numeric = {"due", "figure"} if any(target.value for target in targets) else {"due"}  # or words alone
        folds: dict[str, Fold] = {"document": "line"} if "basis" in columns else {}
        if columns[0] != "region":
            folds["region"] = "beside"
        one = len({target.indicator for target in targets}) == 1
        heads = (
            Column(
                self.t(f"column_{name}"),
                numeric=name in numeric,
                fold=folds.get(name, ""),
                sorts=one or name != "figure",
            )
            for name in columns
        )
        rows = (self._target_row(target, columns, "figure" in numeric, scope_told) for target in targets)
        return Table(caption, tuple(heads), tuple(rows))

    def _target_row(
        self, target: model.Target, columns: Sequence[str], numeric: bool, scope_told: bool
    ) -> tuple[Cell, ...]:
        cells = {
            "indicator": lambda: Cell((self.indicator(target.indicator),)),
            "region": lambda: Cell((self.region(target.region),)),
            "figure": lambda: Cell(
                (self.figure(target),),
                self.scope_note(target, told=scope_told),
                self.tags(target),
                numeric=numeric,
                sort=self.sorting(target),
            ),
            "basis": lambda: Cell((Part(self.basis(target)),)),
            "due": lambda: Cell(
                (self.due_part(target, beside_basis="basis" in columns),),
                numeric=True,
                sort=str(deadline(target) or ""),
            ),
            "document": lambda: self.document_cell(target.document),
        }
        return tuple(cells[name]() for name in columns)

    def whole_address(self, kind: str, key: str) -> str:
        """The permanent address of a page, with the site's own before it."""
        return self.site_url + localized(address_of(kind, key), self.language)

    def cite(self, title: str, kind: str, key: str) -> Section:
        """How to cite a page: a sentence, BibTeX, and the permanent address."""
        site = self.view.site
        address = self.whole_address(kind, key)
        sentence = self.say(
            f"{self.name(site.name)}：《{title}》，数据日期 {site.data_date}，{address}",
            f"{self.name(site.name)}, “{title.translate(_INNER)}”, data of {site.data_date}, {address}",
        )
        entry = "-".join(part for part in ("policy-atlas", kind, key) if part)
        bibtex = (
            f"@misc{{{entry},\n  title = {{{title}}},\n  author = {{{{{site.name.en}}}}},\n"
            f"  year = {{{site.data_date[:4]}}},\n  url = {{{address}}}\n}}"
        )
        row = (
            Part(f"{self.t('record')}{self.colon}{key} · "),
            Part("targets.csv", self.root("data/targets.csv")),
        )
        record = row if kind == "targets" else ()
        body = {"sentence": sentence, "bibtex": bibtex, "address": address, "record": record}
        return self.section("cite", "cite", body, searched=False)

    # Lists
    def measure_items(
        self,
        measures: Iterable[model.Measure],
        *,
        with_document: bool = True,
        with_instruments: bool = False,
        with_support: bool = False,
        numbered: bool = False,
    ) -> tuple[Item, ...]:
        """Measures with their summary, lead agencies and figures; `with_support` those who support them too.

        `numbered` where all of one programme stand together; elsewhere their place tells them apart, since numbers
        may begin anew with each programme.
        """
        return tuple(
            Item(
                self.measure(measure, numbered=numbered),
                self.prose(measure.summary, measure.document),
                tags=self._whose(measure, with_document=with_document, placed=not numbered),
                facts=self._carriers(measure, with_instruments=with_instruments, with_support=with_support),
                retold=True,
            )
            for measure in measures
        )

    def _whose(self, measure: model.Measure, *, with_document: bool, placed: bool) -> Run:
        """The document of a measure and its place there, in the language of the page."""
        document = (Part(self.name(self.view.document(measure.document).short)),) if with_document else ()
        place = Part(told) if (told := self.place_told(measure.at)) else self.chinese(measure.at)
        return (*document, place) if placed else document

    def _carriers(
        self, measure: model.Measure, *, with_instruments: bool, with_support: bool
    ) -> tuple[Fact, ...]:
        facts = []
        if with_instruments and measure.instruments:
            names = (
                Part(self.label("instruments", name), f"{self.to('measures')}#instrument-{name}")
                for name in measure.instruments
            )
            facts.append(Fact(self.t("instruments"), tuple(names), listed=True))
        if measure.lead:
            facts.append(Fact(self.t("lead"), self.printed(measure.document, measure.lead), listed=True))
        if with_support and measure.support:
            facts.append(
                Fact(self.t("support"), self.printed(measure.document, measure.support), listed=True)
            )
        if measure.targets:
            figures = tuple(
                self.promise(self.view.target_named(measure.document, name)) for name in measure.targets
            )
            facts.append(Fact(self.t("targets"), figures, listed=True))
        return tuple(facts)

    def tally(self, number: int) -> Cell:
        """How many there are, in a table; a dash for none."""
        if not number:
            return Cell((Part("—"),), numeric=True, kind="blank", sort="0")
        return Cell((Part(str(number)),), numeric=True)

    def section(
        self,
        key: str,
        kind: str,
        body: object,
        *,
        count: int | None = None,
        intro: str = "",
        searched: bool = True,
        folded: bool = False,
    ) -> Section:
        """A section titled by the interface string of its key; a long one may be `folded` where there is little room."""
        unfolds = self.unfolds(count) if folded and count and count >= FILTERED_FROM else ""
        return Section(key.replace("_", "-"), self.t(key), kind, body, intro, count, searched, unfolds)

    def facts(self, *pairs: tuple[str, Run | str]) -> tuple[Fact, ...]:
        """Facts by interface key; those with nothing to say are left out."""
        found = []
        for key, said in pairs:
            run = self.mixed(said) if isinstance(said, str) else said
            if run and any(part.text for part in run):
                listed = key == "issuers" or all(part.href for part in run)
                found.append(Fact(self.t(key), run, listed=listed and len(run) > 1))
        return tuple(found)
