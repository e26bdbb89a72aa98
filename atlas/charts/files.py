"""A chart as files to take away: a picture that stands by itself, and its data for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import escape

from atlas.charts.figures import LABEL, SMALL, WIDE, Chart, Key
from atlas.charts.lettering import text_width, wrapped
from atlas.charts.shapes import Drawing, Path, Words, block, line_height, tidy
from atlas.tables.spreadsheet import csv_bytes

_TITLE = 19
_MARGIN = 20
_FONTS = (
    'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "PingFang SC", "Hiragino Sans GB", '
    '"Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans", sans-serif'
)
SERIES = ("#1d1b19", "#10438d", "#b2350d", "#007161", "#c157ad", "#a18438", "#3889e3", "#614ebb", "#611a2e")
"""The colours of a file: those of the light theme, 0 first."""

_STYLE = """
svg { background: #fff; fill: #1d1b19; font-family: FONTS; }
path { fill: none; stroke-width: 1; }
.c-scale, .c-quiet { fill: #5f5a53; }
.c-b { font-weight: 700; }
.c-out { fill: #fff; }
.c-grid { stroke: #ded8cd; } .c-guide { stroke: #ded8cd; stroke-dasharray: 1 3; }
.c-zero, .c-base { stroke: #1d1b19; } .c-leader, .c-branch { stroke: #8f8a82; }
.c-mark { fill: currentColor; stroke: currentColor; stroke-width: 1.5; }
.c-issued { stroke: #fff; } .c-hollow { fill: #fff; stroke-width: 2; }
.c-chevron { stroke: currentColor; stroke-width: 2; }
.c-bar-line { stroke: currentColor; stroke-width: 2.5; }
.c-join, .c-thread { stroke: currentColor; stroke-width: 1.5; }
.c-nest { stroke: #5f5a53; stroke-dasharray: 4 3; }
.c-against { stroke: #1d1b19; stroke-width: 2; } .c-step { stroke: currentColor; stroke-width: 3; }
.c-bar { fill: currentColor; } .c-span { stroke: currentColor; stroke-width: 6; }
.c-due { stroke: #1d1b19; stroke-width: 2; }
"""


def standalone(chart: Chart, credit: str = "", lang: str = "") -> bytes:
    """The wide picture as an SVG file with its title, finding, legend, note and credit, in the light colours.

    `credit` says where it is from, `lang` in which language its words are.
    """
    view = chart.wide
    body: list[str] = []
    top = float(_MARGIN)
    for words, size, bold, css in (
        (chart.caption.title, _TITLE, True, ""),
        (chart.caption.finding, LABEL, False, "c-quiet"),
    ):
        lines = [((line, bold),) for line in wrapped(words, WIDE, size, bold=bold)]
        body += (_text(line) for line in block(lines, 0, top, size, css=css))
        top += line_height(size) * len(lines) + 6
    top += 8
    body.append(f'<g transform="translate(0 {tidy(top)})">{"".join(_drawing(view.drawing))}</g>')
    top += view.drawing.height + 10
    below = top
    for key, x, y in _legend(view.legend):
        drawn = "".join(map(_path, key.paths))
        label = block((((key.text, False),),), 36, 12 - line_height(SMALL) / 2, SMALL)
        body.append(
            f'<g transform="translate({tidy(x)} {tidy(top + y)})">{drawn}{"".join(map(_text, label))}</g>'
        )
        below = top + y + 30
    top = max(top, below)
    for words in filter(None, (chart.caption.note, credit)):
        lines = [((line, False),) for line in wrapped(words, WIDE, SMALL)]
        body += (_text(line) for line in block(lines, 0, top, SMALL, css="c-quiet"))
        top += line_height(SMALL) * len(lines) + 4
    return _document(chart, body, top + _MARGIN, lang)


def _document(chart: Chart, body: list[str], height: float, lang: str) -> bytes:
    width = WIDE + 2 * _MARGIN
    colours = "".join(f".c-{number} {{ color: {colour}; }}\n" for number, colour in enumerate(SERIES))
    style = escape(_STYLE.replace("FONTS", _FONTS) + colours)
    language = f' xml:lang="{escape(lang)}"' if lang else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-_MARGIN} 0 {width} {tidy(height)}" '
        f'width="{width}" height="{tidy(height)}" role="img"{language} aria-labelledby="title finding">\n'
        f'<title id="title">{escape(chart.caption.title)}</title>\n'
        f'<desc id="finding">{escape(chart.caption.finding)}</desc>\n'
        f"<style>{style}</style>\n" + "\n".join(body) + "\n</svg>\n"
    ).encode()


def _drawing(drawing: Drawing) -> Iterator[str]:
    yield from map(_path, drawing.back)
    yield from map(_text, drawing.scale)
    for anchor in drawing.anchors:
        yield from map(_path, anchor.paths)
        yield from map(_text, anchor.words)


def _path(drawn: Path) -> str:
    return f'<path class="{escape(drawn.css)}" d="{drawn.d}"/>'


def _text(words: Words) -> str:
    pieces = "".join(
        f'<tspan class="c-b">{escape(piece)}</tspan>' if bold else str(escape(piece))
        for piece, bold in words.parts
    )
    place = f'x="{words.x}" y="{words.y}" font-size="{words.size}" text-anchor="{words.anchor}"'
    css = f' class="{escape(words.css)}"' if words.css else ""
    return f"<text{css} {place}>{pieces}</text>"


def _legend(keys: tuple[Key, ...]) -> Iterator[tuple[Key, float, float]]:
    """Where the entries stand, in lines as long as the picture is wide."""
    x = y = 0.0
    for key in keys:
        width = 36 + text_width(key.text, SMALL) + 16
        if x and x + width > WIDE:
            x, y = 0.0, y + 24
        yield key, x, y
        x += width


def rows_csv(chart: Chart) -> bytes:
    """The chart's data for a spreadsheet."""
    return csv_bytes(chart.header, chart.rows)
