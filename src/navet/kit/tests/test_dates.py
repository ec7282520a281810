"""A day reads as the reader's own language writes it: months begin with a small letter in the North."""

from datetime import date

import pytest
from django.utils.formats import date_format
from django.utils.translation import override


@pytest.mark.parametrize(("language", "short"), [("en", "16 Oct 2024"), ("sv", "16 okt 2024"), ("nb", "16. okt. 2024")])
def test_a_short_day_reads_as_at_home(language, short):
    with override(language):
        assert date_format(date(2024, 10, 16), "SHORT_DATE_FORMAT") == short
