"""The files of a new document: what its source text holds, as far as that is a fact, and blanks for the rest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from atlas.guide.file_kinds import BY_NAME, KINDS
from atlas.proposing.asides import Entry
from atlas.proposing.candidates import Candidates
from atlas.proposing.goals import with_goals
from atlas.proposing.offers import Offers
from atlas.proposing.skeletons import Skeletons, commented, scalar
from atlas.proposing.zones import Zones, registered
from atlas.provisions.letterhead import letterhead
from atlas.provisions.listed_bodies import names_of_bodies
from atlas.records.model import PARTS
from atlas.sources.proof import spoken
from atlas.sources.source import Source
from atlas.squeezed import count
from atlas.starting.document_fields import document_fields, region_of
from atlas.starting.fillings import Fillings


@dataclass(frozen=True)
class SourceText:
    """A source text: the name of its file, its bytes, its passages."""

    name: str
    raw: bytes
    source: Source

    def facts(self) -> list[str]:
        """The lines of a document's `source`."""
        digest = hashlib.sha256(self.raw).hexdigest()
        characters = count(self.raw.decode("utf-8-sig", "replace"))
        return [
            "source:",
            f"  file: {scalar(self.name)}",
            f"  characters: {characters}",
            f"  sha256: {digest}",
        ]


def document_files(
    skeletons: Skeletons, text: SourceText | None, schemas: str | None, region: str = ""
) -> dict[str, str]:
    """The text of each file of a new document by its name; `schemas` is the folder of schemas as seen from there.

    `region` is that of the document, empty where it is not told. tasks.yaml is made only for a source whose annex has rows.
    """
    found = fillings = None
    given = {"extraction": ["extraction: partial"]}
    if text is not None:
        head = letterhead(text.source)
        place = skeletons.atlas.regions.get(region) if region else region_of(head, skeletons.atlas)
        region = region or (place.id if place else "")
        found = _found(skeletons, text.source, region)
        fillings = Fillings(found, skeletons.atlas, region)
        outline = fillings.outline()
        given |= document_fields(skeletons, text.source, head, place)
        given |= {"source": text.facts()} | ({"outline": outline} if outline else {})
    given |= {"region": [f"region: {region}"]} if region else {}
    one = BY_NAME["document"]
    files = {"document.yaml": [*skeletons.head(one, schemas), *skeletons.record(one, given, ("issuers",))]}
    candidates = {} if found is None or fillings is None else _candidates(skeletons, found, fillings)
    for part, record in PARTS.items():
        if part == "tasks" and part not in candidates:
            continue
        kind = next(kind for kind in KINDS if kind.record is record)
        example = commented(skeletons.item(record, {}, told=True))
        files[f"{part}.yaml"] = [*skeletons.head(kind, schemas), "", *example, *candidates.get(part, ())]
    return {name: "\n".join(lines) + "\n" for name, lines in files.items()}


def _found(skeletons: Skeletons, source: Source, region: str) -> Candidates:
    lexicon = spoken(skeletons.atlas)
    offers = Offers.of(skeletons.atlas, lexicon)
    zones = Zones.of(skeletons.atlas, region, names_of_bodies(source, registered(skeletons.atlas)))
    return Candidates(source, lexicon, skeletons.language, offers, region, zones)


def _candidates(skeletons: Skeletons, found: Candidates, fillings: Fillings) -> dict[str, list[str]]:
    """The candidates for each part of a document, under what is to be done with them."""
    say = skeletons.say
    (targets, goals), aside = with_goals(found), list(found.set_aside())
    figures = len(targets) - goals
    others = len(found.figures) - figures
    measures, tasks, mentions = list(fillings.measures()), list(fillings.tasks()), list(fillings.mentions())
    decide = say(
        "是的去掉 # 和一个空格并填写，不是的删去。",
        "Take away # and one space from what is one; delete the rest.",
    )
    told = {
        "targets": [
            say(
                f"原文有{figures}个数字可能是目标，按原文顺序。",
                f"{figures} figures of the source may be targets.",
            ),
            say(
                f"另有{others}个不会是，列在 set-aside.yaml。",
                f"{others} others cannot be; see set-aside.yaml.",
            ),
            decide,
            say(
                f"前面还有一个 # 的{goals}行，是可能成为文字目标的分句：四分之三左右是，也可能有漏的；words 只留目标本身。",
                f"{goals} lines behind a second # are clauses that may be goals in words: about three in four are, and "
                "some may be missing. Of words keep only the goal.",
            ),
            say(
                "候选里前面还有一个 # 的 id、indicator、conditions、links 供选用：核对后再去掉。",
                "Inside a candidate, id, indicator, conditions and links behind a second # are to choose from: look first.",
            ),
        ],
        "measures": [
            say(
                f"原文有{len(measures)}个最下一级的标题可能是举措。",
                f"{len(measures)} headings may be measures.",
            ),
            decide,
            say(
                "themes 和 summary 前还有一个 #：extraction 为 partial 时可以后补。",
                "themes and summary stand behind a second #: they may wait while extraction is partial.",
            ),
            say(
                "clusters 前还有一个 #：是文中出现的已知产业，核对后再去掉。",
                "Before clusters stands a second #: known industries whose names stand there; look before you take it away.",
            ),
        ],
        "set-aside": [
            say(
                f"原文有{others}个数字不会是目标。",
                f"{others} figures of the source cannot be targets.",
            ),
            say(
                "去掉 # 和一个空格；理由已写明的请核对，空着的请填写。",
                "Take away # and one space; see whether the reason is right, and give it where it is blank.",
            ),
        ],
    }
    entries = {"targets": targets, "measures": measures, "set-aside": aside}
    if mentions:
        told["clusters"] = [
            say(
                f"原文出现{len(mentions)}个产业：已知的，以及原文成串列为产业的；其余的要自己找。",
                f"{len(mentions)} industries are named: known ones, and what lists call one; others you must find yourself.",
            ),
            say(
                "文件要发展的，去掉 # 和一个空格并写明角色和编号；其余删去。",
                "Take away # and one space from what is to be developed, and give role and id; delete the rest.",
            ),
        ]
        entries["clusters"] = mentions
    if tasks:
        told["tasks"] = [say(f"附件表有{len(tasks)}行。", f"The annex has {len(tasks)} rows."), decide]
        entries["tasks"] = tasks
    return {part: _listed(told[part], entries[part], found) for part in told}


def _listed(told: Sequence[str], entries: Sequence[Entry], found: Candidates) -> list[str]:
    titles = {heading.path: title for heading, _, title in found.headings}
    return ["", *(f"# {line}" for line in told), *_under_headings(entries, titles)]


def _under_headings(entries: Iterable[Entry], titles: Mapping[str, str]) -> Iterator[str]:
    """The entries, each behind `# `, under the path and title of the heading they stand in."""
    last = None
    for path, lines in entries:
        if path != last or len(lines) > 1:
            yield ""
        if path != last:
            yield f"# # ── {path} {titles.get(path, '')}".rstrip()  # stays a remark when all are taken in at once
            last = path
        for line in lines:
            yield f"# {line}"
