"""Values over time."""

from dataclasses import dataclass

from navet.kit.charts.drawing import (
    ADVANCE,
    DASHES,
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
    plain,
    words,
    wrapped,
)


@dataclass(frozen=True)
class Lines:
    """Values over time, first series filled as an area when asked; a ceiling is a marked line above."""

    title: str
    moments: tuple[str, ...]
    series: tuple[Series, ...]
    ceiling: tuple[str, float] | None = None
    area: bool = False
    heading: str = ""

    def table(self, style: Style = SCREEN) -> Table:
        return across(self.series, self.moments, self.heading, style)

    def svg(self, style: Style = SCREEN) -> str:
        highest = max((value for one in self.series for value in one.values), default=1.0)
        top = max(highest, self.ceiling[1] if self.ceiling else 0) * 1.1 or 1
        marks = [(step, style.number(top / 1.1 * step)) for step in (0, 0.5, 1)]
        left, high, floor = 10 + ADVANCE * max(len(number) for _, number in marks), 150.0, 174.0
        parts = []
        for step, number in marks:
            y = floor - high * step / 1.1
            parts.append(element("path", d=f"M{plain(left)} {plain(y)}H{plain(WIDE - 8)}", stroke=style.line))
            parts.append(words(left - 6, y + 4, [number], style.soft, anchor="end", size=11))
        parts += [self.curve(place, one, top, left, style) for place, one in enumerate(self.series)]
        if self.ceiling:
            y = floor - high * self.ceiling[1] / top
            parts.append(
                element(
                    "path",
                    d=f"M{plain(left)} {plain(y)}H{plain(WIDE - 8)}",
                    stroke=style.alarm,
                    stroke_width=2.0,
                    stroke_dasharray="6 4",
                )
            )
            name = f"{self.ceiling[0]} {style.number(self.ceiling[1])}"
            parts.append(
                words(WIDE - 8, y - 6, wrapped(name, WIDE - left)[:1], style.alarm, anchor="end", weight="600")
            )
        parts.append(words(left, floor + 18, [self.moments[0]], style.soft, size=11))
        parts.append(words(WIDE - 8, floor + 18, [self.moments[-1]], style.soft, anchor="end", size=11))
        names, size = legend(self.series, floor + 42, style) if len(self.series) > 1 else ("", 0.0)
        return drawing(self.title, described(self.series, self.moments, style), floor + 28 + size, style, *parts, names)

    def curve(self, place: int, one: Series, top: float, left: float, style: Style) -> str:
        steps = max(len(one.values) - 1, 1)
        spots = [
            (left + (WIDE - 8 - left) * step / steps, 174 - 150 * max(value, 0) / top)
            for step, value in enumerate(one.values)
        ]
        colour = style.series[place % 6]
        drawn = element(
            "path",
            d=path(spots),
            fill="none",
            stroke=colour,
            stroke_width=2.5,
            stroke_dasharray=DASHES[place % 6],
            stroke_linejoin="round",
        )
        drawn += element("circle", cx=spots[-1][0], cy=spots[-1][1], r=3.5, fill=colour)
        if self.area and place == 0:
            under = [(spots[0][0], 174.0), *spots, (spots[-1][0], 174.0)]
            drawn = element("path", d=path(under, closed=True), fill=colour, fill_opacity="0.12") + drawn
        return drawn


@dataclass(frozen=True)
class Sparkline:
    """The course of one number, as small as a word."""

    title: str
    values: tuple[float, ...]

    def table(self, style: Style = SCREEN) -> Table:
        return Table(("", self.title), tuple((str(place), style.number(v)) for place, v in enumerate(self.values, 1)))

    def svg(self, style: Style = SCREEN) -> str:
        low, high = min(self.values), max(self.values)
        steps, span = max(len(self.values) - 1, 1), (high - low) or 1
        spots = [(6 + 348 * step / steps, 54 - 48 * (value - low) / span) for step, value in enumerate(self.values)]
        line = element(
            "path", d=path(spots), fill="none", stroke=style.series[0], stroke_width=5.0, stroke_linejoin="round"
        )
        dot = element("circle", cx=spots[-1][0], cy=spots[-1][1], r=6.0, fill=style.series[1])
        return drawing(self.title, ", ".join(map(style.number, self.values)), 60.0, style, line, dot)
