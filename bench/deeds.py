"""The measures of a synthetic corpus, and a few dated tasks of each document."""

from __future__ import annotations

from bench import words
from bench.naming import capital
from bench.papers import Papers
from bench.promise import Item

_INSTRUMENTS = (
    "strategy", "coordination", "policy-intelligence", "institutional-funding", "business-grants", "equity",
    "tax-relief", "networking", "infrastructure", "advisory", "regulation", "training", "land-supply", "prizes",
)  # fmt: skip


class Deeds:
    """What the documents do towards what they promise."""

    def __init__(self, papers: Papers) -> None:
        self.papers = papers
        self.known = papers.known
        self.random = papers.random
        self.measures: dict[str, list[Item]] = {}
        self.tasks: dict[str, list[Item]] = {}

    def add(self, total: int) -> None:
        """So many measures in all, dealt out evenly over the documents, with a few dated tasks each."""
        themes = [str(indicator["theme"]) for indicator in self.known.indicators]
        agency = 0
        for number, document in enumerate(self.papers.documents):
            key = str(document["id"])
            count = total // len(self.papers.documents) + (number < total % len(self.papers.documents))
            own = [str(target["id"]) for target in self.papers.targets[key]]
            printed = self.papers.printed[key]
            self.measures[key] = []
            for place in range(count):
                verb, what = self.random.choice(words.VERBS), self.random.choice(words.OBJECTS)
                field = self.random.choice(words.FIELDS)
                lead, support = (printed[(agency + n) % len(printed)] for n in (0, 1))
                agency += 1
                chosen = self.random.sample(_INSTRUMENTS, 2)
                self.known.used["instruments"].update(chosen)
                self.measures[key].append({
                    "id": f"m{place + 1:03}", "number": str(place + 1), "at": self.papers.place(),
                    "title": {"zh": f"{verb.zh}{field.zh}{what.zh}", "en": capital(f"{verb.en} {what.en} in {field.en}")},
                    "programme": {"zh": what.zh, "en": capital(what.en)},
                    "themes": sorted(set(self.random.choices(themes, k=2))),
                    "instruments": sorted(chosen),
                    "lead": [lead], "support": [support],
                    "clusters": [self.random.choice(self.known.clusters)["id"]],
                    "targets": sorted(self.random.sample(own, 2)),
                    "summary": self.known.text(6),
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
                "year": first + number % 5, "gist": self.known.text(1), "lead": [printed[number % len(printed)]],
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
