"""Where the parts of the drawings stand: the tree of the datasets, the bars of an account's sheet.

Templates draw them; a list or a table beside each says the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from claims.datasets import registry
from claims.datasets.sheet import FACES, NOWHERE, OTHER, POOL, Sheet
from claims.datasets.source import Source

WIDTH, HEIGHT, FOOT = 720.0, 160.0, 18.0  # of a drawing, in its own units; FOOT for the years below


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    kind: str  # the class that gives it its colour
    says: str  # for a pointer that rests on it


@dataclass(frozen=True)
class Mark:
    """A line down the drawing with a word at its foot or a number at its head."""

    x: float
    word: str


@dataclass(frozen=True)
class Drawing:
    bars: tuple[Bar, ...]
    years: tuple[Mark, ...]
    datasets: tuple[Mark, ...]  # numbered; `names` says which is which
    names: tuple[tuple[int, str], ...]
    width: float = WIDTH
    height: float = HEIGHT
    foot: float = HEIGHT - FOOT
    label: float = HEIGHT - 4

    @property
    def box(self) -> str:
        return f"0 0 {self.width:g} {self.height:g}"


def timeline(sheet: Sheet) -> Drawing | None:
    """Uploads by month, and the years in which the datasets came out.

    None without a dated photo.
    """
    if not sheet.months:
        return None
    out = sorted(
        {(source.since, source.title) for source in registry.sources().values() if source.since}
    )
    first = min(sheet.months[0][0], out[0][0])
    last = max(sheet.months[-1][0], out[-1][0])
    step = WIDTH / ((last - first + 1) * 12)
    most = max(count for _year, _month, count in sheet.months)
    room = HEIGHT - FOOT - 14  # the numbers of the datasets stand above
    bars = tuple(
        Bar(
            x=round(((year - first) * 12 + month - 1) * step, 2),
            y=round(HEIGHT - FOOT - room * count / most, 2),
            width=round(max(step - 0.4, 0.6), 2),
            height=round(room * count / most, 2),
            kind="plain",
            says=f"{year}-{month:02d}: {count:,}",
        )
        for year, month, count in sheet.months
    )
    by_year: dict[int, list[str]] = {}
    for year, title in out:
        by_year.setdefault(year, []).append(title)
    datasets = tuple(
        Mark(round((year - first) * 12 * step, 2), str(number))
        for number, year in enumerate(sorted(by_year), 1)
    )
    names = tuple(
        (number, f"{year}: {', '.join(sorted(by_year[year]))}")
        for number, year in enumerate(sorted(by_year), 1)
    )
    return Drawing(bars, _years(first, last, 12 * step), datasets, names)


def by_year(sheet: Sheet) -> Drawing | None:
    """Photos by the year of their upload: those in face datasets at the foot, then other lists, the
    pool, the rest.
    """
    if not sheet.years:
        return None
    first, last = sheet.years[0].year, sheet.years[-1].year
    step = WIDTH / (last - first + 1)
    most, bars = max(year.total for year in sheet.years), []
    for year in sheet.years:
        foot = HEIGHT - FOOT
        for kind in (FACES, OTHER, POOL, NOWHERE):
            count = year.counts[kind]
            high = round((HEIGHT - FOOT) * count / most, 2)
            if count:
                x = round((year.year - first) * step + step * 0.1, 2)
                bars.append(
                    Bar(
                        x,
                        round(foot - high, 2),
                        round(step * 0.8, 2),
                        high,
                        kind,
                        f"{year.year}: {count:,}",
                    )
                )
            foot -= high
    return Drawing(tuple(bars), _years(first, last, step), (), ())


def _years(first: int, last: int, step: float) -> tuple[Mark, ...]:
    """As many years as have room for their four digits."""
    every = max(1, int(34 / step) + 1)
    return tuple(
        Mark(round((year - first) * step, 2), str(year)) for year in range(first, last + 1, every)
    )


# --- What was made from what --------------------------------------------------

COLUMN, LINE, BOX = 236.0, 38.0, (206.0, 28.0)


@dataclass(frozen=True)
class Branch:
    """A dataset in the tree of what was made from what.

    `source` is None for where it all comes from.
    """

    title: str
    source: Source | None
    is_held: bool
    branches: list[Branch]

    @property
    def is_closed(self) -> bool:
        """No list of it that could be checked is known."""
        return self.source is not None and not self.source.is_readable


@dataclass(frozen=True)
class Node:
    """A box of the tree at (x, y), its upper left corner, and the line from the box that it was
    made from ("" none).
    """

    branch: Branch
    x: float
    y: float
    path: str

    @property
    def text_x(self) -> float:
        return self.x + 10

    @property
    def text_y(self) -> float:
        return self.y + BOX[1] / 2 + 4.5


@dataclass(frozen=True)
class Tree:
    nodes: tuple[Node, ...]
    width: float
    height: float
    box_width: float = BOX[0]
    box_height: float = BOX[1]

    @property
    def box(self) -> str:
        return f"0 0 {self.width:g} {self.height:g}"


def tree(roots: list[Branch]) -> Tree:
    """Each level a column, each branch that ends a line of its own; what was made from it stands to
    the right.
    """
    nodes: list[Node] = []
    lines = 0

    def place(branch: Branch, depth: int, parent_end: tuple[float, float] | None) -> None:
        nonlocal lines
        x, y = depth * COLUMN + 2, lines * LINE + 4
        path = ""
        if parent_end:
            middle = y + BOX[1] / 2
            path = f"M{parent_end[0]:g} {parent_end[1]:g}h14V{middle:g}H{x:g}"
        nodes.append(Node(branch, x, y, path))
        for below in branch.branches:
            place(below, depth + 1, (x + BOX[0], y + BOX[1] / 2))
        if not branch.branches:
            lines += 1

    for root in roots:
        place(root, 0, None)
    width = max(node.x for node in nodes) + BOX[0] + 4
    return Tree(tuple(nodes), width, lines * LINE + 4)
