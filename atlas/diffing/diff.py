"""`build.py diff`: the content of today beside that of a revision of git."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Literal

from atlas.checks import check
from atlas.checks.context import Context
from atlas.diffing.changes import Side, changes
from atlas.diffing.changes_told import Teller
from atlas.diffing.revisions import NoRevision, content_at
from atlas.diffing.summary import Part, as_markdown, as_text, escaped
from atlas.diffing.touched import touched
from atlas.pages import plan
from atlas.problems import Language
from atlas.reading.aliases import read_aliases
from atlas.reading.load import Loaded, load
from atlas.records.model import Atlas
from atlas.sources.proof import states

Format = Literal["text", "markdown"]


def addresses(atlas: Atlas) -> frozenset[str]:
    """The address of every page, without language."""
    return frozenset(page.path for page in plan(atlas) if page.kind != "404")


def run(
    loaded: Loaded,
    content: Path,
    revision: str,
    language: Language,
    form: Format = "text",
) -> tuple[str, int]:
    """What the content, which has passed `check`, changes since a revision, and the command's exit status.

    The status is 1 where there is nothing to compare with, and where a published address would be lost.
    """
    try:
        commit, parts, status = _compared(loaded, content, revision, language)
    except NoRevision as missing:
        return missing.words.within(language) + "\n", 1
    since = f"与 {revision}（{commit}）相比" if language == "zh" else f"Compared with {revision} ({commit})"
    if form == "markdown":
        return f"## {escaped(since)}\n\n{as_markdown(parts, language)}", status
    return f"{since}\n\n{as_text(parts, language)}", status


def _compared(
    loaded: Loaded, content: Path, revision: str, language: Language
) -> tuple[str, list[Part], int]:
    """The commit that a revision names, what is different since, and the exit status. Raises NoRevision."""
    if loaded.atlas is None:
        raise NoRevision("内容无法读取", "the content cannot be read")
    new = _side(loaded.atlas, content)
    with content_at(content, revision) as (folder, commit):
        before = load(folder)
        if before.atlas is None:
            raise NoRevision(
                f"{commit} 的内容无法按今天的格式读取", f"the content of {commit} cannot be read today"
            )
        faults = (*before.problems, *check(Context.of(before)))
        sound = all(problem.severity == "warning" for problem in faults)
        old = _side(before.atlas if sound else _usable(before.atlas), folder)
        old = replace(old, states=states(before.atlas))
    found = changes(old, new)
    pages = None
    if sound:
        pages = touched(old.atlas, new.atlas) if found else {}
    return commit, list(Teller(old, new, language).parts(found, pages)), int(bool(found.unaliased))


def _usable(atlas: Atlas) -> Atlas:
    """An atlas that breaks today's rules without the targets that could not be placed or compared."""
    levels = atlas.vocabulary["levels"]
    regions = {key: region for key, region in atlas.regions.items() if region.level in levels}
    targets = {
        key: target
        for key, target in atlas.targets.items()
        if target.region in regions and (target.unit is None or target.unit in atlas.units)
    }
    return replace(atlas, regions=regions, targets=targets)


def _side(atlas: Atlas, content: Path) -> Side:
    return Side(atlas, addresses(atlas), read_aliases(content)[0].entries, states(atlas))
