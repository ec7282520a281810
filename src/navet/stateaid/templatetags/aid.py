from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from navet.kit.translated import told
from navet.stateaid.queries import regimes_ending

register = template.Library()


@register.simple_tag
def rules_ending(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """A warning for each rule among these rows' items that soon ends, in the reader's words."""
    text = _("%(name)s ends on %(day)s. After that day it cannot be promised: confirm before, or choose another rule.")
    return [
        text % {"name": told(rule.name).text, "day": date_format(rule.valid_until or "", "DATE_FORMAT")}
        for rule in regimes_ending((row["item"].regime for row in rows), timezone.localdate())
    ]
