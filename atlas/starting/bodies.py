"""What is known of a body by the name that a document prints: its full name, function and id. Pure.

Bodies of other places that are printed alike tell it: 市科技局 is 江阴市科学技术局 in 江阴市, so in 兰浦区
区科技局 is 兰浦区科学技术局. Where they do not agree nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from atlas.figures.wording import joined
from atlas.pinyin import spelt
from atlas.records.model import Agency, Atlas, Region
from atlas.squeezed import fold

# 市市场监管局 loses its first 市, 市场监管局 none.
_PREFIX = re.compile("(?:[市区县]委|[市区县](?!场|域|政(?!府)))(?=..)")
_LEVEL = re.compile("[市区县]$")
_SORTS = {"市": "Municipal", "区": "District", "县": "County"}
_COMMITTEE = re.compile("(?:管理委员会|管委会)$")
_PIECES = re.compile("、|和|与|及其?|部门|机构|等|。")
_ZONE = re.compile("(?:管委会|开发区|高新区|经开区|园区|镇街)$")
_MANY = re.compile("各|有关")
_GOVERNMENTS = re.compile("各([县市区辖、()]{1,8}?)(?:人民)?政府")
_AREAS = {"县": "counties", "市": "county-level cities", "区": "districts"}
_BRANCH = re.compile("(?P<level>[省市])(?P<office>[^省市区县]{2,}局)(?P<place>[^局]{2,})分局")
_PLACE = "\0"
_AND = re.compile("[和与及、]")


@dataclass(frozen=True)
class Body:
    """A body to be registered: its id, the names that are printed, and what is known of it; empty where nothing is.

    `perhaps` is what its Chinese name may be, where that is not known. `known` is true of a body that has a record.
    """

    id: str
    printed: tuple[str, ...]
    region: str
    zh: str = ""
    en: str = ""
    function: str = ""
    perhaps: str = ""
    known: bool = False


def bare(printed: str) -> str:
    """A printed name without the word for its place: 市科技局, 区科技局 → 科技局; 市委组织部 → 组织部."""
    return _PREFIX.sub("", printed, count=1) if _PREFIX.match(printed) else printed


def groups(printed: Iterable[str]) -> list[tuple[str, ...]]:
    """Names that differ by the word for the place, or by 和 and 与, alone stand together (市工信局, 工信局), in order."""
    found: dict[str, list[str]] = {}
    for name in dict.fromkeys(printed):
        found.setdefault(_joined(bare(name)), []).append(name)
    return [tuple(names) for names in found.values()]


class Bodies:
    """The bodies of an atlas by what documents call them, and by their whole names behind that of the place."""

    def __init__(self, atlas: Atlas) -> None:
        self.atlas = atlas
        self.alike: dict[str, dict[str, set[bool]]] = {}
        self.whole: dict[str, dict[str, set[bool]]] = {}
        for agency in atlas.agencies.values():
            region = atlas.regions.get(agency.region)
            for name in (name for names in agency.aliases.values() for name in names):
                general = _general(bare(name), region)
                self.alike.setdefault(general, {}).setdefault(agency.id, set()).add(_is_party(name))
            if whole := _behind_place(agency.name.zh, region):
                self.whole.setdefault(_joined(bare(whole)), {})[agency.id] = {_is_party(whole)}

    def proposed(self, printed: Iterable[str], region: Region, others: Iterable[str] = ()) -> Iterator[Body]:
        """The bodies of a region's document that are printed so, each with an id of its own; `others` are taken."""
        taken = {*self.atlas.agencies, *others}
        for names in groups(printed):
            known = self._zone(names, region) or self._governments(names, region)
            body = known or self._branch(names, region) or self._body(names, region)
            if not body.known and body.id in taken:
                body = replace(body, id=f"{region.id}-{_spelling(names[0], region)}")
            while not body.known and body.id in taken:
                body = replace(body, id=f"{body.id}-2")
            taken.add(body.id)
            yield body

    def _body(self, names: tuple[str, ...], region: Region) -> Body:
        alike = self.alike.get(_general(bare(names[0]), region), {})
        whole = self.whole.get(_joined(bare(names[0])), {})
        alike = alike if alike and not self._has_own(whole, region) else {**alike, **whole}
        agencies = [self.atlas.agencies[key] for key in alike]
        own = next((agency.id for agency in agencies if agency.region == region.id), "")
        if own:
            return Body(own, names, region.id, known=True)
        party = {_is_party(name) for name in names}
        shapes = [self._shape(agency) for agency in agencies if alike[agency.id] & party]
        shapes = [(zh, en) for zh, en in shapes if _PLACE in zh and _PLACE in en]
        zh = _only(_chinese(zh, region) for zh, _ in shapes)
        en = _only(_english(en, region) for _, en in shapes)
        function = _only(agency.function for agency in agencies) or self._by_definition(bare(names[0]))
        function = function or ("zone" if _ZONE.search(names[0]) else "")
        ending = _only(map(self._ending, agencies)) or _usual(bare(names[0])) or function
        ending = ending or _spelling(names[0], region)
        body = Body(f"{region.id}-{ending}", names, region.id, function=function)
        if region.kind == "administrative" and zh and en:
            return replace(body, zh=zh, en=en)
        # The bureaux of a zone bear its official name, which is not that of the region.
        called = f"{region.name.zh}{bare(names[0])}" if _PREFIX.match(names[0]) and True not in party else ""
        return replace(body, perhaps=zh or called)

    def _governments(self, names: tuple[str, ...], region: Region) -> Body | None:
        """The governments of all areas in a region, that is printed so: 各县（市、区）人民政府; None if it is none."""
        found = next((found for name in names if (found := _GOVERNMENTS.fullmatch(fold(name)))), None)
        own = f"{region.id}-local-governments"
        if found is None or region.kind != "administrative" or own in self.atlas.agencies:
            return None
        zh = names[0] if names[0].endswith("人民政府") else f"{names[0].removesuffix('政府')}人民政府"
        if any(agency.name.zh == zh for agency in self.atlas.agencies.values()):
            zh = f"{region.name.zh}{zh}"
        of = joined([words for sign, words in _AREAS.items() if sign in found[1]], "en")
        return Body(own, names, region.id, zh, f"Governments of the {of} of {region.name.en}", "zone")

    def _branch(self, names: tuple[str, ...], region: Region) -> Body | None:
        """The branch that a body of the region above has in a region: 市自然资源局澜桥分局; None if it is none."""
        above = self.atlas.regions.get(region.parent or "")
        found = next((found for name in names if (found := _BRANCH.fullmatch(name))), None)
        if found is None or above is None or found["place"] not in (_short(region), region.name.zh):
            return None
        if not above.name.zh.endswith(found["level"]):
            return None
        office = self._body((found["level"] + found["office"],), above)
        ending = office.id.removeprefix(f"{above.id}-")
        return Body(
            f"{region.id}-{ending}-branch", names, above.id, function=office.function,
            perhaps=f"{above.name.zh}{found['office']}{found['place']}分局",
        )  # fmt: skip

    def _has_own(self, agencies: Iterable[str], region: Region) -> bool:
        return any(self.atlas.agencies[key].region == region.id for key in agencies)

    def _zone(self, names: tuple[str, ...], region: Region) -> Body | None:
        """The committee, or the governments, of an area in a region that a name is the name of; None if none is."""
        called = {_COMMITTEE.sub("", each) for name in names for each in (name, bare(name))}
        for inner in self.atlas.regions.values():
            own = {inner.name.zh, inner.name.zh.removeprefix(_short(region)), *inner.aliases}
            if inner.parent != region.id or inner.kind == "administrative" or not called & own:
                continue
            known = (
                agency.id
                for agency in self.atlas.agencies.values()
                if agency.region == inner.id and agency.function == "zone"
            )
            if (found := next(known, "")) != "":
                return Body(found, names, inner.id, known=True)
            group = inner.kind == "group"
            perhaps = inner.name.zh if group else f"{inner.name.zh}管理委员会"
            ending = "government" if group else "committee"
            return Body(f"{inner.id}-{ending}", names, inner.id, function="zone", perhaps=perhaps)
        return None

    def _by_definition(self, name: str) -> str:
        """The one function whose definition names what a body is named after: 水利 stands in 水利局."""
        functions = self.atlas.vocabulary["functions"].values() if not _MANY.match(name) else ()
        return _only(
            function.id
            for function in functions
            if any(len(piece) > 1 and piece in name for piece in _PIECES.split(function.definition.zh))
        )

    def _shape(self, agency: Agency) -> tuple[str, str]:
        """An agency's two names with the name of its place left open."""
        region = self.atlas.regions.get(agency.region)
        if region is None or region.kind != "administrative":
            return agency.name.zh, agency.name.en
        return _general(agency.name.zh, region), agency.name.en.replace(region.name.en, _PLACE, 1)

    def _ending(self, agency: Agency) -> str:
        """What an agency's id says beside its region's."""
        region = self.atlas.regions.get(agency.region)
        place = region.parent if region is not None and region.kind == "group" else agency.region
        return agency.id.removeprefix(f"{place}-") if agency.id.startswith(f"{place}-") else ""


