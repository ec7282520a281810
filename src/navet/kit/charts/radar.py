"""A wheel of dimensions."""

from dataclasses import dataclass
from math import cos, pi, sin

from navet.kit.charts.drawing import (
    DASHES,
    LINE,
    SCREEN,
    WIDE,
    Series,
    Style,
    Table,
    across,
    described,
    drawing,
    element,
    legend,
    path,
    words,
    wrapped,
)


@dataclass(frozen=True)
class Radar:
    """Dimensions around a wheel, one shape for each round (at most six). Values run from 0 to `top`."""

    title: str
    axes: tuple[str, ...]
    rounds: tuple[Series, ...]
    top: float = 10.0
    heading: str = ""

    def table(self, style: Style = SCREEN) -> Table:
        return across(self.rounds, self.axes, self.heading, style)

    def svg(self, style: Style = SCREEN) -> str:
        """Rings at every fifth of the scale, spokes with their names, then the rounds."""
        radius, middle = 88.0, WIDE / 2
        labels = [wrapped(axis, self.room(place, radius)) for place, axis in enumerate(self.axes)]
        centre = 12.0 + radius + LINE * len(labels[0])
        parts = [self.rings(middle, centre, radius, style)]
        for place, lines in enumerate(labels):
            x, y = self.at(place, radius, (middle, centre))
            parts.append(element("path", d=path([(middle, centre), (x, y)]), stroke=style.line))
            parts.append(self.name(place, lines, (middle, centre), radius, style))
        parts += [self.shape(place, one, (middle, centre), radius, style) for place, one in enumerate(self.rounds)]
        below = centre + radius + 30 + LINE * max(map(len, labels))
        names, high = legend(self.rounds, below, style)
        return drawing(self.title, described(self.rounds, self.axes, style), below + high, style, *parts, names)

    def at(self, place: int, distance: float, centre: tuple[float, float]) -> tuple[float, float]:
        angle = 2 * pi * place / len(self.axes) - pi / 2
        return centre[0] + distance * cos(angle), centre[1] + distance * sin(angle)

    def room(self, place: int, radius: float) -> float:
        """How wide a name may be: above and below the wheel there is more than beside it."""
        aside = abs(self.at(place, radius + 9, (0, 0))[0])
        return WIDE / 2 if aside < 5 else WIDE / 2 - aside - 4

    def rings(self, x: float, y: float, radius: float, style: Style) -> str:
        circles = "".join(
            element(
                "circle", cx=x, cy=y, r=radius * step / 5, fill=style.band if step == 5 else "none", stroke=style.line
            )
            for step in (5, 4, 3, 2, 1)
        )
        scale = words(x + 3, y - radius * 0.6 + 4, [style.number(self.top * 0.6)], style.soft, size=9)
        return circles + scale

    def name(self, place: int, lines: list[str], centre: tuple[float, float], radius: float, style: Style) -> str:
        x, y = self.at(place, radius + 9, centre)
        aside = x - centre[0]
        anchor = "middle" if abs(aside) < 5 else "start" if aside > 0 else "end"
        if anchor == "middle":
            first = y - LINE * (len(lines) - 1) if y < centre[1] else y + 9
        else:
            first = y - LINE * (len(lines) - 1) / 2 + 4
        return words(x, first, lines, style.ink, anchor=anchor)

    def shape(self, place: int, one: Series, centre: tuple[float, float], radius: float, style: Style) -> str:
        colour = style.series[place % 6]
        spots = [
            self.at(axis, radius * min(max(value, 0), self.top) / self.top, centre)
            for axis, value in enumerate(one.values)
        ]
        outline = element(
            "path",
            d=path(spots, closed=True),
            fill=colour,
            fill_opacity="0.12",
            stroke=colour,
            stroke_width=2.5,
            stroke_dasharray=DASHES[place % 6],
            stroke_linejoin="round",
        )
        return outline + "".join(element("circle", cx=x, cy=y, r=3.0, fill=colour) for x, y in spots)
