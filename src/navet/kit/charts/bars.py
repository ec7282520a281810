"""Bars lying down: plain, stacked, or against a promise."""

from dataclasses import dataclass

from navet.kit.charts.drawing import (
    ADVANCE,
    LETTER,
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
    plain,
    words,
    wrapped,
)


@dataclass(frozen=True)
class Bar:
    """One bar; `note` stands beside its number."""

    label: str
    value: float
    note: str = ""


@dataclass(frozen=True)
class Bars:
    """Bars lying down, name above each. `bands` are (name, upper end) stretches of the scale, lowest first."""

    title: str
    bars: tuple[Bar, ...]
    top: float = 0.0
    bands: tuple[tuple[str, float], ...] = ()
    heading: str = ""
    unit: str = ""

    def table(self, style: Style = SCREEN) -> Table:
        return Table(
            (self.heading, self.unit or self.title),
            tuple((bar.label, " ".join(filter(None, (style.number(bar.value), bar.note)))) for bar in self.bars),
        )

    def svg(self, style: Style = SCREEN) -> str:
        top = self.top or max((bar.value for bar in self.bars), default=1) or 1
        long, y, parts = WIDE - 16, 4.0, []
        for bar in self.bars:
            number = " ".join(filter(None, (style.number(bar.value), bar.note)))
            lines = wrapped(bar.label, WIDE - 28 - len(number) * ADVANCE)
            parts.append(words(8, y + LETTER, lines, style.ink))
            parts.append(words(WIDE - 8, y + LETTER, [number], style.ink, anchor="end", weight="600"))
            y += LINE * len(lines) + 3
            parts.append(element("rect", x=8, y=y, width=long, height=12, rx=3, fill=style.band))
            size = long * min(max(bar.value, 0), top) / top
            parts.append(element("rect", x=8, y=y, width=size, height=12, rx=3, fill=style.series[0]))
            parts += [self.edge(8 + long * end / top, y, style) for _name, end in self.bands[:-1]]
            y += 22
        parts.append(self.scale(y, long, top, style))
        what = described(
            [Series(self.title, tuple(bar.value for bar in self.bars))], [b.label for b in self.bars], style
        )
        return drawing(self.title, what, y + (LINE if self.bands else 0), style, *parts)

    def edge(self, x: float, y: float, style: Style) -> str:
        return element("path", d=f"M{plain(x)} {plain(y - 2)}v16", stroke=style.sheet, stroke_width=2.0)

    def scale(self, y: float, long: float, top: float, style: Style) -> str:
        parts, start = [], 0.0
        for name, end in self.bands:
            room = long * (end - start) / top
            line = wrapped(name, room)[0]
            parts.append(words(8 + long * start / top + room / 2, y + 6, [line], style.soft, anchor="middle", size=10))
            start = end
        return "".join(parts)


@dataclass(frozen=True)
class Stack:
    """For each row one bar made of the series' parts, all on one scale."""

    title: str
    rows: tuple[str, ...]
    series: tuple[Series, ...]
    heading: str = ""

    def table(self, style: Style = SCREEN) -> Table:
        return across(self.series, self.rows, self.heading, style)

    def svg(self, style: Style = SCREEN) -> str:
        sums = [sum(max(one.values[place], 0) for one in self.series) for place in range(len(self.rows))]
        top, y, parts = max(sums, default=1) or 1, 4.0, []
        for place, row in enumerate(self.rows):
            number = style.number(sums[place])
            lines = wrapped(row, WIDE - 28 - len(number) * ADVANCE)
            parts.append(words(8, y + LETTER, lines, style.ink))
            parts.append(words(WIDE - 8, y + LETTER, [number], style.ink, anchor="end", weight="600"))
            y += LINE * len(lines) + 3
            x = 8.0
            for part, one in enumerate(self.series):
                size = (WIDE - 16) * max(one.values[place], 0) / top
                parts.append(element("rect", x=x, y=y, width=max(size - 1, 0), height=14, fill=style.series[part % 6]))
                x += size
            y += 24
        for part, one in enumerate(self.series):
            parts.append(element("rect", x=8, y=y, width=12, height=12, fill=style.series[part % 6]))
            lines = wrapped(one.name, WIDE - 36)
            parts.append(words(28, y + 10, lines, style.ink))
            y += LINE * len(lines) + 4
        return drawing(self.title, described(self.series, self.rows, style), y + 2, style, *parts)


@dataclass(frozen=True)
class Target:
    """What was reached against what was promised; `pace` is where one ought to stand today."""

    title: str
    actual: float
    target: float
    pace: float | None = None
    names: tuple[str, str, str] = ("Reached", "Promised", "Pace")

    def table(self, style: Style = SCREEN) -> Table:
        values = [self.actual, self.target, *([] if self.pace is None else [self.pace])]
        return Table(
            ("", self.title),
            tuple((name, style.number(value)) for name, value in zip(self.names, values, strict=False)),
        )

    def svg(self, style: Style = SCREEN) -> str:
        top, long = max(self.actual, self.target, self.pace or 0) or 1, WIDE - 16
        colour = style.series[0] if self.pace is None or self.actual >= self.pace else style.series[1]
        rows = self.table(style).rows
        parts = [
            words(8, 14, [f"{rows[0][0]} {rows[0][1]}"], style.ink, weight="600"),
            words(WIDE - 8, 14, [f"{rows[1][0]} {rows[1][1]}"], style.soft, anchor="end"),
            element(
                "rect", x=8, y=22, width=long * self.target / top, height=16, rx=4, fill=style.band, stroke=style.line
            ),
            element("rect", x=8, y=22, width=long * max(self.actual, 0) / top, height=16, rx=4, fill=colour),
        ]
        if self.pace is not None:
            x = 8 + long * self.pace / top
            anchor = "start" if x < WIDE / 3 else "end" if x > WIDE * 2 / 3 else "middle"
            parts.append(element("path", d=f"M{plain(x)} 18v24", stroke=style.ink, stroke_width=2.0))
            parts.append(words(x, 55, [f"{rows[2][0]} {rows[2][1]}"], style.soft, anchor=anchor, size=11))
        what = ", ".join(f"{name} {value}" for name, value in rows)
        return drawing(self.title, what + ".", 62.0 if self.pace is not None else 44.0, style, *parts)
