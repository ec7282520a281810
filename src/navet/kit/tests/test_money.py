from decimal import Decimal

import pytest
from django.utils import translation

from navet.kit.templatetags.money import money


@pytest.mark.parametrize(
    ("language", "amount", "currency", "shown"),
    [
        ("sv", "1500.00", "SEK", "1 500 kr"),
        ("nb", "1500.00", "NOK", "1 500 kr"),
        ("sv", "1093.20", "EUR", "1 093,20 EUR"),
        ("nb", "12", "SEK", "12 SEK"),
        ("en", "1500.5", "SEK", "SEK 1,500.50"),
    ],
)
def test_as_people_write_it(language, amount, currency, shown):
    with translation.override(language):
        assert money(Decimal(amount), currency).replace("\N{NO-BREAK SPACE}", " ") == shown


def test_no_amount_no_words():
    assert money(None, "SEK") == ""
