"""Tags and filters our components are drawn with."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple, Protocol

from django import template
from django.conf import settings
from django.forms import BoundField
from django.utils import formats, translation
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from navet.kit.charts import SCREEN, Chart, Sparkline, Target
from navet.kit.charts.drawing import plain

register = template.Library()

# Drawn on a 24 × 24 sheet with a 2-wide pen.
ICONS = {
    "up": '<path d="M12 19V5m-6 6 6-6 6 6"/>',
    "down": '<path d="M12 5v14m-6-6 6 6 6-6"/>',
    "left": '<path d="M19 12H5m6-6-6 6 6 6"/>',
    "right": '<path d="M5 12h14m-6-6 6 6-6 6"/>',
    "tick": '<path d="m5 13 4.5 4.5L19 7"/>',
    "cross": '<path d="m6 6 12 12M18 6 6 18"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "search": '<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>',
    "file": '<path d="M13 3H6v18h12V8l-5-5Zm0 0v5h5M9 13h6m-6 4h4"/>',
    "calendar": '<path d="M4 6h16v14H4zM4 10h16M8 3v4m8-4v4"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c1-4 4-5.5 7.5-5.5s6.5 1.5 7.5 5.5"/>',
    "people": (
        '<circle cx="9" cy="8.5" r="3.5"/><path d="M2.5 20c.6-3.6 3.2-5 6.5-5s5.9 1.4 6.5 5"/>'
        '<path d="M15.5 5.300a3.5 3.5 0 0 1 0 6.400M17.5 15.400c2.2.6 3.6 2 4 4.6"/>'
    ),
    "message": '<path d="M4 5h16v11H10l-5 4v-4H4z"/>',
    "letter": '<path d="M3.5 6h17v12h-17zm0 .5 8.5 7 8.5-7"/>',
    "place": '<path d="M12 21c4-4.5 6.5-7.7 6.5-11a6.5 6.5 0 0 0-13 0c0 3.3 2.5 6.5 6.5 11Z"/><circle cx="12" cy="10" r="2.5"/>',
    "compass": '<circle cx="12" cy="12" r="8.5"/><path d="m15.5 8.5-2 5-5 2 2-5z"/>',
    "chart": '<path d="M4 4v16h16M8 16v-4m4 4V8m4 8v-6"/>',
    "lock": '<path d="M5 11h14v9H5zm3 0V8a4 4 0 0 1 8 0v3"/>',
    "flask": '<path d="M9 3h6m-5 0v6l-5.5 9.500A1.7 1.7 0 0 0 6 21h12a1.7 1.7 0 0 0 1.5-2.500L14 9V3M7.5 15h9"/>',
    "book": '<path d="M12 6c-2-1.5-4.5-2-8-2v14c3.5 0 6 .5 8 2 2-1.5 4.5-2 8-2V4c-3.5 0-6 .5-8 2Zm0 0v14"/>',
    "coins": '<ellipse cx="12" cy="6.5" rx="7" ry="3"/><path d="M5 6.500v11c0 1.7 3.1 3 7 3s7-1.3 7-3v-11M5 12c0 1.7 3.1 3 7 3s7-1.3 7-3"/>',
    "network": '<circle cx="12" cy="12" r="2.5"/><circle cx="5" cy="5" r="2"/><circle cx="19" cy="5" r="2"/><circle cx="12" cy="20.5" r="2"/><path d="m6.5 6.5 3.7 3.700m7.3-3.7-3.7 3.700M12 14.500v4"/>',
    "warning": '<path d="M12 4 2.5 20h19L12 4Zm0 6v5m0 2.500v.1"/>',
}


class Order(NamedTuple):
    """How a column is sorted now ("ascending", "descending" or nothing), and what its link asks for next."""

    now: str
    next: str


class Standing(Protocol):
    """How something stands, such as a status: in words, and in a tone that only repeats them."""

    @property
    def label(self) -> object: ...
    @property
    def tone(self) -> str: ...


@register.simple_tag
def icon(name: str) -> SafeString:
    """A small drawing beside words; never the only bearer of meaning, so it is hidden from screen readers."""
    return mark_safe(  # noqa: S308 (our own constant)
        '<svg class="nv-icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
        f'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">{ICONS[name]}</svg>'
    )


@register.simple_tag
def tag(words: object, tone: str) -> SafeString:
    """A status in a word or two, as `<c-tag>` draws it."""
    return format_html('<span class="ds-tag" data-size="sm" data-color="{}">{}</span>', tone, words)


@register.simple_tag
def standing(told: Standing | None) -> SafeString | str:
    """How something stands, as a tag: `{% standing case.standing %}`; in lists far cheaper than a component."""
    return tag(capfirst(str(told.label)), told.tone) if told else ""


@register.simple_tag
def sorted_by(key: str, sort: str) -> Order:
    """How the column `key` stands when the list is sorted by `sort` ("name", or "-name" for descending)."""
    if sort == key:
        return Order("ascending", f"-{key}")
    return Order("descending" if sort == f"-{key}" else "", key)


@register.filter
def first_control(field: BoundField) -> str:
    """The id of the field's first control, where a link from the error summary lands."""
    return field.id_for_label or f"{field.auto_id}_0"


@register.simple_tag
def languages() -> list[tuple[str, str]]:
    """The languages a reader may choose, each by its own name."""
    return [
        (code, translation.get_language_info(code)["name_local"].capitalize()) for code, _name in settings.LANGUAGES
    ]


@register.inclusion_tag("kit/chart.html")
def chart(drawn: Chart, caption: str = "") -> dict[str, object]:
    """A chart as a figure: `{% chart radar %}`; the drawing, and under it the same numbers as a table."""
    style = replace(SCREEN, number=localised)
    if isinstance(drawn, Target) and drawn.names == Target.names:
        drawn = replace(drawn, names=(_("Reached"), _("Promised"), _("Pace")))
    return {
        "caption": caption or drawn.title,
        "drawing": mark_safe(drawn.svg(style)),  # noqa: S308 (every word in it is escaped by kit.charts)
        "table": drawn.table(style),
    }


@register.simple_tag
def sparkline(title: str, values: Sequence[float]) -> SafeString:
    """The course of one number, small enough for a table's cell."""
    return mark_safe(Sparkline(title, tuple(values)).svg(SCREEN))  # noqa: S308 (escaped by kit.charts)


def localised(value: float) -> str:
    """A number as the reader's language writes it."""
    shortest = plain(value)
    places = len(shortest.partition(".")[2])
    return formats.number_format(shortest, places, use_l10n=True, force_grouping=abs(value) >= 10_000)


@register.filter
def under(path: str, address: str) -> bool:
    """Whether the page at `path` belongs below `address`."""
    return bool(address) and path.startswith(address)


@register.simple_block_tag
def drawn(content: SafeString) -> SafeString:
    """Draw something once and show it twice: `{% drawn as menu %}…{% enddrawn %}{{ menu }}`."""
    return content
