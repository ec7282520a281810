from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from django import template
from django.template.defaultfilters import floatformat

from navet.reporting.indicators import INDICATORS, MONEY, Indicator
from navet.reporting.models import Target

register = template.Library()


@register.simple_tag(takes_context=True)
def counted(context: template.Context, indicator: Indicator, number: Decimal) -> str:
    """A number as its indicator is written: decimals, thousands, and the hub's currency behind money."""
    shown = floatformat(number, f"-{indicator.decimals}g" if indicator.decimals else "0g")
    return f"{shown} {context['hub'].currency}" if indicator.unit == MONEY else str(shown)


@register.simple_tag
def points(rise: Fraction) -> str:
    """A change of a score, with its sign and one decimal."""
    shown = floatformat(float(rise), 1)
    return f"+{shown}" if rise > 0 else str(shown)


@register.filter
def indicator_label(target: Target) -> str:
    """The indicator's name in the reader's words."""
    known = INDICATORS.get(target.indicator)
    return str(known.label) if known else target.indicator


@register.filter
def column(row: Mapping[str, str], heading: str) -> str:
    """A row's text under a heading that is no name."""
    return row.get(heading, "")
