"""The map of the modules in docs/architecture.md is whole, and imports point one way through it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.trees import ROOT

MAP = ROOT / "docs" / "architecture.md"


def mapped() -> list[str]:
    """The modules and packages of the map in its order: `build`, `reading.reader`; `pages`, a package as one."""
    _, _, text = MAP.read_text(encoding="utf-8").partition("\n## Modules\n")
    names = []
    for part in re.split(r"^### ", text.partition("\n## ")[0], flags=re.MULTILINE)[1:]:
        package = re.match(r"`(\w+)/`", part)
        inside = [
            name
            for row in re.findall(r"^\| (`.*?) \|", part, re.MULTILINE)
            for name in re.findall(r"`(\w+)\.py`", row)
        ]
        if package and not inside:
            names.append(package[1])
        names += [f"{package[1]}.{name}" if package else name for name in inside]
    return names


WHOLE = {name for name in mapped() if (ROOT / "atlas" / name).is_dir()}


def name_of(path: Path) -> str:
    """As the map calls the module of a file."""
    parts = path.relative_to(ROOT / "atlas").with_suffix("").parts
    return parts[0] if parts[0] in WHOLE else ".".join(parts)


def sources() -> dict[str, list[Path]]:
    """The files of each module or package that the map has to name."""
    found = {"build": [ROOT / "build.py"]}
    for path in sorted((ROOT / "atlas").rglob("*.py")):
        if path.name != "__init__.py" or path.parent.name in WHOLE:
            found.setdefault(name_of(path), []).append(path)
    return found


def imported(path: Path) -> Iterator[str]:
    """The modules and packages of ours that a file imports, at whatever place in it."""
    known = sources().keys()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "atlas":
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            parts = name.split(".")[1:]
            if parts and parts[0] in WHOLE:
                yield parts[0]
            elif ".".join(parts) in known:
                yield ".".join(parts)


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
