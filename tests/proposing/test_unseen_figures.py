"""What is proposed of the figures of texts on which no rule was tuned, held against what a careful editor records.

The invented texts are in usual forms: opinions of a county, a plan of a zone, policy measures of a city. Each has beside
it its figures as recorded by hand before the rules were looked at (tests/unseen/NAME.figures), a line for each: words
around it, value, and the reason why it is no target, or basis, comparator, year, period and known indicator (`-` for none;
several that will do behind /). Of a cell of a table the words are those of its row as far as the cell. A goal in words is
`goal`, a clause that may be taken for one and is none is `none`.
"""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal

import pytest

from atlas.figures.figures import Figure
from atlas.proposing.candidates import Candidates
from atlas.proposing.offers import Offers
from atlas.proposing.worded import worded
from atlas.sources.proof import spoken
from atlas.sources.source import read_source
from atlas.squeezed import fold, squeeze
from tests.trees import ROOT, atlas_of

FOLDER = ROOT / "tests" / "unseen"
ALLOWED = {
    # document: reasons, bases, years and indicators that are left blank, or only offered, at most
    "lanxi-2023": {"basis": 3, "period": 6, "year": 2},
    "linlan-zone-2022": {"reason": 3, "basis": 1, "indicator": 3},
    "luofu-2024": {"reason": 1, "basis": 5, "indicator": 10, "period": 1, "year": 1},
    "qingpan-2025": {"basis": 2, "indicator": 5},
    "qichuan-2024": {"year": 5, "period": 1, "indicator": 3},
    "shuobei-2024": {"basis": 1, "indicator": 3, "period": 1},
    "xikou-2024": {"basis": 1, "indicator": 1},
    "yunze-2023": {"indicator": 4},
}


def figure_of(found: Candidates, words: str, value: str, met: set[int]) -> Figure:
    """The first figure with this value in these words that was not met yet."""
    text = found.source.squeezed.text
    for place in re.finditer(re.escape(fold(squeeze(words))), text):
        for figure in found.figures:
            here = place.start() <= figure.start < place.end() and figure.start not in met
            if here and (figure.value == Decimal(value) or figure.numeral == value):
                met.add(figure.start)
                return figure
    raise AssertionError(f"no figure {value} in {words}")


@pytest.mark.parametrize("name", sorted(ALLOWED))
def test_what_is_proposed_of_an_unseen_text_is_what_an_editor_records(name):
    atlas = atlas_of(ROOT / "content")
    lexicon = spoken(atlas)
    text = read_source((FOLDER / f"{name}.txt").read_text("utf-8"))
    found = Candidates(text, lexicon, "en", Offers.of(atlas, lexicon))
    drafts = {draft.figure.start: draft for draft in found.drafts.all}
    wrong, blank, met = [], Counter[str](), set[int]()
    for line in (FOLDER / f"{name}.figures").read_text("utf-8").splitlines()[1:]:
        words, value, kind, *fields = line.split(" | ")
        if kind in ("goal", "none"):
            continue
        figure = figure_of(found, words, value, met)
        if kind != "target":
            held = [("reason", found.reasons[figure.start], kind)]
        elif figure.start not in drafts:
            held = [("target", "", "-")]
            wrong.append((words, "is set aside", found.reasons[figure.start]))
        else:
            draft = drafts[figure.start]
            said, sure = draft.proposal, draft.likely.sure
            own = (
                said.basis if said.sure else "",
                figure.comparator,
                str(said.years[0]) if len(said.years) == 1 else "",
                f"{said.period[0]}-{said.period[1]}" if said.period else "",
                sure[0] if sure else "",
            )
            names = ("basis", "comparator", "year", "period", "indicator")
            held = list(zip(names, own, fields, strict=True))
        for field, proposed, wanted in held:
            if proposed and proposed not in wanted.split("/"):
                wrong.append((words, field, proposed))
            blank[field] += not proposed and "-" not in wanted.split("/")
    assert not wrong
    assert {field for field, many in blank.items() if many > ALLOWED[name].get(field, 0)} == set(), blank


@pytest.mark.parametrize("name", ["luofu-2024", "qingpan-2025"])
def test_goals_in_words_of_an_unseen_text_are_listed_and_nothing_else(name):
    lexicon = spoken(atlas_of(ROOT / "content"))
    text = read_source((FOLDER / f"{name}.txt").read_text("utf-8"))
    found = Candidates(text, lexicon, "en")
    listed = [text.printed(goal.start, goal.end) for goal in worded(text, found.figures, found.drafts.titles)]
    listed += [draft.phrase for draft in found.drafts.all if draft.figure.kind == "words"]
    lines = [line.split(" | ") for line in (FOLDER / f"{name}.figures").read_text("utf-8").splitlines()[1:]]
    wanted = [words for words, _, kind, *_ in lines if kind == "goal"]
    assert wanted
    assert [words for words in wanted if not any(words in clause for clause in listed)] == []
    assert [clause for clause in listed if not any(words in clause for words in wanted)] == []
