"""The map of the modules in docs/architecture.md is whole, and imports point one way through it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.trees import ROOT

MAP = ROOT / "docs" / "architecture.md"


def mapped() -> list[str]:
    """The modules and packages of the map in its order: `build`, `reader`, `pages`."""
    rows = re.findall(r"^\| (`.*?) \|", MAP.read_text(encoding="utf-8"), re.MULTILINE)
    return [
        name.removesuffix(".py").rstrip("/")
        for row in rows
        for name in re.findall(r"`([\w.]+(?:\.py|/))`", row)
    ]


def sources() -> dict[str, list[Path]]:
    """The files of each module or package that the map has to name."""
    found = {"build": [ROOT / "build.py"]}
    for path in sorted((ROOT / "atlas").rglob("*.py")):
        name = path.relative_to(ROOT / "atlas").with_suffix("").parts[0]
        if name != "__init__":
            found.setdefault(name, []).append(path)
    return found


def imported(path: Path) -> Iterator[str]:
    """The modules and packages of ours that a file imports, at whatever place in it."""
    known = sources().keys()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module == "atlas":
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module.removeprefix("atlas.").partition(".")[0]] if "atlas." in node.module else []
        elif isinstance(node, ast.Import):
            names = [alias.name.split(".")[1] for alias in node.names if alias.name.startswith("atlas.")]
        yield from (name for name in names if name in known)


def test_the_map_names_each_module_once_and_nothing_else():
    assert sorted(mapped()) == sorted(sources())


def test_a_module_imports_only_what_stands_before_it_in_the_map():
    order = mapped()
    against = [
        f"{name} imports {other}"
        for name, paths in sources().items()
        for path in paths
        for other in sorted(set(imported(path)) - {name})
        if order.index(other) > order.index(name)
    ]
    assert against == []
