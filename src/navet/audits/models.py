from dataclasses import dataclass
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from navet.directory.models import Membership, Visitor
from navet.funding.models import Financier
from navet.hubs.models import HubFK, HubOwned


class AuditRoom(HubOwned):
    """A financier's claims and everything behind them, read by whoever holds the link, until a day."""

    financier = HubFK(Financier)
    # An authority or a firm: what an auditor opens is written in the journal for good, and under this name.
    auditor = models.CharField(_("who audits"), max_length=200)
    since = models.DateField(_("first day"))
    until = models.DateField(_("last day"))
    by = HubFK(Membership)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("since")),
                name="an_audit_room_ends_after_it_began",
                violation_error_message=_("The last day is today or later."),
            ),
        ]

    def __str__(self) -> str:
        return self.auditor

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and timezone.localdate() <= self.until


@dataclass(frozen=True)
class Auditor(Visitor):
    """Whoever holds the link to one audit room: reads what stands behind its claims and changes nothing."""

    room_id: UUID | None = None
    may_read: bool = True


class Proof(HubOwned):
    """A file that proves a piece of work or a purchase, kept as it was added."""

    class Kind(models.TextChoices):
        ATTENDANCE = "ATTENDANCE", _("list of those who took part")
        RESULT = "RESULT", _("what was made: a report, a picture")
        INVOICE = "INVOICE", _("invoice")
        PAYMENT = "PAYMENT", _("proof of payment")
        TENDER = "TENDER", _("purchase: quotes and choice")
        OTHER = "OTHER", _("something else")

    # The work, as costs name it: the first telling of a delivery, own work, or a purchase.
    about = models.UUIDField(_("about"))
    kind = models.CharField(_("what it is"), max_length=20, choices=Kind)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=200)
    by = HubFK(Membership)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hub", "about", "sha256"], name="a_proof_is_added_once"),
        ]

    def __str__(self) -> str:
        return self.name
