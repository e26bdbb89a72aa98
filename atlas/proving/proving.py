"""Content against its sources: `verify` finds every phrase, `audit` takes the census."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from atlas.checks.context import Context
from atlas.checks.figures import claim_of
from atlas.figures.evidence import Claim, cut_off, other_unit, phrases_digest
from atlas.figures.lexicon import Lexicon
from atlas.figures.wording import count as plural
from atlas.meaning.governing import record_of
from atlas.meaning.surroundings import Spot, gainsaid
from atlas.place_forms import is_row
from atlas.problems import Place, Problem, Words
from atlas.proving import measures_held
from atlas.proving.beside_source import beside_source
from atlas.proving.needless import needless
from atlas.proving.unmatched import to_list, unmatched
from atlas.proving.waiting import waiting
from atlas.provisions.rows import of_row
from atlas.provisions.yet_promised import STATE, yet_promised
from atlas.records.model import Document, SetAside, Target
from atlas.sources.census import Entry, Mismatch, census, choose, entries_digest
from atlas.sources.proof import promised, set_aside, spoken
from atlas.sources.source import Source, read_source
from atlas.squeezed import count

Fields = dict[str, str | int]


@dataclass(frozen=True)
class Case:
    """One document beside its source."""

    context: Context
    document: Document
    targets: tuple[Target, ...]
    aside: tuple[SetAside, ...]
    file: str
    raw: bytes
    source: Source

    @property
    def phrases(self) -> tuple[Entry, ...]:
        """Each piece of evidence of its targets."""
        return promised(self.targets)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Each text that was set aside."""
        return set_aside(self.aside)

    def in_source(self, start: int, end: int, what: Words, instead: Words) -> Problem:
        """A problem with a span of the squeezed source text, at its line of the file."""
        spot, line = self.source.spot(start, end)
        return Problem(spot._replace(file=self.file), "audit", what, instead, source=line)

    def places(self) -> Iterator[tuple[str, Place]]:
        """Each place that the outline, a measure or a task names, and where it is written."""
        atlas, at = self.context.atlas, self.context.positions.place
        for number, heading in enumerate(self.document.outline):
            yield heading.at, at(self.document, "outline", number, "at")
        for records in (atlas.measures, atlas.tasks):
            for record in records.values():
                if record.document == self.document.id:
                    yield record.at, at(record, "at")

    def gainsaid(self, target: Target, claim: Claim, spots: list[Spot], words: Lexicon) -> Iterator[Problem]:
        """What the source says against a target around its phrases."""
        place, atlas = self.context.positions.place, self.context.atlas
        record = record_of(target, atlas)
        for field, what, instead in gainsaid(target, claim, spots, record, words):
            at = place(target, "evidence", 0, "phrase") if field == "phrase" else place(target, field)
            yield Problem(at, "verify", what, instead)

    def at_phrase(self, key: str) -> Place:
        """Where the phrase of an entry stands in the content."""
        gid, _, number = key.partition("#")
        target = self.context.atlas.targets[gid]
        return self.context.positions.place(target, "evidence", int(number), "phrase")

    def at_entry(self, key: str) -> Place:
        """Where a set-aside text stands in the content."""
        return self.context.positions.place(self.aside[int(key)], "text")


def verify(context: Context, sources: Path, names: Iterable[str]) -> tuple[list[Problem], dict[str, Fields]]:
    """Problems with phrases, and for each document without any the fields of its proof."""
    return _each(context, sources, names, verified)


def audit(context: Context, sources: Path, names: Iterable[str]) -> tuple[list[Problem], dict[str, Fields]]:
    """What the census of each document lacks, and for each document the fields of its proof."""
    return _each(context, sources, names, audited)


def _each(
    context: Context,
    sources: Path,
    names: Iterable[str],
    job: Callable[[Case], tuple[list[Problem], Fields]],
) -> tuple[list[Problem], dict[str, Fields]]:
    problems: list[Problem] = []
    proofs: dict[str, Fields] = {}
    for name in names:
        case = case_of(context, sources, name, problems)
        if case is None:
            continue
        found, fields = job(case)
        problems += found
        if fields:
            proofs[name] = fields
    return problems, proofs


