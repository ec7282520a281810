"""What stands inside a control, written without a template for each line: a form of thirty options is asked for often."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def attributes(told: Mapping[str, Any]) -> SafeString:
    """A control's attributes, but for its classes, which the control's template writes."""
    shown = ((name, value) for name, value in told.items() if value is not False and name != "class")
    return SafeString(
        "".join(f" {name}" if value is True else format_html(' {}="{}"', name, value) for name, value in shown)
    )


@register.simple_tag
def options(groups: Iterable[tuple[str | None, list[dict[str, Any]], int]]) -> SafeString:
    """A select's options, in their groups."""
    return SafeString("".join(_group(name, _lines(lines)) for name, lines, _place in groups))


def _group(name: str | None, lines: SafeString) -> SafeString:
    return format_html('<optgroup label="{}">{}</optgroup>', name, lines) if name else lines


def _lines(lines: list[dict[str, Any]]) -> SafeString:
    return format_html_join(
        "",
        '<option value="{}"{}{}>{}</option>',
        (
            (
                line["value"],
                SafeString(" selected" if line["selected"] else ""),
                SafeString(" disabled" if line["attrs"].get("disabled") else ""),
                line["label"],
            )
            for line in lines
        ),
    )
