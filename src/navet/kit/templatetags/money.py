from decimal import Decimal

from django import template
from django.utils import formats
from django.utils.translation import get_language

register = template.Library()

# In its own country a currency goes by its short name.
AT_HOME = {("sv", "SEK"): "kr", ("nb", "NOK"): "kr"}


@register.filter
def money(amount: Decimal | None, currency: str) -> str:
    """`{{ price.amount|money:price.currency }}`: 1 500 kr, SEK 1,500, 1 093,20 EUR. No decimals where there are none."""
    if amount is None:
        return ""
    language = (get_language() or "en").split("-")[0]
    decimals = 0 if amount == amount.to_integral_value() else 2
    number = formats.number_format(amount, decimals, use_l10n=True, force_grouping=True)
    name = AT_HOME.get((language, currency), currency)
    return f"{name}\N{NO-BREAK SPACE}{number}" if language == "en" else f"{number}\N{NO-BREAK SPACE}{name}"