def case_of(context: Context, sources: Path, name: str, problems: list[Problem]) -> Case | None:
    """A document beside its source text; None where that cannot be read. What is wrong with it joins `problems`."""
    atlas = context.atlas
    document = atlas.documents.get(name)
    if document is None:
        known = ", ".join(atlas.documents)
        what = Words(f"没有文件“{name}”", f"there is no document “{name}”")
        problems.append(
            Problem(Place(name), "verify", what, Words(f"可写：{known}", f"write one of: {known}"))
        )
        return None
    path = sources / document.source.file
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        place = context.positions.place(document, "source", "file")
        what = Words(f"无法读取原文 {path}（{error}）", f"the source text {path} cannot be read ({error})")
        problems.append(Problem(place, "verify", what, Words("请核对 --sources", "check --sources")))
        return None
    found = hashlib.sha256(raw).hexdigest()
    if found != document.source.sha256:
        place = context.positions.place(document, "source", "sha256")
        what = Words("原文与整理时所用的不同", "the source text is not the one that was extracted")
        problems.append(
            Problem(
                place, "verify", what, Words(f"若属更新，应写 {found}", f"if it was updated, write {found}")
            )
        )
    if count(text) != document.source.characters:
        place = context.positions.place(document, "source", "characters")
        length = count(text)
        what = Words(
            f"原文有 {length} 个字符（不计空白）",
            f"the source text has {length} characters (white space aside)",
        )
        problems.append(Problem(place, "verify", what, Words(f"应写 {length}", f"write {length}")))
    return Case(
        context,
        document,
        tuple(target for target in atlas.targets.values() if target.document == name),
        tuple(entry for entry in atlas.set_aside if entry.document == name),
        path.as_posix(),
        raw,
        read_source(text),
    )


def verified(case: Case) -> tuple[list[Problem], Fields]:
    """What is wrong with the phrases of a document, and the fields of its proof where nothing is."""
    problems: list[Problem] = []
    words = spoken(case.context.atlas)
    for target in case.targets:
        claim = claim_of(target)
        spots: list[Spot] = []
        sound = len(problems)
        for piece, entry in enumerate(promised([target])):
            chosen, mismatch = choose(case.source, entry)
            if mismatch is not None:
                problems.append(
                    unmatched(mismatch, case.source, case.file, case.at_phrase(entry.key), "verify")
                )
                continue
            text = case.source.squeezed.text
            for occurrence in chosen:
                passage = case.source.passage(occurrence.start)
                begin = case.source.behind_title(passage, occurrence.start)
                begin, stop = case.source.cell(begin, passage.to, occurrence.start)
                stop = max(stop, occurrence.end)
                start, end = occurrence.start - begin, occurrence.end - begin
                annex = of_row(case.source, passage)
                cell = case.source.cell_of(occurrence.start, occurrence.end)
                spots.append(Spot(text[begin:stop], start, end, annex, cell.year if cell else None))
                if cell and (unit := other_unit(claim, cell.unit, words)):
                    problems.append(Problem(case.at_phrase(entry.key), "verify", *unit))
                cut = cut_off(claim, piece, *spots[-1][:3], words)
                if cut is not None:
                    problems.append(Problem(case.at_phrase(entry.key), "verify", Words(cut.zh, cut.en)))
        if len(problems) == sound:
            problems += case.gainsaid(target, claim, spots, words)
    if problems:
        return problems, {}
    digest = phrases_digest((entry.at, entry.text) for entry in case.phrases)
    return [], {"source_sha256": hashlib.sha256(case.raw).hexdigest(), "phrases": digest}


