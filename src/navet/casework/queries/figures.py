"""What the work left behind to be counted: rows of deliveries, outcomes, satisfaction. Whoever counts asks here."""

from datetime import date

from django.db.models import QuerySet

from navet.casework.models import IndicatorRow, Outcome, Satisfaction


def standing_rows(since: date, until: date) -> QuerySet[IndicatorRow]:
    """What was delivered with its last day in the period, both days included; corrected rows no longer count."""
    return IndicatorRow.objects.filter(replaced_at=None, last_on__gte=since, last_on__lte=until)


def outcomes_between(since: date, until: date) -> QuerySet[Outcome]:
    """What came of the help, with its day in the period."""
    return Outcome.objects.filter(on__gte=since, on__lte=until)


def satisfaction_between(since: date, until: date) -> QuerySet[Satisfaction]:
    """What customers said of the help, in the period."""
    return Satisfaction.objects.filter(created_at__date__gte=since, created_at__date__lte=until)
