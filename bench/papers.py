"""The documents of a synthetic corpus: what they are, whom they name, what they promise."""

from __future__ import annotations

from itertools import accumulate

from bench import words
from bench.emit import Plain
from bench.naming import both, capital
from bench.promise import Item, Promise
from bench.registries import Registries
from bench.words import Pair

NUMERALS = "一二三四五六七八九十"
_REASONS = ("document-number", "date", "list-number", "slogan", "size-class", "wording")


class Papers:
    """Documents with all but their measures and tasks; `printed` are the names by which each calls agencies."""

    def __init__(self, known: Registries) -> None:
        self.known = known
        self.random = known.random
        self.documents: list[Item] = []
        self.agencies: list[Item] = []
        self.references: list[Item] = []
        self.targets: dict[str, list[Item]] = {}
        self.mentions: dict[str, list[Item]] = {}
        self.set_aside: dict[str, list[Item]] = {}
        self.printed: dict[str, list[str]] = {}
        self._documents()
        self._agencies()
        self._references()
        self._targets()
        self._mentions()
        self._set_aside()

    def _documents(self) -> None:
        for number in range(self.known.sizes.documents):
            region = self.known.regions[number // 2 % len(self.known.regions)]
            first = 2016 if number % 2 == 0 else 2021
            name = region["name"]
            assert isinstance(name, dict)
            field = words.FIELDS[number % len(words.FIELDS)]
            round_ = number // 2 // len(self.known.regions)
            key = f"{region['id']}-{first}" + (f"-{round_ + 1}" if round_ else "")
            outline: list[Plain] = [
                {
                    "at": at,
                    "level": level,
                    "title": {"zh": f"{verb.zh}{what.zh}", "en": capital(f"{verb.en} {what.en}")},
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
                "summary": self.known.text(6),
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

    def place(self) -> str:
        """Somewhere in a document."""
        one, two = self.random.choice(NUMERALS[:8]), self.random.choice(NUMERALS[:5])
        return f"正文 {one}（{two}）{self.random.randrange(1, 30)}"

    def _agencies(self) -> None:
        owners: dict[str, list[str]] = {}
        for document in self.documents:
            owners.setdefault(str(document["region"]), []).append(str(document["id"]))
        each = max(2, min(len(words.FUNCTIONS), round(self.known.sizes.agencies / len(owners))))
        names = {str(region["id"]): region["name"] for region in self.known.regions}
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
                self.known.used["functions"].add(function)
            for document_id in documents:
                self.printed[document_id] = [f"本级{zh}" for _, zh, _ in words.FUNCTIONS[:each]]

    def _references(self) -> None:
        for number in range(self.known.sizes.references):
            field, kind = words.FIELDS[number % len(words.FIELDS)], number // len(words.FIELDS)
            what = words.TERM_KINDS[kind % len(words.TERM_KINDS)]
            title = Pair(f"{field.zh}{what.zh}规划", capital(f"{what.en} plan for {field.en}"))
            self.references.append({
                "id": f"plan-{number + 1}", "title": both(title), "level": "national", "year": 2015 + number % 6,
                "note": self.known.text(1),
            })  # fmt: skip
        hand = max(3, -(-len(self.references) // len(self.documents)))
        for number, document in enumerate(self.documents):
            cited = [self.references[(number * hand + n) % len(self.references)] for n in range(hand)]
            cites: list[Plain] = [
                {"to": reference["id"], "at": self.place(), "printed": reference["title"]["zh"]}  # type: ignore[index,call-overload]
                for reference in cited
            ]
            if number % 2:
                before = self.documents[number - 1]
                cites.append({"to": before["id"], "at": self.place(), "printed": "上一轮实施意见"})
            document["cites"] = cites

    def _targets(self) -> None:
        keys = [str(indicator["id"]) for indicator in self.known.indicators]
        by_key = dict(zip(keys, self.known.indicators, strict=True))
        deck = list(keys)
        self.random.shuffle(deck)
        weights = list(accumulate((place + 5) ** -0.6 for place in range(len(keys))))
        hand = -(-len(deck) // len(self.documents))
        inside: dict[str, list[str]] = {}
        for region in self.known.regions:
            if "parent" in region:
                inside.setdefault(str(region["parent"]), []).append(str(region["id"]))
        for number, document in enumerate(self.documents):
            chosen = dict.fromkeys(deck[number * hand : (number + 1) * hand])
            while len(chosen) < min(self.known.sizes.targets * 4 // 5, len(keys)):
                chosen[self.random.choices(keys, cum_weights=weights)[0]] = None
            promise = Promise(self.random, document, inside.get(str(document["region"]), []), self.place)
            for key in chosen:
                promise.add(key, *self.known.metrics[key])
                indicator = by_key[key]
                aliases, name = indicator.setdefault("aliases", {}), indicator["name"]
                assert isinstance(aliases, dict)
                assert isinstance(name, dict)
                aliases[str(document["id"])] = [name["zh"]]
            while len(promise.targets) < self.known.sizes.targets:
                promise.add_milestone()
            self.targets[str(document["id"])] = promise.targets[: max(self.known.sizes.targets, len(chosen))]
            self.known.used["units"] |= promise.units

    def _mentions(self) -> None:
        owners = dict.fromkeys(str(document["region"]) for document in self.documents)
        parents = {str(region["id"]): str(region.get("parent", "")) for region in self.known.regions}
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
            for number in range(max(20, len(pool), -(-len(self.known.clusters) // len(self.documents)))):
                cluster = self.known.clusters[turn % len(self.known.clusters)]
                role = roles[turn // len(self.known.clusters) % len(roles)]
                turn += 1
                name = cluster["name"]
                assert isinstance(name, dict)
                mention: Item = {
                    "cluster": cluster["id"], "region": pool[number % len(pool)], "role": role,
                    "printed": name["zh"], "at": self.place(),
                }  # fmt: skip
                if number % 4 == 0:
                    mention["platforms"] = [f"{name['zh']}研究院"]
                    mention["technologies"] = [f"{name['zh']}关键工艺"]
                found.append(mention)
                aliases = cluster["aliases"]
                assert isinstance(aliases, dict)
                aliases[str(document["id"])] = [name["zh"]]
                self.known.used["roles"].add(role)
            unique = {(str(m["cluster"]), str(m["region"]), str(m["role"])): m for m in found}
            self.mentions[str(document["id"])] = list(unique.values())

    def _set_aside(self) -> None:
        for document in self.documents:
            entries: list[Item] = []
            for number in range(30):
                reason = _REASONS[number % len(_REASONS)]
                field = self.random.choice(words.FIELDS)
                entries.append({"text": f"{field.zh}{number + 2}号", "at": self.place(), "reason": reason})
                self.known.used["set-aside-reasons"].add(reason)
            self.set_aside[str(document["id"])] = entries