def audited(case: Case) -> tuple[list[Problem], Fields]:
    """What the census of a document lacks, and the fields of its proof."""
    places = list(case.places())
    words = spoken(case.context.atlas)
    found = census(case.source, case.phrases, case.entries, [at for at, _ in places], words)
    problems = [
        case.in_source(
            counted.figure.start,
            counted.figure.end,
            Words(
                f"数字“{counted.figure.text}”（{counted.path}：…{counted.context}…）没有去处",
                f"the figure “{counted.figure.text}” ({counted.path}: …{counted.context}…) is not accounted for",
            ),
            Words("应成为目标，或列入 set-aside.yaml", "make it a target, or set it aside with a reason"),
        )
        for counted in found.unaccounted
    ]
    problems += _misplaced(case, found.mismatches)
    problems += needless(found, case.at_entry)
    states = [entry for entry in case.entries if case.aside[int(entry.key)].reason == STATE]
    problems += (
        Problem(case.at_entry(one.key), "audit", one.what, one.instead, severity="warning")
        for one in yet_promised(case.source, states, words)
    )
    problems += _unlisted(case, found.unlisted)
    problems += measures_held.uncarried(case.context, case.document, case.targets)
    problems += (
        replace(case.in_source(*span, what, instead), severity="warning")
        for span, what, instead in measures_held.unmeasured(case.context.atlas, case.document.id, case.source)
    )
    for measure, what, instead in measures_held.unanswered(case.context.atlas, case.document.id, case.source):
        at_measure = case.context.positions.place(measure, "at")
        problems.append(Problem(at_measure, "audit", what, instead, severity="warning"))
    problems += beside_source(case.context, case.document, case.source)
    for at, place in places:
        if at in found.unknown:
            what = Words(f"原文没有位置 {at}", f"the source has no place {at}")
            problems.append(Problem(place, "audit", what, Words("请核对 at", "check at")))
    return problems, {
        "figures_in_source": len(found.figures),
        "figures_accounted": len(found.accounted),
        "census": entries_digest(case.entries),
    }


def _unlisted(case: Case, paths: Iterable[str]) -> Iterator[Problem]:
    """The headings that no outline entry, measure or task stands for; rows of a document in part may wait."""
    place = case.context.positions.place(case.document, "outline")
    headings = {heading.path: heading for heading in reversed(case.source.headings)}
    in_part = case.document.extraction != "complete"
    for path in paths:
        if in_part and is_row(path):
            continue
        heading = headings[path]
        where = f"{case.file}:{heading.line}"
        what = Words(
            f"原文标题 {path}（{where}）不在 outline 中",
            f"the heading {path} of the source ({where}) is missing from the outline",
        )
        yield Problem(place, "audit", what, to_list(heading))


def _misplaced(case: Case, mismatches: Iterable[Mismatch]) -> Iterator[Problem]:
    phrases = {entry.key for entry in case.phrases}
    for mismatch in mismatches:
        key = mismatch.entry.key
        place = case.at_phrase(key) if key in phrases else case.at_entry(key)
        yield unmatched(mismatch, case.source, case.file, place, "audit")


def proved(command: str, context: Context, proofs: Mapping[str, Fields]) -> list[Words]:
    """What `verify` or `audit` found right, a line for each document that it proved something of."""
    told = []
    for name, fields in proofs.items():
        if command == "verify":
            targets = (target for target in context.atlas.targets.values() if target.document == name)
            found = len(promised(targets))
            phrases = plural(found, "phrase", "phrases")
            told.append(Words(f"{name}：{found}条摘句都在原文中", f"{name}: {phrases} found in the source"))
        else:
            done, all_ = int(fields["figures_accounted"]), int(fields["figures_in_source"])
            figures = plural(all_, "figure", "figures")
            zh, en = f"{name}：原文{all_}个数字，{done}个有着落", f"{name}: {done} of {figures} accounted for"
            told += [Words(zh, en), *waiting(context.atlas, name)]
    return told


def write_proofs(content: Path, context: Context, proofs: Mapping[str, Fields]) -> None:
    """The proof file of each document holds what was found; fields of the other command are kept."""
    for name, fields in proofs.items():
        old = context.atlas.proofs.get(name)
        merged: Fields = {}
        if old is not None:
            merged |= {key: value for key, value in old.model_dump().items() if value is not None}
        merged |= fields
        if "source_sha256" not in merged:
            continue
        lines = ["# Written by `build.py verify` and `build.py audit`; not to be edited by hand."]
        lines += [f"{key}: {merged[key]}" for key in sorted(merged)]
        (content / "documents" / name / "proof.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
