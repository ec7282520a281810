"""What every drawing is made of: styles, letters, elements, and the words for those who do not see it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Protocol

WIDE = 360.0
LETTER = 12.0
LINE = 15.0
# Inter's mean advance is about 0.53 em; a little more keeps estimates on the safe side.
ADVANCE = 0.56 * LETTER
DASHES = ("", "5 3", "1.5 3", "8 3 1.5 3", "3 2", "10 4")


def plain(value: float) -> str:
    """A number with at most two decimals and no empty ones."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


@dataclass(frozen=True)
class Style:
    """Colours of a drawing, and how numbers are written in the reader's language."""

    series: tuple[str, ...]
    ink: str
    soft: str
    line: str
    band: str
    sheet: str
    alarm: str
    number: Callable[[float], str] = plain
    font: str = ""


SCREEN = Style(
    series=tuple(f"var(--nv-chart-{place})" for place in range(1, 7)),
    ink="var(--nv-chart-ink)",
    soft="var(--nv-chart-soft)",
    line="var(--nv-chart-line)",
    band="var(--nv-chart-band)",
    sheet="var(--nv-sheet)",
    alarm="var(--ds-color-danger-text-subtle)",
)
PAPER = Style(
    series=("#0b5563", "#c4512d", "#8a6d1f", "#5b6b8f", "#7a4f6d", "#4f7a4a"),
    ink="#2d2b28",
    soft="#615d57",
    line="#d9d2c6",
    band="#f4f1ec",
    sheet="#ffffff",
    alarm="#a5182b",
    font="Inter",
)


@dataclass(frozen=True)
class Table:
    """The numbers behind a chart: headings, and rows that begin with their name."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Chart(Protocol):
    """What every chart can do."""

    @property
    def title(self) -> str: ...

    def svg(self, style: Style = SCREEN) -> str:
        """The drawing."""

    def table(self, style: Style = SCREEN) -> Table:
        """The numbers behind it."""


@dataclass(frozen=True)
class Series:
    """Values under one name, one for each axis, day or row."""

    name: str
    values: tuple[float, ...]


def element(name: str, content: str = "", /, **attributes: object) -> str:
    """One SVG element; attribute values are escaped, the content is markup already."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(plain(value) if isinstance(value, float) else str(value))}"'
        for key, value in attributes.items()
        if value != ""
    )
    return f"<{name}{written}>{content}</{name}>"


def wrapped(label: str, room: float) -> list[str]:
    """The label in lines that fit `room` units; a word longer than a line is broken with a hyphen."""
    most = max(3, int(room / ADVANCE))
    lines = [""]
    for whole in label.split():
        word = whole
        while len(word) > most:
            lines.append(word[: most - 1] + "-")
            word = word[most - 1 :]
        if len(lines[-1]) + len(word) + 1 > most or lines[-1].endswith("-"):
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return [line for line in lines if line]


def words(
    x: float, y: float, lines: Iterable[str], fill: str, *, anchor: str = "", weight: str = "", size: float = LETTER
) -> str:
    """Lines of text, the first with its baseline at y."""
    spans = "".join(
        element("tspan", escape(line), x=x, dy=0.0 if place == 0 else LINE) for place, line in enumerate(lines)
    )
    return element("text", spans, x=x, y=y, fill=fill, font_size=size, text_anchor=anchor, font_weight=weight)


def path(points: Sequence[tuple[float, float]], *, closed: bool = False) -> str:
    """The `d` of a line through the points."""
    return "M" + "L".join(f"{plain(x)} {plain(y)}" for x, y in points) + ("Z" if closed else "")


def drawing(title: str, description: str, height: float, style: Style, *parts: str) -> str:
    """The whole drawing, with the words a screen reader says for it."""
    inside = element("title", escape(title)) + element("desc", escape(description)) + "".join(parts)
    return element(
        "svg",
        inside,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {plain(WIDE)} {plain(height)}",
        role="img",
        aria_label=f"{title}. {description}".strip(". "),
        font_family=style.font,
    )


def legend(series: Sequence[Series], top: float, style: Style) -> tuple[str, float]:
    """Names of the series with their mark, one a line; also how high it became."""
    parts, y = [], top
    for place, one in enumerate(series):
        colour, dash = style.series[place % 6], DASHES[place % 6]
        lines = wrapped(one.name, WIDE - 44)
        parts.append(element("path", d=f"M8 {plain(y - 4)}h22", stroke=colour, stroke_width=3.0, stroke_dasharray=dash))
        parts.append(words(38, y, lines, style.ink))
        y += LINE * len(lines) + 3
    return "".join(parts), y - top


def described(series: Sequence[Series], names: Sequence[str], style: Style) -> str:
    """The numbers in a sentence, for those who do not see the drawing."""
    return " ".join(
        f"{one.name}: "
        + ", ".join(f"{name} {style.number(value)}" for name, value in zip(names, one.values, strict=True))
        + "."
        for one in series
    )


def across(series: Sequence[Series], names: Sequence[str], heading: str, style: Style) -> Table:
    """A table with a row for each name and a column for each series."""
    return Table(
        (heading, *(one.name for one in series)),
        tuple((name, *(style.number(one.values[place]) for one in series)) for place, name in enumerate(names)),
    )
