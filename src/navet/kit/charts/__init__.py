"""Charts as plain SVG: the same drawing on a page and in a letter, and a table of the same numbers behind each.

Every chart is a frozen dataclass with `svg(style)` and `table()`. A drawing is 360 units wide, so that on a phone of
390 pixels its 12-unit letters are 12 pixels; wider screens enlarge it. Colours come from the style: CSS variables on
screen (so the dark scheme works), plain colours on paper. Nothing is told by colour alone.
"""

from navet.kit.charts.bars import Bar, Bars, Stack, Target
from navet.kit.charts.drawing import PAPER, SCREEN, Chart, Series, Style, Table
from navet.kit.charts.lines import Lines, Sparkline
from navet.kit.charts.radar import Radar

__all__ = [
    "PAPER",
    "SCREEN",
    "Bar",
    "Bars",
    "Chart",
    "Lines",
    "Radar",
    "Series",
    "Sparkline",
    "Stack",
    "Style",
    "Table",
    "Target",
]
