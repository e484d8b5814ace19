"""A grid of characters on which lines and signs are drawn: lines finely with the dots of braille, or with a character a step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise, product
from math import ceil, floor
from typing import Final

from diffcheck.model.picture import Vertex, Window

BITS: Final = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The dots of a braille character, by row and column."""


class Canvas:
    """`columns` by `rows` characters that show a window of the plane. What is drawn first lies above what is drawn later."""

    def __init__(self, columns: int, rows: int, window: Window) -> None:
        self.columns, self.rows, self.window = columns, rows, window
        self._cells: dict[tuple[int, int], tuple[str, str]] = {}

    def column(self, x: float) -> int | None:
        """The column of an x, None outside the window."""
        return self._step(x, self.window.left, self.window.width, self.columns)

    def row(self, y: float) -> int | None:
        """The row of a y from the top, None outside the window."""
        return self._step(2 * self.window.bottom + self.window.height - y, self.window.bottom, self.window.height, self.rows)

    def _step(self, value: float, start: float, length: float, steps: int) -> int | None:
        share = (value - start) / length
        return min(int(share * steps), steps - 1) if 0 <= share <= 1 else None

    def sign(self, x: float, y: float, character: str, style: str) -> None:
        """One character at a point, if it is in the window and the place is free."""
        column, row = self.column(x), self.row(y)
        if column is not None and row is not None:
            self.put(column, row, character, style)

    def put(self, column: int, row: int, character: str, style: str) -> None:
        """One character in a cell, if it is free."""
        self._cells.setdefault((column, row), (character, style))

    def columns_of(self, low: float, high: float, character: str, style: str) -> None:
        """The columns from one x to another, where they are free."""
        first, last = self.column(low), self.column(high)
        if first is not None and last is not None:
            for column, row in product(range(first, last + 1), range(self.rows)):
                self.put(column, row, character, style)

    def lines(self, curves: Iterable[tuple[Vertex, ...]], style: str, character: str = "") -> bool:
        """Polylines in cells that are free, made of a character or, without one, of braille; whether anything of them is seen."""
        fine_columns, fine_rows = (1, 1) if character else (2, 4)
        dots: dict[tuple[int, int], int] = {}
        for curve in curves:
            for column, row in self._along(curve, self.columns * fine_columns, self.rows * fine_rows):
                cell = column // fine_columns, row // fine_rows
                dots[cell] = dots.get(cell, 0) | BITS[row % fine_rows][column % fine_columns]
        seen = not self._cells.keys() >= dots.keys()
        for (column, row), bits in dots.items():
            self.put(column, row, character or chr(0x2800 + bits), style)
        return seen

    def _along(self, curve: tuple[Vertex, ...], wide: int, high: int) -> Iterator[tuple[int, int]]:
        """The places that a polyline from left to right takes on a grid of that many columns and rows.

        In each column the row that it meets in the middle, and those whose middles it passes: so a line is thin and has no holes.
        """
        spans: dict[int, list[float]] = {}
        middles: dict[int, float] = {}
        for (x, y), (z, w) in pairwise(curve):
            ends = _clipped(
                (x - self.window.left) / self.window.width * wide,
                (self.window.top - y) / self.window.height * high,
                (z - self.window.left) / self.window.width * wide,
                (self.window.top - w) / self.window.height * high,
                wide,
                high,
            )
            if ends is None:
                continue
            (a, b), (c, d) = sorted((ends[:2], ends[2:]))
            for column in range(min(int(a), wide - 1), min(int(c), wide - 1) + 1):
                inside = (max(a, column), min(c, column + 1))
                spans.setdefault(column, []).extend(
                    b + (d - b) * (u - a) / (c - a) if c > a else v for u, v in zip(inside, (b, d), strict=True)
                )
                if c > a and inside[0] <= column + 0.5 <= inside[1]:
                    middles[column] = b + (d - b) * (column + 0.5 - a) / (c - a)
        for column, passed in spans.items():
            low, top = min(passed), max(passed)
            yield column, min(int(middles.get(column, (low + top) / 2)), high - 1)
            for row in range(max(ceil(low - 0.5), 0), min(floor(top - 0.5), high - 1) + 1):
                yield column, row

    def text(self, row: int) -> list[tuple[str, str]]:
        """One row as pieces of text with their styles."""
        pieces: list[tuple[str, str]] = []
        for column in range(self.columns):
            character, style = self._cells.get((column, row), (" ", ""))
            if pieces and pieces[-1][1] == style:
                pieces[-1] = (pieces[-1][0] + character, style)
            else:
                pieces.append((character, style))
        return pieces


def _clipped(a: float, b: float, c: float, d: float, wide: float, high: float) -> tuple[float, float, float, float] | None:
    """The part of a segment from (a, b) to (c, d) inside the rectangle from (0, 0) to (wide, high), None if there is none."""
    first, last = 0.0, 1.0
    for start, change, limit in ((a, c - a, wide), (b, d - b, high)):
        if change == 0:
            if not 0 <= start <= limit:
                return None
            continue
        one, two = sorted((-start / change, (limit - start) / change))
        first, last = max(first, one), min(last, two)
    if first > last:
        return None

    def at(share: float) -> tuple[float, float]:
        return min(max(a + (c - a) * share, 0.0), wide), min(max(b + (d - b) * share, 0.0), high)

    return (*at(first), *at(last))
