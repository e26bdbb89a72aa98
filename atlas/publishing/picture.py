"""The picture that a shared link shows: dots of real targets, drawn without any font, as PNG."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

WIDTH, HEIGHT = 1200, 630
PAPER, INK, LINE = (250, 248, 244), (29, 27, 25), (222, 216, 205)
BRAND, ACCENT = (155, 28, 31), (11, 81, 121)

Colour = tuple[int, int, int]


class _Canvas:
    """Rows of RGB bytes that discs and bars are drawn on."""

    def __init__(self) -> None:
        self.rows = [bytearray(bytes(PAPER) * WIDTH) for _ in range(HEIGHT)]

    def bar(self, left: int, top: int, right: int, bottom: int, colour: Colour) -> None:
        left, right = max(0, left), min(WIDTH, right)
        for y in range(max(0, top), min(HEIGHT, bottom)):
            self.rows[y][left * 3 : right * 3] = bytes(colour) * (right - left)

    def disc(self, x: int, y: int, radius: int, colour: Colour) -> None:
        for dy in range(-radius, radius + 1):
            half = int((radius * radius - dy * dy) ** 0.5)
            self.bar(x - half, y + dy, x + half + 1, y + dy + 1, colour)

    def png(self) -> bytes:
        raw = b"".join(b"\0" + bytes(row) for row in self.rows)
        head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
        parts = ((b"IHDR", head), (b"IDAT", zlib.compress(raw, 9)), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def picture(points: Sequence[tuple[int, float]]) -> bytes:
    """A PNG of (year, value) points on a plain grid; the latest year is drawn in the brand's colour."""
    canvas = _Canvas()
    canvas.bar(0, 0, WIDTH, 18, BRAND)
    for line in range(5):
        y = 130 + line * 100
        canvas.bar(90, y, WIDTH - 90, y + 2, LINE)
    canvas.bar(90, 530, WIDTH - 90, 534, INK)
    if points:
        years = sorted({year for year, _ in points})
        top = max(value for _, value in points) or 1
        for year, value in sorted(points):
            span = (years[-1] - years[0]) or 1
            x = 150 + round((year - years[0]) / span * (WIDTH - 300))
            y = 530 - round(value / top * 380)
            colour = BRAND if year == years[-1] else ACCENT
            canvas.bar(x - 2, y, x + 3, 530, LINE)
            canvas.disc(x, y, 22, colour)
    return canvas.png()
