"""What a reader must load before a page can be read and used stays small; sizes are those of gzip, in bytes."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

from atlas.rendering.assets import STATIC_IMPORT

KB = 1024
HTML, STYLE, SCRIPTS = 60 * KB, 15 * KB, 12 * KB

SCRIPT = re.compile(r'<script [^>]*\bsrc="([^"]+)"')
SHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)"')


def size(content: bytes) -> int:
    return len(gzip.compress(content, 9, mtime=0))


def modules(first: Path, known: dict[Path, set[Path]]) -> set[Path]:
    """A script with all that it imports before it runs; what it imports later, on demand, is not among them."""
    if first not in known:
        known[first] = {first}
        text = first.read_text(encoding="utf-8")
        for found in STATIC_IMPORT.finditer(text):
            known[first] |= modules((first.parent / found["target"]).resolve(), known)
    return known[first]


def heavy(site: Path) -> tuple[dict[str, tuple[int, int, int]], int]:
    """The pages over a budget, each with the sizes of its HTML, style and scripts; and how many pages there are."""
    sizes: dict[Path, int] = {}
    imports: dict[Path, set[Path]] = {}
    found: dict[str, tuple[int, int, int]] = {}
    pages = sorted(site.rglob("*.html"))
    for page in pages:
        content = page.read_bytes()
        text = content.decode()

        def all_of(pattern: re.Pattern[str], text: str = text, folder: Path = page.parent) -> set[Path]:
            # The 404 page is served at any depth, so its addresses begin with the site's root.
            return {
                (site / href.removeprefix("/atlas/") if href.startswith("/") else folder / href).resolve()
                for href in pattern.findall(text)
            }

        scripts = {file for first in all_of(SCRIPT) for file in modules(first, imports)}
        for file in all_of(SHEET) | scripts:
            sizes.setdefault(file, size(file.read_bytes()))
        weighed = (
            len(content)
            if len(content) <= HTML
            else size(content),  # what is small as it is need not be packed
            sum(sizes[file] for file in all_of(SHEET)),
            sum(sizes[file] for file in scripts),
        )
        if any(got > most for got, most in zip(weighed, (HTML, STYLE, SCRIPTS), strict=True)):
            found[page.relative_to(site).as_posix()] = weighed
    return found, len(pages)


def test_no_page_is_heavier_than_its_budget(built_site):
    found, count = heavy(built_site)
    assert count > 1000
    assert found == {}, f"HTML ≤ {HTML}, style ≤ {STYLE}, scripts ≤ {SCRIPTS}"


def test_the_scales_see_html_styles_and_imports(tmp_path):
    noise = b"".join(str(number * number).encode() for number in range(40_000))
    (tmp_path / "a.js").write_bytes(b'import { x } from "./b.js";\n')
    (tmp_path / "b.js").write_bytes(b"// " + noise)
    (tmp_path / "s.css").write_bytes(noise)
    (tmp_path / "one.html").write_bytes(b'<script type="module" src="a.js"></script>')
    (tmp_path / "two.html").write_bytes(b'<link rel="stylesheet" href="s.css">')
    (tmp_path / "three.html").write_bytes(b"<p>" + noise)
    (tmp_path / "four.html").write_bytes(b"<p>")
    assert sorted(heavy(tmp_path)[0]) == ["one.html", "three.html", "two.html"]
