"""Style sheets, scripts and pictures: static/ → files whose names carry a hash of their content.

A browser may keep such a file for ever: new content has a new name.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from atlas.reading.leftovers import left_by_editors

LAYERS = ("reset", "tokens", "base", "layout", "components", "utilities")
"""The cascade, weakest first: each is css/NAME.css in static/; components is the folder css/components/."""

FOLDER = "assets"
STYLE = "site.css"
HASH_DIGITS = 10

STATIC_IMPORT = re.compile(
    r"""^[ \t]*(?:import\s*(?:[\w$*\s{},]+?\bfrom\s*)?|export\s*(?:\*(?:\s*as\s+[\w$]+)?|\{[^}]*\})\s*from\s*)
    (?P<quote>["'])(?P<target>[^"'\n]+)(?P=quote)""",
    re.MULTILINE | re.VERBOSE,
)
LATER_IMPORT = re.compile(r"""\b(?:import|new\s+URL)\(\s*(?P<quote>["'])(?P<target>\./[^"'\n]+)(?P=quote)""")
COMMENT_LINE = re.compile(r"^[ \t]*(?://.*|/\*\*.*\*/[ \t]*)\n", re.MULTILINE)
"""A line of a script that is a comment and nothing else: for those who work on it, not for readers to load."""
CSS_URL = re.compile(r"""url\(\s*(?P<quote>["']?)(?P<target>[^"')]+)(?P=quote)\s*\)""")
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
CSS_OWN_LAYER = re.compile(r"@layer\s+([\w.-]+)")


class AssetError(Exception):
    """A file in static/ cannot be published; the text says which, and what to do."""


@dataclass(frozen=True, slots=True)
class Assets:
    """The published files, and their names by the names that templates use.

    A template says `site.css`, `compare.js` or `icons/logo.svg`; `files` are keyed by path below the site.
    """

    names: Mapping[str, str]
    files: Mapping[str, bytes]

    def __getitem__(self, name: str) -> str:
        """The path below the site of the file that templates call `name`; KeyError if there is none."""
        try:
            return self.names[name]
        except KeyError:
            near = get_close_matches(name, self.names, 1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise KeyError(f"static/ has no file for {name!r}{hint}") from None


def read_assets(static: Path) -> Assets:
    """Everything in `static`, ready to be published; the same bytes give the same names.

    Raises AssetError for a link, an unknown style sheet, an import that leads nowhere or in a circle.
    """
    paths = {path.relative_to(static).as_posix(): path for path in _regular_files(static)}
    pool = _Pool()
    for name, path in paths.items():
        if not name.startswith(("css/", "js/")):
            pool.add(name, path.read_bytes())
    if STYLE in pool.names:
        raise AssetError(f"static/{STYLE} stands where the joined style sheet goes. Rename it.")
    pool.add(STYLE, _style({name: path for name, path in paths.items() if name.startswith("css/")}, pool))
    _add_scripts(
        {name.removeprefix("js/"): _text(path) for name, path in paths.items() if name.startswith("js/")},
        pool,
    )
    return Assets(names=dict(sorted(pool.names.items())), files=dict(sorted(pool.files.items())))


class _Pool:
    """The files published so far."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.files: dict[str, bytes] = {}

    def add(self, name: str, content: bytes) -> None:
        stem, suffix = posixpath.splitext(name)
        published = f"{FOLDER}/{stem}.{hashlib.sha256(content).hexdigest()[:HASH_DIGITS]}{suffix}"
        self.names[name] = published
        self.files[published] = content

    def relative(self, name: str, start: str) -> str:
        """The address of the file called `name`, as written in the file called `start`."""
        here = posixpath.dirname(f"{FOLDER}/{start}")
        path = posixpath.relpath(self.names[name], here)
        return path if path.startswith("../") else f"./{path}"


def _regular_files(static: Path) -> Iterator[Path]:
    for path in sorted(static.rglob("*")):
        if any(map(left_by_editors, path.relative_to(static).parts)):
            continue
        if path.is_symlink():
            raise AssetError(f"{path} is a link. Put the file itself there.")
        if path.is_file():
            yield path


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise AssetError(f"{path} is not UTF-8 text (byte {error.start}). Save it as UTF-8.") from error


# Style sheets


def _style(paths: Mapping[str, Path], pool: _Pool) -> bytes:
    """One style sheet: every file in its cascade layer, in a fixed order."""
    rows: list[tuple[int, str]] = []
    for name in paths:
        layer = name.split("/")[1] if name.startswith("css/components/") else Path(name).stem
        expected = f"css/{layer}/{Path(name).name}" if layer == "components" else f"css/{layer}.css"
        if layer not in LAYERS or name != expected or not name.endswith(".css"):
            raise AssetError(
                f"static/{name} belongs to no layer. Style sheets are css/components/NAME.css and "
                + ", ".join(f"css/{known}.css" for known in LAYERS if known != "components")
                + "."
            )
        rows.append((LAYERS.index(layer), name))
    sheet = [f"@layer {', '.join(LAYERS)};\n"]
    for index, name in sorted(rows):
        sheet.append(_in_layer(_linked(_text(paths[name]), name, pool), LAYERS[index], name))
    return "".join(sheet).encode()


def _in_layer(text: str, layer: str, name: str) -> str:
    """The sheet inside its layer; one that names the right layer itself stays as it is."""
    bare = CSS_COMMENT.sub("", text)
    if "@import" in bare:
        raise AssetError(f"static/{name} uses @import. Every file in static/css is in the one sheet already.")
    own = set(CSS_OWN_LAYER.findall(bare))
    if own - {layer}:
        raise AssetError(f"static/{name} names the layer {min(own - {layer})!r}, but stands in {layer!r}.")
    return text.strip() + "\n" if own else f"@layer {layer} {{\n{text.strip()}\n}}\n"


def _linked(text: str, name: str, pool: _Pool) -> str:
    """The sheet with every url() leading to the published file."""

    def replace(match: re.Match[str]) -> str:
        target = match["target"].strip()
        if target.startswith(("#", "data:")):
            return match[0]
        found = posixpath.normpath(posixpath.join(posixpath.dirname(name), target))
        if found not in pool.names:
            raise AssetError(f"static/{name} uses url({target}), but there is no file static/{found}.")
        return f'url("{pool.relative(found, STYLE)}")'

    return CSS_URL.sub(replace, text)


# Scripts


def _add_scripts(sources: Mapping[str, str], pool: _Pool) -> None:
    """Every module, after the modules it imports, since its own name depends on theirs."""
    for name in sources:
        if not name.endswith(".js"):
            raise AssetError(f"static/js/{name} is not a .js file. Put it elsewhere in static/.")
        if name in pool.names:
            raise AssetError(f"Two files in static/ would be called {name!r}. Rename one of them.")
    for name in sources:
        _add_script(name, sources, pool, ())


def _add_script(name: str, sources: Mapping[str, str], pool: _Pool, chain: tuple[str, ...]) -> None:
    if name in chain:
        circle = " → ".join([*chain[chain.index(name) :], name])
        raise AssetError(f"These modules import each other: {circle}. Move what they share into a third one.")
    if name in pool.names:
        return

    def replace(match: re.Match[str]) -> str:
        target = match["target"]
        found = posixpath.normpath(posixpath.join(posixpath.dirname(name), target))
        if not target.startswith(("./", "../")) or found not in sources:
            line = sources[name].count("\n", 0, match.start("target")) + 1
            raise AssetError(
                f"static/js/{name}:{line} imports {target!r}, which is no module in static/js/. "
                "Import by a path such as './table.js'."
            )
        _add_script(found, sources, pool, (*chain, name))
        return match[0].replace(target, pool.relative(found, name))

    text = LATER_IMPORT.sub(replace, STATIC_IMPORT.sub(replace, sources[name]))
    pool.add(name, COMMENT_LINE.sub("", text).encode())
