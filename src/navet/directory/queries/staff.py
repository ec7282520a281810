from django.db.models import Q, QuerySet
from django.utils import timezone

from navet.directory.models import Membership
from navet.directory.models.people import STAFF


def advisers() -> QuerySet[Membership]:
    """The hub's own staff today: those who can have a case."""
    current = Q(until__isnull=True) | Q(until__gte=timezone.localdate())
    return Membership.objects.filter(current, role__in=STAFF).order_by("name")
