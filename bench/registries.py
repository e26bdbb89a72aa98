"""The registries of a synthetic corpus: terms, regions, clusters and indicators."""

from __future__ import annotations

import random

from bench import words
from bench.emit import Plain
from bench.naming import NEW, NEW_EN, both, capital, named, slug
from bench.promise import Item
from bench.sizes import Sizes
from bench.words import Metric, Pair

_STEP = 11  # has no divisor in common with the number of fields and metrics


class Registries:
    """What documents name; `used` are the words of growing vocabularies that anything uses."""

    def __init__(self, sizes: Sizes, chance: random.Random) -> None:
        self.sizes = sizes
        self.random = chance
        self.terms: list[Item] = []
        self.regions: list[Item] = []
        self.clusters: list[Item] = []
        self.indicators: list[Item] = []
        self.metrics: dict[str, tuple[Metric, Pair]] = {}
        self.used: dict[str, set[str]] = {
            "themes": set(), "instruments": set(), "roles": set(), "networks": set(),
            "functions": set(), "set-aside-reasons": set(), "units": set(),
        }  # fmt: skip
        self._terms()
        self._regions()
        self._clusters()
        self._indicators()

    def text(self, clauses: int) -> dict[str, Plain]:
        """Running text in both languages; every third clause names a glossary term."""
        zh, en = [], []
        for _ in range(clauses):
            verb, what, field = (self.random.choice(x) for x in (words.VERBS, words.OBJECTS, words.FIELDS))
            if self.terms and self.random.random() < 0.3:
                name = self.random.choice(self.terms)["name"]
                assert isinstance(name, dict)
                zh.append(f"依托{name['zh']}{verb.zh}{what.zh}")
                en.append(f"with the {name['en']}, {verb.en} {what.en}")
            else:
                zh.append(f"{verb.zh}{field.zh}{what.zh}")
                en.append(f"{verb.en} {what.en} in {field.en}")
        sentence = "; ".join(en)
        return {"zh": "，".join(zh) + "。", "en": capital(sentence) + "."}

    def _terms(self) -> None:
        found: list[Item] = []
        for number in range(self.sizes.terms):
            key, name = named(number, words.TERM_KINDS)
            found.append({"id": key, "name": both(name), "definition": self.text(2)})
        for number, term in enumerate(found):
            if number:
                term["see"] = [found[self.random.randrange(number)]["id"]]
        self.terms = found

    def _regions(self) -> None:
        for number in range(self.sizes.regions):
            parent = (number - 1) // 6 if number else None
            above = words.LEVELS.index(str(self.regions[parent]["level"])) if parent is not None else -1
            level = words.LEVELS[min(above + 1, len(words.LEVELS) - 1)]
            suffix = words.SUFFIXES[level]
            count = len(words.FIRST_CHARACTERS)
            one, two, three = (
                number % count,
                number // count % len(words.SECOND_CHARACTERS),
                number // count // 20,
            )
            again = words.SECOND_CHARACTERS[three - 1] if three else ""
            zh = f"{words.FIRST_CHARACTERS[one]}{words.SECOND_CHARACTERS[two]}{again}"
            en = words.FIRST_SYLLABLES[one] + words.SECOND_SYLLABLES[two]
            en += words.SECOND_SYLLABLES[three - 1] if three else ""
            region: Item = {
                "id": f"{en}-{level}",
                "name": {"zh": zh + suffix.zh, "en": f"{en.capitalize()} {suffix.en}"},
                "level": level,
                "kind": "zone" if level == "zone" else "administrative",
            }
            if parent is not None:
                region["parent"] = self.regions[parent]["id"]
            if number % 5 == 1:
                region["networks"] = ["sunan-demonstration-zone"]
                self.used["networks"].add("sunan-demonstration-zone")
            self.regions.append(region)

    def _clusters(self) -> None:
        for number in range(self.sizes.clusters):
            key, name = named(number, words.KINDS_OF_FIELD)
            cluster: Item = {"id": key, "name": both(name), "aliases": {}, "definition": self.text(2)}
            if number >= len(words.FIELDS):
                cluster["broader"] = self.clusters[number % len(words.FIELDS)]["id"]
            self.clusters.append(cluster)

    def _indicators(self) -> None:
        for number in range(self.sizes.indicators):
            key, metric, name = _HEADLINES[number] if number < len(_HEADLINES) else self._indicator(number)
            self.metrics[key] = (metric, name)
            indicator: Item = {
                "id": key,
                "name": both(name),
                "short": both(name),
                "theme": metric.theme,
                "direction": "higher" if metric.unit else "none",
                "definition": self.text(2),
                "comparability": self.text(1),
            }
            if metric.unit:
                indicator["unit"] = metric.unit
                self.used["units"].add(metric.unit)
            if number > 1:
                indicator["related"] = [self.indicators[self.random.randrange(number)]["id"]]
            self.used["themes"].add(metric.theme)
            self.indicators.append(indicator)

    def _indicator(self, number: int) -> tuple[str, Metric, Pair]:
        every = len(words.FIELDS) * len(words.METRICS)
        new, rest = number // every, number * _STEP % every  # fields and metrics mixed from the start
        field, metric = words.FIELDS[rest % len(words.FIELDS)], words.METRICS[rest // len(words.FIELDS)]
        name = Pair(f"{NEW[new]}{field.zh}{metric.zh}", capital(f"{NEW_EN[new]}{metric.en} in {field.en}"))
        return f"{slug(field.en)}-{metric.key}" + (f"-{new + 1}" if new else ""), metric, name


# What the home page shows, and what most documents set.
_HEADLINES = (
    (
        "rd-intensity",
        Metric("rd-intensity", "", "", "percent", "research", "%"),
        Pair("全社会研发投入占比", "R&D intensity"),
    ),
    (
        "high-tech-output-share",
        Metric("high-tech-output-share", "", "", "percent", "industry", "%"),
        Pair("高新技术产业产值占比", "High-tech share of output"),
    ),
    (
        "high-tech-firms",
        Metric("high-tech-firms", "", "", "jia", "enterprises", "家"),
        Pair("高新技术企业", "High-tech firms"),
    ),
    (
        "patents-per-10k",
        Metric("patents-per-10k", "", "", "patents-per-wan-ren", "ip", "件", ratio=True),
        Pair("有效发明专利", "Patents in force"),
    ),
)
