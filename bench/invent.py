"""The records of a synthetic corpus: names, documents, and what they promise."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from bench import words
from bench.emit import Plain
from bench.promise import Promise
from bench.words import Metric, Pair

Item = dict[str, Plain]
NUMERALS = "一二三四五六七八九十"
_NEW = ("", "新型", "智能", "绿色", "先进", "融合")
_NEW_EN = ("", "new ", "smart ", "green ", "advanced ", "integrated ")
_STEP = 11  # has no divisor in common with the number of fields and metrics
_REASONS = ("document-number", "date", "list-number", "slogan", "size-class", "wording")
_INSTRUMENTS = (
    "strategy", "coordination", "policy-intelligence", "institutional-funding", "business-grants", "equity",
    "tax-relief", "networking", "infrastructure", "advisory", "regulation", "training", "land-supply", "prizes",
)  # fmt: skip


@dataclass(frozen=True)
class Sizes:
    """How many records of each kind; `targets` of each document."""

    documents: int
    targets: int
    indicators: int
    clusters: int
    agencies: int
    references: int
    terms: int
    regions: int


class Inventor:
    """Invents a corpus; everything follows from the sizes and the seed."""

    def __init__(self, sizes: Sizes, seed: int) -> None:
        self.sizes = sizes
        self.random = random.Random(seed)  # noqa: S311  (no secrets here)
        self.regions: list[Item] = []
        self.clusters: list[Item] = []
        self.indicators: list[Item] = []
        self.agencies: list[Item] = []
        self.references: list[Item] = []
        self.terms: list[Item] = []
        self.documents: list[Item] = []
        self.targets: dict[str, list[Item]] = {}
        self.measures: dict[str, list[Item]] = {}
        self.tasks: dict[str, list[Item]] = {}
        self.mentions: dict[str, list[Item]] = {}
        self.set_aside: dict[str, list[Item]] = {}
        self.metrics: dict[str, tuple[Metric, Pair]] = {}
        self.printed: dict[str, list[str]] = {}
        self.used: dict[str, set[str]] = {
            "themes": set(), "instruments": set(), "roles": set(), "networks": set(),
            "functions": set(), "set-aside-reasons": set(), "units": set(),
        }  # fmt: skip

    def invent(self) -> None:
        """Everything but the measures and tasks stands."""
        self._terms()
        self._regions()
        self._clusters()
        self._indicators()
        self._documents()
        self._agencies()
        self._references()
        self._targets()
        self._mentions()
        self._set_aside()

    def records(self) -> int:
        """How many records with a page of their own there are, measures and themes not counted."""
        registries = (
            self.regions, self.clusters, self.indicators, self.agencies, self.references, self.terms, self.documents,
        )  # fmt: skip
        return sum(map(len, registries)) + sum(map(len, self.targets.values()))

    def changes(self) -> list[Item]:
        """What the feeds tell."""
        title: Plain = {"zh": "合成内容", "en": "Invented content"}
        text: Plain = {"zh": "只用于测量。", "en": "For measuring only."}
        return [{"id": "synthetic", "date": "2026-11-22", "title": title, "text": text}]

    # Names

    def _text(self, clauses: int) -> dict[str, Plain]:
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
        return {"zh": "，".join(zh) + "。", "en": _capital(sentence) + "."}

    def _named(self, number: int, kinds: Sequence[Pair]) -> tuple[str, Pair]:
        """The key and the name of one of many things; different for different numbers."""
        field_, rest = number % len(words.FIELDS), number // len(words.FIELDS)
        kind, new = rest % len(kinds), rest // len(kinds)
        field = words.FIELDS[field_]
        name = Pair(
            f"{_NEW[new]}{field.zh}{kinds[kind].zh}",
            _capital(f"{_NEW_EN[new]}{field.en} {kinds[kind].en}"),
        )
        return f"{_slug(field.en)}-{_slug(kinds[kind].en)}" + (f"-{new + 1}" if new else ""), name

    def _terms(self) -> None:
        found: list[Item] = []
        for number in range(self.sizes.terms):
            key, name = self._named(number, words.TERM_KINDS)
            found.append({"id": key, "name": _both(name), "definition": self._text(2)})
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
            key, name = self._named(number, words.KINDS_OF_FIELD)
            cluster: Item = {"id": key, "name": _both(name), "aliases": {}, "definition": self._text(2)}
            if number >= len(words.FIELDS):
                cluster["broader"] = self.clusters[number % len(words.FIELDS)]["id"]
            self.clusters.append(cluster)

    def _indicators(self) -> None:
        for number in range(self.sizes.indicators):
            key, metric, name = _HEADLINES[number] if number < len(_HEADLINES) else self._indicator(number)
            self.metrics[key] = (metric, name)
            indicator: Item = {
                "id": key,
                "name": _both(name),
                "short": _both(name),
                "theme": metric.theme,
                "direction": "higher" if metric.unit else "none",
                "definition": self._text(2),
                "comparability": self._text(1),
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
        name = Pair(f"{_NEW[new]}{field.zh}{metric.zh}", _capital(f"{_NEW_EN[new]}{metric.en} in {field.en}"))
        return f"{_slug(field.en)}-{metric.key}" + (f"-{new + 1}" if new else ""), metric, name

    # Documents and what they hold

    def _documents(self) -> None:
        for number in range(self.sizes.documents):
            region = self.regions[number // 2 % len(self.regions)]
            first = 2016 if number % 2 == 0 else 2021
            name = region["name"]
            assert isinstance(name, dict)
            field = words.FIELDS[number % len(words.FIELDS)]
            round_ = number // 2 // len(self.regions)
            key = f"{region['id']}-{first}" + (f"-{round_ + 1}" if round_ else "")
            outline: list[Plain] = [
                {
                    "at": at,
                    "level": level,
                    "title": {"zh": f"{verb.zh}{what.zh}", "en": _capital(f"{verb.en} {what.en}")},
                }
                for at, level, verb, what in self._headings()
            ]
            self.documents.append({
                "id": key,
                "title": {"zh": f"关于{field.zh}创新的实施意见", "en": f"Opinions on innovation in {field.en}"},
                "short": {"zh": f"{name['zh']}{first}", "en": f"{name['en']} {first}"},
                "issuers": [{"zh": f"{name['zh']}人民政府", "en": f"{name['en']} Government"}],
                "number": f"政发〔{first}〕{number + 1}号",
                "level": region["level"],
                "region": region["id"],
                "issued": f"{first}-{self.random.randrange(1, 13):02}-{self.random.randrange(1, 29):02}",
                "issued_basis": "stated",
                "period": [first, first + 4],
                "period_basis": "stated",
                "status": "ended",
                "extraction": "complete",
                "summary": self._text(6),
                "outline": outline,
                "source": {"file": f"{key}.txt", "characters": 8000 + number, "sha256": f"{number:064x}"},
            })  # fmt: skip

    def _headings(self) -> list[tuple[str, int, Pair, Pair]]:
        places = []
        for number in range(40):
            one, two = NUMERALS[number // 5], NUMERALS[number % 5]
            at, level = (f"正文 {one}", 1) if number % 5 == 0 else (f"正文 {one}（{two}）", 2)
            places.append((at, level, self.random.choice(words.VERBS), self.random.choice(words.OBJECTS)))
        return places

    def _place(self) -> str:
        """Somewhere in a document."""
        one, two = self.random.choice(NUMERALS[:8]), self.random.choice(NUMERALS[:5])
        return f"正文 {one}（{two}）{self.random.randrange(1, 30)}"

    def _agencies(self) -> None:
        owners: dict[str, list[str]] = {}
        for document in self.documents:
            owners.setdefault(str(document["region"]), []).append(str(document["id"]))
        each = max(2, min(len(words.FUNCTIONS), round(self.sizes.agencies / len(owners))))
        names = {str(region["id"]): region["name"] for region in self.regions}
        for region, documents in owners.items():
            for function, zh, en in words.FUNCTIONS[:each]:
                name = names[region]
                assert isinstance(name, dict)
                self.agencies.append({
                    "id": f"{region}-{function}",
                    "name": {"zh": f"{name['zh']}{zh}", "en": f"{name['en']} {en}"},
                    "region": region,
                    "function": function,
                    "aliases": {document: [f"本级{zh}"] for document in documents},
                })  # fmt: skip
                self.used["functions"].add(function)
            for document_id in documents:
                self.printed[document_id] = [f"本级{zh}" for _, zh, _ in words.FUNCTIONS[:each]]

    def _references(self) -> None:
        for number in range(self.sizes.references):
            field, kind = words.FIELDS[number % len(words.FIELDS)], number // len(words.FIELDS)
            what = words.TERM_KINDS[kind % len(words.TERM_KINDS)]
            title = Pair(f"{field.zh}{what.zh}规划", _capital(f"{what.en} plan for {field.en}"))
            self.references.append({
                "id": f"plan-{number + 1}", "title": _both(title), "level": "national", "year": 2015 + number % 6,
                "note": self._text(1),
            })  # fmt: skip
        hand = max(3, -(-len(self.references) // len(self.documents)))
        for number, document in enumerate(self.documents):
            cited = [self.references[(number * hand + n) % len(self.references)] for n in range(hand)]
            cites: list[Plain] = [
                {"to": reference["id"], "at": self._place(), "printed": reference["title"]["zh"]}  # type: ignore[index,call-overload]
                for reference in cited
            ]
            if number % 2:
                before = self.documents[number - 1]
                cites.append({"to": before["id"], "at": self._place(), "printed": "上一轮实施意见"})
            document["cites"] = cites

    def _targets(self) -> None:
        keys = [str(indicator["id"]) for indicator in self.indicators]
        by_key = dict(zip(keys, self.indicators, strict=True))
        deck = list(keys)
        self.random.shuffle(deck)
        weights = list(accumulate((place + 5) ** -0.6 for place in range(len(keys))))
        hand = -(-len(deck) // len(self.documents))
        inside: dict[str, list[str]] = {}
        for region in self.regions:
            if "parent" in region:
                inside.setdefault(str(region["parent"]), []).append(str(region["id"]))
        for number, document in enumerate(self.documents):
            chosen = dict.fromkeys(deck[number * hand : (number + 1) * hand])
            while len(chosen) < min(self.sizes.targets * 4 // 5, len(keys)):
                chosen[self.random.choices(keys, cum_weights=weights)[0]] = None
            promise = Promise(self.random, document, inside.get(str(document["region"]), []), self._place)
            for key in chosen:
                promise.add(key, *self.metrics[key])
                indicator = by_key[key]
                aliases, name = indicator.setdefault("aliases", {}), indicator["name"]
                assert isinstance(aliases, dict)
                assert isinstance(name, dict)
                aliases[str(document["id"])] = [name["zh"]]
            while len(promise.targets) < self.sizes.targets:
                promise.add_milestone()
            self.targets[str(document["id"])] = promise.targets[: max(self.sizes.targets, len(chosen))]
            self.used["units"] |= promise.units

    def _mentions(self) -> None:
        owners = dict.fromkeys(str(document["region"]) for document in self.documents)
        parents = {str(region["id"]): str(region.get("parent", "")) for region in self.regions}
        pools: dict[str, list[str]] = {owner: [owner] for owner in owners}
        for region in parents:
            above = region
            while above not in owners:
                above = parents[above]
            if above != region:
                pools[above].append(region)
        turn = 0
        roles = words.ROLES
        for document in self.documents:
            pool = pools[str(document["region"])]
            found: list[Item] = []
            for number in range(max(20, len(pool), -(-len(self.clusters) // len(self.documents)))):
                cluster = self.clusters[turn % len(self.clusters)]
                role = roles[turn // len(self.clusters) % len(roles)]
                turn += 1
                name = cluster["name"]
                assert isinstance(name, dict)
                mention: Item = {
                    "cluster": cluster["id"], "region": pool[number % len(pool)], "role": role,
                    "printed": name["zh"], "at": self._place(),
                }  # fmt: skip
                if number % 4 == 0:
                    mention["platforms"] = [f"{name['zh']}研究院"]
                    mention["technologies"] = [f"{name['zh']}关键工艺"]
                found.append(mention)
                aliases = cluster["aliases"]
                assert isinstance(aliases, dict)
                aliases[str(document["id"])] = [name["zh"]]
                self.used["roles"].add(role)
            unique = {(str(m["cluster"]), str(m["region"]), str(m["role"])): m for m in found}
            self.mentions[str(document["id"])] = list(unique.values())

    def _set_aside(self) -> None:
        for document in self.documents:
            entries: list[Item] = []
            for number in range(30):
                reason = _REASONS[number % len(_REASONS)]
                field = self.random.choice(words.FIELDS)
                entries.append({"text": f"{field.zh}{number + 2}号", "at": self._place(), "reason": reason})
                self.used["set-aside-reasons"].add(reason)
            self.set_aside[str(document["id"])] = entries

    def add_measures(self, total: int) -> None:
        """So many measures in all, dealt out evenly over the documents, with a few dated tasks each."""
        themes = [str(indicator["theme"]) for indicator in self.indicators]
        agency = 0
        for number, document in enumerate(self.documents):
            key = str(document["id"])
            count = total // len(self.documents) + (number < total % len(self.documents))
            own = [str(target["id"]) for target in self.targets[key]]
            printed = self.printed[key]
            self.measures[key] = []
            for place in range(count):
                verb, what = self.random.choice(words.VERBS), self.random.choice(words.OBJECTS)
                field = self.random.choice(words.FIELDS)
                lead, support = (printed[(agency + n) % len(printed)] for n in (0, 1))
                agency += 1
                chosen = self.random.sample(_INSTRUMENTS, 2)
                self.used["instruments"].update(chosen)
                self.measures[key].append({
                    "id": f"m{place + 1:03}", "number": str(place + 1), "at": self._place(),
                    "title": {"zh": f"{verb.zh}{field.zh}{what.zh}", "en": _capital(f"{verb.en} {what.en} in {field.en}")},
                    "programme": {"zh": what.zh, "en": _capital(what.en)},
                    "themes": sorted(set(self.random.choices(themes, k=2))),
                    "instruments": sorted(chosen),
                    "lead": [lead], "support": [support],
                    "clusters": [self.random.choice(self.clusters)["id"]],
                    "targets": sorted(self.random.sample(own, 2)),
                    "summary": self._text(6),
                })  # fmt: skip
            self._head(document, self.measures[key])
            self._tasks(key, printed, own)
            self._lead_all(key, printed)

    @staticmethod
    def _head(document: Item, measures: list[Item]) -> None:
        """The outline has the places of the measures, each behind the headings of its part."""
        outline = document["outline"]
        assert isinstance(outline, list)
        for measure in measures:
            at = str(measure["at"])
            there = [str(heading["at"]) for heading in outline]
            if at not in there:
                part = at[: at.index("（")]
                last = max(n for n, place in enumerate(there) if place.startswith(part))
                outline.insert(last + 1, {"at": at, "level": 3, "title": measure["title"]})

    def _tasks(self, key: str, printed: list[str], own: list[str]) -> None:
        first = int(key.split("-")[2])  # REGION-LEVEL-YEAR
        self.tasks[key] = [
            {
                "id": f"t{number + 1}", "measure": measure["id"], "number": f"{number + 1}-1", "at": f"附件 {number + 1}-1",
                "year": first + number % 5, "gist": self._text(1), "lead": [printed[number % len(printed)]],
                "targets": [self.random.choice(own)],
            }
            for number, measure in enumerate(self.measures[key][:8])
        ]  # fmt: skip

    def _lead_all(self, key: str, printed: list[str]) -> None:
        """Every agency of a document has something to do, however few its measures are."""
        busy = {name for measure in self.measures[key] for name in (*measure["lead"], *measure["support"])}  # type: ignore[misc]
        last = self.measures[key][-1]["support"]
        lead = self.measures[key][-1]["lead"]
        assert isinstance(last, list)
        assert isinstance(lead, list)
        last += [name for name in printed if name not in busy and name not in lead]


def _both(name: Pair) -> dict[str, Plain]:
    return {"zh": name.zh, "en": name.en}


def _capital(english: str) -> str:
    return english[0].upper() + english[1:]


def _slug(english: str) -> str:
    return english.lower().replace("&", "").replace("  ", " ").replace(" ", "-")


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
