from collections.abc import Collection, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import template
from django.template.defaultfilters import floatformat

from navet.kit.translated import told
from navet.reporting.indicators import MONEY, Indicator
from navet.reporting.pace import Outlook
from navet.reporting.queries.fairness import Group
from navet.reporting.queries.figures import HEADINGS, Counted
from navet.reporting.queries.reports import Then

register = template.Library()


@register.simple_tag(takes_context=True)
def counted(context: template.Context, indicator: Indicator | Then, number: Decimal) -> str:
    """A number as its indicator is written: decimals, thousands, and the hub's currency behind money."""
    shown = floatformat(number, f"-{indicator.decimals}g" if indicator.decimals else "0g")
    return f"{shown} {context['hub'].currency}" if indicator.unit == MONEY else str(shown)


@register.simple_tag(takes_context=True)
def going(context: template.Context, each: Counted, outlook: Outlook) -> dict[str, str]:
    """Where a promised number is going, each figure written as its indicator is; `short` is empty when it is kept."""
    assert each.target is not None

    def shown(number: float) -> str:
        return counted(context, each.indicator, Decimal(str(round(number, each.indicator.decimals))))

    amount = float(each.target.amount)
    short = outlook.short_of(amount)
    return {
        "expected": shown(outlook.expected),
        "low": shown(outlook.low),
        "high": shown(outlook.high),
        "short": shown(short) if round(short, each.indicator.decimals) else "",
        "verdict": outlook.verdict(amount),
    }


@register.simple_tag
def points(rise: Fraction | float) -> str:
    """A change of a score, with its sign and one decimal."""
    shown = floatformat(float(rise), 1)
    return f"+{shown}" if rise > 0 else str(shown)


@register.filter
def heading(name: str) -> str:
    """What a column is called where people read it."""
    return str(HEADINGS.get(name, name))


@register.filter
def named(row: Mapping[str, Any]) -> str:
    """A frozen row in a few words: whom or what it is about, the service and the day, where it has them."""
    about = next((row[name] for name in ("customer_name", "text", "comment", "kind") if row.get(name)), row["id"])
    words = [about, str(told(row["service_title"])) if row.get("service_title") else ""]
    return ", ".join(word for word in [*words, row.get("last_on") or row.get("on") or ""] if word)


@register.filter
def column(row: Mapping[str, str], heading: str) -> str:
    """A row's text under a heading that is no name."""
    return row.get(heading, "")


@register.filter
def clear_ones(groups: Collection[Group]) -> list[Group]:
    """`{{ groups|clear_ones }}`: those that are read clearly more or less than they fit."""
    return [group for group in groups if group.share.verdict in {"more", "less"}]


@register.filter
def sayable(groups: Collection[Group]) -> bool:
    """`{{ groups|sayable }}`: whether anything can be said of any."""
    return any(group.share.verdict != "few" for group in groups)


@register.filter
def percent(share: float) -> int:
    """`{{ share|percent }}`: of a share from 0 to 1, in whole hundredths."""
    return round(share * 100)
