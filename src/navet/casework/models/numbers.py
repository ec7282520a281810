from django.db import models

from navet.hubs.models import HubOwned


class Counter(HubOwned):
    """The last number given in a series in a year; `give_number` adds one in a single statement."""

    series = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hub", "series", "year"], name="one_counter_a_series_and_year")]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.last}"
