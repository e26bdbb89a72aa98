"""Whose a figure is where it is not the document's: the zone that its sentence begins with or whose body answers first.

Measured on the five real documents (tests/proposing/test_zones.py): where a zone is known as a region under the document's, it
is written; where it is none yet, the words are told and the region is left blank.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from atlas.meaning import governing
from atlas.meaning.region_names import above, called_under
from atlas.place_forms import is_row
from atlas.problems import Words
from atlas.provisions.answered import Answer, answers
from atlas.provisions.listed_bodies import bodies, lists_of_bodies
from atlas.provisions.rows import answerable
from atlas.records.model import Atlas
from atlas.sources.source import Passage, Source

_VERBS = "立足|瞄准|聚焦|围绕|依托|发挥|打造|建设|建成|创建|争创|培育|完善|提升|新建|引导|鼓励|加强|加快"
_ZONE = re.compile(
    f"各?镇街(?:板块)?|(?!{_VERBS})[^,;。、:“”《()各每全国省级在0-9]{{0,8}}?"
    "(?:经开区|高新区|开发区|经济区|园区|科教城|产业园区?)"
)
_BARE = ("园区", "高新区", "开发区", "经开区", "产业园")
"""What a zone is called again that was named before."""
_AREA = re.compile(
    "(?P<name>[\u4e00-\u9fff]{1,4}?(?:[县镇乡区市]|街道|新[区城]))"
    "(?=(?:达到?|不少于|不低于|不超过|超过?|突破|至少|力争|争取|新增|新建|建成|培育|引进|完成|实现|约|各)*$)"
)
_NO_AREA = re.compile(
    "[全本我各]|[市城郊园社校厂地灾林农牧矿湖][区市]|省|国|新区$|.*(?:开发|高新|产业|经济|示范|试[点验]|功能|保税|合作)|.*(?:社区|园区|片区|校区|厂区|景区|小区)$"
)
_BEFORE = re.compile(
    "(?:(?:力争|确保)?[到至]?20[0-9]{2}年[底末]?,?|[一二三四五]?年内,?|(?:积极|大力|加快)?(?:推进|推动|支持))*"
)
_COMMITTEE = re.compile("(?:管理委员会|管委会)$")
_OF_WHICH = re.compile("(?:力争|争取)?其中")
_STOPS = ",，。;；:：()（）\n"
_FIGURE_BEFORE = re.compile("[0-9][^、]*、(?=[^0-9、][^0-9]*$)")
_DIGIT = re.compile("[0-9]")
_OF_ZONES = re.compile("区|园|城")
_WHOLE = re.compile("[全我][省市区县]")
_MORE = ("、", "和", "与", "及")


@dataclass(frozen=True)
class Whose:
    """The region of a figure, empty where it is not known, and the words that say it, if any do.

    `by_lead` where nothing says it but which body answers.
    """

    region: str
    remark: Words | None = None
    by_lead: bool = False

    def line(self, language: str) -> str:
        """The field of a target."""
        if self.remark is None:
            return f"  region: {self.region}".rstrip()
        remark = self.remark.zh if language == "zh" else self.remark.en
        return f"  region: {self.region} # {remark}" if self.region else f"  region: # {remark}"


@dataclass(frozen=True)
class Zones:
    """The zones under a document's region by their names, the region's own names, and every known name of a body.

    `inner` has the counties, districts and towns under it too, by their full names.
    """

    region: str
    known: Mapping[str, str]
    own: Collection[str]
    printed: Collection[str]
    inner: Mapping[str, str] = field(default_factory=dict)
    _answers: dict[str, dict[int, Answer]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, atlas: Atlas, region: str, printed: Collection[str]) -> Zones:
        """What an atlas knows of a region, which may be empty or unknown."""
        place = atlas.regions.get(region)
        if place is None:
            return cls(region, {}, (), printed)
        names: dict[str, set[str]] = {}
        inside = {}
        for inner in atlas.regions.values():
            if (
                inner.kind != "administrative"
                and inner.id != region
                and region in above(inner.id, atlas.regions)
            ):
                for name in called_under(inner, place):
                    names.setdefault(name, set()).add(inner.id)
        for inner in atlas.regions.values():
            if inner.id != region and region in above(inner.id, atlas.regions):
                inside[inner.name.zh.removeprefix(place.name.zh)] = inner.id
        over = [atlas.regions[key] for key in above(place.id, atlas.regions)[:-1]]
        own = {name for each in (place, *over) for name in called_under(place, each)}
        known = {name: ids.pop() for name, ids in names.items() if len(ids) == 1}
        return cls(region, known, own, printed, inside | known)

    def whose(self, source: Source, passage: Passage, start: int, at: int) -> Whose:
        """Whose is what stands at an offset of the squeezed source, in a passage whose sentences begin at `start`."""
        text = source.squeezed.text
        start = max(start, *(text.rfind(stop, start, at) + 1 for stop in "。;!"))
        sentence = text[start:at]
        if which := self.of_which(text, start, at):
            name = text[slice(*which)]
            return self._said(name, Words("", ""), text[which[1] :].startswith(_MORE))
        before = _BEFORE.match(sentence)
        begin = before.end() if before else 0
        if _WHOLE.match(sentence, begin):
            return Whose(self.region)
        if (name := self._head(text, start + begin, at)) and name not in self.own:
            said = self._meant(name, text[source.behind_title(passage, start) : start])
            return self._said(said, Words("", ""), sentence[begin + len(name) :].startswith(_MORE))
        lead = self._lead(source, passage)
        name = _COMMITTEE.sub("", lead)
        if name in self.own or not (name in self.known or name != lead or _ZONE.fullmatch(name)):
            return Whose(self.region)
        return replace(self._said(name, Words("责任单位", " is answerable"), more=False), by_lead=True)

    def _head(self, text: str, begin: int, at: int) -> str:
        """The zone that a sentence begins with: a known one by the longest of its names, or what is called as one."""
        known = max((name for name in self.known if text.startswith(name, begin, at)), key=len, default="")
        head = _ZONE.match(text, begin, at)
        return max(known, head[0] if head else "", key=len)

    def _meant(self, name: str, before: str) -> str:
        """The zone that is called only 园区 or 高新区: the one zone that sentences before it, in the same words, begin with."""
        if name not in _BARE or name in self.known:
            return name
        said = set()
        for sentence in re.split("[。;!]", before):
            lead = _BEFORE.match(sentence)
            said.add(self._head(sentence, lead.end() if lead else 0, len(sentence)))
        said = {each for each in said - {""} if name in each and each not in self.own}
        return said.pop() if len(said) == 1 else name

    def of_which(self, text: str, begin: int, at: int) -> tuple[int, int] | None:
        """Where the known zone stands whose part 其中 tells (其中平原高新区不少于3家), in the clause before `at`.

        By its short name only where the clause before counts no zones: 省级园区6家,其中高新区3家.
        """
        first = max(begin, *(text.rfind(stop, begin, at) + 1 for stop in _STOPS))
        which = _OF_WHICH.match(text, first, at)
        if which is None:
            return self._another(text, begin, first, at)
        another = _FIGURE_BEFORE.search(text[:at], which.end())  # 其中高新区2家、经开区1家
        start = another.end() if another else which.end()
        names = (name for name in self.inner if text.startswith(name, start, at))
        name = max(names, key=len, default="") or _area(text, start, at)
        earlier = governing.clause(text[begin : max(first - 1, begin)], max(first - 1 - begin, 0))
        short = any(name != own and own.endswith(name) for own in self.known)
        if not name or re.search("[0-9]", text[start:at]) or (short and _OF_ZONES.search(earlier)):
            return None
        return start, start + len(name)

    def _another(self, text: str, begin: int, first: int, at: int) -> tuple[int, int] | None:
        """Where the area stands that a clause begins with, behind one that 其中 begins: 其中甲县12家，乙区18家."""
        if first - 1 <= begin or text[first - 1] not in ",，":
            return None
        before = max(begin, *(text.rfind(stop, begin, first - 1) + 1 for stop in _STOPS))
        figure = _DIGIT.search(text, before, first - 1)
        if figure is None or self.of_which(text, begin, figure.start()) is None:
            return None
        names = [name for name in self.inner if text.startswith(name, first, at)]
        name = max(names, key=len, default="") or _area(text, first, at)
        return (first, first + len(name)) if name else None

    def _lead(self, source: Source, passage: Passage) -> str:
        """The first body that answers for a passage; empty where none is named."""
        if is_row(passage.path):
            lead, _ = answerable(source, passage, self.printed)
        else:
            if source.text not in self._answers:
                self._answers[source.text] = answers(source)
            said = self._answers[source.text].get(passage.start)
            lists = said.lists if said else lists_of_bodies(source.text[passage.start : passage.end])
            lead, _ = bodies(lists)
        return lead[0] if lead else ""

    def _said(self, name: str, how: Words, more: bool) -> Whose:
        """What is proposed where the words name a zone; nothing is chosen where they go on to name another."""
        zh, en = f"{how.zh}“{name}”", f"“{name}”{how.en}"
        if more:
            return Whose("", Words(f"{zh}等：各写一条", f"{en} and others: a target for each"))
        if name in self.inner:
            return Whose(self.inner[name], Words(zh, en))
        command = "python build.py new region ID"
        return Whose(
            "",
            Words(
                f"{zh}：如是另一地区，可新建：{command}", f"{en}; if that is a region of its own: {command}"
            ),
        )


def _area(text: str, start: int, at: int) -> str:
    """The county, town or zone, known or not, that stands between 其中 and what binds its figure; empty where none does."""
    found = _AREA.match(text, start, at)
    return found["name"] if found and not _NO_AREA.match(found["name"]) else ""


def registered(atlas: Atlas) -> set[str]:
    """Every name of a body that some document prints."""
    return {name for each in atlas.agencies.values() for names in each.aliases.values() for name in names}