def _is_party(printed: str) -> bool:
    """Whether a name is that of a department of a Party committee: 市委人才办, not 市人才办."""
    return printed[1:2] == "委" and _PREFIX.match(printed) is not None


def _joined(name: str) -> str:
    """A name without its 和 and 与: 人力资源社会保障局 is 人力资源和社会保障局."""
    return _AND.sub("", name)


def _behind_place(name: str, region: Region | None) -> str:
    """A whole name as it is printed at its place: 江阴市科学技术局 → 市科学技术局; empty where no place stands before it."""
    if region is None:
        return ""
    administrative = region.kind == "administrative" and len(_short(region)) > 1
    place = _short(region) if administrative else region.name.zh
    return name.removeprefix(place) if name.startswith(place) else ""


def _general(name: str, region: Region | None) -> str:
    """A name with that of its place left open: one sign stands for 江阴市, two for 江阴."""
    if region is None:
        return name
    name = name.replace(region.name.zh, _PLACE, 1)
    short = _short(region)
    return name.replace(short, _PLACE * 2, 1) if len(short) > 1 and _PLACE not in name else name


def _chinese(shape: str, region: Region) -> str:
    return shape.replace(_PLACE * 2, _short(region)).replace(_PLACE, region.name.zh)


def _english(shape: str, region: Region) -> str:
    """An English name for another place; what is municipal in a city is a district's in a district."""
    sort = _SORTS.get(region.name.zh[-1], "Municipal")
    name = region.name.en
    said = shape.replace("Municipal", sort)
    if name.endswith(f" {sort}"):  # Lanqiao District has a District Party Committee, not two districts
        said = said.replace(f"{_PLACE} {sort}", _PLACE)
    return said.replace(_PLACE, name)


