"""The ratios as bars on a logarithmic scale: to the right of the line is better than the peer."""

from __future__ import annotations

from math import log10
from xml.sax.saxutils import escape

from bench.measure import Figure

WIDTH, LABELS, ROW, HEAD = 900, 470, 22, 40


def svg(figures: list[Figure]) -> str:
    low = min(0.1, *(figure.ratio for figure in figures if figure.ratio > 0))
    high = max(10.0, *(figure.ratio for figure in figures))
    scale = (WIDTH - LABELS - 70) / (log10(high) - log10(low))

    def x(ratio: float) -> float:
        return round(LABELS + (log10(max(ratio, low)) - log10(low)) * scale, 1)

    height = HEAD + ROW * len(figures) + 10
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}"'
            f' font-family="sans-serif" font-size="12"><rect width="{WIDTH}" height="{height}"'
            ' fill="#fff"/>'
        ),
        f'<text x="{x(1)}" y="16" text-anchor="middle">1 (as the peer)</text>',
    ]
    for tick in (0.1, 1, 10, 100):
        if low <= tick <= high:
            parts.append(
                f'<line x1="{x(tick)}" x2="{x(tick)}" y1="22" y2="{height - 8}" stroke="#cbd3e1"/>'
            )
            if tick != 1:
                parts.append(
                    f'<text x="{x(tick)}" y="16" text-anchor="middle"'
                    f' fill="#48536b">{tick:g}</text>'
                )
    for number, figure in enumerate(figures):
        y = HEAD + ROW * number
        left, right = sorted((x(1), x(figure.ratio)))
        colour = "#1f4fd8" if figure.ratio >= 1 else "#7a4a00"
        label = escape(f"{figure.name} / {figure.peer}")
        parts.append(f'<text x="{LABELS - 10}" y="{y + 5}" text-anchor="end">{label}</text>')
        parts.append(
            f'<rect x="{left}" y="{y - 6}" width="{max(right - left, 1)}" height="13"'
            f' fill="{colour}"/>'
        )
        parts.append(f'<text x="{right + 5}" y="{y + 5}">{figure.ratio:g}x</text>')
    return "\n".join([*parts, "</svg>\n"])
