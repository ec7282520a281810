"""The demo's story happens on working days, in order, and never later than now, whatever day it is loaded."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from navet.config.demo.moments import Days, at

ZONE = ZoneInfo("Europe/Stockholm")
MONDAY = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize("later", range(7))
def test_moments_come_in_order_on_working_days(later):
    now = MONDAY + timedelta(days=later)
    days = Days(ZONE, now)
    moments = [days.moment(days_ago) for days_ago in range(40, -1, -1) for _ in range(3)]
    assert moments == sorted(moments)
    assert moments[-1] <= now
    past = [moment.astimezone(ZONE) for moment in moments if moment.astimezone(ZONE).date() < now.date()]
    assert {moment.weekday() for moment in past} == {0, 1, 2, 3, 4}


def test_days_to_come_are_counted_as_they_are():
    assert Days(ZONE, MONDAY).day(-6).isoformat() == "2026-11-29"


def test_everybody_who_asks_for_the_time_is_told_the_moment():
    before = timezone.now()
    with at(MONDAY):
        assert timezone.now() == MONDAY
        assert timezone.localdate(timezone=ZONE).isoformat() == "2026-11-23"
    assert timezone.now() >= before