def _short(region: Region) -> str:
    return _LEVEL.sub("", region.name.zh)


def _only(values: Iterable[str]) -> str:
    """The one value that all have; empty where there is none, or several."""
    found = set(values)
    return found.pop() if len(found) == 1 else ""


_USUAL = (
    ("卫生", "health"), ("卫健", "health"), ("住房", "housing"), ("住建", "housing"), ("国资", "state-assets"),
    ("国有资产", "state-assets"), ("投资促进", "investment"), ("金融", "finance-office"), ("自然资源", "land"),
    ("医疗保障", "health-insurance"), ("应急", "emergency"), ("文化", "culture"), ("体育", "sports"),
    ("大数据", "data"), ("数据", "data"), ("政务服务", "services"), ("行政审批", "services"), ("民政", "civil-affairs"),
    ("水利", "water"), ("交通", "transport"), ("生态环境", "environment"), ("税务", "tax"), ("统计", "statistics"),
)  # fmt: skip
"""What bodies of usual names are called in an id, by the words that tell them."""


def _usual(name: str) -> str:
    """The word of an id for a body of a usual name; empty where its name is none."""
    return next((word for said, word in _USUAL if said in name), "") if not _MANY.match(name) else ""


def _spelling(printed: str, region: Region) -> str:
    """A printed name in Latin letters, as an id may hold it, without the name of its region."""
    name = bare(printed).removeprefix(region.name.zh).removeprefix(_short(region))
    return spelt(name) or "body"
