"""The repository's own content: nothing to mend, nothing to doubt."""

from __future__ import annotations

from pathlib import Path

import pytest

from atlas import stages
from atlas.figures.evidence import LONGEST
from atlas.problems import Problem
from atlas.progress import Progress
from atlas.reading.load import Loaded
from atlas.records.model import REGISTRIES
from atlas.squeezed import count

CONTENT = Path(__file__).resolve().parent.parent / "content"


@pytest.fixture(scope="module")
def found() -> tuple[Loaded, list[Problem]]:
    return stages.read(CONTENT, Progress())


def test_the_content_has_no_problem_and_no_warning(found):
    _, problems = found
    assert [problem.line() for problem in problems] == []


def test_every_document_has_targets_measures_and_industries(found):
    atlas = found[0].atlas
    for name in atlas.documents:
        assert any(target.document == name for target in atlas.targets.values()), name
        assert any(measure.document == name for measure in atlas.measures.values()), name
        assert any(mention.document == name for mention in atlas.mentions), name


def test_no_phrase_is_longer_than_evidence_needs(found):
    for target in found[0].atlas.targets.values():
        for evidence in target.evidence:
            assert 0 < count(evidence.phrase) <= LONGEST, target.gid


def test_names_are_those_of_files(found):
    atlas = found[0].atlas
    for kind in REGISTRIES:
        assert set(getattr(atlas, kind)) == {path.stem for path in (CONTENT / kind).glob("*.yaml")}
