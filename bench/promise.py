"""The targets of one synthetic document, each with a phrase that says what its record says."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bench import words
from bench.emit import Plain
from bench.words import Metric, Pair

Item = dict[str, Plain]

# What stands before and after a figure, and the comparator that it makes.
_BOUND = (
    ("达到", "", "reach"), ("达到", "", "reach"), ("达到", "", "reach"), ("达到", "以上", "at-least"),
    ("超过", "", "more-than"), ("达到", "左右", "about"),
)  # fmt: skip
_VERBS = {"increase": "新增", "total": "累计建成", "annual": "每年新增"}
_FLOWS = ("成交", "盘活", "转化")
_MEASURED = ("level", "level", "level", "increase", "increase", "total", "annual", "rank")


@dataclass
class Promise:
    """Makes the targets of a document; `inside` are the regions that lie in its own."""

    random: random.Random
    document: Item
    inside: Sequence[str]
    place: Callable[[], str]
    targets: list[Item] = field(default_factory=list)
    units: set[str] = field(default_factory=set)

    def add(self, indicator: str, metric: Metric, name: Pair) -> None:
        """One target of an indicator, on whatever basis suits it."""
        region = str(self.document["region"])
        if self.inside and self.random.random() < 0.2:
            region = self.random.choice(self.inside)
        first, last = self._period()
        target: Item = {"id": indicator, "indicator": indicator, "region": region}
        if metric.unit is None:
            phrase = self._in_words(target, name)
        elif metric.unit == "percent" and self.random.random() < 0.2:
            phrase = self._changed(target, name, first)
        else:
            phrase = self._figure(target, metric, name, (first, last))
        if "period" not in target:
            target["year"] = last
            if self.random.random() < 0.6:
                target["year_basis"] = "stated"
                phrase = f"到{last}年，{phrase}"
        target.setdefault("year_basis", self.random.choice(("section", "inherited")))
        if self.random.random() < 0.1:
            target["aspirational"] = True
            phrase = f"力争{phrase}"
        if self.random.random() < 0.15:
            target["conditions"] = {"zh": "规模以上企业", "en": "firms above designated size"}
        evidence: list[Plain] = [{"at": self.place(), "phrase": phrase}]
        if self.random.random() < 0.08:
            evidence.append({"at": self.place(), "phrase": phrase})
        target["evidence"] = evidence
        if self.targets and self.random.random() < 0.2:
            note = {"zh": "两者相关，口径不同。", "en": "They bear on each other, measured otherwise."}
            link: Plain = {"to": self.random.choice(self.targets)["id"], "kind": "related", "note": note}
            target["links"] = [link]
        if self.random.random() < 0.25:
            target["note"] = {"zh": "原文没有写明衡量标准。", "en": "The text names no yardstick."}
        self.targets.append(target)

    def add_milestone(self) -> None:
        """An earlier figure of a target that stands already."""
        first, last = self._period()
        ready = [target for target in self.targets if target.get("year") == last and "value" in target]
        goal = self.random.choice(ready)
        number = sum(str(target["id"]).startswith(f"{goal['id']}-by-") for target in self.targets)
        year = first + 1 + number % (last - first - 1)
        unit = str(goal["unit"])
        value = self._value(unit)
        name = "预期数"
        printed = {"percent": "%", "percentage-points": "个百分点", "place": "位"}.get(unit) or next(
            metric.printed for metric in words.METRICS if metric.unit == unit
        )
        before = "进入前" if unit == "place" else "达到"
        verb = _VERBS.get(str(goal["basis"]), "")
        per = "每万人" if unit == "patents-per-wan-ren" else ""
        same: tuple[str, ...] = ("indicator", "region", "unit", "basis", "baseline")
        milestone = {key: goal[key] for key in same if key in goal}
        self.targets.append({
            "id": f"{goal['id']}-by-{number + 1}", **milestone, "value": value,
            "comparator": "at-most" if unit == "place" else "reach",
            "year": year, "year_basis": "stated",
            "evidence": [{"at": self.place(), "phrase": f"到{year}年，{verb}{per}{name}{before}{value}{printed}"}],
            "links": [{"to": goal["id"], "kind": "milestone"}],
        })  # fmt: skip

    def _period(self) -> tuple[int, int]:
        period = self.document["period"]
        assert isinstance(period, list)
        return int(str(period[0])), int(str(period[1]))

    def _value(self, unit: str) -> str:
        if unit in ("percent", "percentage-points", "wan-ren", "patents-per-wan-ren"):
            return f"{self.random.randrange(11, 990) / 10:g}"
        if unit == "place":
            return str(self.random.randrange(2, 30))
        return str(self.random.randrange(2, 300) * self.random.choice((1, 5, 10)))

    def _in_words(self, target: Item, name: Pair) -> str:
        goal = self.random.choice(words.GOALS)
        target |= {"words": {"zh": goal.zh, "en": goal.en}, "comparator": "reach", "basis": "level"}
        return f"{name.zh}达到{goal.zh}"

    def _changed(self, target: Item, name: Pair, first: int) -> str:
        value = self._value("percentage-points")
        self.units.add("percentage-points")
        target |= {
            "value": value, "unit": "percentage-points", "comparator": "reach", "basis": "change",
            "baseline": {"year": first - 1},
        }  # fmt: skip
        return f"{name.zh}提高{value}个百分点"

    def _figure(self, target: Item, metric: Metric, name: Pair, period: tuple[int, int]) -> str:
        unit = metric.unit or ""
        basis = self.random.choice(_MEASURED) if unit != "percent" and not metric.ratio else "level"
        if basis == "rank":
            value = self._value("place")
            self.units.add("place")
            target |= {"value": value, "unit": "place", "comparator": "at-most", "basis": "rank"}
            return f"{name.zh}进入全省前{value}位"
        if basis == "level" and any(word in name.zh for word in _FLOWS):
            basis = "increase"
        value = self._value(unit)
        before, after, comparator = self.random.choice(_BOUND)
        target |= {"value": value, "unit": unit, "comparator": comparator, "basis": basis}
        self.units.add(unit)
        verb = _VERBS.get(basis, "")
        if basis == "annual":
            target["period"] = list(period)
        per = "每万人" if metric.ratio else ""
        return f"{verb}{per}{name.zh}{before}{value}{metric.printed}{after}"
